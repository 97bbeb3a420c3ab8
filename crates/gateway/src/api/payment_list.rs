//! `GET /v1/payments`: a merchant's payments, the newest first.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::payment::PaymentStatus;
use carrier_checkout_protocol::refund::PaymentList;
use carrier_checkout_protocol::{ErrorCode, OrderId, PaymentId, Timestamp};
use http::header::CACHE_CONTROL;
use serde::Deserialize;

use super::payments::own_payment;
use crate::app::App;
use crate::auth::Merchant;
use crate::problem::Refused;
use crate::store::PaymentFilter;

/// How many payments a page has when nobody says, and at most.
const USUAL: u32 = 20;
const MOST: u32 = 100;

/// What may be asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    status: Option<PaymentStatus>,
    order_id: Option<OrderId>,
    created_from: Option<Timestamp>,
    created_before: Option<Timestamp>,
    limit: Option<u32>,
    starting_after: Option<PaymentId>,
}

/// `GET /v1/payments`
pub(super) async fn list_payments(
    State(app): State<App>,
    Merchant(merchant): Merchant,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Refused> {
    let detail = "the query takes status, order_id, created_from, created_before, limit and starting_after";
    let Query(asked) = asked.map_err(|_| Refused::because(ErrorCode::InvalidRequest, detail))?;
    let limit = asked.limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        return Err(Refused::because(ErrorCode::InvalidRequest, format!("limit is 1 to {MOST}")));
    }
    if let Some(after) = &asked.starting_after {
        own_payment(&app, &merchant.id, after.as_str()).await?;
    }
    let filter = PaymentFilter {
        status: asked.status,
        order: asked.order_id,
        from: asked.created_from,
        until: asked.created_before,
        after: asked.starting_after,
    };
    // One more than asked for shows whether there are more.
    let mut found = app.store.payments_of(&merchant.id, &filter, limit + 1).await?;
    let has_more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let data = found.iter().map(|payment| app.show_payment(payment)).collect::<Result<_, _>>()?;
    Ok(([(CACHE_CONTROL, "no-store")], Json(PaymentList { data, has_more })).into_response())
}
