//! Challenges: create, resend, switch, verify.

mod attempt;
mod create;
mod resend;
mod send;
mod switch;
mod verify;

pub(super) use attempt::order_of;
pub(super) use create::create_challenge;
pub(super) use resend::resend_code;
pub(super) use switch::switch_channel;
pub(super) use verify::verify_code;

use carrier_checkout_protocol::session::SessionStatus;
use carrier_checkout_protocol::{ChallengeId, ErrorCode, PhoneNumber, Private, Reason};

use super::checkout::expired;
use crate::app::App;
use crate::camara::Refusal;
use crate::lifecycle::SENDS_LIVE_MS;
use crate::problem::Refused;
use crate::store::{ChallengeRecord, LineSends, SessionRecord};

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

/// How many codes a line may get. Who has many sessions shall neither flood a
/// phone with messages nor have that many more guesses.
fn line_sends(app: &App, phone: &Private<PhoneNumber>) -> LineSends {
    LineSends { line: app.sealer.line_proof(phone), since: app.now() - SENDS_LIVE_MS, max: app.limits.line_sends }
}

/// What a refusal in the middle of a challenge does: a real one ends it; a
/// carrier's trouble does not, so that the same request may come again.
async fn after_refusal(app: &App, challenge: &ChallengeRecord, refusal: Refusal) -> Refused {
    let Refusal { failure, certain } = refusal;
    if !certain || failure.reason == Reason::CarrierError {
        let line = (challenge.carrier, challenge.channel);
        return app.note_failure(&challenge.session, line, Refused::unavailable(failure)).await;
    }
    match app.end_challenge(&challenge.id, Some(&failure)).await {
        Ok(_) => Refused::declined(failure),
        Err(refused) => refused,
    }
}
