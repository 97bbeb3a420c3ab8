//! "주문 취소", and the gateway that it is asked of.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use carrier_checkout_protocol::payment::PaymentStatus;
use carrier_checkout_protocol::refund::{CancelPayment, Refund, RefundKind, RefundList, RefundStatus};
use carrier_checkout_protocol::{ErrorCode, Problem, RefundId};

use crate::gateway::FakeGateway;
use crate::world::World;

pub(crate) fn routes() -> Router<FakeGateway> {
    Router::new()
        .route("/v1/payments/{id}/cancel", post(cancel))
        .route("/v1/payments/{id}/refunds", get(async || Json(RefundList { data: Vec::new() })))
}

/// Cancels, unless it is silent.
async fn cancel(
    State(fake): State<FakeGateway>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(_): Json<CancelPayment>,
) -> Response {
    let mut records = fake.records();
    records.keys.push(headers["idempotency-key"].to_str().unwrap().to_owned());
    if records.silent {
        let problem = Problem::new(ErrorCode::CancelPeriodOver, "r");
        return (StatusCode::CONFLICT, Json(problem)).into_response();
    }
    let payment = records.payments.get_mut(&id).unwrap();
    payment.status = PaymentStatus::Cancelled;
    payment.refunded_amount = Some(payment.amount);
    let refund = Refund {
        id: RefundId::from_random(1),
        payment: payment.id.clone(),
        amount: payment.amount,
        kind: RefundKind::Cancel,
        status: RefundStatus::Succeeded,
        reason: None,
        failure: None,
        created_at: payment.created_at,
        settled_at: Some(payment.created_at),
    };
    (StatusCode::CREATED, Json(refund)).into_response()
}

#[tokio::test]
async fn a_paid_order_is_cancelled_with_a_button_and_then_has_none() {
    let world = World::new().await;
    let open = world.open(2).await;
    let (page, cancel) = (format!("/orders/{}", open.order), format!("/orders/{}/cancel", open.order));
    let look = async || world.get_with_cookie(&page, &open.cookie).await.text;
    assert!(!look().await.contains("주문 취소"), "nothing is paid yet");
    assert_eq!(world.press(&cancel, "", &open.cookie).await.status, StatusCode::NOT_FOUND);
    let payment = world.gateway.pay(&open.session, PaymentStatus::Succeeded);
    assert!(look().await.contains("주문 취소"));
    assert_eq!(world.post_form(&cancel, "").await.status, StatusCode::FORBIDDEN, "by somebody else");
    assert_eq!(world.order(&open.order).await["state"], "paid");
    let pressed = world.press(&cancel, "", &open.cookie).await;
    assert_eq!((pressed.status, pressed.header("location")), (StatusCode::SEE_OTHER, page.clone()));
    assert_eq!(world.gateway.records().keys, [format!("cancel-{}-0", payment.id)]);
    assert_eq!(world.order(&open.order).await["state"], "returned");
    let shown = look().await;
    assert!(
        shown.contains("취소된 주문입니다") && shown.contains("9,900원") && !shown.contains("주문 취소"),
        "{shown}"
    );
}

#[tokio::test]
async fn an_order_that_cannot_be_cancelled_says_so_and_stays() {
    let world = World::new().await;
    let open = world.open(2).await;
    world.gateway.pay(&open.session, PaymentStatus::Succeeded);
    world.gateway.records().silent = true;
    let pressed = world.press(&format!("/orders/{}/cancel", open.order), "", &open.cookie).await;
    assert!(pressed.text.contains("role=\"alert\"") && pressed.text.contains("cancel_period_over"), "{}", pressed.text);
    assert_eq!(world.order(&open.order).await["state"], "paid");
}
