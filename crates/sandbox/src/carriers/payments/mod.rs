//! Carrier Billing 0.5.0: payments in one step, or reserved and confirmed.

mod answer;
mod create;
mod list;
mod question;
mod read;
mod settle;
mod validate;
mod words;

use axum::Router;
use axum::routing::{get, post};

pub(super) use answer::{deliver, refusal};
pub(super) use list::{LAST_KEY, PER_PAGE_LIMIT, TOTAL_COUNT, instant, number};
pub(super) use read::{PaymentPath, find};
pub(super) use words::Charge;

use crate::state::SandboxState;

pub(super) fn router() -> Router<SandboxState> {
    Router::new()
        .route("/payments", post(create::create_payment).get(list::retrieve_payments))
        .route("/payments/prepare", post(create::prepare_payment))
        .route("/payments/{payment_id}", get(read::retrieve_payment))
        .route("/payments/{payment_id}/validate", post(validate::validate_payment))
        .route("/payments/{payment_id}/confirm", post(settle::confirm_payment))
        .route("/payments/{payment_id}/cancel", post(settle::cancel_payment))
}
