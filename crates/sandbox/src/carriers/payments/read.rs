//! `retrievePayment`, and finding a payment for the other operations.

use axum::Json;
use axum::extract::{Path, State};
use carrier_checkout_protocol::Carrier;
use serde::Deserialize;
use serde_json::Value;

use super::words;
use crate::carriers::access::{Allowed, ReadPayments};
use crate::carriers::{Code, Fault};
use crate::state::SandboxState;
use crate::store::Payment;

/// Which payment a path names.
#[derive(Deserialize)]
pub(in crate::carriers) struct PaymentPath {
    pub(in crate::carriers) payment_id: String,
}

/// One payment.
pub(super) async fn retrieve_payment(
    State(state): State<SandboxState>,
    allowed: Allowed<ReadPayments>,
    Path(path): Path<PaymentPath>,
) -> Result<Json<Value>, Fault> {
    let payment = find(&state, allowed.carrier, &path.payment_id).await?;
    Ok(Json(words::payment(&payment)))
}

/// A payment as it stands now.
pub(in crate::carriers) async fn find(state: &SandboxState, carrier: Carrier, id: &str) -> Result<Payment, Fault> {
    release(state).await?;
    Ok(state.store.payment(carrier, id).await?.ok_or(Code::NotFound)?)
}

/// Nothing stays reserved for ever: what was not confirmed in time is given
/// up before anybody looks.
pub(super) async fn release(state: &SandboxState) -> Result<(), Fault> {
    Ok(state.store.release_reserved(state.now() - state.rules.reservation_life).await?)
}
