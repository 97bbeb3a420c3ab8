//! Cancelling within the month, and refunding from the 1st on.

use carrier_checkout_gateway::clock::Clock;
use serde_json::{Value, json};

use super::monthly::{Subscribed, subscribe};
use super::sessions::{OTHER_KEY, with_two_merchants};
use super::support::{Answer, Gateway, KEY, LINE, challenge};
use super::support_wire::Cut;
use super::webhooks::Receiver;

/// A line whose account is paid to.
pub(crate) fn account() -> Value {
    json!({ "bank": "004", "number": "12345678901234", "holder": "김하늘" })
}

/// A payment of 9,900 won.
pub(crate) async fn paid(gateway: &Gateway, line: &str) -> String {
    let (_, token) = gateway.verified(line).await;
    let paid = gateway.pay(&token).await;
    assert_eq!(paid.text("/status"), "succeeded", "{}", paid.body);
    paid.text("/id")
}

impl Gateway {
    pub(crate) async fn cancel(&self, payment: &str) -> Answer {
        self.post(&format!("/v1/payments/{payment}/cancel"), KEY, &json!({})).await
    }

    pub(crate) async fn give_back(&self, payment: &str, amount: u32) -> Answer {
        let body = json!({ "amount": amount, "account": account() });
        self.post(&format!("/v1/payments/{payment}/refunds"), KEY, &body).await
    }

    pub(crate) async fn payment(&self, payment: &str) -> Value {
        self.get(&format!("/v1/payments/{payment}"), KEY).await.body
    }

    /// What the carriers have taken off the bills again, in won.
    pub(crate) async fn refunded(&self) -> i64 {
        let ledger = self.sandbox.ledger().await;
        ledger.as_array().unwrap().iter().map(|entry| entry["refunded"].as_i64().unwrap()).sum()
    }

    /// Lets the payment's month end in Korea.
    pub(crate) fn month_ends(&self) {
        let now = self.clock.now();
        self.clock.advance(now.end_of_korean_month().millis_since(now) + 1);
    }
}

#[tokio::test]
async fn a_payment_is_cancelled_wholly_within_its_month_and_told() {
    let (receiver, gateway) = Receiver::gateway().await;
    let payment = paid(&gateway, LINE).await;
    gateway.app.deliver().await.unwrap();
    let cancelled = gateway.cancel(&payment).await;
    assert_eq!(cancelled.status, 201, "{}", cancelled.body);
    let (now, id) = (gateway.clock.now().millis(), cancelled.text("/id"));
    assert!(id.starts_with("re_"));
    assert_eq!(
        cancelled.body,
        json!({
            "id": id, "payment": payment, "amount": 9_900, "kind": "cancel", "status": "succeeded",
            "created_at": now, "settled_at": now,
        })
    );
    assert_eq!(gateway.refunded().await, 9_900);
    let shown = gateway.payment(&payment).await;
    assert_eq!((&shown["status"], &shown["refunded_amount"]), (&json!("cancelled"), &json!(9_900)));
    assert_eq!(gateway.get(&format!("/v1/refunds/{id}"), KEY).await.body, cancelled.body);
    let list = gateway.get(&format!("/v1/payments/{payment}/refunds"), KEY).await;
    assert_eq!(list.body, json!({ "data": [cancelled.body] }));
    assert_eq!(gateway.app.deliver().await.unwrap(), 1);
    let told = &receiver.told()[1].1;
    assert_eq!((&told["type"], &told["data"]), (&json!("payment.cancelled"), &shown));
    assert_eq!(gateway.cancel(&payment).await.problem(), (409, "payment_not_refundable".into()));
    assert_eq!(gateway.give_back(&payment, 1).await.problem(), (409, "payment_not_refundable".into()));
}

#[tokio::test]
async fn the_month_ends_at_midnight_in_korea() {
    let gateway = Gateway::start().await;
    let (last, first) = (paid(&gateway, LINE).await, paid(&gateway, LINE).await);
    gateway.month_ends();
    gateway.clock.advance(-1);
    assert_eq!(gateway.cancel(&last).await.body["status"], "succeeded", "in its last millisecond");
    gateway.clock.advance(1);
    let refused = gateway.cancel(&first).await;
    assert_eq!(refused.problem(), (409, "cancel_period_over".into()));
    assert!(refused.text("/detail").contains("refunds"));
}

#[tokio::test]
async fn from_the_first_on_the_money_goes_to_an_account_in_parts_too() {
    let (receiver, gateway) = Receiver::gateway().await;
    let payment = paid(&gateway, LINE).await;
    gateway.app.deliver().await.unwrap();
    let began = gateway.clock.now();
    gateway.month_ends();
    let bare = gateway.post(&format!("/v1/payments/{payment}/refunds"), KEY, &json!({ "amount": 900 })).await;
    assert_eq!(bare.problem(), (422, "invalid_request".into()));
    assert!(bare.text("/detail").contains("account"));
    let first = gateway.give_back(&payment, 900).await;
    assert_eq!(
        (first.status, &first.body["kind"], &first.body["status"]),
        (201, &json!("refund"), &json!("succeeded"))
    );
    assert_eq!(gateway.payment(&payment).await["status"], "partially_refunded");
    assert_eq!(gateway.give_back(&payment, 9_001).await.problem(), (422, "refund_too_large".into()));
    assert_eq!(gateway.give_back(&payment, 9_000).await.status, 201);
    let shown = gateway.payment(&payment).await;
    assert_eq!((&shown["status"], &shown["refunded_amount"]), (&json!("refunded"), &json!(9_900)));
    assert_eq!(gateway.refunded().await, 0, "the bill is made");
    let paid_out: Vec<i64> =
        gateway.sandbox.payouts().await.as_array().unwrap().iter().map(|p| p["amount"].as_i64().unwrap()).collect();
    assert_eq!(paid_out, [900, 9_000]);
    let later = gateway.clock.now().millis_since(began);
    assert_eq!(gateway.app.deliver().await.unwrap(), 2);
    gateway.clock.advance(-later); // signatures are judged by the real time
    assert!(receiver.kinds().ends_with(&["payment.refunded".to_owned(), "payment.refunded".to_owned()]));
}

#[tokio::test]
async fn a_part_is_cancelled_where_the_carrier_can_and_the_rest_after_it() {
    let gateway = Gateway::start().await;
    let payment = paid(&gateway, LINE).await;
    assert_eq!(gateway.give_back(&payment, 900).await.body["kind"], "cancel");
    let shown = gateway.payment(&payment).await;
    assert_eq!((&shown["status"], &shown["refunded_amount"]), (&json!("partially_refunded"), &json!(900)));
    let rest = gateway.cancel(&payment).await;
    assert_eq!((rest.status, &rest.body["amount"]), (201, &json!(9_000)));
    assert_eq!((gateway.refunded().await, &gateway.payment(&payment).await["status"]), (9_900, &json!("cancelled")));
    assert_eq!(gateway.sandbox.payouts().await, json!([]), "an account that is not needed is not used");
}

#[tokio::test]
async fn a_carrier_that_takes_back_only_the_whole_is_not_asked_for_a_part() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let mut body = challenge(LINE);
    body["carrier"] = json!("HELLO");
    let sent = gateway.post("/v1/checkout/challenges", &session, &body).await;
    let verified = gateway.verify(&session, &sent.text("/id"), &gateway.code(LINE).await).await;
    let payment = gateway.pay(&verified.text("/token")).await.text("/id");
    let asked = gateway.wire.count("/refunds");
    assert_eq!(gateway.give_back(&payment, 900).await.problem(), (409, "partial_cancel_unsupported".into()));
    assert_eq!(gateway.wire.count("/refunds"), asked);
    assert_eq!(gateway.give_back(&payment, 9_900).await.status, 201, "all of it is no part");
}

#[tokio::test]
async fn refunds_at_the_same_time_never_give_back_more_than_was_paid() {
    let (receiver, gateway) = Receiver::gateway().await;
    let payment = paid(&gateway, LINE).await;
    let many = futures_util::future::join_all((0..8).map(|_| gateway.give_back(&payment, 4_000)));
    let (answers, cancelled) = tokio::join!(many, gateway.cancel(&payment));
    let given = answers.iter().chain([&cancelled]).filter(|answer| answer.status == 201);
    let sum: i64 = given.map(|answer| answer.body["amount"].as_i64().unwrap()).sum();
    assert!((8_000..=9_900).contains(&sum), "{sum}");
    assert_eq!((gateway.refunded().await, &gateway.payment(&payment).await["refunded_amount"]), (sum, &json!(sum)));
    gateway.app.deliver().await.unwrap();
    let told = receiver.told();
    let mut amounts: Vec<i64> = told[1..].iter().map(|(_, e)| e["data"]["refunded_amount"].as_i64().unwrap()).collect();
    amounts.sort_unstable();
    amounts.dedup();
    assert_eq!(amounts.len(), told.len() - 1, "each event tells one more");
    assert_eq!(amounts.last(), Some(&sum));
}

#[tokio::test]
async fn the_same_key_gives_back_once() {
    let gateway = Gateway::start().await;
    let payment = paid(&gateway, LINE).await;
    let path = format!("/v1/payments/{payment}/refunds");
    let body = json!({ "amount": 900, "reason": "한 개가 빠졌어요" });
    let first = gateway.post_as(&path, KEY, "refund-1", &body).await;
    let again = gateway.post_as(&path, KEY, "refund-1", &body).await;
    assert_eq!((first.status, again.status, &again.body), (201, 201, &first.body));
    assert_eq!(first.body["reason"], "한 개가 빠졌어요");
    assert_eq!(gateway.refunded().await, 900);
    let other = gateway.post_as(&path, KEY, "refund-1", &json!({ "amount": 901 })).await;
    assert_eq!(other.problem(), (422, "idempotency_key_reused".into()));
    assert_eq!(gateway.post_as(&path, KEY, "", &body).await.problem().1, "idempotency_key_missing");
}

#[tokio::test]
async fn what_is_disputed_moves_no_money() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(LINE).await;
    let payment = gateway.pay(&token).await.text("/id");
    assert_eq!(gateway.post("/v1/checkout/disputes", &session, &json!({})).await.status, 201);
    assert_eq!(gateway.cancel(&payment).await.problem(), (409, "payment_frozen".into()));
    gateway.month_ends();
    assert_eq!(gateway.give_back(&payment, 900).await.problem(), (409, "payment_frozen".into()));
    assert_eq!((gateway.refunded().await, gateway.sandbox.payouts().await), (0, json!([])));
}

#[tokio::test]
async fn what_was_not_charged_is_not_given_back() {
    let gateway = Gateway::start().await;
    let (_, token) = gateway.verified(LINE).await;
    gateway.wire.cut("/payments", Cut::AnswerLost);
    let processing = gateway.pay(&token).await;
    assert_eq!(processing.text("/status"), "processing");
    assert_eq!(gateway.cancel(&processing.text("/id")).await.problem(), (409, "payment_not_refundable".into()));
    for body in [
        json!({}),
        json!({ "amount": 0 }),
        json!({ "amount": 1, "reason": "" }),
        json!({ "amount": 1, "account": { "bank": "004", "number": "12-34", "holder": "김하늘" } }),
    ] {
        let refused = gateway.post(&format!("/v1/payments/{}/refunds", processing.text("/id")), KEY, &body).await;
        assert_eq!(refused.problem(), (422, "invalid_request".into()), "{body}");
        assert!(!refused.body.to_string().contains("김하늘") && !refused.body.to_string().contains("12-34"));
    }
}

#[tokio::test]
async fn another_merchants_payments_and_refunds_are_as_good_as_none() {
    let (gateway, _directory) = with_two_merchants().await;
    let payment = paid(&gateway, LINE).await;
    let refund = gateway.give_back(&payment, 900).await.text("/id");
    for path in [format!("/v1/payments/{payment}/cancel"), format!("/v1/payments/{payment}/refunds")] {
        let refused = gateway.post(&path, OTHER_KEY, &json!({ "amount": 1 })).await;
        let code =
            if path.ends_with("cancel") { (422, "invalid_request".into()) } else { (404, "payment_not_found".into()) };
        assert_eq!(refused.problem(), code);
    }
    let cancel = gateway.post(&format!("/v1/payments/{payment}/cancel"), OTHER_KEY, &json!({})).await;
    assert_eq!(cancel.problem(), (404, "payment_not_found".into()));
    for (path, code) in [
        (format!("/v1/refunds/{refund}"), "refund_not_found"),
        ("/v1/refunds/re_0000000000000000000001".to_owned(), "refund_not_found"),
        (format!("/v1/payments/{payment}/refunds"), "payment_not_found"),
        (format!("/v1/payments?starting_after={payment}"), "payment_not_found"),
    ] {
        assert_eq!(gateway.get(&path, OTHER_KEY).await.problem(), (404, code.into()), "{path}");
    }
    assert_eq!(gateway.get("/v1/payments", OTHER_KEY).await.body, json!({ "data": [], "has_more": false }));
    assert_eq!(gateway.refunded().await, 900);
}

#[tokio::test]
async fn a_cancelled_month_does_not_stop_the_key_and_is_not_charged_again() {
    let gateway = Gateway::start().await;
    let Subscribed { payment, key, .. } = subscribe(&gateway, LINE).await;
    assert_eq!(gateway.cancel(&payment).await.status, 201);
    assert_eq!(gateway.key(&key).await.body["status"], "active");
    gateway.next_month();
    let month = gateway.month(&key, "order-1.2").await;
    assert_eq!(month.status, 201, "{}", month.body);
    assert_eq!(gateway.month(&key, "order-1.2b").await.reason().2, "already_paid");
    // The sandbox's own clock stands still: to it the month is the same.
    assert_eq!(gateway.cancel(&month.text("/id")).await.body["status"], "succeeded");
    assert_eq!(gateway.month(&key, "order-1.2c").await.reason().2, "already_paid");
    assert_eq!(gateway.key(&key).await.body["status"], "active");
}

#[tokio::test]
async fn the_receipt_says_that_it_was_cancelled_or_how_much_was_given_back() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(LINE).await;
    let payment = gateway.pay(&token).await.text("/id");
    let note = async || gateway.get("/v1/checkout", &session).await.body["order"]["note"].clone();
    assert_eq!(note().await, Value::Null);
    gateway.give_back(&payment, 900).await;
    let said = note().await.as_str().unwrap().to_owned();
    assert!(said.contains("900원이 취소되거나 환불됐어요"), "{said}");
    gateway.cancel(&payment).await;
    let said = note().await.as_str().unwrap().to_owned();
    assert!(said.contains("취소됐어요") && said.contains("청구되지 않아요"), "{said}");
    assert_eq!(gateway.stage(&session).await["status"], "paid", "the receipt stays");
}
