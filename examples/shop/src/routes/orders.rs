//! `GET /orders/{id}`, and the same as JSON below `/orders/{id}.json`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::payment::Payment;
use carrier_checkout_protocol::{OrderId, Won};
use serde::Serialize;

use crate::orders::Order;
use crate::pages;
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

pub(super) async fn show_order(State(shop): State<Arc<Shop>>, Path(id): Path<String>) -> Result<Response, PageError> {
    let (id, as_json) = match id.strip_suffix(".json") {
        Some(id) => (id, true),
        None => (id.as_str(), false),
    };
    let id = OrderId::parse(id).map_err(|_| PageError::NotFound)?;
    let order = shop.current(&id).await?.ok_or(PageError::NotFound)?;
    Ok(if as_json { Json(json(&order)).into_response() } else { pages::order(&order).into_response() })
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
