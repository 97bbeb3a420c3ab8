//! The checkout without the frame: which pages of other origins may speak to the frame API.
//!
//! Such a page can read what the shopper types, so a merchant's origin may do it only where the operator has registered
//! it for that (`direct_origins`). A browser says which page asks: a request of the window itself brings the gateway's
//! origin or none. What any other page asks is refused before it does anything, and the browser is told to keep the
//! answer from it.

use std::future::Future;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use carrier_checkout_protocol::ErrorCode;
use http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, HOST, ORIGIN};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::app::App;
use crate::auth::session_id;
use crate::limit::limit_address;
use crate::load::shed;
use crate::problem::{self, Refused};

/// A preflight is asked for again after this.
const PREFLIGHT_LIVES: Duration = Duration::from_secs(600);

/// The frame API, as these pages may use it. No cookie or other credential of the browser's ever counts there.
pub(crate) fn opened(app: &App, routes: Router<App>) -> Router<App> {
    let state = app.clone();
    let known =
        AllowOrigin::async_predicate(move |origin: HeaderValue, parts| is_let_in(state, origin, &parts.headers));
    let cors = CorsLayer::new()
        .allow_origin(known)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([AUTHORIZATION, CONTENT_TYPE, ACCEPT_LANGUAGE, HeaderName::from_static("idempotency-key")])
        .max_age(PREFLIGHT_LIVES);
    routes
        .layer(from_fn_with_state(app.clone(), refuse_others))
        .layer(from_fn_with_state(app.clone(), limit_address))
        .layer(from_fn_with_state(app.clone(), shed))
        .method_not_allowed_fallback(async || Refused::from(ErrorCode::MethodNotAllowed))
        .layer(from_fn(problem::layer))
        .layer(cors)
}

async fn refuse_others(State(app): State<App>, request: Request, next: Next) -> Result<Response, Refused> {
    let headers = request.headers();
    let Some(origin) = headers.get(ORIGIN) else { return Ok(next.run(request).await) };
    if is_own(&app, origin, headers) || is_let_in(app, origin.clone(), headers).await {
        return Ok(next.run(request).await);
    }
    Err(ErrorCode::OriginNotAllowed.into())
}

/// Whether the gateway's own page asks: as browsers call the gateway, or as this one has.
fn is_own(app: &App, origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let Ok(origin) = origin.to_str() else { return false };
    let called = headers.get(HOST).and_then(|host| host.to_str().ok());
    origin == app.public_url.origin().ascii_serialization()
        || origin.split_once("://").is_some_and(|(_, host)| Some(host) == called)
}

/// Whether a page of that origin may ask. A session is its merchant's pages' only; a preflight says no session, and an
/// unknown one is no secret.
fn is_let_in(app: App, origin: HeaderValue, headers: &HeaderMap) -> impl Future<Output = bool> + Send + use<> {
    let session = session_id(headers);
    // The gateway's own page needs no leave.
    let own = is_own(&app, &origin, headers);
    async move {
        if own {
            return false;
        }
        let Ok(origin) = origin.to_str() else { return false };
        let session = match session {
            Some(id) => app.store.session(&id).await.ok().flatten(),
            None => None,
        };
        // What the store cannot say is no permission.
        match session {
            Some(session) => {
                let merchant = app.store.merchant(&session.merchant).await.ok().flatten();
                merchant.is_some_and(|merchant| merchant.direct_origins.iter().any(|direct| direct == origin))
            }
            None => app.store.is_direct_origin(origin).await.unwrap_or(false),
        }
    }
}
