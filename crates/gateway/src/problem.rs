//! Every error is an RFC 9457 problem document.
//!
//! A handler returns [`Refused`], which knows nothing of the request; the
//! [`layer`] around all routes makes the document of it, with the request's
//! id, and does the same with whatever axum itself refuses.

use std::panic::AssertUnwindSafe;

use axum::Json;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::{ErrorCode, Failure, Problem, Reason};
use futures_util::FutureExt as _;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, StatusCode};

use crate::idempotency::REPLAYED;
use crate::limit::{Met, RATE_LIMIT, RATE_LIMIT_POLICY};
use crate::seal::CannotOpen;
use crate::store::StoreError;
use crate::telemetry::RequestId;
use crate::words::Spoken;

/// The media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Why a request was not answered as hoped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What went wrong, for programs.
    pub code: ErrorCode,
    /// What went wrong with this request. No personal data.
    pub detail: Option<String>,
    /// Why, for the shopper.
    pub failure: Option<Failure>,
    /// How many more codes may be tried.
    pub tries_left: Option<u8>,
    /// The limit that was met.
    pub(crate) met: Option<Box<Met>>,
}

impl Refused {
    /// Says more about this request.
    #[must_use]
    pub fn because(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..Self::from(code) }
    }

    /// A refusal with a reason for the shopper.
    #[must_use]
    pub fn reason(code: ErrorCode, reason: Reason) -> Self {
        Self { failure: Some(reason.into()), ..Self::from(code) }
    }

    /// A payment, or a step towards it, that the carrier or the policy refused.
    #[must_use]
    pub fn declined(failure: Failure) -> Self {
        let fault_of_carrier = failure.reason == Reason::CarrierError;
        let code = if fault_of_carrier { ErrorCode::CarrierUnavailable } else { ErrorCode::PaymentDeclined };
        Self { failure: Some(failure), ..Self::from(code) }
    }

    /// A carrier that did not answer as it should: the same request may come again.
    #[must_use]
    pub fn unavailable(failure: Failure) -> Self {
        Self { failure: Some(failure), ..Self::from(ErrorCode::CarrierUnavailable) }
    }

    /// Something that cannot happen happened: it is logged, and not told.
    #[must_use]
    pub fn internal(error: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error, "the gateway failed");
        ErrorCode::Internal.into()
    }

    /// Adds how many more codes may be tried.
    #[must_use]
    pub fn with_tries_left(self, tries_left: u8) -> Self {
        Self { tries_left: Some(tries_left), ..self }
    }

    /// The document.
    #[must_use]
    pub fn problem(self, request_id: &str) -> Problem {
        let (reason, quote) = self.failure.map_or((None, None), |failure| (Some(failure.reason), failure.quote));
        Problem {
            detail: self.detail,
            reason,
            quote,
            tries_left: self.tries_left,
            ..Problem::new(self.code, request_id)
        }
    }
}

impl From<ErrorCode> for Refused {
    fn from(code: ErrorCode) -> Self {
        Self { code, detail: None, failure: None, tries_left: None, met: None }
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy(_) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "the store has too much to do");
                Self::reason(ErrorCode::Overloaded, Reason::GatewayError)
            }
            StoreError::Unavailable(_) | StoreError::Corrupt(_) => Self::internal(&error),
        }
    }
}

impl From<CannotOpen> for Refused {
    fn from(error: CannotOpen) -> Self {
        Self::internal(&error)
    }
}

/// Only the status: the [`layer`] writes the document.
impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        if let Ok(status) = StatusCode::from_u16(self.code.status()) {
            *response.status_mut() = status;
        }
        if let Some(met) = &self.met {
            met.write(response.headers_mut());
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// A problem that was written before, and is told again.
#[derive(Clone)]
pub(crate) struct Told(pub(crate) Problem);

/// Makes problem documents of refusals, of what axum refuses, and of panics.
/// Nothing is ever taken for something else than it says it is.
pub async fn layer(request: Request, next: Next) -> Response {
    let mut response = answer(request, next).await;
    response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

async fn answer(request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
    let spoken = Spoken::of_window(request.uri(), request.headers());
    let answered = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let mut response = answered.unwrap_or_else(|_| Refused::from(ErrorCode::Internal).into_response());
    let Some(problem) = problem_of(&mut response, &id) else { return response };
    let problem = match spoken {
        Some(spoken) => spoken.problem(problem),
        None => problem,
    };
    let mut document = document(&problem);
    for name in [ALLOW, REPLAYED, RETRY_AFTER, RATE_LIMIT, RATE_LIMIT_POLICY] {
        if let Some(value) = response.headers_mut().remove(&name) {
            document.headers_mut().insert(name, value);
        }
    }
    document
}

fn problem_of(response: &mut Response, id: &str) -> Option<Problem> {
    if let Some(Told(problem)) = response.extensions_mut().remove() {
        return Some(problem);
    }
    let refused = match response.extensions_mut().remove::<Refused>() {
        Some(refused) => refused,
        None if is_bare_error(response) => Refused::from(code_of(response.status())),
        None => return None,
    };
    Some(refused.problem(id))
}

/// The problem as a response.
fn document(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(problem)).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Some(seconds) = retry_after(problem.code) {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// In how many seconds the same request may come again, where it is the same for every request: what goes on by itself
/// takes about that long. Who has met a limit is told more exactly.
pub(crate) const fn retry_after(code: ErrorCode) -> Option<u16> {
    if matches!(
        code,
        ErrorCode::IdempotencyInFlight | ErrorCode::SessionInPayment | ErrorCode::RateLimited | ErrorCode::Overloaded
    ) {
        Some(1)
    } else if matches!(code, ErrorCode::ApprovalPending) {
        Some(3)
    } else if matches!(code, ErrorCode::CarrierUnavailable) {
        Some(5)
    } else {
        None
    }
}

/// An error that no handler of ours has written: neither a page nor a problem.
fn is_bare_error(response: &Response) -> bool {
    let written = response.headers().get(CONTENT_TYPE).is_some_and(|media| {
        let media = media.as_bytes();
        media.starts_with(MEDIA_TYPE.as_bytes()) || media.starts_with(b"text/html")
    });
    !written && (response.status().is_client_error() || response.status().is_server_error())
}

fn code_of(status: StatusCode) -> ErrorCode {
    match status {
        StatusCode::NOT_FOUND => ErrorCode::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => ErrorCode::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::BodyTooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ErrorCode::UnsupportedMediaType,
        other if other.is_client_error() => ErrorCode::InvalidRequest,
        _ => ErrorCode::Internal,
    }
}
