//! `retrievePayments`.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderName;
use carrier_checkout_protocol::{Carrier, Timestamp};
use serde_json::Value;

use super::read::release;
use super::words;
use crate::carriers::access::{Allowed, ReadPayments};
use crate::carriers::{Code, Fault};
use crate::date;
use crate::state::SandboxState;
use crate::store::Filter;

pub(in crate::carriers) const LAST_KEY: HeaderName = HeaderName::from_static("content-last-key");
pub(in crate::carriers) const TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");
const STATUSES: [&str; 6] = ["processing", "pending_validation", "denied", "reserved", "succeeded", "cancelled"];
pub(in crate::carriers) const PER_PAGE_LIMIT: u32 = 100;

type Found = ([(HeaderName, String); 2], Json<Vec<Value>>);

/// The payments that match, the newest first unless asked otherwise.
pub(super) async fn retrieve_payments(
    State(state): State<SandboxState>,
    allowed: Allowed<ReadPayments>,
    query: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Found, Fault> {
    let Query(query) = query.map_err(|_| Code::InvalidArgument)?;
    let filter = filter(allowed.carrier, &query, state.now())?;
    release(&state).await?;
    let (payments, total) = state.store.payments(&filter).await?;
    let last = if payments.is_empty() { 0 } else { u64::from(filter.offset) + payments.len() as u64 };
    let headers = [(LAST_KEY, last.to_string()), (TOTAL_COUNT, total.to_string())];
    Ok((headers, Json(payments.iter().map(words::payment).collect())))
}

fn filter(carrier: Carrier, query: &[(String, String)], now: Timestamp) -> Result<Filter, Fault> {
    let all = |name: &'static str| query.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str());
    let one = |name| all(name).next();
    let page = number("page", one("page"), 1, u32::MAX)?;
    let limit = number("perPage", one("perPage"), 10, PER_PAGE_LIMIT)?;
    let from = instant("paymentCreationDate.gte", one("paymentCreationDate.gte"))?;
    let until = instant("paymentCreationDate.lte", one("paymentCreationDate.lte"))?;
    if from.is_some_and(|from| from > until.unwrap_or(now)) {
        return Err(Code::InvalidDateRange.into());
    }
    let oldest_first = match one("order") {
        None | Some("desc") => false,
        Some("asc") => true,
        Some(_) => return Err(Fault::argument("order is asc or desc.")),
    };
    let statuses: Vec<String> = all("paymentStatus").flat_map(|list| list.split(',')).map(str::to_owned).collect();
    if !statuses.iter().all(|status| STATUSES.contains(&status.as_str())) {
        return Err(Fault::argument("paymentStatus has a status that does not exist."));
    }
    let merchant = one("merchantIdentifier").map(str::to_owned);
    let offset = page.saturating_sub(1).saturating_mul(limit);
    Ok(Filter { carrier, from, until, statuses, merchant, oldest_first, limit, offset })
}

/// A number from 1 to `most`.
pub(in crate::carriers) fn number(name: &str, text: Option<&str>, usual: u32, most: u32) -> Result<u32, Fault> {
    let Some(text) = text else { return Ok(usual) };
    let number: i64 = text.parse().map_err(|_| Fault::argument(format!("{name} is not a whole number.")))?;
    let number = u32::try_from(number).map_err(|_| Code::OutOfRange)?;
    if (1..=most).contains(&number) { Ok(number) } else { Err(Code::OutOfRange.into()) }
}

pub(in crate::carriers) fn instant(name: &str, text: Option<&str>) -> Result<Option<Timestamp>, Fault> {
    let read =
        |text| date::parse(text).ok_or_else(|| Fault::argument(format!("{name} is not a date with a time zone.")));
    text.map(read).transpose()
}
