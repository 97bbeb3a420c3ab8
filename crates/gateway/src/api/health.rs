//! Whether the gateway can do its work.

use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::extract::State;
use http::StatusCode;

use tokio::time::timeout;

use crate::app::App;
use crate::store::StoreError;

const PATIENCE: Duration = Duration::from_secs(2);

/// `GET /readyz`
pub(super) async fn show_readiness(State(app): State<App>) -> (StatusCode, &'static str) {
    if app.stopping.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "the gateway is about to stop");
    }
    // What a load balancer is not told soon it takes for a no, without the reason.
    let asked = timeout(PATIENCE, app.store.ready()).await;
    match asked.unwrap_or_else(|late| Err(StoreError::Busy(Box::new(late)))) {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the store cannot be used")
        }
    }
}
