//! The whole sandbox as one HTTP server.

use std::io;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::carriers::{self, Code, Fault};
use crate::state::SandboxState;
use crate::{ledger, payouts, phone};

/// The largest body that anybody has a reason to send.
const BODY_LIMIT: usize = 64 * 1024;

/// How long an answer may still take when the server is told to end.
const GRACE: Duration = Duration::from_secs(5);

/// Every route of the sandbox.
pub fn router(state: SandboxState) -> Router {
    Router::new()
        .nest("/carriers/{carrier}", carriers::router())
        .merge(phone::router())
        .merge(payouts::router())
        .route("/ledger", get(ledger::list_ledger))
        .route("/healthz", get(async || "ok"))
        .fallback(async || Fault::from(Code::NotFound))
        .method_not_allowed_fallback(async || Fault::from(Code::MethodNotAllowed))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(state.clone(), log))
        .with_state(state)
}

/// Answers until `shutdown` completes, then ends what is under way.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    state: SandboxState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (told, tell) = (state.clone(), state.clone());
    let server = axum::serve(listener, router(state)).with_graceful_shutdown(async move {
        shutdown.await;
        tell.close();
    });
    tokio::select! {
        ended = server => ended,
        // Somebody who never finishes a request shall not keep the server up.
        () = async { told.closed().await; tokio::time::sleep(GRACE).await } => Ok(()),
    }
}

/// One line for each answer: the route's pattern and never its path, which
/// may hold a phone number.
async fn log(State(state): State<SandboxState>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let began = state.now();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    let millis = state.now().millis_since(began);
    tracing::info!(%method, route, status = response.status().as_u16(), millis, "answered");
    response
}
