//! SIM Swap 2.1.0.

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use carrier_checkout_protocol::{PhoneNumber, Timestamp};
use serde::{Deserialize, Serialize};

use super::access::{Allowed, CheckSim, RetrieveSimDate};
use super::line::{self, E164};
use super::{Body, Code, Fault};
use crate::date;
use crate::magic::{Magic, Outcome};
use crate::state::SandboxState;

const HOUR: i64 = 3_600_000;
/// How long the carriers remember a change, in days; longer than any `maxAge`.
const MONITORED_DAYS: u32 = 120;

pub(super) fn router() -> Router<SandboxState> {
    Router::new().route("/check", post(check)).route("/retrieve-date", post(retrieve_date))
}

/// When the SIM of that line was changed, as far as the carrier remembers.
fn changed(phone: &PhoneNumber, now: Timestamp) -> Option<Timestamp> {
    match Magic::of(phone)?.outcome {
        Outcome::ChangedSim => Some(now - 24 * HOUR),
        Outcome::Refuses(..)
        | Outcome::NobodyAnswers
        | Outcome::LacksPass
        | Outcome::ConfirmsSlowly
        | Outcome::LosesTheAnswer
        | Outcome::LosesALaterAnswer
        | Outcome::LosesARefundAnswer
        | Outcome::RefundsLater => None,
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CheckBody {
    phone_number: Option<E164>,
    /// In hours.
    #[serde(default = "ten_days")]
    max_age: i64,
}

const fn ten_days() -> i64 {
    240
}

#[derive(Serialize)]
struct CheckResponse {
    swapped: bool,
}

async fn check(
    State(state): State<SandboxState>,
    _: Allowed<CheckSim>,
    Body(body): Body<CheckBody>,
) -> Result<Json<CheckResponse>, Fault> {
    if !(1..=2_400).contains(&body.max_age) {
        return Err(Code::OutOfRange.into());
    }
    let phone = line::named(body.phone_number.as_ref())?;
    let now = state.now();
    let swapped = changed(phone.reveal(), now).is_some_and(|at| now.millis_since(at) <= body.max_age * HOUR);
    Ok(Json(CheckResponse { swapped }))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RetrieveDateBody {
    phone_number: Option<E164>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RetrieveDateResponse {
    latest_sim_change: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    monitored_period: Option<u32>,
}

async fn retrieve_date(
    State(state): State<SandboxState>,
    _: Allowed<RetrieveSimDate>,
    Body(body): Body<RetrieveDateBody>,
) -> Result<Json<RetrieveDateResponse>, Fault> {
    let phone = line::named(body.phone_number.as_ref())?;
    let latest_sim_change = changed(phone.reveal(), state.now()).map(date::rfc3339);
    let monitored_period = latest_sim_change.is_none().then_some(MONITORED_DAYS);
    Ok(Json(RetrieveDateResponse { latest_sim_change, monitored_period }))
}
