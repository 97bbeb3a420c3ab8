//! `confirmPayment` and `cancelPayment`: the second step.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::Carrier;

use super::answer::{deliver, refusal};
use super::read::{PaymentPath, find};
use super::words::PhoneNumberBody;
use crate::carriers::access::{Allowed, WritePayments};
use crate::carriers::{Body, Code, Fault, line};
use crate::magic::Step;
use crate::state::SandboxState;
use crate::store::{Payment, Status};

/// Charges what is reserved.
pub(super) async fn confirm_payment(
    State(state): State<SandboxState>,
    allowed: Allowed<WritePayments>,
    Path(path): Path<PaymentPath>,
    Body(body): Body<PhoneNumberBody>,
) -> Result<Response, Fault> {
    let payment = reserved(&state, allowed.carrier, &path, &body).await?;
    let phone = payment.made.phone.reveal();
    if let Some(refusal) = refusal(phone, Step::Confirm) {
        end(&state, &payment, Status::Denied).await?;
        return Err(refusal);
    }
    end(&state, &payment, Status::Succeeded).await?;
    Ok(deliver(&state, phone, Step::Confirm, StatusCode::ACCEPTED.into_response()).await)
}

/// Gives up what is reserved.
pub(super) async fn cancel_payment(
    State(state): State<SandboxState>,
    allowed: Allowed<WritePayments>,
    Path(path): Path<PaymentPath>,
    Body(body): Body<PhoneNumberBody>,
) -> Result<StatusCode, Fault> {
    let payment = open(&state, allowed.carrier, &path, &body).await?;
    end(&state, &payment, Status::Cancelled).await?;
    Ok(StatusCode::ACCEPTED)
}

/// A payment that has not ended, of the line that the request names.
async fn open(
    state: &SandboxState,
    carrier: Carrier,
    path: &PaymentPath,
    body: &PhoneNumberBody,
) -> Result<Payment, Fault> {
    let phone = line::named(body.phone_number.as_ref())?;
    let payment = find(state, carrier, &path.payment_id).await?;
    if payment.made.phone != phone {
        return Err(Code::IdentifierNotFound.into());
    }
    match payment.made.status {
        Status::Reserved | Status::PendingValidation => Ok(payment),
        Status::Succeeded => Err(Code::PaymentConfirmed.into()),
        Status::Cancelled => Err(Code::PaymentCancelled.into()),
        Status::Denied => Err(Fault::saying(Code::PaymentCancelled, "Payment has been denied.")),
    }
}

/// A payment whose amount is reserved.
async fn reserved(
    state: &SandboxState,
    carrier: Carrier,
    path: &PaymentPath,
    body: &PhoneNumberBody,
) -> Result<Payment, Fault> {
    let payment = open(state, carrier, path, body).await?;
    match payment.made.status {
        Status::PendingValidation => Err(Fault::saying(Code::PaymentDenied, "Payment has not been validated.")),
        Status::Reserved | Status::Denied | Status::Succeeded | Status::Cancelled => Ok(payment),
    }
}

/// Ends a payment, unless somebody else was faster.
async fn end(state: &SandboxState, payment: &Payment, as_what: Status) -> Result<(), Fault> {
    let made = &payment.made;
    if state.store.move_payment(&made.id, made.status, as_what, state.now()).await? {
        return Ok(());
    }
    match find(state, made.carrier, &made.id).await?.made.status {
        Status::Succeeded => Err(Code::PaymentConfirmed.into()),
        Status::Cancelled | Status::Denied | Status::Reserved | Status::PendingValidation => {
            Err(Code::PaymentCancelled.into())
        }
    }
}
