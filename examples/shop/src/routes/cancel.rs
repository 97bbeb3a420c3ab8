//! `POST /orders/{id}/cancel`: the buyer cancels what was paid. A real shop asks first who it is, and whether the goods
//! can still be held back.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

use super::orders::{own_order, page_of};
use crate::gateway::GatewayError;
use crate::orders::News;
use crate::pages::Notice;
use crate::problem::PageError;
use crate::state::Shop;

pub(super) async fn cancel_order(
    State(shop): State<Arc<Shop>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let order = own_order(&shop, &headers, &id).await?;
    let payment = order.payment.as_ref().ok_or(PageError::NotFound)?;
    match shop.gateway.cancel(&payment.id).await {
        // How the payment stands now is the gateway's to say; what is pending is told by a webhook.
        Ok(_) => {
            shop.orders.take_in(News::Payment(&shop.gateway.payment(&payment.id).await?)).await?;
            Ok(Redirect::to(&format!("/orders/{}", order.id)).into_response())
        }
        Err(GatewayError::Refused { problem: Some(problem), .. }) => {
            tracing::warn!(order = %order.id, code = problem.code.as_str(), "the order cannot be cancelled");
            page_of(&shop, &order, Some(Notice::NotCancelled(problem.code))).await
        }
        Err(error) => Err(error.into()),
    }
}
