//! "본인이 결제하지 않았어요".

use carrier_checkout_gateway::clock::Clock;
use carrier_checkout_gateway::disputes::{Decided, Decision, DecisionError};
use carrier_checkout_gateway::store::{Disputes, SqlStore};
use carrier_checkout_protocol::payment::DisputeStatus;
use carrier_checkout_protocol::refund::RefundStatus;
use carrier_checkout_protocol::{DisputeId, PaymentId};
use serde_json::json;

use super::page::Dist;
use super::support::{Answer, Gateway, KEY, LINE, stage};
use super::support_database::lasting;
use super::support_wire::Cut;
use super::webhooks::Receiver;

const DISPUTES: &str = "/v1/checkout/disputes";

/// A session that is paid, and its payment.
async fn paid(gateway: &Gateway) -> (String, Answer) {
    let (session, token) = gateway.verified(LINE).await;
    let paid = gateway.pay(&token).await;
    assert_eq!(paid.text("/status"), "succeeded");
    (session, paid)
}

async fn payment(gateway: &Gateway, id: &str) -> Answer {
    gateway.get(&format!("/v1/payments/{id}"), KEY).await
}

#[tokio::test]
async fn a_payment_is_disputed_once_and_everybody_sees_it() {
    let gateway = Gateway::start().await;
    let (session, paid) = paid(&gateway).await;
    let first = gateway.post(DISPUTES, &session, &json!({})).await;
    assert_eq!(first.status, 201, "{}", first.body);
    let dispute = stage(&first.body)["receipt"]["dispute"].clone();
    assert!(dispute.as_str().unwrap().starts_with("dp_"), "{dispute}");
    let opened_at = gateway.clock.now().millis();

    gateway.clock.advance(60_000);
    let second = gateway.post(DISPUTES, &session, &json!({})).await;
    assert_eq!((second.status, &stage(&second.body)["receipt"]["dispute"]), (200, &dispute));
    assert_eq!(gateway.stage(&session).await["receipt"]["dispute"], dispute, "after a reload, too");
    let seen = payment(&gateway, &paid.text("/id")).await;
    assert_eq!(seen.body["dispute"], json!({ "id": dispute, "status": "open", "opened_at": opened_at }));
    assert_eq!(seen.body["status"], "succeeded");
}

#[tokio::test]
async fn the_same_key_gets_the_same_answer_and_a_key_is_needed() {
    let gateway = Gateway::start().await;
    let (session, _) = paid(&gateway).await;
    let first = gateway.post_as(DISPUTES, &session, "report-1", &json!({})).await;
    let again = gateway.post_as(DISPUTES, &session, "report-1", &json!({})).await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(gateway.post_as(DISPUTES, &session, "", &json!({})).await.problem().1, "idempotency_key_missing");
}

#[tokio::test]
async fn reports_at_the_same_time_make_one_dispute_and_one_event() {
    let (receiver, gateway) = Receiver::gateway().await;
    let (session, paid) = paid(&gateway).await;
    gateway.app.deliver().await.unwrap();
    let body = json!({});
    let report = || gateway.post(DISPUTES, &session, &body);
    let (one, two, three) = tokio::join!(report(), report(), report());
    let mut statuses = [one.status, two.status, three.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 201]);
    assert_eq!(gateway.app.deliver().await.unwrap(), 1);
    let told = receiver.told();
    assert_eq!(told.len(), 2, "the payment and its dispute");
    assert_eq!(told[1].1["type"], "payment.disputed");
    assert_eq!(told[1].1["data"], payment(&gateway, &paid.text("/id")).await.body);
}

#[tokio::test]
async fn what_is_not_paid_cannot_be_disputed() {
    let gateway = Gateway::start().await;
    let open = gateway.session().await;
    let challenged = gateway.session().await;
    gateway.challenged(&challenged, LINE).await;
    let (verified, _) = gateway.verified(LINE).await;
    let (denied, token) = gateway.verified("01000000014").await;
    assert_eq!(gateway.pay(&token).await.status, 402);
    let cancelled = gateway.session().await;
    gateway.post("/v1/checkout/cancel", &cancelled, &json!({})).await;
    let (processing, token) = gateway.verified(LINE).await;
    gateway.wire.cut("/payments", Cut::AnswerLost);
    assert_eq!(gateway.pay(&token).await.text("/status"), "processing");
    for session in [&open, &challenged, &verified, &denied, &cancelled, &processing] {
        let before = gateway.stage(session).await;
        let refused = gateway.post(DISPUTES, session, &json!({})).await;
        assert_eq!(refused.problem(), (404, "payment_not_found".into()));
        assert_eq!(gateway.stage(session).await, before);
    }
    gateway.clock.advance(1_800_000);
    assert_eq!(gateway.post(DISPUTES, &open, &json!({})).await.problem(), (410, "session_expired".into()));
}

#[tokio::test]
async fn only_the_window_of_the_payment_can_dispute_it() {
    let gateway = Gateway::start().await;
    let (_, paid) = paid(&gateway).await;
    let stranger = gateway.session().await;
    for (bearer, problem) in [
        (KEY, (401, "unauthenticated")),
        ("cs_0000000000000000000001", (404, "session_not_found")),
        (&stranger, (404, "payment_not_found")),
    ] {
        let refused = gateway.post(DISPUTES, bearer, &json!({})).await;
        assert_eq!(refused.problem(), (problem.0, problem.1.to_owned()));
    }
    assert_eq!(payment(&gateway, &paid.text("/id")).await.body.get("dispute"), None);
}

#[tokio::test]
async fn a_dispute_freezes_its_payment_and_no_other() {
    let directory = Dist::built();
    let file = lasting(&directory).await;
    let mut gateway = Gateway::with(|config| config.database = file.clone()).await;
    let (session, disputed) = paid(&gateway).await;
    let (_, other) = paid(&gateway).await;
    let store = SqlStore::open(&file).await.unwrap();
    let disputed = PaymentId::parse(&disputed.text("/id")).unwrap();
    assert!(!store.frozen(&disputed).await.unwrap());
    gateway.post(DISPUTES, &session, &json!({})).await;
    gateway.restart().await;
    assert!(store.frozen(&disputed).await.unwrap(), "after a restart, too");
    assert!(!store.frozen(&PaymentId::parse(&other.text("/id")).unwrap()).await.unwrap());
}

/// A payment that is disputed, and its dispute.
async fn disputed(gateway: &Gateway) -> (String, DisputeId) {
    let (session, paid) = paid(gateway).await;
    let answer = gateway.post(DISPUTES, &session, &json!({})).await;
    let dispute = stage(&answer.body)["receipt"]["dispute"].as_str().unwrap().to_owned();
    (paid.text("/id"), DisputeId::parse(&dispute).unwrap())
}

#[tokio::test]
async fn a_rejected_dispute_lets_everything_go_on_and_is_told() {
    let (receiver, gateway) = Receiver::gateway().await;
    let (id, dispute) = disputed(&gateway).await;
    assert_eq!(gateway.cancel(&id).await.problem().1, "payment_frozen");
    let open = gateway.app.open_disputes().await.unwrap();
    assert_eq!(
        open.iter().map(|open| (&open.dispute.id, open.payment.as_str())).collect::<Vec<_>>(),
        [(&dispute, id.as_str())]
    );
    gateway.clock.advance(60_000);
    assert_eq!(gateway.app.close_dispute(&dispute, Decision::Reject).await.unwrap(), Decided::Rejected);
    let seen = payment(&gateway, &id).await;
    assert_eq!(seen.body["dispute"]["status"], "rejected");
    assert_eq!(seen.body["dispute"]["closed_at"], json!(gateway.clock.now().millis()));
    gateway.app.deliver().await.unwrap();
    let told = receiver.told();
    let last = &told.last().unwrap().1;
    assert_eq!((&last["type"], &last["data"]), (&json!("payment.dispute_closed"), &seen.body));
    assert_eq!(gateway.app.open_disputes().await.unwrap(), []);

    assert_eq!(gateway.app.close_dispute(&dispute, Decision::Reject).await.unwrap(), Decided::Rejected, "once more");
    assert_eq!(gateway.app.deliver().await.unwrap(), 0, "it is told once");
    let other = gateway.app.close_dispute(&dispute, Decision::Uphold).await;
    assert!(matches!(other, Err(DecisionError::Otherwise(DisputeStatus::Rejected))), "{other:?}");
    assert_eq!(gateway.cancel(&id).await.status, 201);
}

#[tokio::test]
async fn an_upheld_dispute_gives_the_money_back_once() {
    let gateway = Gateway::start().await;
    let (id, dispute) = disputed(&gateway).await;
    let uphold = || gateway.app.close_dispute(&dispute, Decision::Uphold);
    let (one, two) = tokio::join!(uphold(), uphold());
    for decided in [one.unwrap(), two.unwrap()] {
        assert!(matches!(decided, Decided::GivenBack(_) | Decided::Upheld), "{decided:?}");
    }
    let seen = payment(&gateway, &id).await;
    assert_eq!((seen.text("/status"), seen.text("/dispute/status")), ("cancelled".into(), "upheld".into()));
    assert_eq!(uphold().await.unwrap(), Decided::Upheld, "once more");
    let refunds = gateway.get(&format!("/v1/payments/{id}/refunds"), KEY).await;
    assert_eq!(refunds.body["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_upheld_dispute_of_another_month_waits_for_an_account() {
    let gateway = Gateway::start().await;
    let (id, dispute) = disputed(&gateway).await;
    gateway.month_ends();
    assert_eq!(gateway.app.close_dispute(&dispute, Decision::Uphold).await.unwrap(), Decided::NeedsAccount);
    let seen = payment(&gateway, &id).await;
    assert_eq!((seen.text("/status"), seen.text("/dispute/status")), ("succeeded".into(), "upheld".into()));
    assert_eq!(gateway.give_back(&id, 9_900).await.status, 201);
}

#[tokio::test]
async fn a_dispute_that_nobody_opened_cannot_be_closed() {
    let gateway = Gateway::start().await;
    let none = gateway.app.close_dispute(&DisputeId::from_random(1), Decision::Reject).await;
    assert!(matches!(none, Err(DecisionError::NotFound)), "{none:?}");
}

#[tokio::test]
async fn an_upheld_dispute_that_the_carrier_would_not_cancel_is_tried_again() {
    let gateway = Gateway::start().await;
    let (id, dispute) = disputed(&gateway).await;
    gateway.wire.cut("/refunds", Cut::TooMany);
    let first = gateway.app.close_dispute(&dispute, Decision::Uphold).await.unwrap();
    assert!(matches!(&first, Decided::GivenBack(refund) if refund.status == RefundStatus::Failed), "{first:?}");
    gateway.wire.mend();
    let again = gateway.app.close_dispute(&dispute, Decision::Uphold).await.unwrap();
    assert!(matches!(&again, Decided::GivenBack(refund) if refund.status == RefundStatus::Succeeded), "{again:?}");
    assert_eq!(payment(&gateway, &id).await.text("/status"), "cancelled");
}
