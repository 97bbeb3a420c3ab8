//! A POST as it comes in: its key, and its body read but not yet understood.

mod fault;
mod key;

use core::fmt;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use carrier_checkout_protocol::ErrorCode;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use tokio::time::timeout;

use self::fault::{is_list, without_values};
use self::key::idempotency_key;
use crate::problem::Refused;
use crate::telemetry::RequestId;

/// The largest body that anybody has a reason to send.
const MAX_BODY: usize = 64 * 1024;

/// How long a body may take: whoever sends one byte at a time is not waited for.
pub(crate) const BODY_WITHIN: Duration = Duration::from_secs(15);

/// A POST: every one has an `Idempotency-Key`.
pub struct Post {
    /// The `Idempotency-Key`.
    pub key: String,
    /// The path, which belongs to what the key stands for.
    pub path: String,
    /// The request's name in the log.
    pub id: RequestId,
    /// The body, as it came.
    body: Bytes,
}

/// Without key and body: there may be a number or a token in them.
impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Post").field("path", &self.path).field("id", &self.id).finish_non_exhaustive()
    }
}

impl Post {
    /// The body as a value.
    ///
    /// # Errors
    /// When it is not JSON, or not the JSON that this endpoint takes.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Refused> {
        json(&self.body)
    }

    /// The body, to be compared with that of another request.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }
}

impl<S: Send + Sync> FromRequest<S> for Post {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let (mut parts, body) = request.into_parts();
        let key = idempotency_key(&parts.headers).ok_or(ErrorCode::IdempotencyKeyMissing)?;
        let id = match <RequestId as axum::extract::FromRequestParts<S>>::from_request_parts(&mut parts, state).await {
            Ok(id) => id,
            Err(never) => match never {},
        };
        let body = read(&parts.headers, body, BODY_WITHIN).await?;
        let described = parts.headers.get(CONTENT_TYPE);
        // A POST that needs no body may come without one.
        if !(is_json(described.map(http::HeaderValue::as_bytes)) || body.is_empty() && described.is_none()) {
            return Err(ErrorCode::UnsupportedMediaType.into());
        }
        Ok(Self { key, path: parts.uri.path().to_owned(), id, body })
    }
}

/// JSON as a value; what is wrong with it is said without repeating it.
pub(crate) fn json<T: DeserializeOwned>(text: &[u8]) -> Result<T, Refused> {
    let read = serde_json::from_slice(text).map_err(|error| match error.classify() {
        Category::Data => Refused::because(ErrorCode::InvalidRequest, without_values(&error)),
        Category::Syntax | Category::Eof | Category::Io => {
            let place = format!("at line {} column {}", error.line(), error.column());
            Refused::because(ErrorCode::MalformedJson, place)
        }
    })?;
    if is_list(text) { Err(Refused::because(ErrorCode::InvalidRequest, "expected an object")) } else { Ok(read) }
}

/// The whole body, if it is no larger than it may be and comes in time.
pub(crate) async fn read(headers: &HeaderMap, body: Body, within: Duration) -> Result<Bytes, Refused> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > MAX_BODY) {
        return Err(ErrorCode::BodyTooLarge.into());
    }
    match timeout(within, to_bytes(body, MAX_BODY)).await {
        Ok(body) => body.map_err(|_| ErrorCode::BodyTooLarge.into()),
        Err(_) => Err(Refused::because(ErrorCode::InvalidRequest, "the body did not arrive in time")),
    }
}

fn is_json(media_type: Option<&[u8]>) -> bool {
    let essence = media_type.and_then(|text| text.split(|&byte| byte == b';').next()).unwrap_or_default();
    essence.trim_ascii().eq_ignore_ascii_case(b"application/json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_that_never_ends_is_not_waited_for() {
        let endless = Body::from_stream(futures_util::stream::pending::<Result<Bytes, std::io::Error>>());
        let refused = read(&HeaderMap::new(), endless, Duration::from_millis(1)).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::InvalidRequest);
    }

    #[tokio::test]
    async fn a_request_shows_neither_its_key_nor_its_body() {
        let request = Request::post("/v1/checkout/challenges")
            .header("idempotency-key", "key-of-a-token")
            .header("content-type", "application/json");
        let request = request.body(Body::from(r#"{"phone":"01023456789"}"#)).unwrap();
        let shown = format!("{:?}", Post::from_request(request, &()).await.unwrap());
        assert!(shown.contains("/challenges") && !shown.contains("23456789") && !shown.contains("key-of"), "{shown}");
    }
}
