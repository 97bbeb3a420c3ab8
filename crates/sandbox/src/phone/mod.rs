//! The shopper's phone: what it received, as a page and as JSON.

mod json;

use axum::Router;
use axum::routing::{get, post};

use crate::state::SandboxState;

/// Every route of the phones.
pub(crate) fn router() -> Router<SandboxState> {
    Router::new()
        .route("/phones/{number}/messages", get(json::list_messages))
        .route("/phones/{number}/messages/{id}", post(json::answer_message))
}
