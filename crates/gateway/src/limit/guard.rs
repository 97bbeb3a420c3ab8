//! Stands before routes and counts who asks.

use axum::extract::{FromRequestParts as _, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::Method;

use super::Limited;
use crate::address::Address;
use crate::app::App;
use crate::page::wait_page;
use crate::problem::Refused;

/// Before what windows ask. To look what has become of a checkout is never refused: that is how a window finds out
/// after anything went wrong.
pub(crate) async fn limit_address(State(app): State<App>, request: Request, next: Next) -> Result<Response, Refused> {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(next.run(request).await);
    }
    let request = counted(&app, request).await?;
    Ok(next.run(request).await)
}

/// Before pages: who has to wait gets one that asks again by itself.
pub(crate) async fn limit_pages(State(app): State<App>, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    match counted(&app, request).await {
        Ok(request) => next.run(request).await,
        Err(refused) => wait_page(&refused, &headers),
    }
}

async fn counted(app: &App, request: Request) -> Result<Request, Refused> {
    let (mut parts, body) = request.into_parts();
    let Ok(address) = Address::from_request_parts(&mut parts, app).await;
    app.limit(Limited::Address, app.stranger(&address).as_deref()).await?;
    Ok(Request::from_parts(parts, body))
}
