//! A POST as it comes in: its key, and its body read but not yet understood.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use carrier_checkout_protocol::ErrorCode;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::problem::Refused;
use crate::telemetry::RequestId;

/// The largest body that anybody has a reason to send.
const MAX_BODY: usize = 64 * 1024;

/// A POST: every one has an `Idempotency-Key`.
#[derive(Debug)]
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

impl Post {
    /// The body as a value.
    ///
    /// # Errors
    /// When it is not JSON, or not the JSON that this endpoint takes.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Refused> {
        serde_json::from_slice(&self.body).map_err(|error| match error.classify() {
            Category::Data => Refused::because(ErrorCode::InvalidRequest, without_values(&error)),
            Category::Syntax | Category::Eof | Category::Io => Refused::because(
                ErrorCode::MalformedJson,
                format!("at line {} column {}", error.line(), error.column()),
            ),
        })
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
        let key = idempotency_key(&parts.headers)?;
        let id = match <RequestId as axum::extract::FromRequestParts<S>>::from_request_parts(&mut parts, state).await {
            Ok(id) => id,
            Err(never) => match never {},
        };
        let announced = parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        if announced.is_some_and(|length: usize| length > MAX_BODY) {
            return Err(ErrorCode::BodyTooLarge.into());
        }
        let body = to_bytes(body, MAX_BODY).await.map_err(|_| Refused::from(ErrorCode::BodyTooLarge))?;
        let described = parts.headers.get(CONTENT_TYPE);
        // A POST that needs no body may come without one.
        if !(is_json(described.map(http::HeaderValue::as_bytes)) || body.is_empty() && described.is_none()) {
            return Err(ErrorCode::UnsupportedMediaType.into());
        }
        Ok(Self { key, path: parts.uri.path().to_owned(), id, body })
    }
}

fn idempotency_key(headers: &HeaderMap) -> Result<String, Refused> {
    let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(key.to_owned())
    } else {
        Err(ErrorCode::IdempotencyKeyMissing.into())
    }
}

fn is_json(media_type: Option<&[u8]>) -> bool {
    let essence = media_type.and_then(|text| text.split(|&byte| byte == b';').next()).unwrap_or_default();
    essence.trim_ascii().eq_ignore_ascii_case(b"application/json")
}

/// What is wrong, without the value that is: it may be a phone number.
fn without_values(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.split_once(", expected") {
        Some((_, expected)) => format!("expected{expected}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use carrier_checkout_protocol::checkout::CreateChallenge;

    #[test]
    fn what_is_wrong_is_said_without_the_value() {
        for body in [
            r#"{"channel":"sms","carrier":"SKT","phone":1023456789}"#,
            r#"{"channel":"sms","carrier":"01023456789"}"#,
            r#"{"01023456789":1}"#,
            r#"{"channel":"sms","carrier":"SKT","phone":"010234567890"}"#,
            r#"{"channel":"sms","carrier":"SKT","phone":"01023456789","birth":"9001011234567"}"#,
        ] {
            let error = serde_json::from_str::<CreateChallenge>(body).unwrap_err();
            let told = without_values(&error);
            assert!(!told.contains("23456789") && !told.contains("900101"), "{told}");
        }
    }
}
