//! How the carrier answers once it has charged: at once, slowly, or not at all.

use std::io;

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::PhoneNumber;
use futures_util::stream;

use crate::carriers::{Code, Fault};
use crate::magic::{Magic, Outcome, Step};
use crate::state::SandboxState;

const SLOW_MILLIS: u32 = 8_000;

/// Whether the carrier refuses that line at that step, and how.
pub(in crate::carriers) fn refusal(phone: &PhoneNumber, at: Step) -> Option<Fault> {
    match Magic::of(phone)?.outcome {
        Outcome::Refuses(step, code, message) => (step == at).then(|| Fault::saying(code, message)),
        Outcome::ChangedSim
        | Outcome::NobodyAnswers
        | Outcome::LacksPass
        | Outcome::ConfirmsSlowly
        | Outcome::LosesTheAnswer
        | Outcome::LosesALaterAnswer
        | Outcome::LosesARefundAnswer
        | Outcome::RefundsLater => None,
    }
}

/// Hands out the answer about a charge or a refund as that line's carrier does.
pub(in crate::carriers) async fn deliver(
    state: &SandboxState,
    phone: &PhoneNumber,
    at: Step,
    answer: Response,
) -> Response {
    match (Magic::of(phone).map(|magic| magic.outcome), at) {
        (Some(Outcome::ConfirmsSlowly), Step::Confirm | Step::LaterMonth) => {
            state.wait(SLOW_MILLIS).await;
            answer
        }
        (Some(Outcome::LosesTheAnswer), Step::Confirm | Step::LaterMonth)
        | (Some(Outcome::LosesALaterAnswer), Step::LaterMonth)
        | (Some(Outcome::LosesARefundAnswer), Step::Refund) => {
            tracing::info!("done, and dropping the connection without an answer");
            lost()
        }
        (_, Step::SendCode | Step::Prepare | Step::Confirm | Step::LaterMonth | Step::Refund) => answer,
    }
}

/// An answer whose body breaks before its first byte: the server closes the
/// connection before it has sent even the status.
fn lost() -> Response {
    let broken = io::Error::new(io::ErrorKind::ConnectionAborted, Code::Unavailable.as_str());
    (StatusCode::ACCEPTED, Body::from_stream(stream::iter([Err::<&[u8], _>(broken)]))).into_response()
}
