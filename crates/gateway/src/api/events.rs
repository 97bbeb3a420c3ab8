//! `GET /v1/checkout/events`: says that something has changed (server-sent
//! events). What has, the window asks for by `GET /v1/checkout`.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Response, Sse};
use carrier_checkout_protocol::{ErrorCode, Reason};
use futures_util::stream;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, HeaderName};

use tokio::time::{Instant, timeout_at};

use crate::app::App;
use crate::auth::Frame;
use crate::problem::Refused;

/// Proxies and carriers end connections that are quiet for longer.
const ALIVE: Duration = Duration::from_secs(15);

/// A window that is still there comes again.
const LIVES: Duration = Duration::from_secs(600);

/// `GET /v1/checkout/events`
pub(super) async fn show_events(State(app): State<App>, Frame(session): Frame) -> Result<Response, Refused> {
    let listener = app.listen(session.id);
    let listener = listener.ok_or_else(|| Refused::reason(ErrorCode::RateLimited, Reason::TooManyRequests))?;
    let end = Instant::now() + LIVES;
    // The first word goes out at once: whoever hears it need not ask by itself.
    let words = stream::unfold((true, listener), move |(first, mut listener)| async move {
        if first {
            return Some((word("open"), (false, listener)));
        }
        match timeout_at(end, listener.changed()).await {
            Ok(true) => Some((word("changed"), (false, listener))),
            Ok(false) | Err(_) => None,
        }
    });
    let mut response = Sse::new(words).keep_alive(KeepAlive::new().interval(ALIVE)).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform"));
    // nginx keeps answers back otherwise.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

fn word(name: &str) -> Result<Event, Infallible> {
    // Browsers drop an event without data.
    Ok(Event::default().event(name).data("1"))
}
