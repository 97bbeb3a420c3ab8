//! Monthly billing: its terms, its key, and the months after the first.

use carrier_checkout_gateway::clock::Clock;
use carrier_checkout_protocol::Timestamp;
use carrier_checkout_protocol::monthly::{BillingDay, KoreanMonth};
use serde_json::{Value, json};

use super::sessions::{OTHER_KEY, with_two_merchants};
use super::support::{Answer, Gateway, KEY, LINE, exchange, monthly_challenge, monthly_order, order};
use super::webhooks::Receiver;

pub(crate) const DAY: u8 = 15;

/// A subscription whose first month is paid.
pub(crate) struct Subscribed {
    pub(crate) session: String,
    pub(crate) payment: String,
    pub(crate) key: String,
}

/// A session of monthly billing with a token that waits to be exchanged.
pub(crate) async fn verified(gateway: &Gateway, line: &str) -> (String, String) {
    verified_for(gateway, KEY, line).await
}

/// The same for the merchant of that key.
async fn verified_for(gateway: &Gateway, bearer: &str, line: &str) -> (String, String) {
    let session = gateway.post("/v1/sessions", bearer, &monthly_order(DAY)).await.text("/id");
    let sent = gateway.post("/v1/checkout/challenges", &session, &monthly_challenge(line)).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let verified = gateway.verify(&session, &sent.text("/id"), &gateway.code(line).await).await;
    (session, verified.text("/token"))
}

/// Pays the first month.
pub(crate) async fn subscribe(gateway: &Gateway, line: &str) -> Subscribed {
    let (session, token) = verified(gateway, line).await;
    let paid = gateway.pay(&token).await;
    assert_eq!((paid.status, &paid.body["status"]), (201, &json!("succeeded")), "{}", paid.body);
    Subscribed { session, payment: paid.text("/id"), key: paid.text("/billing_key") }
}

impl Gateway {
    pub(crate) async fn key(&self, key: &str) -> Answer {
        let shown = self.get(&format!("/v1/billing_keys/{key}"), KEY).await;
        assert_eq!(shown.status, 200, "{}", shown.body);
        shown
    }

    /// Charges a month.
    pub(crate) async fn month(&self, key: &str, order: &str) -> Answer {
        self.month_as(key, order, &format!("key-{order}")).await
    }

    pub(crate) async fn month_as(&self, key: &str, order: &str, idempotency_key: &str) -> Answer {
        let body = json!({ "order_id": order, "amount": 9_900 });
        self.post_as(&format!("/v1/billing_keys/{key}/payments"), KEY, idempotency_key, &body).await
    }

    /// Charges the next month as if it had come: webhooks are signed with the time that it is.
    pub(crate) async fn month_in_advance(&self, key: &str, order: &str) -> Answer {
        let next = self.key(key).await.body["next_charge"].clone();
        let body = json!({ "order_id": order, "amount": 9_900, "sandbox_time": next });
        self.post(&format!("/v1/billing_keys/{key}/payments"), KEY, &body).await
    }

    /// Lets time pass until the agreed day of the next month.
    pub(crate) fn next_month(&self) {
        let now = self.clock.now();
        self.clock.advance(agreed_day(KoreanMonth::of(now).next()).millis_since(now));
    }
}

fn agreed_day(month: KoreanMonth) -> Timestamp {
    month.on(BillingDay::new(DAY).unwrap())
}

/// What the receipt says when the next month is charged then, or never.
pub(crate) fn standing(next: Option<i64>) -> Value {
    let Some(next) = next else {
        return json!({ "text": "월자동결제가 멈췄어요. 더 결제되지 않아요.", "active": false });
    };
    let day = Timestamp::from_millis(next).in_korea();
    json!({ "text": format!("다음 결제일은 {}년 {}월 {}일이에요.", day.year, day.month, day.day), "active": true })
}

#[tokio::test]
async fn the_terms_belong_to_monthly_billing_and_to_nothing_else() {
    let gateway = Gateway::start().await;
    let made = gateway.post("/v1/sessions", KEY, &monthly_order(28)).await;
    assert_eq!((made.status, &made.body["monthly"]), (201, &json!({ "day": 28 })));
    let refused = async |change: fn(&mut Value)| {
        let mut body = monthly_order(DAY);
        change(&mut body);
        let refused = gateway.post("/v1/sessions", KEY, &body).await;
        assert_eq!(refused.problem(), (422, "invalid_request".into()), "{body}");
        refused.text("/detail")
    };
    assert!(refused(|body| drop(body.as_object_mut().unwrap().remove("monthly"))).await.contains("monthly.day"));
    assert!(refused(|body| body["monthly"] = json!({})).await.contains("day"));
    assert!(refused(|body| body["billing"] = json!("one_off")).await.contains("monthly"));
    assert!(refused(|body| body["goods"]["cash_like"] = json!(true)).await.contains("cash_like"));
    for day in [json!(0), json!(29), json!(31), json!(-1), json!("15"), json!(1.5)] {
        let mut body = monthly_order(DAY);
        body["monthly"]["day"] = day;
        assert_eq!(gateway.post("/v1/sessions", KEY, &body).await.status, 422, "{body}");
    }
}

#[tokio::test]
async fn the_key_is_issued_with_the_first_payment_and_the_receipt_has_the_next_day() {
    let gateway = Gateway::start().await;
    let Subscribed { session, payment, key } = subscribe(&gateway, LINE).await;
    let paid = gateway.get(&format!("/v1/payments/{payment}"), KEY).await;
    assert_eq!((&paid.body["billing"], &paid.body["billing_key"]), (&json!("monthly"), &json!(key)));
    let next = agreed_day(KoreanMonth::of(gateway.clock.now()).next()).millis();
    assert_eq!(
        gateway.key(&key).await.body,
        json!({
            "id": key, "status": "active", "session": session, "goods": "이모티콘 모음", "amount": 9_900, "day": DAY,
            "carrier": "SKT", "phone": "010-****-6789", "created_at": paid.body["paid_at"], "next_charge": next,
            "first_payment": payment, "last_payment": payment,
        })
    );
    assert!(key.starts_with("bk_"));
    assert_eq!(gateway.stage(&session).await["receipt"]["monthly"], standing(Some(next)));
}

#[tokio::test]
async fn what_is_paid_once_has_no_key() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(LINE).await;
    assert_eq!(gateway.pay(&token).await.body.get("billing_key"), None);
    let stopped = gateway.post("/v1/checkout/monthly/stop", &session, &json!({})).await;
    assert_eq!(stopped.problem(), (404, "billing_key_not_found".into()));
}

#[tokio::test]
async fn a_month_is_charged_without_asking_anybody_and_told_like_any_payment() {
    let (receiver, gateway) = Receiver::gateway().await;
    let Subscribed { session, payment, key } = subscribe(&gateway, LINE).await;
    gateway.app.deliver().await.unwrap();
    let messages = gateway.sandbox.received(LINE).await.len();
    let month = gateway.month_in_advance(&key, "order-1.2").await;
    assert_eq!((month.status, &month.body["status"]), (201, &json!("succeeded")), "{}", month.body);
    for (field, value) in [
        ("session", json!(session)),
        ("order_id", json!("order-1.2")),
        ("amount", json!(9_900)),
        ("billing", json!("monthly")),
        ("billing_key", json!(key)),
        ("carrier", json!("SKT")),
        ("phone", json!("010-****-6789")),
    ] {
        assert_eq!(month.body[field], value, "{field}");
    }
    assert_eq!(gateway.sandbox.received(LINE).await.len(), messages, "nobody is asked");
    assert_eq!((gateway.charged().await, gateway.bill("reserved").await), (2, 0));
    assert_eq!(gateway.app.deliver().await.unwrap(), 1);
    let told = &receiver.told()[1].1;
    assert_eq!((&told["type"], &told["data"]), (&json!("payment.succeeded"), &month.body));
    let shown = gateway.key(&key).await;
    assert_eq!((&shown.body["first_payment"], &shown.body["last_payment"]), (&json!(payment), &month.body["id"]));
    let next = agreed_day(KoreanMonth::of(gateway.clock.now()).next().next()).millis();
    assert_eq!(shown.body["next_charge"], json!(next));
    let receipt = &gateway.stage(&session).await["receipt"];
    assert_eq!((&receipt["payment"], &receipt["monthly"]), (&json!(payment), &standing(Some(next))));
}

#[tokio::test]
async fn every_month_is_charged_once_also_the_first() {
    let gateway = Gateway::start().await;
    let Subscribed { key, .. } = subscribe(&gateway, LINE).await;
    // The agreed day of the first month may still come: it is paid all the same.
    let days = agreed_day(KoreanMonth::of(gateway.clock.now())).millis_since(gateway.clock.now());
    gateway.clock.advance(days.max(0));
    let refused = gateway.month(&key, "order-1.1").await;
    assert_eq!(refused.reason(), (402, "payment_declined".into(), "already_paid".into()));
    for month in 2..5 {
        gateway.next_month();
        assert_eq!(gateway.month(&key, &format!("order-1.{month}")).await.status, 201);
        gateway.clock.advance(86_400_000);
        let again = gateway.month(&key, &format!("order-1.{month}-again")).await;
        assert_eq!(again.reason(), (402, "payment_declined".into(), "already_paid".into()));
        assert_eq!(gateway.charged().await, month);
    }
}

#[tokio::test]
async fn the_same_request_gets_the_same_payment() {
    let gateway = Gateway::start().await;
    let Subscribed { key, .. } = subscribe(&gateway, LINE).await;
    gateway.next_month();
    let first = gateway.month(&key, "order-1.2").await;
    let again = gateway.month(&key, "order-1.2").await;
    assert_eq!((again.status, &again.body), (201, &first.body));
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(gateway.month_as(&key, "order-2", "key-order-1.2").await.problem().1, "idempotency_key_reused");
    assert_eq!(gateway.charged().await, 2);
}

#[tokio::test]
async fn months_that_are_charged_at_the_same_time_are_charged_once() {
    let gateway = Gateway::start().await;
    let Subscribed { key, .. } = subscribe(&gateway, LINE).await;
    gateway.next_month();
    let (one, two, three) = tokio::join!(gateway.month(&key, "a"), gateway.month(&key, "b"), gateway.month(&key, "c"));
    let answers = [one, two, three];
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    for refused in answers.iter().filter(|answer| answer.status != 201) {
        let (status, code, reason) = refused.reason();
        assert_eq!((status, code.as_str()), (402, "payment_declined"));
        assert!(["duplicate_in_progress", "already_paid"].contains(&reason.as_str()), "{reason}");
    }
    assert_eq!(gateway.charged().await, 2);
}

#[tokio::test]
async fn what_was_not_agreed_to_is_refused_before_the_carrier_hears_of_it() {
    let gateway = Gateway::start().await;
    let Subscribed { key, .. } = subscribe(&gateway, LINE).await;
    let path = format!("/v1/billing_keys/{key}/payments");
    gateway.next_month();
    let asked = gateway.wire.count("/payments");
    for amount in [9_901, 9_899] {
        let refused = gateway.post(&path, KEY, &json!({ "order_id": "order-1.2", "amount": amount })).await;
        assert_eq!(refused.reason(), (402, "payment_declined".into(), "recurring_mismatch".into()));
    }
    gateway.clock.advance(-1);
    let early = gateway.month(&key, "order-1.2").await;
    assert_eq!(early.reason(), (402, "payment_declined".into(), "recurring_mismatch".into()));
    assert_eq!(gateway.wire.count("/payments"), asked);
    assert_eq!(gateway.charged().await, 1);
}

#[tokio::test]
async fn a_month_may_be_charged_late_until_it_ends() {
    let gateway = Gateway::start().await;
    let Subscribed { key, .. } = subscribe(&gateway, LINE).await;
    gateway.next_month();
    let end = gateway.clock.now().end_of_korean_month().millis_since(gateway.clock.now());
    gateway.clock.advance(end);
    let due = gateway.key(&key).await.body["next_charge"].as_i64().unwrap();
    assert!(due < gateway.clock.now().millis(), "it is due");
    gateway.clock.advance(1);
    let next = gateway.key(&key).await.body["next_charge"].as_i64().unwrap();
    assert!(next > gateway.clock.now().millis(), "a month that was not charged is over");
    gateway.clock.advance(-1);
    assert_eq!(gateway.month(&key, "order-1.2").await.status, 201);
}

#[tokio::test]
async fn only_the_sandbox_lets_anybody_say_what_time_it_is() {
    let gateway = Gateway::start().await;
    let Subscribed { key, .. } = subscribe(&gateway, LINE).await;
    let path = format!("/v1/billing_keys/{key}/payments");
    let next = gateway.key(&key).await.body["next_charge"].clone();
    let body = json!({ "order_id": "order-1.2", "amount": 9_900, "sandbox_time": next });
    assert_eq!(gateway.post(&path, KEY, &body).await.status, 201);
    assert_eq!(gateway.post(&path, KEY, &body).await.reason().2, "already_paid");
    assert!(gateway.key(&key).await.body["next_charge"].as_i64() > next.as_i64(), "a month later");
    for never in [i64::MAX, i64::MIN, 8_640_000_000_000_001] {
        let body = json!({ "order_id": "order-1.3", "amount": 9_900, "sandbox_time": never });
        assert_eq!(gateway.post(&path, KEY, &body).await.problem(), (422, "invalid_request".into()), "{never}");
    }

    let (mut live, _directory) = with_two_merchants().await;
    live.config.sandbox = None;
    live.restart().await;
    let (_, token) = verified_for(&live, OTHER_KEY, LINE).await;
    let key = live.post("/v1/payments", OTHER_KEY, &exchange(&token)).await.text("/billing_key");
    let refused = live.post(&format!("/v1/billing_keys/{key}/payments"), OTHER_KEY, &body).await;
    assert_eq!(refused.problem(), (422, "invalid_request".into()));
    assert_eq!(live.charged().await, 1);
}

#[tokio::test]
async fn the_first_payment_is_exchanged_with_its_own_amount_and_order() {
    let gateway = Gateway::start().await;
    let (_, token) = verified(&gateway, LINE).await;
    let mut body = exchange(&token);
    body["amount"] = json!(1);
    assert_eq!(gateway.post("/v1/payments", KEY, &body).await.problem().1, "amount_mismatch");
    let first = gateway.pay(&token).await;
    assert_eq!((first.status, &first.body["order_id"]), (201, &order()["order_id"]));
}
