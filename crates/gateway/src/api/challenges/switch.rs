//! `POST /v1/checkout/challenges/{id}/switch`
//!
//! Another way to prove to hold the same line: a new challenge, for which
//! nothing has to be typed again, also after a reload.

use axum::extract::{Path, State};
use axum::response::Response;
use carrier_checkout_protocol::ErrorCode;
use carrier_checkout_protocol::checkout::SwitchChannel;

use super::super::session_scope;
use super::attempt::Attempt;
use super::{must_be_usable, own_challenge};
use crate::address::Address;
use crate::app::App;
use crate::auth::Frame;
use crate::idempotency::Answer;
use crate::problem::Refused;
use crate::request::Post;
use crate::store::{ChallengeState, SessionRecord};

/// `POST /v1/checkout/challenges/{id}/switch`
pub(crate) async fn switch_channel(
    State(app): State<App>,
    Frame(session): Frame,
    Path(id): Path<String>,
    address: Address,
    post: Post,
) -> Result<Response, Refused> {
    let asked: SwitchChannel = post.json()?;
    let correlator = post.id.to_string();
    app.once(session_scope(&session.id), post, async move |app| {
        switch(&app, &session, &id, &asked, &address, &correlator).await
    })
    .await
}

async fn switch(
    app: &App,
    session: &SessionRecord,
    id: &str,
    asked: &SwitchChannel,
    address: &Address,
    correlator: &str,
) -> Result<Answer, Refused> {
    let challenge = own_challenge(app, session, id).await?;
    must_be_usable(session.status)?;
    match challenge.state {
        ChallengeState::Sent | ChallengeState::CodeRight if session.challenge.as_ref() == Some(&challenge.id) => {}
        ChallengeState::Sent
        | ChallengeState::CodeRight
        | ChallengeState::Sending
        | ChallengeState::Reserved
        | ChallengeState::Spent
        | ChallengeState::Ended => return Err(ErrorCode::ChallengeClosed.into()),
    }
    Attempt::anew(app, session, &challenge, asked.channel, (address, correlator))?.begin().await
}
