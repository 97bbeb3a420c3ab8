//! The JSON body of a request.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

use super::{Code, Fault};

/// A JSON body; whatever is wrong with it is answered as CAMARA does.
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let is_json = is_json(request.headers());
        let bytes = match Bytes::from_request(request, state).await {
            Ok(bytes) => bytes,
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                return Err(Code::PayloadTooLarge.into());
            }
            Err(_) => return Err(Fault::argument("The request body broke off.")),
        };
        if bytes.is_empty() {
            return Err(Fault::argument("The request body is missing."));
        }
        if !is_json {
            return Err(Code::UnsupportedMediaType.into());
        }
        match serde_json::from_slice(&bytes) {
            Ok(body) => Ok(Self(body)),
            Err(error) => Err(Fault::argument(explained(&error))),
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// Where the body is wrong. Serde's own text is not passed on: it may repeat
/// what was sent, such as a phone number.
fn explained(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    if error.is_data() {
        format!("A property is missing or not as the schema says, before line {line} column {column}.")
    } else {
        format!("The request body is not JSON: line {line} column {column}.")
    }
}
