//! The phone as JSON, for tests, and how it answers.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use carrier_checkout_protocol::{Channel, Timestamp};
use serde::{Deserialize, Serialize};

use super::named;
use crate::carriers::{Body, Code, Fault};
use crate::state::SandboxState;
use crate::store::{ApprovalState, Kind, Message};

/// A message as the phone's page and tests read it.
#[derive(Serialize)]
pub(super) struct MessageView {
    id: String,
    channel: Channel,
    text: String,
    /// Of a text message only.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// Of a call or a PASS request only.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    received_at: Timestamp,
}

impl MessageView {
    /// The message as it stands now.
    pub(super) fn of(message: Message, now: Timestamp) -> Self {
        let Message { id, text, kind, received_at } = message;
        let (channel, code, state) = match kind {
            Kind::Sms { code } => (Channel::Sms, Some(code), None),
            Kind::Asks(approval) => (approval.means.channel(), None, Some(approval.state(now).as_str())),
        };
        Self { id: id.to_string(), channel, text, code, state, received_at }
    }
}

/// What a phone received, newest last.
pub(super) async fn list_messages(
    State(state): State<SandboxState>,
    number: Result<Path<String>, PathRejection>,
) -> Result<Json<Vec<MessageView>>, Fault> {
    let Path(number) = number.map_err(|_| Code::InvalidArgument)?;
    let messages = state.store.messages(&named(&number)?).await?;
    let now = state.now();
    Ok(Json(messages.into_iter().map(|message| MessageView::of(message, now)).collect()))
}

/// What the shopper does with a call or a PASS request.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Action {
    Approve,
    Reject,
}

#[derive(Deserialize)]
pub(super) struct Answer {
    action: Action,
}

/// Approves or rejects, once; a text message can only be read.
pub(super) async fn answer_message(
    State(state): State<SandboxState>,
    path: Result<Path<(String, String)>, PathRejection>,
    Body(answer): Body<Answer>,
) -> Result<StatusCode, Fault> {
    let Path((number, id)) = path.map_err(|_| Code::InvalidArgument)?;
    let phone = named(&number)?;
    let id = id.parse().map_err(|_| Code::NotFound)?;
    match state.store.message(&phone, id).await?.ok_or(Code::NotFound)?.kind {
        Kind::Sms { .. } => return Err(nothing_to(answer.action)),
        Kind::Asks(_) => {}
    }
    let answered = match answer.action {
        Action::Approve => ApprovalState::Approved,
        Action::Reject => ApprovalState::Rejected,
    };
    if !state.store.answer_approval(id, answered, state.now()).await? {
        return Err(Fault::saying(Code::IncompatibleState, "It was answered before, or has ended."));
    }
    state.tell_the_phones();
    Ok(StatusCode::NO_CONTENT)
}

fn nothing_to(action: Action) -> Fault {
    let done = match action {
        Action::Approve => "approve",
        Action::Reject => "reject",
    };
    Fault::saying(Code::IncompatibleState, format!("A text message has nothing to {done}: type its code."))
}
