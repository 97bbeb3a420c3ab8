//! Challenges: create, resend, verify.

mod create;
mod resend;
mod send;
mod verify;

pub(super) use create::create_challenge;
pub(super) use resend::resend_code;
pub(super) use verify::verify_code;

use carrier_checkout_protocol::session::SessionStatus;
use carrier_checkout_protocol::{ChallengeId, ErrorCode, Reason};

use super::checkout::expired;
use crate::app::App;
use crate::camara::Refusal;
use crate::problem::Refused;
use crate::store::{ChallengeRecord, SessionRecord};

/// The challenge of that id, if it is this session's.
async fn own_challenge(app: &App, session: &SessionRecord, id: &str) -> Result<ChallengeRecord, Refused> {
    let challenge = match ChallengeId::parse(id) {
        Ok(id) => app.store.challenge(&id).await?,
        Err(_) => None,
    };
    let own = challenge.filter(|challenge| challenge.session == session.id);
    own.ok_or_else(|| ErrorCode::ChallengeNotFound.into())
}

/// Why a session takes no step of a challenge, if it takes none.
fn must_be_usable(status: SessionStatus) -> Result<(), Refused> {
    match status {
        SessionStatus::Open | SessionStatus::Challenged | SessionStatus::Verified => Ok(()),
        SessionStatus::Processing | SessionStatus::Paid | SessionStatus::Cancelled => {
            Err(ErrorCode::SessionClosed.into())
        }
        SessionStatus::Expired => Err(expired()),
    }
}

/// 429: no further code is sent in this session.
fn sends_exhausted() -> Refused {
    Refused::reason(ErrorCode::SendsExhausted, Reason::OtpSendsExceeded)
}

/// What a refusal in the middle of a challenge does: a real one ends it; a
/// carrier's trouble does not, so that the same request may come again.
async fn after_refusal(app: &App, challenge: &ChallengeId, refusal: Refusal) -> Refused {
    let Refusal { failure, certain } = refusal;
    if !certain || failure.reason == Reason::CarrierError {
        return Refused::unavailable(failure);
    }
    match app.end_challenge(challenge, Some(&failure)).await {
        Ok(_) => Refused::declined(failure),
        Err(refused) => refused,
    }
}
