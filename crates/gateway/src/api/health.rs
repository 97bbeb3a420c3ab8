//! Whether the gateway can do its work.

use axum::extract::State;
use http::StatusCode;

use crate::app::App;

/// `GET /readyz`
pub(super) async fn show_readiness(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.store.ready().await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the store cannot be used")
        }
    }
}
