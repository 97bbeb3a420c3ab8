//! `GET /v1/checkout/events`: says that something has changed (server-sent
//! events). What has, the window asks for by `GET /v1/checkout`.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Response, Sse};
use futures_util::stream;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, HeaderName};

use crate::app::App;
use crate::auth::Frame;

/// Proxies and carriers end connections that are quiet for longer.
const ALIVE: Duration = Duration::from_secs(15);

/// `GET /v1/checkout/events`
pub(super) async fn show_events(State(app): State<App>, Frame(session): Frame) -> Response {
    // The first word goes out at once: whoever hears it need not ask by itself.
    let listener = Some(app.listen(session.id));
    let words = stream::unfold((true, listener), |(first, listener)| async move {
        let mut listener = listener?;
        if first {
            return Some((word("open"), (false, Some(listener))));
        }
        if listener.changed().await { Some((word("changed"), (false, Some(listener)))) } else { None }
    });
    let mut response = Sse::new(words).keep_alive(KeepAlive::new().interval(ALIVE)).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform"));
    // nginx keeps answers back otherwise.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

fn word(name: &str) -> Result<Event, Infallible> {
    // Browsers drop an event without data.
    Ok(Event::default().event(name).data("1"))
}
