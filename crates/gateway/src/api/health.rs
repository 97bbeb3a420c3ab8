//! Whether the gateway can do its work.

use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::extract::State;
use http::StatusCode;

use tokio::time::timeout;

use crate::app::App;
use crate::store::StoreError;

const PATIENCE: Duration = Duration::from_secs(1);

/// `GET /readyz`
pub(super) async fn show_readiness(State(app): State<App>) -> (StatusCode, &'static str) {
    if app.stopping.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "the gateway is about to stop");
    }
    match usable(&app).await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the store cannot be used")
        }
    }
}

/// What a load balancer is not told soon it takes for a no, without the reason. That others write is none: it is shed
/// what comes too much.
async fn usable(app: &App) -> Result<(), StoreError> {
    let late = |late| StoreError::Busy(Box::new(late));
    timeout(PATIENCE, app.store.readable()).await.map_err(late)??;
    match timeout(PATIENCE, app.store.writable()).await {
        Ok(Ok(()) | Err(StoreError::Busy(_))) | Err(_) => Ok(()),
        Ok(Err(error @ (StoreError::Unavailable(_) | StoreError::Corrupt(_)))) => Err(error),
    }
}
