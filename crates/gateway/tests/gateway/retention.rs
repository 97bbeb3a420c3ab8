//! What is kept is deleted when its time is over, and not before.

use carrier_checkout_gateway::clock::Clock as _;
use carrier_checkout_gateway::disputes::Decision;
use carrier_checkout_gateway::retention::Forgotten;
use carrier_checkout_protocol::Timestamp;
use jiff::ToSpan as _;
use jiff::tz::{Offset, TimeZone};
use serde_json::{Value, json};

use super::monthly::{DAY, subscribe};
use super::page::Dist;
use super::support::{Answer, Gateway, KEY, LINE, order};
use super::support_database::lasting;
use super::support_tables::Tables;

const DAY_MS: i64 = 24 * 3_600_000;

async fn lasting_gateway() -> (Gateway, Dist) {
    let directory = Dist::built();
    let database = lasting(&directory).await;
    (Gateway::with(|config| config.database = database).await, directory)
}

impl Gateway {
    /// A payment of so many won. Gives its id.
    async fn paid_won(&self, won: u32, line: &str) -> String {
        let mut asked = order();
        asked["amount"] = json!(won);
        let session = self.post("/v1/sessions", KEY, &asked).await.text("/id");
        let (challenge, code) = self.challenged(&session, line).await;
        let token = self.verify(&session, &challenge, &code).await.text("/token");
        let body = json!({ "token": token, "order_id": "order-1", "amount": won });
        self.post("/v1/payments", KEY, &body).await.text("/id")
    }

    async fn forget(&self) -> Forgotten {
        self.app.sweep().await.unwrap();
        self.app.release().await.unwrap();
        self.app.forget().await.unwrap()
    }

    async fn has(&self, payment: &str) -> bool {
        let shown = self.get(&format!("/v1/payments/{payment}"), KEY).await;
        assert!([200, 404].contains(&shown.status), "{}", shown.body);
        shown.status == 200
    }

    fn goes_to(&self, at: Timestamp) {
        self.clock.advance(at.millis_since(self.clock.now()));
    }

    async fn tables(&self) -> Tables {
        Tables::of(&self.config.database).await
    }
}

/// The end of the day in Korea that is so many years later.
fn years_over(at: Timestamp, years: i64) -> Timestamp {
    let korea = TimeZone::fixed(Offset::constant(9));
    let day = jiff::Timestamp::from_millisecond(at.millis()).unwrap().to_zoned(korea.clone()).date();
    let over = day.saturating_add(years.years()).tomorrow().unwrap();
    Timestamp::from_millis(over.to_zoned(korea).unwrap().timestamp().as_millisecond())
}

const NOTHING: Forgotten = Forgotten { lines: 0, unpaid: 0, paid: 0, months: 0, events: 0 };

#[tokio::test]
async fn payments_are_kept_for_a_year_and_large_ones_for_five_and_then_nothing_is_left() {
    let (gateway, _directory) = lasting_gateway().await;
    let begun = gateway.clock.now();
    let small = [gateway.paid_won(9_900, LINE).await, gateway.paid_won(10_000, LINE).await];
    let large = gateway.paid_won(10_001, LINE).await;
    gateway.cancel(&large).await;
    let failed = gateway.verified("01000000014").await;
    assert_eq!(gateway.pay(&failed.1).await.status, 402);
    let abandoned = gateway.session().await;
    gateway.challenged(&abandoned, "01033334444").await;
    gateway.session().await;
    assert_eq!(gateway.forget().await, NOTHING);

    // What was proved and not charged goes first, and with it whatever is personal of it.
    gateway.clock.advance(1_800_000 + 30 * DAY_MS);
    assert_eq!(gateway.forget().await, NOTHING, "all of it is over now, and a moment short of 30 days");
    gateway.clock.advance(1);
    assert_eq!(gateway.forget().await, Forgotten { lines: 1, ..NOTHING });
    assert_eq!(gateway.get(&format!("/v1/sessions/{abandoned}"), KEY).await.text("/status"), "expired");
    // Four payments, of which one was cancelled. That three sessions had ended was seen later.
    gateway.goes_to(begun + 91 * DAY_MS);
    assert_eq!(gateway.forget().await, Forgotten { events: 5, ..NOTHING });

    gateway.goes_to(years_over(begun, 1) + -1);
    let unpaid = gateway.forget().await;
    let others = Forgotten { unpaid: 0, ..unpaid };
    assert_eq!(others, Forgotten { events: 3, ..NOTHING }, "until the last moment of the day: {unpaid:?}");
    for payment in small.iter().chain([&large]) {
        let shown = gateway.payment(payment).await;
        assert_eq!(shown["phone"], "010-****-6789", "art. 58 ②: {shown}");
    }
    let list = gateway.get("/v1/payments?limit=100", KEY).await;
    assert!(list.body["data"].as_array().unwrap().len() >= 3, "{}", list.body);
    gateway.clock.advance(1);
    assert_eq!(gateway.forget().await.paid, 2);
    assert!(!gateway.has(&small[0]).await && !gateway.has(&small[1]).await && gateway.has(&large).await);

    gateway.goes_to(years_over(begun, 5) + -1);
    gateway.forget().await;
    assert!(gateway.has(&large).await);
    gateway.clock.advance(1);
    assert_eq!(gateway.forget().await, Forgotten { paid: 1, ..NOTHING });
    let mut tables = gateway.tables().await;
    for name in tables.names().await {
        let left = tables.number(&format!("SELECT COUNT(*) FROM {name}")).await;
        assert_eq!(left, i64::from(["merchants", "merchant_keys", "secrets"].contains(&name.as_str())), "{name}");
    }
}

#[tokio::test]
async fn what_is_disputed_or_still_to_be_given_back_is_kept() {
    let (mut gateway, _directory) = lasting_gateway().await;
    let session = gateway.session().await;
    let (challenge, code) = gateway.challenged(&session, LINE).await;
    let token = gateway.verify(&session, &challenge, &code).await.text("/token");
    let disputed = gateway.pay(&token).await.text("/id");
    let pending = gateway.paid_won(9_900, LINE).await;
    gateway.month_ends();
    assert_eq!(gateway.post("/v1/checkout/disputes", &session, &json!({})).await.status, 201);
    let payouts = gateway.config.payouts.clone();
    gateway.config.payouts.as_mut().unwrap().url = "http://127.0.0.1:9/payouts".parse().unwrap();
    gateway.restart().await;
    let refund = gateway.give_back(&pending, 900).await;
    assert_eq!(refund.text("/status"), "pending");

    gateway.goes_to(years_over(gateway.clock.now(), 6));
    assert_eq!(gateway.forget().await.paid, 0, "as long as it is open");
    let closed_at = gateway.clock.now();
    let open = gateway.app.open_disputes().await.unwrap();
    gateway.app.close_dispute(&open[0].dispute.id, Decision::Reject).await.unwrap();
    gateway.goes_to(years_over(closed_at, 5) + -1);
    assert_eq!(gateway.forget().await.paid, 0);
    assert!(gateway.has(&disputed).await && gateway.has(&pending).await);
    gateway.clock.advance(1);
    assert_eq!(gateway.forget().await.paid, 1);
    assert!(!gateway.has(&disputed).await && gateway.has(&pending).await);

    gateway.config.payouts = payouts;
    gateway.restart().await;
    gateway.app.settle_refunds().await.unwrap();
    let settled_at = gateway.clock.now();
    let refund = gateway.get(&format!("/v1/refunds/{}", refund.text("/id")), KEY).await;
    assert_eq!(refund.text("/status"), "succeeded");
    gateway.goes_to(years_over(settled_at, 1) + -1);
    assert_eq!(gateway.forget().await.paid, 0, "a year from when it was given back");
    gateway.clock.advance(1);
    assert_eq!(gateway.forget().await.paid, 1);
    assert!(!gateway.has(&pending).await);
}

#[tokio::test]
async fn months_go_one_by_one_while_the_key_lives_and_the_rest_a_year_after_it_was_stopped() {
    let (gateway, _directory) = lasting_gateway().await;
    let subscribed = subscribe(&gateway, LINE).await;
    let mut months = Vec::new();
    for number in 1..=3 {
        gateway.next_month();
        let charged: Answer = gateway.month(&subscribed.key, &format!("order-{number}")).await;
        months.push((charged.text("/id"), gateway.clock.now()));
    }
    assert!((1..=28).contains(&DAY));
    let second = months[1].1;
    gateway.goes_to(years_over(second, 1));
    assert_eq!(gateway.forget().await.months, 2);
    assert!(gateway.has(&subscribed.payment).await, "what the shopper agreed to");
    assert!(!gateway.has(&months[0].0).await && !gateway.has(&months[1].0).await && gateway.has(&months[2].0).await);
    gateway.goes_to(years_over(months[2].1, 1));
    assert_eq!(gateway.forget().await.months, 0, "the newest says which month comes next");
    let key = gateway.key(&subscribed.key).await;
    assert_eq!((key.text("/last_payment"), &key.body["status"]), (months[2].0.clone(), &json!("active")));

    let stopped_at = gateway.clock.now();
    gateway.post(&format!("/v1/billing_keys/{}/stop", subscribed.key), KEY, &json!({})).await;
    gateway.goes_to(years_over(stopped_at, 1) + -1);
    assert_eq!(gateway.forget().await.paid, 0);
    gateway.clock.advance(1);
    assert_eq!(gateway.forget().await.paid, 1);
    let gone = gateway.get(&format!("/v1/billing_keys/{}", subscribed.key), KEY).await;
    assert_eq!(gone.status, 404);
    let mut tables = gateway.tables().await;
    assert_eq!(tables.number("SELECT COUNT(*) FROM payments").await, 0);
}

#[tokio::test]
async fn an_event_is_kept_while_it_is_to_be_delivered() {
    let (receiver, gateway) = super::webhooks::Receiver::gateway().await;
    gateway.paid_won(9_900, LINE).await;
    receiver.answers(http::StatusCode::SERVICE_UNAVAILABLE);
    gateway.clock.advance(90 * DAY_MS + 1);
    gateway.app.deliver().await.unwrap();
    assert_eq!(gateway.forget().await.events, 0, "it is tried again");
    receiver.answers(http::StatusCode::NO_CONTENT);
    gateway.clock.advance(3_600_000);
    gateway.app.deliver().await.unwrap();
    assert_eq!(gateway.forget().await.events, 1);
    let list: Value = gateway.get("/v1/events", KEY).await.body;
    assert_eq!(list["data"], json!([]));
}

#[tokio::test]
async fn the_background_deletes_by_itself() {
    let (gateway, _directory) = lasting_gateway().await;
    let payment = gateway.paid_won(9_900, LINE).await;
    gateway.goes_to(years_over(gateway.clock.now(), 1));
    let background = gateway.app.run_background();
    gateway.until(async |gateway| !gateway.has(&payment).await).await;
    background.stop().await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn two_gateways_delete_each_payment_once() {
    let database = super::support_database::on_server().await;
    let one = Gateway::with(|config| config.database = database).await;
    let other = one.beside().await;
    for number in 0..12 {
        one.paid_won(9_900, &format!("0102345{number:04}")).await;
    }
    one.goes_to(years_over(one.clock.now(), 1));
    let (first, second) = futures_util::future::join(one.app.forget(), other.app.forget()).await;
    let (first, second) = (first.unwrap().paid, second.unwrap().paid);
    let rest = one.app.forget().await.unwrap().paid;
    assert_eq!(first + second + rest, 12);
    assert_eq!(one.tables().await.number("SELECT COUNT(*) FROM payments").await, 0);
}
