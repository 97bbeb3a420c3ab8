//! Stands in for whoever pays out to bank accounts for the operator:
//! `PUT /payouts/{id}` and `GET /payouts/{id}`, and what was paid out in all.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::{Json, Router, routing::get};
use carrier_checkout_protocol::refund::BankAccount;
use carrier_checkout_protocol::{Private, Won};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::carriers::{Body, Code, Fault};
use crate::state::SandboxState;

/// What the gateway sends as the bearer.
pub const PAYOUT_TOKEN: &str = "sandbox-payout";

/// Accounts that are not simply paid to: closed, paid 8 seconds later.
const CLOSED: &str = "0000000019";
const LATER: &str = "0000000073";
const LATER_MILLIS: i64 = 8_000;

#[derive(Deserialize)]
struct PayoutBody {
    amount: Won,
    currency: String,
    account: Private<BankAccount>,
}

/// A payout, without where it went.
#[derive(Serialize)]
struct Entry {
    id: String,
    amount: u32,
    status: &'static str,
}

pub(crate) fn router() -> Router<SandboxState> {
    Router::new().route("/payouts", get(list)).route("/payouts/{id}", get(show).put(pay))
}

/// Pays out once for each id, and says what has become of it.
async fn pay(
    State(state): State<SandboxState>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(body): Body<PayoutBody>,
) -> Result<Json<Value>, Fault> {
    allowed(&headers)?;
    if body.currency != "KRW" || id.len() > 64 {
        return Err(Code::InvalidArgument.into());
    }
    let number = body.account.reveal().number();
    let failure = (number == CLOSED).then_some("ACCOUNT_CLOSED");
    let later = if number == LATER { LATER_MILLIS } else { 0 };
    state.store.add_payout(&id, body.amount.get(), failure, state.now(), state.now() + later).await?;
    said(&state, &id).await
}

async fn show(
    State(state): State<SandboxState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, Fault> {
    allowed(&headers)?;
    said(&state, &id).await
}

/// For tests, and for people who wonder.
async fn list(State(state): State<SandboxState>) -> Result<Json<Vec<Entry>>, Fault> {
    let now = state.now();
    let payouts = state.store.payouts().await?.into_iter();
    let entry =
        |payout: crate::store::Payout| Entry { status: payout.status(now), id: payout.id, amount: payout.amount };
    Ok(Json(payouts.map(entry).collect()))
}

async fn said(state: &SandboxState, id: &str) -> Result<Json<Value>, Fault> {
    let payouts = state.store.payouts().await?;
    let payout = payouts.into_iter().find(|payout| payout.id == id).ok_or(Code::NotFound)?;
    let mut said = json!({ "status": payout.status(state.now()) });
    if let Some(failure) = payout.failure {
        said["code"] = failure.into();
    }
    Ok(Json(said))
}

fn allowed(headers: &HeaderMap) -> Result<(), Fault> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if bearer.and_then(|value| value.strip_prefix("Bearer ")) == Some(PAYOUT_TOKEN) {
        return Ok(());
    }
    Err(Code::Unauthenticated.into())
}
