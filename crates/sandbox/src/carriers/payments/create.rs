//! `preparePayment` and `createPayment`.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::{Carrier, PhoneNumber, Private};
use serde_json::json;

use super::answer::{deliver, refusal};
use super::question::ask;
use super::words::{self, PaymentBody};
use crate::carriers::access::{Allowed, CreatePayments};
use crate::carriers::{Body, Code, Fault, line};
use crate::magic::Step;
use crate::random;
use crate::state::SandboxState;
use crate::store::{NewPayment, Payment, Status};

/// Reserves an amount.
pub(super) async fn prepare_payment(
    State(state): State<SandboxState>,
    allowed: Allowed<CreatePayments>,
    Body(body): Body<PaymentBody>,
) -> Result<Response, Fault> {
    let phone = chargeable(&state, &body)?;
    if let Some(refusal) = refusal(phone.reveal(), Step::Prepare) {
        return Err(refusal);
    }
    let mut new = new_payment(&state, allowed.carrier, phone, body)?;
    if state.rules.asks_for_its_own_code.contains(&allowed.carrier) {
        new.status = Status::PendingValidation;
        new.authorization_id = Some(random::uuid()?);
    }
    let payment = keep(&state, new).await?;
    let mut answer = words::payment(&payment);
    if let Some(authorization_id) = &payment.made.authorization_id {
        ask(&state, &payment.made, authorization_id).await?;
        answer["validationInfo"] = json!({ "action": "validate", "authorizationId": authorization_id });
    }
    Ok((StatusCode::CREATED, [(header::LOCATION, words::location(&payment))], Json(answer)).into_response())
}

/// Charges an amount at once.
pub(super) async fn create_payment(
    State(state): State<SandboxState>,
    allowed: Allowed<CreatePayments>,
    Body(body): Body<PaymentBody>,
) -> Result<Response, Fault> {
    let phone = chargeable(&state, &body)?;
    for step in [Step::Prepare, Step::Confirm, Step::LaterMonth] {
        if let Some(refusal) = refusal(phone.reveal(), step) {
            return Err(refusal);
        }
    }
    let new = new_payment(&state, allowed.carrier, phone, body)?;
    let payment = keep(&state, NewPayment { status: Status::Succeeded, ..new }).await?;
    let location = [(header::LOCATION, words::location(&payment))];
    let answer = (StatusCode::CREATED, location, Json(words::payment(&payment))).into_response();
    Ok(deliver(&state, payment.made.phone.reveal(), Step::LaterMonth, answer).await)
}

/// The line to be charged, when the body is one that can be.
fn chargeable(state: &SandboxState, body: &PaymentBody) -> Result<Private<PhoneNumber>, Fault> {
    body.check()?;
    let phone = line::named(body.amount_transaction.phone_number.as_ref())?;
    let amount = body.amount_transaction.payment_amount.charging_information.amount.0;
    if amount > u64::from(state.rules.payment_limit) {
        return Err(Code::UnauthorizedAmount.into());
    }
    Ok(phone)
}

fn new_payment(
    state: &SandboxState,
    carrier: Carrier,
    phone: Private<PhoneNumber>,
    body: PaymentBody,
) -> Result<NewPayment, Fault> {
    let transaction = body.amount_transaction;
    let amount = transaction.payment_amount;
    let merchant = amount.charging_meta_data.as_ref().and_then(|data| data.merchant_identifier.clone());
    Ok(NewPayment {
        id: random::uuid()?,
        carrier,
        phone,
        status: Status::Reserved,
        amount: amount.charging_information.amount.0,
        payment_amount: serde_json::to_value(&amount).map_err(|_| Code::Internal)?,
        reference_code: transaction.reference_code,
        client_correlator: transaction.client_correlator,
        merchant,
        sink: body.sink,
        authorization_id: None,
        created_at: state.now(),
    })
}

async fn keep(state: &SandboxState, made: NewPayment) -> Result<Payment, Fault> {
    if !state.store.add_payment(&made).await? {
        return Err(taken(state, &made).await?);
    }
    let paid_at = (made.status == Status::Succeeded).then_some(made.created_at);
    Ok(Payment { made, paid_at })
}

/// Why a payment cannot be made: it was made before, or its correlator belongs
/// to another one that has not ended.
async fn taken(state: &SandboxState, new: &NewPayment) -> Result<Fault, Fault> {
    let Some(correlator) = &new.client_correlator else { return Ok(Code::AlreadyExists.into()) };
    let before = state.store.payment_of_correlator(new.carrier, correlator).await?;
    let in_use = before.is_some_and(|Payment { made, .. }| match made.status {
        Status::Reserved | Status::PendingValidation => {
            made.phone != new.phone
                || made.reference_code != new.reference_code
                || made.payment_amount != new.payment_amount
        }
        Status::Denied | Status::Succeeded | Status::Cancelled => false,
    });
    let message = "clientCorrelator is in use by another payment.";
    Ok(if in_use { Fault::argument(message) } else { Code::AlreadyExists.into() })
}
