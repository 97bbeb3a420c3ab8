//! `POST /confirm`: the page brings the token, the shop exchanges it for the
//! payment. Asked again, it answers the same.

use std::sync::Arc;

use axum::extract::{FromRequest, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json};
use carrier_checkout_protocol::ErrorCode;
use carrier_checkout_protocol::embed::ConfirmBody;
use carrier_checkout_protocol::payment::{CreatePayment, Payment, PaymentStatus};
use serde::Serialize;

use crate::gateway::GatewayError;
use crate::orders::{News, Order, OrderState};
use crate::problem::PageError;
use crate::state::Shop;

/// What the page is answered: the status is all that the checkout looks at,
/// the words are for people who read along.
#[derive(Serialize)]
struct Answer {
    status: &'static str,
}

/// The page's loader posts JSON and looks at the status. The hosted page posts a form, and the browser goes where it is
/// answered. That form could come from any site: but a token pays the one order that it was issued for, of which amount
/// and session are compared, so whoever forges it pays nobody's order but their own.
pub(super) async fn confirm_order(State(shop): State<Arc<Shop>>, request: Request) -> Response {
    if is_form(&request) {
        return hosted(&shop, Form::<ConfirmBody>::from_request(request, &()).await.ok()).await;
    }
    let body = match Json::<ConfirmBody>::from_request(request, &()).await {
        Ok(Json(body)) => body,
        Err(rejection) => return say(rejection.status(), "invalid_request"),
    };
    answer(&shop, &body).await
}

fn is_form(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim() == "application/x-www-form-urlencoded")
}

/// Goes back to the hosted page, whatever came of it: there is the receipt, which has to be seen, or why it was refused
/// and what to do. From there its link leads to the order. 303, so that a reload posts nothing.
async fn hosted(shop: &Shop, body: Option<Form<ConfirmBody>>) -> Response {
    let Some(Form(body)) = body else { return PageError::NotFound.into_response() };
    match shop.orders.find(&body.order_id).await {
        Ok(Some(order)) if order.session == body.session => {}
        Ok(Some(_) | None) => return PageError::NotFound.into_response(),
        Err(error) => return PageError::Database(error).into_response(),
    }
    answer(shop, &body).await;
    match shop.gateway.session(&body.session).await.map(|session| session.url) {
        Ok(Some(url)) => Redirect::to(&url).into_response(),
        Ok(None) | Err(_) => Redirect::to(&format!("/orders/{}", body.order_id)).into_response(),
    }
}

async fn answer(shop: &Shop, body: &ConfirmBody) -> Response {
    confirm(shop, body).await.unwrap_or_else(|error| {
        tracing::error!(order = %body.order_id, %error, "the order cannot be confirmed");
        match error {
            ConfirmError::Gateway(GatewayError::Unreachable(_)) => say(StatusCode::BAD_GATEWAY, "gateway_unreachable"),
            ConfirmError::Gateway(_) => say(StatusCode::BAD_GATEWAY, "gateway_error"),
            ConfirmError::Database(_) => say(StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    })
}

async fn confirm(shop: &Shop, body: &ConfirmBody) -> Result<Response, ConfirmError> {
    let Some(order) = shop.orders.find(&body.order_id).await? else {
        return Ok(say(StatusCode::NOT_FOUND, "order_unknown"));
    };
    if order.session != body.session {
        return Ok(say(StatusCode::UNPROCESSABLE_ENTITY, "session_mismatch"));
    }
    if matches!(order.state, OrderState::Paid | OrderState::Disputed | OrderState::Returned) {
        return Ok(say(StatusCode::OK, "succeeded"));
    }
    // What it costs comes from the shop's own record, never from the page.
    let exchange = CreatePayment { token: body.token.clone(), order_id: order.id.clone(), amount: order.good.price };
    match shop.gateway.create_payment(&exchange).await {
        Ok(payment) => settle(shop, &payment).await,
        Err(GatewayError::Refused { status, problem }) if status.is_client_error() => {
            refused(shop, &order, status, problem.map(|problem| problem.code)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn settle(shop: &Shop, payment: &Payment) -> Result<Response, ConfirmError> {
    shop.orders.take_in(News::Payment(payment)).await?;
    Ok(match payment.status {
        // What was given back since was paid all the same.
        PaymentStatus::Succeeded
        | PaymentStatus::Cancelled
        | PaymentStatus::PartiallyRefunded
        | PaymentStatus::Refunded => say(StatusCode::OK, "succeeded"),
        PaymentStatus::Processing => say(StatusCode::ACCEPTED, "processing"),
        PaymentStatus::Failed => say(StatusCode::PAYMENT_REQUIRED, "failed"),
    })
}

async fn refused(
    shop: &Shop,
    order: &Order,
    status: StatusCode,
    code: Option<ErrorCode>,
) -> Result<Response, ConfirmError> {
    tracing::warn!(order = %order.id, %status, code = code.map(ErrorCode::as_str), "the gateway refused the exchange");
    match code {
        Some(ErrorCode::PaymentDeclined) => Ok(say(StatusCode::PAYMENT_REQUIRED, "declined")),
        // Worth trying again, so not the page's fault.
        Some(code) if code.retryable() => Ok(say(StatusCode::SERVICE_UNAVAILABLE, code.as_str())),
        // An earlier answer was lost: how did that one end?
        Some(ErrorCode::TokenUsed | ErrorCode::SessionClosed) => {
            match shop.gateway.session(&order.session).await?.payment {
                Some(payment) => settle(shop, &shop.gateway.payment(&payment).await?).await,
                None => Ok(say(StatusCode::CONFLICT, "not_paid")),
            }
        }
        // The shop's own key is wrong: no page can do anything about it.
        Some(ErrorCode::Unauthenticated) => Ok(say(StatusCode::INTERNAL_SERVER_ERROR, "internal")),
        Some(code) => Ok(say(StatusCode::UNPROCESSABLE_ENTITY, code.as_str())),
        None => Ok(say(StatusCode::BAD_GATEWAY, "gateway_error")),
    }
}

fn say(status: StatusCode, word: &'static str) -> Response {
    (status, Json(Answer { status: word })).into_response()
}

#[derive(Debug, thiserror::Error)]
enum ConfirmError {
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}
