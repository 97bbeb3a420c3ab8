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
pub(super) fn refusal(phone: &PhoneNumber, at: Step) -> Option<Fault> {
    match Magic::of(phone)?.outcome {
        Outcome::Refuses(step, code, message) => (step == at).then(|| Fault::saying(code, message)),
        Outcome::ChangedSim
        | Outcome::NobodyAnswers
        | Outcome::LacksPass
        | Outcome::ConfirmsSlowly
        | Outcome::LosesTheAnswer
        | Outcome::LosesALaterAnswer => None,
    }
}

/// Hands out the answer about a charge as that line's carrier does.
pub(super) async fn deliver(state: &SandboxState, phone: &PhoneNumber, at: Step, answer: Response) -> Response {
    match Magic::of(phone).map(|magic| magic.outcome) {
        Some(Outcome::ConfirmsSlowly) => {
            state.wait(SLOW_MILLIS).await;
            answer
        }
        Some(Outcome::LosesALaterAnswer) if at != Step::LaterMonth => answer,
        Some(Outcome::LosesTheAnswer | Outcome::LosesALaterAnswer) => {
            tracing::info!("charged, and dropping the connection without an answer");
            lost()
        }
        Some(Outcome::Refuses(..) | Outcome::ChangedSim | Outcome::NobodyAnswers | Outcome::LacksPass) | None => answer,
    }
}

/// An answer whose body breaks before its first byte: the server closes the
/// connection before it has sent even the status.
fn lost() -> Response {
    let broken = io::Error::new(io::ErrorKind::ConnectionAborted, Code::Unavailable.as_str());
    (StatusCode::ACCEPTED, Body::from_stream(stream::iter([Err::<&[u8], _>(broken)]))).into_response()
}
