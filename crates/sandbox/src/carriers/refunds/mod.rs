//! Carrier Billing Refund 0.3.0: what was charged is taken off the bill again.

mod create;
mod read;
mod words;

use axum::Router;
use axum::routing::{get, post};

use crate::state::SandboxState;

pub(super) fn router() -> Router<SandboxState> {
    Router::new()
        .route("/payments/{payment_id}/refunds", post(create::create_refund).get(read::retrieve_refunds))
        .route("/payments/{payment_id}/refunds/remaining-amount", get(read::retrieve_remaining_amount))
        .route("/payments/{payment_id}/refunds/{refund_id}", get(read::retrieve_refund))
}
