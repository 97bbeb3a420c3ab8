//! `GET /ledger`: what was charged, for tests and for people who wonder.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use carrier_checkout_protocol::phone::MaskedPhone;
use carrier_checkout_protocol::{Carrier, Timestamp};
use serde::Serialize;

use crate::carriers::Fault;
use crate::state::SandboxState;

/// A payment, without whose it is.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry {
    payment_id: String,
    carrier: Carrier,
    status: &'static str,
    amount: u64,
    client_correlator: Option<String>,
    reference_code: String,
    phone: MaskedPhone,
    created_at: Timestamp,
    paid_at: Option<Timestamp>,
    /// What was taken off the bill again, in won.
    refunded: i64,
}

/// Every payment of every carrier, oldest first.
pub(crate) async fn list_ledger(State(state): State<SandboxState>) -> Result<Json<Vec<Entry>>, Fault> {
    state.store.release_reserved(state.now() - state.rules.reservation_life).await?;
    let payments = state.store.all_payments().await?;
    let mut refunded: HashMap<String, i64> = state.store.all_refunded().await?.into_iter().collect();
    Ok(Json(
        payments
            .into_iter()
            .map(|payment| Entry {
                refunded: refunded.remove(&payment.made.id).unwrap_or_default(),
                payment_id: payment.made.id,
                carrier: payment.made.carrier,
                status: payment.made.status.as_str(),
                amount: payment.made.amount,
                client_correlator: payment.made.client_correlator,
                reference_code: payment.made.reference_code,
                phone: payment.made.phone.reveal().masked(),
                created_at: payment.made.created_at,
                paid_at: payment.paid_at,
            })
            .collect(),
    ))
}
