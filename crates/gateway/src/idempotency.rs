//! Answers each `Idempotency-Key` once (IETF draft-07), also across crashes.
//!
//! The work goes on when the caller hangs up, so that a payment is never cut
//! in half. Answers are stored, except those that say "try again": 5xx, and
//! problems that are `retryable`.

use core::fmt;

use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::ErrorCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};
use tracing::Instrument as _;

use crate::app::App;
use crate::problem::{MEDIA_TYPE, Refused, Told};
use crate::request::Post;
use crate::store::{Claim, Claimed};

/// Longer than the slowest answer, a charge that is asked about to the end.
const LEASE_MS: i64 = 90_000;

/// Says that an answer was given before.
pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// A status and a JSON body, which may hold a token: `Debug` shows the status only.
#[derive(Clone, Serialize, Deserialize)]
pub struct Answer {
    status: u16,
    body: String,
}

impl Answer {
    /// A body of ours with its status.
    ///
    /// # Errors
    /// When the body cannot be written as JSON.
    pub fn new<T: Serialize>(status: StatusCode, body: &T) -> Result<Self, Refused> {
        let body = serde_json::to_string(body).map_err(|error| Refused::internal(&error))?;
        Ok(Self { status: status.as_u16(), body })
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({})", self.status)
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        // What is kept has no language: the layer around all routes adds it, each time anew.
        let problem = (!status.is_success()).then(|| serde_json::from_str(&self.body).ok()).flatten();
        let media_type = if status.is_success() { "application/json" } else { MEDIA_TYPE };
        let headers = [(CONTENT_TYPE, media_type), (CACHE_CONTROL, "no-store")];
        let mut response = (status, headers, self.body).into_response();
        if let Some(problem) = problem {
            response.extensions_mut().insert(Told(problem));
        }
        response
    }
}

impl App {
    /// Does the work of a POST unless its key has an answer already. Keys of
    /// one scope, a merchant or a session, know nothing of another's.
    ///
    /// # Errors
    /// When the key is in flight or came with another request, or the store fails.
    pub(crate) async fn once<F>(
        &self,
        scope: String,
        post: Post,
        work: impl FnOnce(Self) -> F + Send + 'static,
    ) -> Result<Response, Refused>
    where
        F: Future<Output = Result<Answer, Refused>> + Send + 'static,
    {
        let now = self.now();
        let claim = Claim {
            request: self.sealer.proof(&[b"request", post.path.as_bytes(), post.bytes()]),
            scope,
            key: self.sealer.key_proof(&post.key),
            at: now,
            lease_until: now + LEASE_MS,
        };
        match self.store.claim_key(&claim).await? {
            Claimed::Yes => {}
            Claimed::InFlight => return Err(ErrorCode::IdempotencyInFlight.into()),
            Claimed::OtherRequest => return Err(ErrorCode::IdempotencyKeyReused.into()),
            Claimed::Answered(sealed) => {
                let stored = self.sealer.open(&answer_place(&claim.scope, &claim.key), &sealed)?;
                let answer: Answer = serde_json::from_slice(&stored).map_err(|error| Refused::internal(&error))?;
                return Ok(([(REPLAYED, HeaderValue::from_static("true"))], answer).into_response());
            }
        }
        let (app, request_id) = (self.clone(), post.id.to_string());
        let done = tokio::spawn(
            async move {
                let result = work(app.clone()).await;
                app.keep_answer(&claim, &request_id, result).await
            }
            .in_current_span(),
        );
        match done.await {
            Ok(answered) => answered,
            // It panicked: the lease ends, and the request may come again.
            Err(error) => Err(Refused::internal(&error)),
        }
    }

    async fn keep_answer(
        &self,
        claim: &Claim,
        request_id: &str,
        result: Result<Answer, Refused>,
    ) -> Result<Response, Refused> {
        let (answer, keep) = match result {
            Ok(answer) => (answer, true),
            Err(refused) => {
                let keep = refused.code.status() < 500 && !refused.code.retryable();
                let status = StatusCode::from_u16(refused.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                (Answer::new(status, &refused.problem(request_id))?, keep)
            }
        };
        if keep {
            let stored = serde_json::to_vec(&answer).map_err(|error| Refused::internal(&error))?;
            let sealed = self.sealer.seal(&answer_place(&claim.scope, &claim.key), &stored);
            self.store.answer_key(&claim.scope, &claim.key, &sealed).await?;
        } else {
            self.store.free_key(&claim.scope, &claim.key).await?;
        }
        Ok(answer.into_response())
    }
}

/// Where the answer to a key is sealed.
pub(crate) fn answer_place(scope: &str, key: &str) -> String {
    format!("answer:{scope}:{key}")
}
