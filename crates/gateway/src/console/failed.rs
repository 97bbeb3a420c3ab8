//! What is answered instead of a page, and the headers around every answer.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY};
use http::{HeaderName, HeaderValue, StatusCode};

use super::language::Language;
use super::layout;
use crate::problem::Refused;
use crate::store::StoreError;

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failed {
    /// Nobody is logged in, or not any more.
    LoggedOut,
    /// The form is not one of ours, or of an earlier login.
    NotOurs,
    /// There is no such page, or thing of this merchant's.
    NotFound,
    /// Something cannot be done; the sentence says why.
    Conflict(String),
    /// Our fault: it has been logged.
    Broken,
}

impl From<Refused> for Failed {
    fn from(refused: Refused) -> Self {
        match refused.code.status() {
            404 => Self::NotFound,
            status @ 400..500 => Self::Conflict(refused.detail.unwrap_or_else(|| format!("{status} {}", refused.code))),
            _ => Self::Broken,
        }
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Refused::from(error).into()
    }
}

/// Without words: [`dress`] knows the language.
impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let status = match self {
            Self::LoggedOut => return Redirect::to("/console/login").into_response(),
            Self::NotOurs => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// No script runs, nothing is loaded from elsewhere, and no page shows this one.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// Makes pages of failures, and adds what keeps every page safe.
pub(super) async fn dress(request: Request, next: Next) -> Response {
    let language = Language::of(request.headers());
    let mut response = next.run(request).await;
    if let Some(failed) = response.extensions_mut().remove::<Failed>() {
        response = (response.status(), layout::failure(language, &failed)).into_response();
    }
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        // Not `no-referrer`: with it, browsers hide the origin of our own forms.
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
