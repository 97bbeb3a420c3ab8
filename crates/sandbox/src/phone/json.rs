//! The phone as JSON, for tests.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use carrier_checkout_protocol::{Channel, Timestamp};
use serde::{Deserialize, Serialize};

use super::named;
use crate::carriers::{Body, Code, Fault};
use crate::state::SandboxState;
use crate::store::Message;

/// A message as the phone's page and tests read it.
#[derive(Serialize)]
pub(super) struct MessageView {
    id: String,
    channel: Channel,
    text: String,
    code: String,
    received_at: Timestamp,
}

impl From<Message> for MessageView {
    fn from(message: Message) -> Self {
        let Message { id, text, code, received_at } = message;
        Self { id: id.to_string(), channel: Channel::Sms, text, code, received_at }
    }
}

/// What a phone received, newest last.
pub(super) async fn list_messages(
    State(state): State<SandboxState>,
    number: Result<Path<String>, PathRejection>,
) -> Result<Json<Vec<MessageView>>, Fault> {
    let Path(number) = number.map_err(|_| Code::InvalidArgument)?;
    let messages = state.store.messages(&named(&number)?, 0).await?;
    Ok(Json(messages.into_iter().map(MessageView::from).collect()))
}

/// What the shopper does with a call or a PASS request.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Action {
    Approve,
    Reject,
}

#[derive(Deserialize)]
pub(super) struct Answer {
    action: Action,
}

/// Approves or rejects; a text message can only be read.
pub(super) async fn answer_message(
    State(state): State<SandboxState>,
    path: Result<Path<(String, String)>, PathRejection>,
    Body(answer): Body<Answer>,
) -> Result<(), Fault> {
    let Path((number, id)) = path.map_err(|_| Code::InvalidArgument)?;
    let phone = named(&number)?;
    let id = id.parse().map_err(|_| Code::NotFound)?;
    state.store.message(&phone, id).await?.ok_or(Code::NotFound)?;
    let done = match answer.action {
        Action::Approve => "approve",
        Action::Reject => "reject",
    };
    Err(Fault::saying(Code::IncompatibleState, format!("A text message has nothing to {done}: type its code.")))
}
