//! Carriers that ask the shopper by themselves before they reserve: LG U+ in the sandbox.

use serde_json::{Value, json};

use super::support::{Answer, Gateway, LINE, challenge, typed, wrong};

fn by(channel: &str) -> Value {
    let mut body = challenge(LINE);
    (body["channel"], body["carrier"]) = (json!(channel), json!("LGU"));
    body
}

impl Gateway {
    async fn at_lgu(&self, channel: &str) -> (String, Answer) {
        let session = self.session().await;
        let asked = self.post("/v1/checkout/challenges", &session, &by(channel)).await;
        assert_eq!(asked.status, 201, "{}", asked.body);
        (session, asked)
    }

    async fn newest_code(&self) -> String {
        self.code(LINE).await
    }
}

#[tokio::test]
async fn its_code_is_the_only_one_and_reserves() {
    let gateway = Gateway::start().await;
    let (session, asked) = gateway.at_lgu("sms").await;
    assert_eq!(gateway.sandbox.received(LINE).await.len(), 1, "no second code");
    let (id, code) = (asked.text("/id"), gateway.newest_code().await);
    let guessed = gateway.verify(&session, &id, &wrong(&code)).await;
    assert_eq!((guessed.problem(), &guessed.body["tries_left"]), ((422, "code_mismatch".into()), &json!(4)));
    let verified = gateway.verify(&session, &id, &code).await;
    assert_eq!(verified.status, 200, "{}", verified.body);
    assert_eq!(gateway.bill("reserved").await, 1);
    assert_eq!(gateway.pay(&verified.text("/token")).await.text("/status"), "succeeded");
    assert_eq!(gateway.charged().await, 1);
}

#[tokio::test]
async fn a_lost_answer_to_the_right_code_is_made_good() {
    let gateway = Gateway::start().await;
    let (session, asked) = gateway.at_lgu("sms").await;
    let (id, code) = (asked.text("/id"), gateway.newest_code().await);
    gateway.wire.cut("/validate", super::support_wire::Cut::AnswerLost);
    assert_eq!(gateway.verify(&session, &id, &code).await.status, 502);
    gateway.wire.mend();
    assert_eq!(gateway.verify(&session, &id, &code).await.status, 200);
}

#[tokio::test]
async fn what_a_carrier_asks_in_an_answer_that_is_lost_is_given_back_and_the_shopper_begins_anew() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    gateway.wire.cut("/prepare", super::support_wire::Cut::AnswerLost);
    let lost = gateway.post("/v1/checkout/challenges", &session, &by("sms")).await;
    assert_eq!(lost.reason(), (402, "payment_declined".into(), "auth_session_expired".into()));
    assert_eq!(gateway.bill("pending_validation").await, 1);
    gateway.wire.mend();
    assert_eq!(gateway.app.release().await.unwrap(), 1);
    assert_eq!((gateway.bill("cancelled").await, gateway.bill("pending_validation").await), (1, 0));
    let asked = gateway.post("/v1/checkout/challenges", &session, &by("sms")).await;
    let code = gateway.newest_code().await;
    assert_eq!(gateway.verify(&session, &asked.text("/id"), &code).await.status, 200);
}

#[tokio::test]
async fn another_code_takes_another_reservation_and_gives_the_first_back() {
    let gateway = Gateway::start().await;
    let (session, asked) = gateway.at_lgu("sms").await;
    let first = gateway.newest_code().await;
    let resend = format!("/v1/checkout/challenges/{}/resend", asked.text("/id"));
    let soon = gateway.post(&resend, &session, &json!({})).await;
    assert_eq!(soon.problem(), (429, "resend_too_soon".into()));
    gateway.clock.advance(10_000);
    let again = gateway.post(&resend, &session, &json!({})).await;
    assert_eq!((again.status, &again.body["sends_left"]), (201, &json!(3)));
    let code = gateway.newest_code().await;
    assert_ne!(first, code);
    assert_eq!(gateway.verify(&session, &again.text("/id"), &code).await.status, 200);
    gateway.app.release().await.unwrap();
    assert_eq!((gateway.bill("reserved").await, gateway.bill("cancelled").await), (1, 1));
}

#[tokio::test]
async fn after_the_app_its_code_is_asked_for_too() {
    let gateway = Gateway::start().await;
    let (session, asked) = gateway.at_lgu("pass").await;
    let verify = format!("/v1/checkout/challenges/{}/verify", asked.text("/id"));
    gateway.sandbox.answer(LINE, "approve").await;
    gateway.clock.advance(1_000);
    gateway.sandbox.clock.advance(1_000);
    gateway.app.poll_approvals().await.unwrap();
    let content = json!({ "content": { "kind": "payment_content", "version": "2026-11-01" } });
    let asks = gateway.post(&verify, &session, &content).await;
    assert_eq!(asks.problem(), (409, "carrier_asks".into()));
    let stage = gateway.stage(&session).await;
    assert_eq!((&stage["status"], &stage["challenge"]["channel"]), (&json!("challenged"), &json!("sms")));
    assert_eq!(stage["challenge"]["approval"], Value::Null);
    assert_eq!(gateway.post(&verify, &session, &content).await.problem(), (422, "invalid_request".into()));
    let code = gateway.newest_code().await;
    let verified = gateway.post(&verify, &session, &typed(&code)).await;
    assert_eq!(verified.status, 200, "{}", verified.body);
    assert_eq!(gateway.pay(&verified.text("/token")).await.text("/status"), "succeeded");
}

#[tokio::test]
async fn the_last_wrong_code_leaves_nothing_at_the_carrier() {
    let gateway = Gateway::start().await;
    let (session, asked) = gateway.at_lgu("sms").await;
    let code = wrong(&gateway.newest_code().await);
    for _ in 0..4 {
        gateway.verify(&session, &asked.text("/id"), &code).await;
    }
    let last = gateway.verify(&session, &asked.text("/id"), &code).await;
    assert_eq!(last.problem(), (429, "tries_exhausted".into()));
    gateway.app.release().await.unwrap();
    assert_eq!((gateway.bill("denied").await, gateway.bill("pending_validation").await), (1, 0));
}
