//! What ends in the very millisecond in which something is answered: just before, then, and just after.

use carrier_checkout_gateway::clock::Clock;
use serde_json::json;

use super::refunds::paid;
use super::support::{Gateway, KEY, LINE, wrong};

/// The code's time and the token's, as they are by default.
const CODE_MS: i64 = 180_000;
const TOKEN_MS: i64 = 600_000;

/// A gateway whose sessions end with their first code.
async fn short() -> Gateway {
    Gateway::with(|config| config.limits.session_ttl_ms = CODE_MS).await
}

impl Gateway {
    /// Time passes while the next answer to a request with that part in its path is on its way.
    fn passes_before_the_answer(&self, part: &'static str, millis: i64) {
        let clock = self.clock.clone();
        self.wire.before_the_answer(part, move || clock.advance(millis));
    }
}

#[tokio::test]
async fn a_code_can_be_typed_until_the_millisecond_in_which_its_time_is_over() {
    for (after, status) in [(CODE_MS - 1, 200), (CODE_MS, 410), (CODE_MS + 1, 410)] {
        let gateway = Gateway::start().await;
        let session = gateway.session().await;
        let (challenge, code) = gateway.challenged(&session, LINE).await;
        gateway.clock.advance(after);
        assert_eq!(gateway.verify(&session, &challenge, &code).await.status, status, "after {after} ms");
    }
}

#[tokio::test]
async fn a_code_typed_in_time_counts_although_its_time_ends_while_the_carrier_judges_it() {
    for late in [1, 2, 60_000] {
        let gateway = short().await;
        let session = gateway.session().await;
        let (challenge, code) = gateway.challenged(&session, LINE).await;
        gateway.clock.advance(CODE_MS - 1);
        gateway.passes_before_the_answer("validate-code", late);
        let verified = gateway.verify(&session, &challenge, &code).await;
        assert_eq!(verified.status, 200, "{} after {late} ms", verified.body);
        assert_eq!(gateway.stage(&session).await["status"], "verified", "as long as its token holds");
        assert_eq!(gateway.pay(&verified.text("/token")).await.text("/status"), "succeeded");
    }
}

#[tokio::test]
async fn a_wrong_code_whose_time_ends_with_its_answer_leaves_no_dead_end() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let (challenge, code) = gateway.challenged(&session, LINE).await;
    gateway.clock.advance(CODE_MS - 1);
    gateway.passes_before_the_answer("validate-code", 1);
    let refused = gateway.verify(&session, &challenge, &wrong(&code)).await;
    assert_eq!(refused.reason(), (422, "code_mismatch".into(), "otp_mismatch".into()));
    assert_eq!(gateway.verify(&session, &challenge, &code).await.problem(), (410, "challenge_expired".into()));
    let again = gateway.post(&format!("/v1/checkout/challenges/{challenge}/resend"), &session, &json!({})).await;
    assert_eq!(again.status, 200, "{}", again.body);
    assert_eq!(gateway.verify(&session, &challenge, &gateway.code(LINE).await).await.status, 200);
}

#[tokio::test]
async fn a_code_asked_for_in_time_can_be_used_although_the_session_ends_while_it_is_sent() {
    for late in [1, 2] {
        let gateway = short().await;
        let session = gateway.session().await;
        gateway.clock.advance(CODE_MS - 1);
        gateway.passes_before_the_answer("send-code", late);
        let (challenge, code) = gateway.challenged(&session, LINE).await;
        let verified = gateway.verify(&session, &challenge, &code).await;
        assert_eq!(verified.status, 200, "{} after {late} ms", verified.body);
    }
    let gateway = short().await;
    let session = gateway.session().await;
    gateway.clock.advance(CODE_MS);
    assert_eq!(gateway.challenge(&session, LINE).await.problem(), (410, "session_expired".into()));
}

#[tokio::test]
async fn a_token_is_good_until_the_millisecond_in_which_its_time_is_over() {
    for (after, status, charged) in [(TOKEN_MS - 1, 201, 1), (TOKEN_MS, 410, 0), (TOKEN_MS + 1, 410, 0)] {
        let gateway = Gateway::start().await;
        let (_, token) = gateway.verified(LINE).await;
        gateway.clock.advance(after);
        assert_eq!(gateway.pay(&token).await.status, status, "after {after} ms");
        assert_eq!(gateway.charged().await, charged, "after {after} ms");
    }
}

#[tokio::test]
async fn a_token_exchanged_in_time_is_charged_although_it_ends_while_the_carrier_charges() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(LINE).await;
    gateway.clock.advance(TOKEN_MS - 1);
    gateway.passes_before_the_answer("confirm", 1);
    assert_eq!(gateway.pay(&token).await.text("/status"), "succeeded");
    assert_eq!((gateway.stage(&session).await["status"].clone(), gateway.charged().await), (json!("paid"), 1));
    assert_eq!(gateway.pay(&token).await.problem(), (409, "token_used".into()));
}

#[tokio::test]
async fn what_the_sweeper_finds_in_that_millisecond_is_ended_once_and_charges_nothing() {
    let gateway = short().await;
    let session = gateway.session().await;
    let (challenge, code) = gateway.challenged(&session, LINE).await;
    gateway.clock.advance(CODE_MS - 1);
    gateway.app.sweep().await.unwrap();
    assert_eq!(gateway.stage(&session).await["status"], "challenged");
    gateway.clock.advance(1);
    gateway.app.sweep().await.unwrap();
    gateway.app.sweep().await.unwrap();
    assert_eq!(gateway.stage(&session).await["status"], "expired");
    assert_eq!(gateway.verify(&session, &challenge, &code).await.status, 410);
    let events = gateway.get("/v1/events?type=session.expired", KEY).await;
    assert_eq!(events.body["data"].as_array().map(Vec::len), Some(1), "{}", events.body);
    assert_eq!(gateway.charged().await, 0);
}

#[tokio::test]
async fn a_charge_that_is_answered_in_the_next_month_belongs_to_it() {
    let gateway = Gateway::start().await;
    let (_, token) = gateway.verified(LINE).await;
    let now = gateway.clock.now();
    let ends = now.end_of_korean_month();
    // A token lives for minutes: the whole payment is made anew in the last one of the month.
    gateway.clock.advance(ends.millis_since(now) - 1_000);
    assert_eq!(gateway.pay(&token).await.problem(), (410, "token_expired".into()));
    let (_, token) = gateway.verified(LINE).await;
    gateway.clock.advance(1_000);
    gateway.passes_before_the_answer("confirm", 1);
    let payment = gateway.pay(&token).await;
    let (paid_at, cancel_until) = (payment.body["paid_at"].as_i64(), payment.body["cancel_until"].as_i64());
    assert_eq!((paid_at, cancel_until), (Some(ends.millis() + 1), Some((ends + 1).end_of_korean_month().millis())));
    assert_eq!(gateway.cancel(&payment.text("/id")).await.text("/status"), "succeeded");
}

#[tokio::test]
async fn a_carrier_whose_month_ends_sooner_refuses_and_from_the_first_on_the_account_is_paid() {
    let gateway = Gateway::start().await;
    let payment = paid(&gateway, LINE).await;
    let carriers = carrier_checkout_sandbox::Clock::now(&*gateway.sandbox.clock);
    gateway.sandbox.clock.advance(carriers.end_of_korean_month().millis_since(carriers) + 1);
    gateway.month_ends();
    gateway.clock.advance(-1);
    let refused = gateway.cancel(&payment).await;
    assert_eq!((refused.status, refused.text("/code")), (402, "refund_declined".into()));
    gateway.clock.advance(1);
    assert_eq!(gateway.give_back(&payment, 9_900).await.text("/status"), "succeeded");
    assert_eq!(gateway.payment(&payment).await["status"], "refunded");
}
