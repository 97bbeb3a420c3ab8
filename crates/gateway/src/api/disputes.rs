//! `POST /v1/checkout/disputes`: "본인이 결제하지 않았어요".

use axum::extract::State;
use axum::response::Response;
use carrier_checkout_protocol::ErrorCode;
use carrier_checkout_protocol::session::SessionStatus;
use http::StatusCode;

use super::checkout::{checkout, expired};
use super::session_scope;
use crate::app::App;
use crate::auth::Frame;
use crate::idempotency::Answer;
use crate::problem::Refused;
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
        let opened = app.open_dispute(&paid(&app, &session).await?).await?;
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
