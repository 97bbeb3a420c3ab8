//! OAuth 2.0 of the carriers: tokens for clients (RFC 6749), and tokens that a
//! shopper approves on the phone (OpenID CIBA, poll mode).

mod authorize;
mod form;
mod refusal;
mod token;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::middleware;
use axum::response::Response;
use axum::routing::post;

use crate::state::SandboxState;

/// The client id that every carrier of the sandbox knows.
pub const CLIENT_ID: &str = "sandbox";
/// The secret that goes with [`CLIENT_ID`].
pub const CLIENT_SECRET: &str = "sandbox-secret";

pub(super) fn router() -> Router<SandboxState> {
    Router::new()
        .route("/oauth2/token", post(token::issue_token))
        .route("/bc-authorize", post(authorize::ask_the_shopper))
        .layer(middleware::map_response(never_stored))
}

async fn never_stored(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
