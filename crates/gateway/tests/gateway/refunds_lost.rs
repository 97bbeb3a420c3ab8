//! What becomes of a refund that is refused, slow or not answered.

use carrier_checkout_gateway::store::Refunds as _;
use carrier_checkout_gateway::store::SqlStore;
use serde_json::{Value, json};

use super::page::Dist;
use super::refunds::{account, paid};
use super::support::{Answer, Gateway, KEY, LINE};
use super::support_database::{file_in, lasting};
use super::support_wire::Cut;
use super::webhooks::Receiver;

async fn shown(gateway: &Gateway, refund: &Answer) -> Value {
    gateway.get(&format!("/v1/refunds/{}", refund.text("/id")), KEY).await.body
}

#[tokio::test]
async fn a_refusal_is_told_and_can_be_tried_again() {
    let (receiver, gateway) = Receiver::gateway().await;
    let payment = paid(&gateway, "01000000019").await;
    let refused = gateway.cancel(&payment).await;
    assert_eq!(refused.reason(), (402, "refund_declined".into(), "line_cancelled".into()));
    assert_eq!(refused.text("/quote"), "SKT-403-CARRIER_BILLING_REFUND.REFUND_DENIED");
    gateway.app.deliver().await.unwrap();
    let told = &receiver.told()[1].1;
    assert_eq!((&told["type"], &told["data"]["status"]), (&json!("refund.failed"), &json!("failed")));
    let list = gateway.get(&format!("/v1/payments/{payment}/refunds"), KEY).await;
    assert_eq!(list.body["data"][0], told["data"]);
    assert_eq!(gateway.payment(&payment).await["status"], "succeeded");
    assert_eq!(gateway.cancel(&payment).await.problem().1, "refund_declined", "asked anew");
}

#[tokio::test]
async fn a_lost_answer_is_looked_up_and_nothing_is_given_back_twice() {
    let gateway = Gateway::start().await;
    let payment = paid(&gateway, "01000000020").await;
    let cancelled = gateway.cancel(&payment).await;
    assert_eq!((cancelled.status, &cancelled.body["status"]), (201, &json!("succeeded")), "{}", cancelled.body);
    assert_eq!(gateway.refunded().await, 9_900);
}

#[tokio::test]
async fn a_slow_refund_is_pending_until_the_background_knows() {
    let (receiver, gateway) = Receiver::gateway().await;
    let payment = paid(&gateway, "01000000073").await;
    gateway.app.deliver().await.unwrap();
    let pending = gateway.cancel(&payment).await;
    assert_eq!((pending.status, &pending.body["status"]), (201, &json!("pending")), "{}", pending.body);
    assert_eq!(gateway.payment(&payment).await["status"], "succeeded");
    assert_eq!(gateway.cancel(&payment).await.problem(), (409, "payment_not_refundable".into()), "it is reserved");
    gateway.clock.advance(2_000);
    assert_eq!(gateway.app.settle_refunds().await.unwrap(), 1);
    assert_eq!(shown(&gateway, &pending).await["status"], "pending");
    gateway.sandbox.clock.advance(8_000);
    gateway.clock.advance(4_000);
    assert_eq!(gateway.app.settle_refunds().await.unwrap(), 1);
    assert_eq!(shown(&gateway, &pending).await["status"], "succeeded");
    assert_eq!(gateway.payment(&payment).await["status"], "cancelled");
    assert_eq!(gateway.app.deliver().await.unwrap(), 1);
    assert_eq!(receiver.told()[1].1["type"], "payment.cancelled");
}

#[tokio::test]
async fn what_nobody_answers_for_is_settled_in_the_background_after_a_restart() {
    let directory = Dist::built();
    let file = lasting(&directory).await;
    let mut gateway = Gateway::with(|config| config.database.clone_from(&file)).await;
    let payment = paid(&gateway, LINE).await;
    gateway.wire.cut("/refunds", Cut::AnswerLost);
    let pending = gateway.cancel(&payment).await;
    assert_eq!((pending.status, &pending.body["status"]), (201, &json!("pending")), "{}", pending.body);
    gateway.wire.mend();
    gateway.crash().await;
    assert_eq!(gateway.app.settle_refunds().await.unwrap(), 1);
    assert_eq!(shown(&gateway, &pending).await["status"], "succeeded");
    assert_eq!(gateway.refunded().await, 9_900);
}

#[tokio::test]
async fn a_refund_that_the_carrier_never_heard_of_is_asked_for_again_with_the_same_key() {
    let directory = Dist::built();
    let file = lasting(&directory).await;
    let mut gateway = Gateway::with(|config| config.database.clone_from(&file)).await;
    let payment = paid(&gateway, LINE).await;
    let (path, nothing) = (format!("/v1/payments/{payment}/cancel"), json!({}));
    gateway.wire.cut("/refunds", Cut::Hangs);
    let asked = gateway.wire.count("/refunds");
    tokio::select! {
        answer = gateway.post_as(&path, KEY, "cancel-1", &nothing) => panic!("it hangs, and yet: {}", answer.body),
        () = gateway.until(async |gateway| gateway.wire.count("/refunds") > asked) => {}
    }
    gateway.wire.mend();
    gateway.crash().await;
    let again = gateway.post_as(&path, KEY, "cancel-1", &nothing).await;
    assert_eq!((again.status, &again.body["status"]), (201, &json!("succeeded")), "{}", again.body);
    assert_eq!(gateway.refunded().await, 9_900);
    let list = gateway.get(&format!("/v1/payments/{payment}/refunds"), KEY).await;
    assert_eq!(list.body["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_dispute_that_comes_in_between_stops_what_nobody_has_heard_of() {
    let directory = Dist::built();
    let file = lasting(&directory).await;
    let mut gateway = Gateway::with(|config| config.database.clone_from(&file)).await;
    let (session, token) = gateway.verified(LINE).await;
    let payment = gateway.pay(&token).await.text("/id");
    let (path, nothing) = (format!("/v1/payments/{payment}/cancel"), json!({}));
    gateway.wire.cut("/refunds", Cut::Hangs);
    tokio::select! {
        answer = gateway.post_as(&path, KEY, "cancel-1", &nothing) => panic!("it hangs, and yet: {}", answer.body),
        () = gateway.until(async |gateway| gateway.wire.count("/refunds") > 0) => {}
    }
    gateway.wire.mend();
    gateway.crash().await;
    assert_eq!(gateway.post("/v1/checkout/disputes", &session, &json!({})).await.status, 201);
    let list = async || gateway.get(&format!("/v1/payments/{payment}/refunds"), KEY).await.body["data"][0].clone();
    gateway.app.settle_refunds().await.unwrap();
    assert_eq!(list().await["status"], "pending", "the first request may be on its way");
    for pause in [4_000, 8_000, 16_000, 32_000] {
        gateway.clock.advance(pause);
        gateway.app.settle_refunds().await.unwrap();
    }
    let ended = list().await;
    assert_eq!((&ended["status"], &ended["failure"]["quote"]), (&json!("failed"), &json!("DISPUTED")));
    assert_eq!(gateway.refunded().await, 0);
}

#[tokio::test]
async fn a_carrier_that_is_asked_too_often_has_done_nothing() {
    let gateway = Gateway::start().await;
    let payment = paid(&gateway, LINE).await;
    gateway.wire.cut("/refunds", Cut::TooMany);
    assert_eq!(gateway.cancel(&payment).await.reason().2, "too_many_requests");
    gateway.wire.mend();
    assert_eq!(gateway.cancel(&payment).await.body["status"], "succeeded");
}

#[tokio::test]
async fn an_account_is_sealed_while_it_is_needed_and_then_forgotten() {
    let directory = Dist::built();
    let file = file_in(&directory);
    let gateway = Gateway::with(|config| config.database.clone_from(&file)).await;
    let payment = paid(&gateway, LINE).await;
    gateway.month_ends();
    let mut slow = account();
    slow["number"] = json!("0000000073");
    let body = json!({ "amount": 900, "account": slow });
    let pending = gateway.post(&format!("/v1/payments/{payment}/refunds"), KEY, &body).await;
    assert_eq!(pending.body["status"], "pending", "{}", pending.body);
    let store = SqlStore::open(&file).await.unwrap();
    let id = carrier_checkout_protocol::RefundId::parse(&pending.text("/id")).unwrap();
    let sealed = store.refund(&id).await.unwrap().unwrap().account.unwrap();
    assert!(!sealed.0.windows(10).any(|window| window == b"0000000073"));
    gateway.sandbox.clock.advance(8_000);
    gateway.clock.advance(2_000);
    gateway.app.settle_refunds().await.unwrap();
    let ended = store.refund(&id).await.unwrap().unwrap();
    assert_eq!((ended.status.as_str(), ended.account), ("succeeded", None));
    for name in [&file, &format!("{file}-wal")] {
        let bytes = std::fs::read(name).unwrap_or_default();
        assert!(!bytes.windows(10).any(|window| window == b"0000000073"), "{name}");
    }
}

#[tokio::test]
async fn a_closed_account_gives_nothing_back_and_another_can_be_named() {
    let gateway = Gateway::start().await;
    let payment = paid(&gateway, LINE).await;
    gateway.month_ends();
    let mut closed = account();
    closed["number"] = json!("0000000019");
    let path = format!("/v1/payments/{payment}/refunds");
    let refused = gateway.post(&path, KEY, &json!({ "amount": 9_900, "account": closed })).await;
    assert_eq!(
        (refused.problem(), refused.text("/quote")),
        ((402, "refund_declined".into()), "PAYOUT-ACCOUNT_CLOSED".into())
    );
    assert_eq!(gateway.give_back(&payment, 9_900).await.body["status"], "succeeded");
    assert_eq!(gateway.payment(&payment).await["status"], "refunded");
}

#[tokio::test]
async fn without_anybody_who_pays_out_only_cancelling_is_possible() {
    let gateway = Gateway::with(|config| config.payouts = None).await;
    let (old, new) = (paid(&gateway, LINE).await, paid(&gateway, LINE).await);
    assert_eq!(gateway.cancel(&new).await.status, 201);
    gateway.month_ends();
    assert_eq!(gateway.give_back(&old, 900).await.problem(), (409, "payout_unavailable".into()));
}
