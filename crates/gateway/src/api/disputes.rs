//! `POST /v1/checkout/disputes`: "본인이 결제하지 않았어요".

use axum::extract::State;
use axum::response::Response;
use carrier_checkout_protocol::payment::Dispute;
use carrier_checkout_protocol::session::SessionStatus;
use carrier_checkout_protocol::webhook::Happened;
use carrier_checkout_protocol::{DisputeId, ErrorCode};
use http::StatusCode;

use super::checkout::{checkout, expired};
use super::session_scope;
use crate::app::App;
use crate::auth::Frame;
use crate::idempotency::Answer;
use crate::problem::Refused;
use crate::random;
use crate::request::Post;
use crate::store::{PaymentRecord, SessionRecord};
use crate::words::Spoken;

/// `POST /v1/checkout/disputes`
pub(super) async fn open_dispute(
    State(app): State<App>,
    Frame(session): Frame,
    spoken: Spoken,
    post: Post,
) -> Result<Response, Refused> {
    app.once(session_scope(&session.id), post, async move |app| {
        let opened = dispute(&app, &paid(&app, &session).await?).await?;
        let status = if opened { StatusCode::CREATED } else { StatusCode::OK };
        Answer::new(status, &checkout(&app, &session, spoken).await?)
    })
    .await
}

/// The payment of a session: what there is to dispute, to stop, or to have mailed.
pub(super) async fn paid(app: &App, session: &SessionRecord) -> Result<PaymentRecord, Refused> {
    match session.status {
        SessionStatus::Paid => {
            let payment = session.payment.as_ref().ok_or(ErrorCode::Internal)?;
            Ok(app.store.payment(payment).await?.ok_or(ErrorCode::Internal)?)
        }
        SessionStatus::Expired => Err(expired()),
        SessionStatus::Open
        | SessionStatus::Challenged
        | SessionStatus::Verified
        | SessionStatus::Processing
        | SessionStatus::Cancelled => Err(ErrorCode::PaymentNotFound.into()),
    }
}

/// Freezes the payment and has its merchant told, once. Says whether it was this time.
async fn dispute(app: &App, payment: &PaymentRecord) -> Result<bool, Refused> {
    if payment.dispute.is_some() {
        return Ok(false);
    }
    let dispute = Dispute { id: DisputeId::from_random(random::bits()), opened_at: app.now() };
    let told = app.show_payment(&PaymentRecord { dispute: Some(dispute.clone()), ..payment.clone() })?;
    let event = app.event(&payment.merchant, Happened::PaymentDisputed(told))?;
    let opened = app.store.open_dispute(&payment.id, &dispute, &event).await?;
    if opened {
        tracing::warn!(payment = %payment.id, dispute = %dispute.id, "a payment is disputed");
        app.wake.outbox.notify_one();
    }
    Ok(opened)
}
