//! `x-correlator`: what the caller sends comes back, so that both sides can
//! find the same request in their logs.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Fault;
use crate::random;

const X_CORRELATOR: HeaderName = HeaderName::from_static("x-correlator");

/// Puts the caller's correlator on the answer, or one of our own.
pub(super) async fn echo(request: Request, next: Next) -> Response {
    let given = request.headers().get(X_CORRELATOR).cloned();
    let refused = given.as_ref().is_some_and(|value| !is_correlator(value));
    let correlator = match given {
        Some(value) if !refused => value,
        Some(_) | None => match random::uuid().map(HeaderValue::try_from) {
            Ok(Ok(value)) => value,
            Ok(Err(_)) => HeaderValue::from_static(""),
            Err(error) => return Fault::from(error).into_response(),
        },
    };
    let mut response = if refused {
        Fault::argument("x-correlator has a character that it may not have, or more than 256.").into_response()
    } else {
        next.run(request).await
    };
    response.headers_mut().insert(X_CORRELATOR, correlator);
    response
}

/// CAMARA's pattern: `^[a-zA-Z0-9-_:;.\/<>{}]{0,256}$`.
fn is_correlator(value: &HeaderValue) -> bool {
    let bytes = value.as_bytes();
    bytes.len() <= 256 && bytes.iter().all(|b| b.is_ascii_alphanumeric() || b"-_:;./<>{}".contains(b))
}
