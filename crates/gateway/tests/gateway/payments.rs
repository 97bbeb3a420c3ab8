//! Exchanging the token.

use serde_json::json;

use super::sessions::{OTHER_KEY, with_two_merchants};
use super::support::{Gateway, KEY, LINE, exchange};

#[tokio::test]
async fn a_token_is_exchanged_for_a_payment() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(LINE).await;
    let paid = gateway.pay(&token).await;
    assert_eq!(paid.status, 201, "{}", paid.body);
    assert!(paid.text("/id").starts_with("pay_"));
    assert_eq!((&paid.body["status"], &paid.body["amount"]), (&json!("succeeded"), &json!(9_900)));
    assert_eq!((&paid.body["session"], &paid.body["order_id"]), (&json!(session), &json!("order-1")));
    assert_eq!((&paid.body["carrier"], &paid.body["phone"]), (&json!("SKT"), &json!("010-****-6789")));
    assert!(paid.body["cancel_until"].as_i64() >= paid.body["paid_at"].as_i64());
    let seen = gateway.get(&format!("/v1/payments/{}", paid.text("/id")), KEY).await;
    assert_eq!((seen.status, &seen.body), (200, &paid.body));
    assert_eq!(gateway.charged().await, 1);
    let stage = gateway.stage(&session).await;
    assert_eq!(stage["status"], "paid");
    assert_eq!(
        stage["receipt"],
        json!({
            "payment": paid.body["id"], "paid_at": paid.body["paid_at"], "carrier": "SKT",
            "phone": "010-****-6789", "cancel_until": paid.body["cancel_until"],
            "carrier_page": "https://www.tworld.co.kr/",
        })
    );
}

#[tokio::test]
async fn a_token_is_exchanged_once() {
    let gateway = Gateway::start().await;
    let (_, token) = gateway.verified(LINE).await;
    assert_eq!(gateway.pay(&token).await.status, 201);
    assert_eq!(gateway.pay(&token).await.problem(), (409, "token_used".into()));
    assert_eq!(gateway.charged().await, 1);
}

#[tokio::test]
async fn a_token_that_is_exchanged_twice_at_the_same_time_is_charged_once() {
    let gateway = Gateway::start().await;
    let (_, token) = gateway.verified(LINE).await;
    let (first, second) = tokio::join!(gateway.pay(&token), gateway.pay(&token));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    assert_eq!(gateway.charged().await, 1);
    assert_eq!(gateway.wire.count("/confirm"), 1);
}

#[tokio::test]
async fn another_order_or_amount_charges_nothing_and_leaves_the_token_good() {
    let gateway = Gateway::start().await;
    let (_, token) = gateway.verified(LINE).await;
    let mut body = exchange(&token);
    body["amount"] = json!(9_901);
    assert_eq!(gateway.post("/v1/payments", KEY, &body).await.problem(), (422, "amount_mismatch".into()));
    let mut body = exchange(&token);
    body["order_id"] = json!("order-2");
    assert_eq!(gateway.post("/v1/payments", KEY, &body).await.problem(), (422, "order_mismatch".into()));
    assert_eq!(gateway.charged().await, 0);
    assert_eq!(gateway.pay(&token).await.status, 201);
}

#[tokio::test]
async fn another_merchants_token_and_payment_are_not_found() {
    let (gateway, _directory) = with_two_merchants().await;
    let (_, token) = gateway.verified(LINE).await;
    let stolen = gateway.post("/v1/payments", OTHER_KEY, &exchange(&token)).await;
    assert_eq!(stolen.problem(), (404, "token_not_found".into()));
    let unknown = gateway.pay("tok_0000000000000000000001").await;
    assert_eq!(unknown.problem(), (404, "token_not_found".into()));
    let paid = gateway.pay(&token).await;
    assert_eq!(paid.status, 201);
    let path = format!("/v1/payments/{}", paid.text("/id"));
    for (path, key) in [(path.as_str(), OTHER_KEY), ("/v1/payments/pay_0000000000000000000001", KEY)] {
        assert_eq!(gateway.get(path, key).await.problem(), (404, "payment_not_found".into()));
    }
}

#[tokio::test]
async fn a_token_that_is_too_old_charges_nothing_and_the_shopper_begins_again() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(LINE).await;
    gateway.clock.advance(600_000);
    assert_eq!(gateway.pay(&token).await.problem(), (410, "token_expired".into()));
    assert_eq!(gateway.stage(&session).await, json!({ "status": "open" }));
    assert_eq!(gateway.pay(&token).await.problem(), (410, "token_expired".into()));
    assert_eq!(gateway.app.release().await.unwrap(), 1);
    assert_eq!((gateway.charged().await, gateway.bill("cancelled").await), (0, 1));
}

#[tokio::test]
async fn a_token_can_be_exchanged_after_the_time_to_begin() {
    let gateway = Gateway::with(|config| config.limits.session_ttl_ms = 60_000).await;
    let (session, token) = gateway.verified(LINE).await;
    gateway.clock.advance(120_000);
    assert_eq!(gateway.stage(&session).await["status"], "verified");
    assert_eq!(gateway.pay(&token).await.status, 201);
}

#[tokio::test]
async fn a_denied_charge_is_told_with_its_reason_and_the_shopper_may_begin_again() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified("01000000014").await;
    let denied = gateway.pay(&token).await;
    assert_eq!(denied.reason(), (402, "payment_declined".into(), "payment_denied".into()));
    assert_eq!(denied.text("/quote"), "SKT-403-CARRIER_BILLING.PAYMENT_DENIED");
    let stage = gateway.stage(&session).await;
    assert_eq!((&stage["status"], &stage["last_failure"]["reason"]), (&json!("open"), &json!("payment_denied")));
    assert_eq!(gateway.pay(&token).await.problem(), (409, "token_used".into()));
    let (id, code) = gateway.challenged(&session, LINE).await;
    let token = gateway.verify(&session, &id, &code).await.text("/token");
    assert_eq!(gateway.pay(&token).await.status, 201, "one session, a failed payment and a good one");
    assert_eq!(gateway.charged().await, 1);
}

#[tokio::test]
async fn a_slow_carrier_is_waited_for() {
    let gateway = Gateway::start().await;
    let (_, token) = gateway.verified("01000000012").await;
    let slow = async {
        gateway.sandbox.clock.slept_on().await;
        gateway.sandbox.clock.advance(8_000);
    };
    let (paid, ()) = tokio::join!(gateway.pay(&token), slow);
    assert_eq!((paid.status, &paid.body["status"]), (201, &json!("succeeded")));
}

#[tokio::test]
async fn a_charge_whose_answer_is_lost_is_asked_about() {
    let gateway = Gateway::start().await;
    let (_, token) = gateway.verified("01000000013").await;
    let paid = gateway.pay(&token).await;
    assert_eq!((paid.status, &paid.body["status"]), (201, &json!("succeeded")));
    assert_eq!(gateway.charged().await, 1);
}

#[tokio::test]
async fn nothing_begins_in_a_session_that_is_paid() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(LINE).await;
    gateway.pay(&token).await;
    assert_eq!(gateway.challenge(&session, LINE).await.problem(), (409, "session_closed".into()));
    let cancelled = gateway.post("/v1/checkout/cancel", &session, &json!({})).await;
    assert_eq!(cancelled.problem(), (409, "session_closed".into()));
}

#[tokio::test]
async fn a_window_closed_while_its_token_is_exchanged_is_either_paid_or_over() {
    let gateway = Gateway::start().await;
    for closed_first in [false, true, false, true] {
        let (session, token) = gateway.verified(LINE).await;
        let (before, nothing) = (gateway.charged().await, json!({}));
        let (pay, close) = (gateway.pay(&token), gateway.post("/v1/checkout/cancel", &session, &nothing));
        let (paid, closed) = if closed_first {
            let (closed, paid) = tokio::join!(close, pay);
            (paid, closed)
        } else {
            tokio::join!(pay, close)
        };
        gateway.app.release().await.unwrap();
        let charged = gateway.charged().await - before;
        if paid.status == 201 {
            assert_eq!((charged, closed.problem()), (1, (409, "session_closed".into())));
        } else {
            assert_eq!((charged, paid.problem(), closed.status), (0, (410, "token_expired".into()), 200));
        }
    }
}
