use axum::body::Body;
use axum::http::{Request, StatusCode};
use carrier_checkout_protocol::payment::PaymentStatus;
use carrier_checkout_protocol::{ErrorCode, SessionId, TokenId};
use serde_json::{Value, json};

use crate::gateway::Exchange;
use crate::world::{Answer, Open, World, shop_with};

fn token(number: u128) -> TokenId {
    TokenId::from_random(number)
}

fn body(open: &Open, token: &TokenId) -> Value {
    json!({ "token": token, "session": open.session, "order_id": open.order })
}

async fn confirm(world: &World, body: &Value) -> Answer {
    let request = Request::post("/confirm").header("content-type", "application/json");
    world.send(request.body(Body::from(body.to_string())).unwrap()).await
}

#[tokio::test]
async fn a_token_becomes_a_payment() {
    let world = World::new().await;
    let open = world.open(2).await;
    let answer = confirm(&world, &body(&open, &token(1))).await;
    assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, r#"{"status":"succeeded"}"#));
    assert_eq!(world.gateway.records().keys, [format!("payment-{}-{}", open.order, token(1))]);
    let order = world.order(&open.order).await;
    assert_eq!(order["state"], "paid");
    assert_eq!(order["payment"]["amount"], 9_900);
}

#[tokio::test]
async fn a_repeated_confirm_of_a_paid_order_succeeds_without_another_exchange() {
    let world = World::new().await;
    let open = world.open(2).await;
    for _ in 0..3 {
        assert_eq!(confirm(&world, &body(&open, &token(1))).await.status, StatusCode::OK);
    }
    assert_eq!(world.gateway.records().keys.len(), 1);
}

#[tokio::test]
async fn a_payment_that_the_carrier_has_not_decided_is_accepted() {
    let world = World::new().await;
    let open = world.open(2).await;
    world.gateway.records().exchange = Exchange::Ends(PaymentStatus::Processing);
    assert_eq!(confirm(&world, &body(&open, &token(1))).await.status, StatusCode::ACCEPTED);
    assert_eq!(world.order(&open.order).await["state"], "checking");
}

#[tokio::test]
async fn each_refusal_has_a_status_that_says_whose_turn_it_is() {
    for (exchange, status) in [
        (Exchange::Fails(ErrorCode::PaymentDeclined), StatusCode::PAYMENT_REQUIRED),
        (Exchange::Ends(PaymentStatus::Failed), StatusCode::PAYMENT_REQUIRED),
        (Exchange::Fails(ErrorCode::TokenExpired), StatusCode::UNPROCESSABLE_ENTITY),
        (Exchange::Fails(ErrorCode::TokenUsed), StatusCode::CONFLICT),
        (Exchange::Fails(ErrorCode::IdempotencyInFlight), StatusCode::SERVICE_UNAVAILABLE),
        (Exchange::Fails(ErrorCode::CarrierUnavailable), StatusCode::BAD_GATEWAY),
        (Exchange::Fails(ErrorCode::Unauthenticated), StatusCode::INTERNAL_SERVER_ERROR),
    ] {
        let world = World::new().await;
        let open = world.open(2).await;
        world.gateway.records().exchange = exchange;
        assert_eq!(confirm(&world, &body(&open, &token(1))).await.status, status);
        assert_ne!(world.order(&open.order).await["state"], "paid");
    }
}

#[tokio::test]
async fn after_a_refusal_the_next_token_is_an_exchange_of_its_own() {
    let world = World::new().await;
    let open = world.open(2).await;
    world.gateway.records().exchange = Exchange::Ends(PaymentStatus::Failed);
    assert_eq!(confirm(&world, &body(&open, &token(1))).await.status, StatusCode::PAYMENT_REQUIRED);
    world.gateway.records().exchange = Exchange::Ends(PaymentStatus::Succeeded);
    assert_eq!(confirm(&world, &body(&open, &token(2))).await.status, StatusCode::OK);
    assert_eq!(world.order(&open.order).await["state"], "paid");
}

#[tokio::test]
async fn a_used_token_whose_answer_was_lost_is_found_to_have_paid() {
    let world = World::new().await;
    let open = world.open(2).await;
    world.gateway.pay(&open.session, PaymentStatus::Succeeded);
    world.gateway.records().exchange = Exchange::Fails(ErrorCode::TokenUsed);
    assert_eq!(confirm(&world, &body(&open, &token(1))).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_unknown_order_or_a_session_of_another_one_never_reaches_the_gateway() {
    let world = World::new().await;
    let (mine, other) = (world.open(1).await, world.open(2).await);
    let unknown = json!({ "token": token(1), "session": mine.session, "order_id": "M-0" });
    assert_eq!(confirm(&world, &unknown).await.status, StatusCode::NOT_FOUND);
    for session in [other.session, SessionId::from_random(77)] {
        let crossed = json!({ "token": token(1), "session": session, "order_id": mine.order });
        assert_eq!(confirm(&world, &crossed).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert!(world.gateway.records().keys.is_empty());
}

#[tokio::test]
async fn anything_but_the_three_fields_as_json_is_refused() {
    let world = World::new().await;
    let open = world.open(1).await;
    for bad in [
        json!({}),
        json!([]),
        json!({ "token": "tok_short", "session": open.session, "order_id": open.order }),
        json!({ "token": token(1), "session": open.session, "order_id": "../../etc" }),
    ] {
        let answer = confirm(&world, &bad).await;
        assert!(answer.status.is_client_error(), "{bad}");
        assert_eq!(answer.text, r#"{"status":"invalid_request"}"#);
    }
    let text = Request::post("/confirm").header("content-type", "text/plain");
    let answer = world.send(text.body(Body::from(body(&open, &token(1)).to_string())).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(world.gateway.records().keys.is_empty());
}

#[tokio::test]
async fn a_gateway_that_cannot_be_reached_is_the_servers_trouble() {
    let mut world = World::new().await;
    let database = concat!(env!("CARGO_TARGET_TMPDIR"), "/unreachable.db");
    for part in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{database}{part}"));
    }
    world.shop = shop_with(&world.gateway_url, database).await;
    let open = world.open(1).await;
    world.shop = shop_with("http://127.0.0.1:9", database).await;
    assert_eq!(confirm(&world, &body(&open, &token(1))).await.status, StatusCode::BAD_GATEWAY);
    assert_eq!(world.order(&open.order).await["state"], "awaiting", "shown as it is known");
}
