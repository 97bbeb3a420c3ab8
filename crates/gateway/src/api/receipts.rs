//! `POST /v1/checkout/receipts`: a copy of the receipt by mail.

use axum::extract::State;
use axum::response::Response;
use carrier_checkout::server;
use carrier_checkout_protocol::ErrorCode;
use carrier_checkout_protocol::checkout::{MailReceipt, Stage};
use http::StatusCode;

use super::checkout::checkout;
use super::disputes::paid;
use super::session_scope;
use crate::app::App;
use crate::auth::Frame;
use crate::idempotency::Answer;
use crate::mail::Letter;
use crate::problem::Refused;
use crate::request::Post;
use crate::store::SessionRecord;
use crate::words::Spoken;

/// How many copies a session may have sent: it is no way to fill somebody's mailbox.
const MOST: u8 = 3;

/// `POST /v1/checkout/receipts`
pub(super) async fn mail_receipt(
    State(app): State<App>,
    Frame(session): Frame,
    spoken: Spoken,
    post: Post,
) -> Result<Response, Refused> {
    if app.mailer.is_none() {
        return Err(ErrorCode::NotFound.into());
    }
    let wish: MailReceipt = post.json()?;
    app.once(session_scope(&session.id), post, async move |app| {
        paid(&app, &session).await?;
        let letter = letter(&app, &session, spoken).await?;
        if !app.store.claim_receipt_mail(&session.id, MOST).await? {
            return Err(ErrorCode::SendsExhausted.into());
        }
        let mailer = app.mailer.as_ref().ok_or(ErrorCode::NotFound)?;
        if let Err(error) = mailer.send(&wish.email, letter).await {
            app.store.release_receipt_mail(&session.id).await?;
            return Err(Refused::internal(&error));
        }
        Answer::new(StatusCode::ACCEPTED, &serde_json::json!({}))
    })
    .await
}

/// What the shopper sees, as a text.
async fn letter(app: &App, session: &SessionRecord, spoken: Spoken) -> Result<Letter, Refused> {
    let checkout = checkout(app, session, spoken).await?;
    let Stage::Paid { receipt } = &checkout.stage else { return Err(ErrorCode::Internal.into()) };
    let copy = server::copy(&checkout, receipt, spoken.0, app.now());
    Ok(Letter { subject: copy.subject, text: copy.text })
}
