//! `validatePayment`: where a carrier asks for a code of its own.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;

use super::read::{PaymentPath, find};
use crate::carriers::access::{Allowed, WritePayments};
use crate::carriers::{Body, Code, Fault};
use crate::state::SandboxState;
use crate::store::{Attempt, Purpose, Status, Verdict};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ValidatePayment {
    authorization_id: String,
    code: String,
}

/// Reserves the amount once the code is right.
pub(super) async fn validate_payment(
    State(state): State<SandboxState>,
    allowed: Allowed<WritePayments>,
    Path(path): Path<PaymentPath>,
    Body(body): Body<ValidatePayment>,
) -> Result<StatusCode, Fault> {
    let payment = find(&state, allowed.carrier, &path.payment_id).await?.made;
    if payment.status != Status::PendingValidation {
        return Err(Fault::saying(Code::AlreadyExists, "Payment already validated"));
    }
    if payment.authorization_id.as_ref() != Some(&body.authorization_id) {
        return Err(Code::InvalidAuthorizationId.into());
    }
    let now = state.now();
    let (id, code) = (&*body.authorization_id, &*body.code);
    let attempt = Attempt { purpose: Purpose::Payment, carrier: allowed.carrier, id, code, at: now };
    let verdict = state.store.try_code(attempt, &state.rules).await?.ok_or(Code::InvalidAuthorizationId)?;
    let (status, answer) = match verdict {
        Verdict::Right => (Status::Reserved, Ok(StatusCode::NO_CONTENT)),
        Verdict::Wrong => return Err(Code::InvalidCode.into()),
        Verdict::TriedTooOften => (Status::Denied, Err(Code::ValidationFailed.into())),
        Verdict::Over => (Status::Denied, Err(Code::InvalidAuthorizationId.into())),
    };
    state.store.move_payment(&payment.id, Status::PendingValidation, status, now).await?;
    answer
}
