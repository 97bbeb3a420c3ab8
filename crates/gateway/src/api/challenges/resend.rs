//! `POST /v1/checkout/challenges/{id}/resend`

use axum::extract::{Path, State};
use axum::response::Response;
use carrier_checkout_protocol::{Approval, ErrorCode, Reason};
use http::StatusCode;

use super::super::checkout::{expired, merchant_of};
use super::super::session_scope;
use super::attempt::Attempt;
use super::send::{Line, Sending};
use super::{after_refusal, line_sends, must_be_usable, own_challenge, sends_exhausted};
use crate::address::Address;
use crate::app::App;
use crate::auth::Frame;
use crate::idempotency::Answer;
use crate::problem::Refused;
use crate::request::Post;
use crate::store::{ChallengeState, ResendClaim, SessionRecord};

/// `POST /v1/checkout/challenges/{id}/resend`
pub(crate) async fn resend_code(
    State(app): State<App>,
    Frame(session): Frame,
    Path(id): Path<String>,
    address: Address,
    post: Post,
) -> Result<Response, Refused> {
    let correlator = post.id.to_string();
    app.once(session_scope(&session.id), post, async move |app| {
        resend(&app, &session, &id, &address, &correlator).await
    })
    .await
}

async fn resend(
    app: &App,
    session: &SessionRecord,
    id: &str,
    address: &Address,
    correlator: &str,
) -> Result<Answer, Refused> {
    let challenge = own_challenge(app, session, id).await?;
    must_be_usable(session.status)?;
    let now = app.now();
    // An approval whose time is over counts no more, and is asked for anew.
    let answered = challenge.approval == Some(Approval::Approved) && now < challenge.expires_at;
    // The code was right and the amount is not reserved: no carrier takes a code twice, so there has to be another.
    let unreserved = challenge.state == ChallengeState::CodeRight && session.challenge.as_ref() == Some(&challenge.id);
    if !unreserved && (challenge.state != ChallengeState::Sent || answered) {
        return Err(ErrorCode::ChallengeClosed.into());
    }
    if session.expires_at <= now {
        return Err(expired());
    }
    let phone = app.sealer.open_phone(challenge.id.as_str(), &challenge.phone)?;
    // A carrier that asks by itself does so once for each reservation: another
    // one takes another challenge, and the one before is given back.
    if challenge.own.is_some() || unreserved {
        if now < challenge.resend_at {
            return Err(ErrorCode::ResendTooSoon.into());
        }
        return Attempt::anew(app, session, &challenge, challenge.channel, (address, correlator))?.begin().await;
    }
    let (resend_at, sends) = (now + app.limits.resend_after_ms, line_sends(app, &phone));
    match app.store.claim_resend(&challenge.id, now, resend_at, app.limits.code_sends, &sends).await? {
        ResendClaim::Granted => {}
        ResendClaim::TooSoon => return Err(ErrorCode::ResendTooSoon.into()),
        ResendClaim::SendsExhausted => return Err(sends_exhausted()),
        ResendClaim::LineExhausted => {
            return Err(Refused::reason(ErrorCode::ResendTooSoon, Reason::TooManyRequests));
        }
        ResendClaim::Closed => return Err(ErrorCode::ChallengeClosed.into()),
    }
    let merchant = merchant_of(app, session).await?;
    let line = Line { carrier: challenge.carrier, phone, embedder: challenge.embedder.clone() };
    let sending = Sending { app, session, merchant: &merchant, challenge: &challenge.id, line: &line, correlator };
    let sent = match sending.send(challenge.channel).await {
        Ok(sent) => sent,
        Err(refusal) => return Err(after_refusal(app, &challenge, refusal).await),
    };
    let sent = app.store.code_sent(&challenge.id, &sent).await?;
    let (challenge, sends_used) = sent.ok_or(ErrorCode::ChallengeClosed)?;
    Answer::new(StatusCode::OK, &app.show_challenge(&challenge, sends_used)?)
}
