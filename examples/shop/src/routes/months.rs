//! `POST /orders/{id}/months` and `POST /orders/{id}/stop`: what a merchant's own job does once a month, and what its
//! customer service does. A real shop has a timer for the one and a login for the other; here both are buttons.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use carrier_checkout_protocol::monthly::ChargeKey;
use carrier_checkout_protocol::{BillingKeyId, Reason};
use serde::Deserialize;

use super::orders::{own_order, page_of};
use crate::gateway::GatewayError;
use crate::months::Due;
use crate::orders::{News, Order};
use crate::pages::Notice;
use crate::problem::PageError;
use crate::state::Shop;

/// The month that the page has offered to charge: pressed twice, it is the same month.
#[derive(Deserialize)]
pub(super) struct Asked {
    month: i32,
}

pub(super) async fn charge_month(
    State(shop): State<Arc<Shop>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Result<Response, PageError> {
    let (order, key) = subscribed(&shop, &headers, &id).await?;
    let due = Due::numbered(asked.month).ok_or(PageError::NotFound)?;
    let month = due.order_id(&order.id).ok_or(PageError::NotFound)?;
    // A month that was refused may be tried again, which is a request of its own.
    let tries = shop.orders.months(&order.id).await?.iter().filter(|payment| payment.order_id == month).count();
    let charge = ChargeKey {
        order_id: month,
        amount: order.good.price,
        // The demo does not wait for a month: it takes the day to have come.
        sandbox_time: due.begins(&order).filter(|_| shop.sandbox.is_some()),
    };
    match shop.gateway.charge(&key, &charge, tries).await {
        Ok(payment) => {
            shop.orders.take_in(News::Payment(&payment)).await?;
            Ok(Redirect::to(&format!("/orders/{}", order.id)).into_response())
        }
        Err(GatewayError::Refused { problem: Some(problem), .. }) if problem.reason.is_some() => {
            let reason = problem.reason.unwrap_or(Reason::Unknown);
            tracing::warn!(order = %order.id, %reason, "the month cannot be charged");
            page_of(&shop, &order, Some(Notice::NotCharged(reason))).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn stop_months(
    State(shop): State<Arc<Shop>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Redirect, PageError> {
    let (order, key) = subscribed(&shop, &headers, &id).await?;
    shop.gateway.stop(&key).await?;
    Ok(Redirect::to(&format!("/orders/{}", order.id)))
}

/// The order of that number, with the key that was issued with its payment.
async fn subscribed(shop: &Shop, headers: &HeaderMap, id: &str) -> Result<(Order, BillingKeyId), PageError> {
    let order = own_order(shop, headers, id).await?;
    let key = order.payment.as_ref().and_then(|payment| payment.billing_key.clone());
    key.map(|key| (order, key)).ok_or(PageError::NotFound)
}
