//! One Time Password SMS 1.1.1.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use carrier_checkout_protocol::PhoneNumber;
use serde::{Deserialize, Serialize};

use super::access::{Allowed, SendAndValidate};
use super::line::{E164, NoLine};
use super::{Body, Code, Fault};
use crate::magic::{Magic, Outcome, Step};
use crate::random;
use crate::state::SandboxState;
use crate::store::{Attempt, NewCode, Purpose, Verdict};

/// Where the code goes in a message.
const PLACE: &str = "{{code}}";
/// The longest message, in characters.
const MESSAGE_LIMIT: usize = 160;
const ID_LIMIT: usize = 36;
const CODE_LIMIT: usize = 10;
const HOUR: i64 = 3_600_000;

pub(super) fn router() -> Router<SandboxState> {
    Router::new().route("/send-code", post(send_code)).route("/validate-code", post(validate_code))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SendCodeBody {
    phone_number: E164,
    message: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SendCodeResponse {
    authentication_id: String,
}

/// Sends a code; an earlier one of the same line ends.
async fn send_code(
    State(state): State<SandboxState>,
    allowed: Allowed<SendAndValidate>,
    Body(body): Body<SendCodeBody>,
) -> Result<Json<SendCodeResponse>, Fault> {
    if body.message.chars().count() > MESSAGE_LIMIT || !body.message.contains(PLACE) {
        return Err(Fault::argument("message must hold {{code}} and have at most 160 characters."));
    }
    let phone = body.phone_number.line().map_err(|no_line| match no_line {
        NoLine::NotMobile => Code::PhoneNumberNotAllowed,
        NoLine::Unknown => Code::NotFound,
    })?;
    refused(phone.reveal())?;
    let now = state.now();
    if state.store.codes_since(allowed.carrier, &phone, now - HOUR).await? >= state.rules.codes_an_hour {
        return Err(Code::MaxOtpCodesExceeded.into());
    }
    let code = random::code()?;
    let sent = NewCode {
        id: random::uuid()?,
        purpose: Purpose::Proof,
        carrier: allowed.carrier,
        phone,
        text: body.message.replace(PLACE, &code),
        code,
    };
    state.store.send_code(&sent, now).await?;
    state.tell_the_phones();
    Ok(Json(SendCodeResponse { authentication_id: sent.id }))
}

fn refused(phone: &PhoneNumber) -> Result<(), Fault> {
    match Magic::of(phone).map(|magic| magic.outcome) {
        Some(Outcome::Refuses(Step::SendCode, code, message)) => Err(Fault::saying(code, message)),
        Some(
            Outcome::Refuses(Step::Prepare | Step::Confirm | Step::LaterMonth | Step::Refund, ..)
            | Outcome::ChangedSim
            | Outcome::NobodyAnswers
            | Outcome::LacksPass
            | Outcome::ConfirmsSlowly
            | Outcome::LosesTheAnswer
            | Outcome::LosesALaterAnswer
            | Outcome::LosesARefundAnswer
            | Outcome::RefundsLater,
        )
        | None => Ok(()),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ValidateCodeBody {
    authentication_id: String,
    code: String,
}

/// Compares a code with the one that was sent.
async fn validate_code(
    State(state): State<SandboxState>,
    allowed: Allowed<SendAndValidate>,
    Body(body): Body<ValidateCodeBody>,
) -> Result<StatusCode, Fault> {
    if body.authentication_id.chars().count() > ID_LIMIT || body.code.chars().count() > CODE_LIMIT {
        return Err(Fault::argument("authenticationId has at most 36 characters and code at most 10."));
    }
    let attempt = Attempt {
        purpose: Purpose::Proof,
        carrier: allowed.carrier,
        id: &body.authentication_id,
        code: &body.code,
        at: state.now(),
    };
    match state.store.try_code(attempt, &state.rules).await?.ok_or(Code::NotFound)? {
        Verdict::Right => Ok(StatusCode::NO_CONTENT),
        Verdict::Wrong => Err(Code::InvalidOtp.into()),
        Verdict::TriedTooOften => Err(Code::VerificationFailed.into()),
        Verdict::Over => Err(Code::VerificationExpired.into()),
    }
}
