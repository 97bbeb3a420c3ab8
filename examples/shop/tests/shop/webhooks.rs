use axum::body::Body;
use axum::http::{Request, StatusCode};
use carrier_checkout_protocol::payment::{Dispute, DisputeStatus, Payment, PaymentStatus};
use carrier_checkout_protocol::session::SessionStatus;
use carrier_checkout_protocol::{DisputeId, PaymentId, Timestamp, Won};
use serde_json::{Value, json};
use standardwebhooks::Webhook;

use crate::world::{WEBHOOK_SECRET, World};

#[expect(clippy::disallowed_methods, reason = "the signature's age is judged by the real clock")]
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

fn event(kind: &str, data: &Value) -> Value {
    json!({ "id": "evt_0000000000000000000001", "created_at": 1_795_303_860_000_i64, "type": kind, "data": data })
}

fn told(kind: &str, payment: &Payment) -> Value {
    event(kind, &serde_json::to_value(payment).unwrap())
}

async fn deliver_signed(world: &World, id: &str, at: i64, body: &str, signed: &str) -> StatusCode {
    let signature = Webhook::new(WEBHOOK_SECRET).unwrap().sign(id, at, signed.as_bytes()).unwrap();
    let request = Request::post("/webhooks")
        .header("content-type", "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", at)
        .header("webhook-signature", signature);
    world.send(request.body(Body::from(body.to_owned())).unwrap()).await.status
}

async fn deliver(world: &World, id: &str, event: &Value) -> StatusCode {
    let body = event.to_string();
    deliver_signed(world, id, now(), &body, &body).await
}

#[tokio::test]
async fn a_payment_is_learned_of_without_the_shoppers_browser() {
    let world = World::new().await;
    let open = world.open(2).await;
    let payment = world.gateway.pay(&open.session, PaymentStatus::Succeeded);
    assert_eq!(deliver(&world, "evt_1", &told("payment.succeeded", &payment)).await, StatusCode::NO_CONTENT);
    world.gateway.records().sessions.clear();
    assert_eq!(world.order(&open.order).await["state"], "paid", "without asking the gateway");
}

#[tokio::test]
async fn a_delivery_that_came_before_changes_nothing() {
    let world = World::new().await;
    let open = world.open(2).await;
    let mut payment = world.gateway.pay(&open.session, PaymentStatus::Failed);
    world.gateway.records().sessions.clear();
    assert_eq!(deliver(&world, "evt_1", &told("payment.failed", &payment)).await, StatusCode::NO_CONTENT);
    payment.status = PaymentStatus::Succeeded;
    assert_eq!(deliver(&world, "evt_1", &told("payment.succeeded", &payment)).await, StatusCode::NO_CONTENT);
    assert_eq!(world.order(&open.order).await["state"], "failed");
}

#[tokio::test]
async fn news_that_arrives_late_does_not_undo_a_payment() {
    let world = World::new().await;
    let open = world.open(2).await;
    let refused = world.gateway.pay(&open.session, PaymentStatus::Failed);
    let paid = world.gateway.pay(&open.session, PaymentStatus::Succeeded);
    world.gateway.set_status(&open.session, SessionStatus::Expired);
    let expired = serde_json::to_value(&world.gateway.records().sessions[open.session.as_str()]).unwrap();
    for (id, event) in [
        ("evt_1", told("payment.succeeded", &paid)),
        ("evt_2", told("payment.failed", &refused)),
        ("evt_3", event("session.expired", &expired)),
    ] {
        assert_eq!(deliver(&world, id, &event).await, StatusCode::NO_CONTENT);
    }
    assert_eq!(world.order(&open.order).await["state"], "paid");
}

#[tokio::test]
async fn a_disputed_payment_holds_its_goods_back_whatever_arrives_late() {
    let world = World::new().await;
    let open = world.open(2).await;
    let paid = world.gateway.pay(&open.session, PaymentStatus::Succeeded);
    let dispute = Dispute::open(DisputeId::from_random(1), Timestamp::from_millis(1_795_303_860_000));
    let disputed = Payment { dispute: Some(dispute.clone()), ..paid.clone() };
    for (id, event) in [
        ("evt_1", told("payment.succeeded", &paid)),
        ("evt_2", told("payment.disputed", &disputed)),
        ("evt_3", told("payment.succeeded", &paid)),
    ] {
        assert_eq!(deliver(&world, id, &event).await, StatusCode::NO_CONTENT);
    }
    assert_eq!(world.order(&open.order).await["state"], "disputed");

    let closed = |status| Payment {
        dispute: Some(Dispute {
            status,
            closed_at: Some(Timestamp::from_millis(1_795_390_260_000)),
            ..dispute.clone()
        }),
        ..paid.clone()
    };
    let told_closed = |status| told("payment.dispute_closed", &closed(status));
    for (id, event, state) in [
        ("evt_4", told_closed(DisputeStatus::Rejected), "paid"),
        ("evt_5", told("payment.disputed", &disputed), "paid"),
    ] {
        assert_eq!(deliver(&world, id, &event).await, StatusCode::NO_CONTENT);
        assert_eq!(world.order(&open.order).await["state"], state);
    }
}

#[tokio::test]
async fn a_signature_that_is_wrong_old_or_missing_is_refused() {
    let world = World::new().await;
    let open = world.open(2).await;
    let body = told("payment.succeeded", &world.gateway.pay(&open.session, PaymentStatus::Succeeded)).to_string();
    world.gateway.records().sessions.clear();
    let forged = deliver_signed(&world, "evt_1", now(), &body, "{}").await;
    assert_eq!(forged, StatusCode::BAD_REQUEST);
    let old = deliver_signed(&world, "evt_1", now() - 3_600, &body, &body).await;
    assert_eq!(old, StatusCode::BAD_REQUEST);
    let bare = world.send(Request::post("/webhooks").body(Body::from(body)).unwrap()).await;
    assert_eq!(bare.status, StatusCode::BAD_REQUEST);
    assert_eq!(world.order(&open.order).await["state"], "awaiting");
}

#[tokio::test]
async fn a_payment_of_another_amount_does_not_pay_an_order() {
    let world = World::new().await;
    let open = world.open(2).await;
    let mut payment = world.gateway.pay(&open.session, PaymentStatus::Succeeded);
    payment.amount = Won::new(1).unwrap();
    world.gateway.records().sessions.clear();
    assert_eq!(deliver(&world, "evt_1", &told("payment.succeeded", &payment)).await, StatusCode::NO_CONTENT);
    assert_eq!(world.order(&open.order).await["state"], "awaiting");
}

#[tokio::test]
async fn what_this_shop_does_not_know_is_taken_and_left_alone() {
    let world = World::new().await;
    let open = world.open(2).await;
    let mut strange = world.gateway.pay(&open.session, PaymentStatus::Succeeded);
    strange.session = carrier_checkout_protocol::SessionId::from_random(99);
    strange.id = PaymentId::from_random(99);
    strange.created_at = Timestamp::from_millis(1);
    for event in [told("payment.succeeded", &strange), event("payment.celebrated", &json!({})), json!("hello")] {
        assert_eq!(deliver(&world, "evt_9", &event).await, StatusCode::NO_CONTENT);
    }
}

#[tokio::test]
async fn a_payment_that_was_given_back_is_not_paid_again_by_news_that_arrives_late() {
    let world = World::new().await;
    let open = world.open(2).await;
    let paid = world.gateway.pay(&open.session, PaymentStatus::Succeeded);
    let mut cancelled = paid.clone();
    cancelled.status = PaymentStatus::Cancelled;
    cancelled.refunded_amount = Some(paid.amount);
    assert_eq!(deliver(&world, "evt_1", &told("payment.cancelled", &cancelled)).await, StatusCode::NO_CONTENT);
    assert_eq!(world.order(&open.order).await["state"], "returned");
    assert_eq!(deliver(&world, "evt_2", &told("payment.succeeded", &paid)).await, StatusCode::NO_CONTENT);
    assert_eq!(world.order(&open.order).await["state"], "returned");
}
