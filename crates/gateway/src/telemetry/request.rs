//! A name and a log line for every request.

use core::fmt;

use axum::Router;
use axum::extract::{FromRequestParts, MatchedPath, Request};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use tokio::time::Instant;
use tracing::{Instrument, field};

use crate::random;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Names a request in the log, in problem documents and towards the carriers:
/// `req_` and 128 random bits. A handler takes it as an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// Makes an id of 128 random bits.
    #[must_use]
    pub fn from_random(mut bits: u128) -> Self {
        const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        let mut digits = [b'0'; 22];
        for digit in digits.iter_mut().rev() {
            *digit = ALPHABET[(bits % 62) as usize];
            bits /= 62;
        }
        Self(format!("req_{}", digits.map(char::from).iter().collect::<String>()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<S: Sync> FromRequestParts<S> for RequestId {
    type Rejection = core::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let given = parts.extensions.get::<Self>().cloned();
        Ok(given.unwrap_or_else(|| Self::from_random(random::bits())))
    }
}

/// Gives every request of these routes an id, which is also sent back as
/// `x-request-id`, and logs its method, route, status and time.
///
/// The route is the template (`/v1/checkout/{session}`), never the path: a
/// path holds ids that open things.
pub fn traced<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    router.layer(from_fn(trace_request))
}

async fn trace_request(mut request: Request, next: Next) -> Response {
    let id = RequestId::from_random(random::bits());
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str);
    let span = tracing::info_span!(
        "request",
        request_id = id.as_str(),
        method = request.method().as_str(),
        route,
        status = field::Empty,
        latency_ms = field::Empty,
    );
    request.extensions_mut().insert(id.clone());
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let latency = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let status = response.status();
    span.record("status", status.as_u16());
    span.record("latency_ms", latency);
    span.in_scope(|| {
        if status.is_server_error() {
            tracing::error!("answered");
        } else {
            tracing::info!("answered");
        }
    });
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}
