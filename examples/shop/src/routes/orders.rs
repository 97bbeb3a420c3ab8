//! `GET /orders/{id}`, and the same as JSON below `/orders/{id}.json`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::payment::Payment;
use carrier_checkout_protocol::{OrderId, Won};
use serde::Serialize;

use super::checkout::cookie;
use crate::orders::Order;
use crate::pages::{self, Notice, Subscription};
use crate::problem::PageError;
use crate::state::Shop;

/// An order, for programs. Its session is not told: whoever knows that may act in the window.
#[derive(Serialize)]
struct OrderJson<'a> {
    id: &'a OrderId,
    goods: &'static str,
    amount: Won,
    state: &'static str,
    payment: Option<&'a Payment>,
}

pub(super) async fn show_order(
    State(shop): State<Arc<Shop>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let (id, as_json) = match id.strip_suffix(".json") {
        Some(id) => (id, true),
        None => (id.as_str(), false),
    };
    let id = OrderId::parse(id).map_err(|_| PageError::NotFound)?;
    let order = shop.current(&id).await?.ok_or(PageError::NotFound)?;
    if as_json {
        return Ok(Json(json(&order)).into_response());
    }
    // Whoever has paid for somebody else by the link comes here, too: to see that it is paid, not to act on the order. A
    // shop whose customers sign in compares the order's customer, and shows anybody else no more than this.
    if cookie(&headers) != Some(order.id.as_str()) {
        return Ok(pages::somebodys_order(&order).into_response());
    }
    page_of(&shop, &order, None).await
}

/// The order of that number, for whoever has begun it in this browser: what changes it is nobody else's to press.
pub(super) async fn own_order(shop: &Shop, headers: &HeaderMap, id: &str) -> Result<Order, PageError> {
    let id = OrderId::parse(id).map_err(|_| PageError::NotFound)?;
    let order = shop.current(&id).await?.ok_or(PageError::NotFound)?;
    if cookie(headers) == Some(order.id.as_str()) { Ok(order) } else { Err(PageError::NotYours) }
}

/// The order's page, with how its monthly billing stands where it has any.
pub(super) async fn page_of(shop: &Shop, order: &Order, notice: Option<Notice>) -> Result<Response, PageError> {
    let key = order.payment.as_ref().and_then(|payment| payment.billing_key.as_ref());
    let subscription = match key {
        Some(key) => match shop.gateway.billing_key(key).await {
            Ok(key) => Some(Subscription { key, months: shop.orders.months(&order.id).await? }),
            // The rest of the page needs no gateway.
            Err(error) => {
                tracing::warn!(order = %order.id, %error, "cannot ask how the monthly billing stands");
                None
            }
        },
        None => None,
    };
    Ok(pages::order(order, subscription.as_ref(), notice).into_response())
}

fn json(order: &Order) -> OrderJson<'_> {
    OrderJson {
        id: &order.id,
        goods: order.good.name,
        amount: order.good.price,
        state: order.state.as_str(),
        payment: order.payment.as_ref(),
    }
}
