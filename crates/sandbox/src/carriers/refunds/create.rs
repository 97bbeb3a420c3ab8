//! `createRefund`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::PhoneNumber;

use super::words::{self, Kind, RefundBody};
use crate::carriers::access::{Allowed, CreateRefunds};
use crate::carriers::payments::{PaymentPath, deliver, find, refusal};
use crate::carriers::{Body, Code, Fault};
use crate::magic::{Magic, Outcome, Step};
use crate::random;
use crate::state::SandboxState;
use crate::store::{Added, Payment, Refund, Status};

/// How long some lines' refunds take.
const LATER_MILLIS: i64 = 8_000;

/// Takes a payment off its bill, wholly or in part, as long as the bill is not made.
pub(super) async fn create_refund(
    State(state): State<SandboxState>,
    allowed: Allowed<CreateRefunds>,
    Path(path): Path<PaymentPath>,
    Body(body): Body<RefundBody>,
) -> Result<Response, Fault> {
    let asked = body.asked()?;
    let payment = find(&state, allowed.carrier, &path.payment_id).await?;
    let phone = payment.made.phone.reveal();
    refundable(&state, &payment, body.kind)?;
    if let Some(refusal) = refusal(phone, Step::Refund) {
        return Err(refusal);
    }
    let now = state.now();
    let mut refund = Refund {
        id: random::uuid()?,
        payment: payment.made.id.clone(),
        amount: asked.amount.unwrap_or_default(),
        transaction: body.amount_transaction,
        kind: body.kind.as_str().to_owned(),
        client_correlator: asked.client_correlator,
        reason: body.reason,
        sink: body.sink,
        created_at: now,
        done_at: if is_later(phone) { now + LATER_MILLIS } else { now },
    };
    match state.store.add_refund(&mut refund, payment.made.amount).await? {
        Added::Yes => {}
        Added::Before => return Err(Code::AlreadyExists.into()),
        Added::TooMuch => return Err(Code::RefundUnauthorizedAmount.into()),
    }
    let answer = (StatusCode::CREATED, Json(words::refund(&refund, now))).into_response();
    Ok(deliver(&state, phone, Step::Refund, answer).await)
}

fn refundable(state: &SandboxState, payment: &Payment, kind: Kind) -> Result<(), Fault> {
    let not_eligible = |why: &'static str| Err(Fault::saying(Code::PaymentNotEligibleForRefund, why));
    let Some(paid_at) = payment.paid_at.filter(|_| payment.made.status == Status::Succeeded) else {
        return Err(Code::RefundInvalidPaymentStatus.into());
    };
    if paid_at.end_of_korean_month() < state.now() {
        return not_eligible("The bill of that month is made.");
    }
    if kind == Kind::Partial && state.rules.refunds_only_the_whole.contains(&payment.made.carrier) {
        return not_eligible("Only the whole payment can be refunded.");
    }
    Ok(())
}

fn is_later(phone: &PhoneNumber) -> bool {
    Magic::of(phone).is_some_and(|magic| magic.outcome == Outcome::RefundsLater)
}
