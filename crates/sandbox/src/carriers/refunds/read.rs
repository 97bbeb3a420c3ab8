//! `retrieveRefund`, `retrieveRefunds` and `retrievePaymentRemainingAmount`.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::HeaderName;
use carrier_checkout_protocol::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::words;
use crate::carriers::access::{Allowed, ReadRefunds};
use crate::carriers::payments::{LAST_KEY, PER_PAGE_LIMIT, PaymentPath, TOTAL_COUNT, find, instant, number};
use crate::carriers::{Code, Fault};
use crate::state::SandboxState;
use crate::store::Refund;

/// Which refund a path names.
#[derive(Deserialize)]
pub(super) struct RefundPath {
    payment_id: String,
    refund_id: String,
}

type Found = ([(HeaderName, String); 2], Json<Vec<Value>>);

/// One refund.
pub(super) async fn retrieve_refund(
    State(state): State<SandboxState>,
    allowed: Allowed<ReadRefunds>,
    Path(path): Path<RefundPath>,
) -> Result<Json<Value>, Fault> {
    let payment = find(&state, allowed.carrier, &path.payment_id).await?;
    let refunds = state.store.refunds(&payment.made.id).await?;
    let refund = refunds.iter().find(|refund| refund.id == path.refund_id).ok_or(Code::NotFound)?;
    Ok(Json(words::refund(refund, state.now())))
}

/// What of a payment is not refunded, nor about to be.
pub(super) async fn retrieve_remaining_amount(
    State(state): State<SandboxState>,
    allowed: Allowed<ReadRefunds>,
    Path(path): Path<PaymentPath>,
) -> Result<Json<Value>, Fault> {
    let payment = find(&state, allowed.carrier, &path.payment_id).await?;
    let refunded: u64 = state.store.refunds(&payment.made.id).await?.iter().map(|refund| refund.amount).sum();
    Ok(Json(json!({ "amount": payment.made.amount.saturating_sub(refunded), "currency": "KRW" })))
}

/// The refunds of a payment that match, the newest first unless asked otherwise.
pub(super) async fn retrieve_refunds(
    State(state): State<SandboxState>,
    allowed: Allowed<ReadRefunds>,
    Path(path): Path<PaymentPath>,
    query: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Found, Fault> {
    let Query(query) = query.map_err(|_| Code::InvalidArgument)?;
    let payment = find(&state, allowed.carrier, &path.payment_id).await?;
    let asked = Asked::read(&query, state.now())?;
    let mut refunds = state.store.refunds(&payment.made.id).await?;
    refunds.retain(|refund| asked.matches(refund));
    if asked.newest_first {
        refunds.reverse();
    }
    let page = refunds.iter().skip(asked.offset).take(asked.limit);
    let page: Vec<Value> = page.map(|refund| words::refund(refund, asked.now)).collect();
    let last = if page.is_empty() { 0 } else { asked.offset + page.len() };
    let headers = [(LAST_KEY, last.to_string()), (TOTAL_COUNT, refunds.len().to_string())];
    Ok((headers, Json(page)))
}

struct Asked {
    now: Timestamp,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    statuses: Vec<String>,
    merchant: Option<String>,
    newest_first: bool,
    limit: usize,
    offset: usize,
}

impl Asked {
    fn read(query: &[(String, String)], now: Timestamp) -> Result<Self, Fault> {
        let all =
            |name: &'static str| query.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str());
        let one = |name| all(name).next();
        let page = number("page", one("page"), 1, u32::MAX)? as usize;
        let limit = number("perPage", one("perPage"), 10, PER_PAGE_LIMIT)? as usize;
        let from = instant("refundCreationDate.gte", one("refundCreationDate.gte"))?;
        let until = instant("refundCreationDate.lte", one("refundCreationDate.lte"))?;
        if from.is_some_and(|from| from > until.unwrap_or(now)) {
            return Err(Code::RefundInvalidDateRange.into());
        }
        let newest_first = match one("order") {
            None | Some("desc") => true,
            Some("asc") => false,
            Some(_) => return Err(Fault::argument("order is asc or desc.")),
        };
        let statuses: Vec<String> = all("refundStatus").flat_map(|list| list.split(',')).map(str::to_owned).collect();
        if !statuses.iter().all(|status| ["processing", "denied", "succeeded"].contains(&status.as_str())) {
            return Err(Fault::argument("refundStatus has a status that does not exist."));
        }
        let merchant = one("merchantIdentifier").map(str::to_owned);
        let offset = page.saturating_sub(1).saturating_mul(limit);
        Ok(Self { now, from, until, statuses, merchant, newest_first, limit, offset })
    }

    fn matches(&self, refund: &Refund) -> bool {
        let merchant = refund.transaction.pointer("/refundAmount/chargingMetaData/merchantIdentifier");
        self.from.is_none_or(|from| refund.created_at >= from)
            && self.until.is_none_or(|until| refund.created_at <= until)
            && (self.statuses.is_empty()
                || self.statuses.iter().any(|status| status == words::status(refund, self.now)))
            && self.merchant.as_ref().is_none_or(|asked| merchant.and_then(Value::as_str) == Some(asked))
    }
}
