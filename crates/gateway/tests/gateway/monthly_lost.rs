//! What becomes of a month when an answer is lost or the gateway ends in the middle of it.

use carrier_checkout_gateway::store::{Disputes, SqlStore};
use serde_json::{Value, json};

use super::monthly::{Subscribed, subscribe, verified};
use super::page::Dist;
use super::support::{Gateway, KEY, LINE, exchange};
use super::support_database::lasting;
use super::support_wire::Cut;

/// A gateway whose database is a file, which goes when the test ends.
async fn in_a_file() -> (Gateway, Dist, String) {
    let directory = Dist::built();
    let file = lasting(&directory).await;
    (Gateway::with(|config| config.database.clone_from(&file)).await, directory, file)
}

/// A month of which the carrier's answers are lost, so that it processes.
async fn processing(gateway: &Gateway, key: &str, cut: Cut) -> Value {
    gateway.next_month();
    gateway.wire.cut("/payments", cut);
    let month = gateway.month(key, "order-1.2").await;
    assert_eq!((month.status, &month.body["status"]), (201, &json!("processing")), "{}", month.body);
    month.body
}

async fn shown(gateway: &Gateway, month: &Value) -> Value {
    gateway.get(&format!("/v1/payments/{}", month["id"].as_str().unwrap()), KEY).await.body
}

/// The gateway ends while the request for a month is on its way, which never arrives.
async fn end_in_the_middle(gateway: &mut Gateway, key: &str) {
    gateway.next_month();
    gateway.wire.cut("/payments", Cut::Hangs);
    let asked = gateway.wire.count("/payments");
    tokio::select! {
        answer = gateway.month(key, "order-1.2") => panic!("it hangs, and yet: {}", answer.body),
        () = gateway.until(async |gateway| gateway.wire.count("/payments") > asked) => {}
    }
    gateway.wire.mend();
    gateway.crash().await;
}

/// The background asks as often as it takes until half a minute is over.
async fn settle_for_a_while(gateway: &Gateway) {
    for pause in [2_000, 4_000, 8_000, 16_000, 32_000] {
        gateway.clock.advance(pause);
        gateway.app.settle().await.unwrap();
    }
}

#[tokio::test]
async fn a_lost_answer_is_looked_up_and_nothing_is_charged_twice() {
    let gateway = Gateway::start().await;
    for line in ["01000000018", "01000000013"] {
        let before = gateway.charged().await;
        let Subscribed { key, .. } = subscribe(&gateway, line).await;
        gateway.next_month();
        let month = gateway.month(&key, &format!("order-{line}")).await;
        assert_eq!((month.status, &month.body["status"]), (201, &json!("succeeded")), "{}", month.body);
        assert_eq!(gateway.charged().await, before + 2);
    }
}

#[tokio::test]
async fn a_slow_carrier_is_waited_for() {
    let gateway = Gateway::start().await;
    let slowly = async || {
        gateway.sandbox.clock.slept_on().await;
        gateway.sandbox.clock.advance(8_000);
    };
    let (_, token) = verified(&gateway, "01000000012").await;
    let (paid, ()) = tokio::join!(gateway.pay(&token), slowly());
    gateway.next_month();
    let key = paid.text("/billing_key");
    let (month, ()) = tokio::join!(gateway.month(&key, "order-1.2"), slowly());
    assert_eq!((month.status, &month.body["status"]), (201, &json!("succeeded")));
    assert_eq!(gateway.charged().await, 2);
}

#[tokio::test]
async fn a_month_that_nobody_answers_for_is_settled_in_the_background() {
    let gateway = Gateway::start().await;
    let Subscribed { session, key, .. } = subscribe(&gateway, LINE).await;
    let month = processing(&gateway, &key, Cut::AnswerLost).await;
    let other = gateway.month(&key, "order-1.2b").await;
    assert_eq!(other.reason(), (402, "payment_declined".into(), "duplicate_in_progress".into()));
    settle_for_a_while(&gateway).await;
    assert_eq!(shown(&gateway, &month).await["status"], "processing", "nobody has said anything");
    gateway.wire.mend();
    gateway.clock.advance(64_000);
    assert_eq!(gateway.app.settle().await.unwrap(), 1);
    assert_eq!(shown(&gateway, &month).await["status"], "succeeded");
    assert_eq!(gateway.stage(&session).await["status"], "paid");
    assert_eq!(gateway.charged().await, 2);
    assert_eq!(gateway.month(&key, "order-1.2c").await.reason().2, "already_paid");
}

#[tokio::test]
async fn a_month_still_unknown_when_the_next_begins_keeps_the_next_from_being_charged() {
    let gateway = Gateway::start().await;
    let Subscribed { key, .. } = subscribe(&gateway, LINE).await;
    let month = processing(&gateway, &key, Cut::AnswerLost).await;
    gateway.next_month();
    assert_eq!(gateway.month(&key, "order-1.3").await.reason().2, "duplicate_in_progress");
    gateway.wire.mend();
    gateway.app.settle().await.unwrap();
    assert_eq!(shown(&gateway, &month).await["status"], "succeeded");
    assert_eq!(gateway.month(&key, "order-1.3b").await.status, 201, "each in its own month");
    assert_eq!(gateway.charged().await, 3);
}

#[tokio::test]
async fn a_month_that_the_carrier_never_heard_of_is_asked_for_again_under_the_same_name() {
    let (mut gateway, _directory, _) = in_a_file().await;
    let Subscribed { key, .. } = subscribe(&gateway, LINE).await;
    end_in_the_middle(&mut gateway, &key).await;
    let other = gateway.month_as(&key, "order-1.2", "another-key").await;
    assert_eq!(other.reason().2, "duplicate_in_progress");
    let month = gateway.month(&key, "order-1.2").await;
    assert_eq!((month.status, &month.body["status"]), (201, &json!("succeeded")), "{}", month.body);
    assert_eq!(gateway.charged().await, 2);
    let ledger = gateway.sandbox.ledger().await;
    let charge = ledger.as_array().unwrap().last().unwrap().clone();
    assert_eq!((&charge["clientCorrelator"], &charge["referenceCode"]), (&month.body["id"], &json!("order-1.2")));
}

#[tokio::test]
async fn what_was_never_charged_is_not_charged_after_it_was_stopped() {
    let (mut gateway, _directory, _) = in_a_file().await;
    let Subscribed { session, key, .. } = subscribe(&gateway, LINE).await;
    end_in_the_middle(&mut gateway, &key).await;
    assert_eq!(gateway.post("/v1/checkout/monthly/stop", &session, &json!({})).await.status, 200);
    let month = json!({ "id": gateway.key(&key).await.body["last_payment"] });
    gateway.app.settle().await.unwrap();
    assert_eq!(shown(&gateway, &month).await["status"], "processing", "the first request may be on its way");
    settle_for_a_while(&gateway).await;
    let ended = shown(&gateway, &month).await;
    assert_eq!((&ended["status"], &ended["failure"]["reason"]), (&json!("failed"), &json!("recurring_key_invalid")));
    assert_eq!(gateway.charged().await, 1);
}

#[tokio::test]
async fn what_was_charged_before_it_was_stopped_is_told_as_charged() {
    let gateway = Gateway::start().await;
    let Subscribed { session, key, .. } = subscribe(&gateway, LINE).await;
    let month = processing(&gateway, &key, Cut::AnswerLost).await;
    assert_eq!(gateway.post("/v1/checkout/monthly/stop", &session, &json!({})).await.status, 200);
    gateway.wire.mend();
    settle_for_a_while(&gateway).await;
    assert_eq!(shown(&gateway, &month).await["status"], "succeeded");
    assert_eq!(gateway.charged().await, 2);
}

#[tokio::test]
async fn the_key_is_issued_also_when_the_settler_finds_the_first_payment() {
    let (mut gateway, _directory, file) = in_a_file().await;
    let (session, token) = verified(&gateway, LINE).await;
    gateway.wire.cut("/payments", Cut::AnswerLost);
    let paid = gateway.post("/v1/payments", KEY, &exchange(&token)).await;
    assert_eq!((&paid.body["status"], paid.body.get("billing_key")), (&json!("processing"), None));
    gateway.wire.mend();
    gateway.crash().await;
    gateway.app.settle().await.unwrap();
    let key = shown(&gateway, &paid.body).await["billing_key"].as_str().unwrap().to_owned();
    assert_eq!(gateway.stage(&session).await["receipt"]["monthly"]["active"], true);
    gateway.restart().await;
    gateway.next_month();
    assert_eq!(gateway.month(&key, "order-1.2").await.status, 201, "after a restart, too");
    let store = SqlStore::open(&file).await.unwrap();
    let first = carrier_checkout_protocol::PaymentId::parse(paid.body["id"].as_str().unwrap()).unwrap();
    assert!(!store.frozen(&first).await.unwrap());
}
