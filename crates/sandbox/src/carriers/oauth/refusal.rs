//! Why there is no token, or nobody is asked.

use std::borrow::Cow;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::carriers::{Code, Fault};

/// In the words of RFC 6749 (section 5.2) and of CIBA (sections 11 and 13).
pub(super) enum Refusal {
    InvalidRequest(&'static str),
    InvalidClient,
    UnsupportedGrantType,
    InvalidScope,
    /// The carrier has no such line.
    UnknownUserId,
    InvalidBindingMessage,
    /// The carrier does not ask that line, and why.
    Denied(Cow<'static, str>),
    /// The carrier asks nobody for the time being, and why.
    Down(Cow<'static, str>),
    /// There is no such request at this carrier, or it has had its token.
    InvalidGrant,
    /// Nobody has answered yet.
    Pending,
    /// Nobody has answered yet, and it was asked too often.
    SlowDown,
    /// Nobody answered.
    Expired,
    /// The shopper said no.
    Rejected,
    Broken(Fault),
}

impl<E: Into<Fault>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Broken(error.into())
    }
}

impl Refusal {
    /// What the carrier answers when it refuses a line with one of CAMARA's
    /// codes: CIBA has no place for the code but the description.
    pub(super) fn of_the_line(code: Code, message: &'static str) -> Self {
        let description = format!("{}: {message}", code.as_str()).into();
        if code.status().is_server_error() { Self::Down(description) } else { Self::Denied(description) }
    }

    fn words(self) -> Result<(StatusCode, &'static str, Cow<'static, str>), Fault> {
        let bad = StatusCode::BAD_REQUEST;
        Ok(match self {
            Self::InvalidRequest(why) => (bad, "invalid_request", why.into()),
            Self::InvalidClient => {
                (StatusCode::UNAUTHORIZED, "invalid_client", "unknown client or wrong secret".into())
            }
            Self::UnsupportedGrantType => {
                (bad, "unsupported_grant_type", "only client_credentials and CIBA are supported".into())
            }
            Self::InvalidScope => (bad, "invalid_scope", "a scope is not known, or openid is missing".into()),
            Self::UnknownUserId => (bad, "unknown_user_id", "login_hint is no line of this carrier".into()),
            Self::InvalidBindingMessage => {
                (bad, "invalid_binding_message", "binding_message has 1 to 160 characters".into())
            }
            Self::Denied(why) => (StatusCode::FORBIDDEN, "access_denied", why),
            Self::Down(why) => (StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable", why),
            Self::InvalidGrant => (bad, "invalid_grant", "no such auth_req_id, or it has had its token".into()),
            Self::Pending => (bad, "authorization_pending", "nobody has answered yet".into()),
            Self::SlowDown => (bad, "slow_down", "nobody has answered yet; ask again after the interval".into()),
            Self::Expired => (bad, "expired_token", "nobody answered in time".into()),
            Self::Rejected => (bad, "access_denied", "the user rejected it".into()),
            Self::Broken(fault) => return Err(fault),
        })
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, error, description) = match self.words() {
            Ok(words) => words,
            Err(fault) => return fault.into_response(),
        };
        let mut response = (status, Json(json!({ "error": error, "error_description": description }))).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Basic realm=\"carrier\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
