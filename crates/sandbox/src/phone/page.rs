//! `/phones/{number}`: a phone, on which messages appear as they arrive.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use carrier_checkout_protocol::{PhoneNumber, Private};
use maud::{Markup, html};

use super::assets::{Kind, page};
use super::{index, path};
use crate::carriers::{Code, Fault};
use crate::date;
use crate::magic::Magic;
use crate::state::SandboxState;
use crate::store::Message;

/// The phone, with what it received so far.
pub(super) async fn show_phone(
    State(state): State<SandboxState>,
    number: Result<Path<String>, PathRejection>,
) -> Result<Response, Fault> {
    let Path(number) = number.map_err(|_| Code::InvalidArgument)?;
    let phone = match PhoneNumber::parse(&number) {
        Ok(phone) => Private::new(phone),
        Err(error) => return index::refuse(&state, error, &number).await,
    };
    let messages = state.store.messages(&phone, 0).await?;
    let title = format!("{} · 문자", phone.reveal().hyphenated());
    Ok(page(Kind::Phone, StatusCode::OK, &title, &body(&phone, &messages)))
}

fn body(phone: &Private<PhoneNumber>, messages: &[Message]) -> Markup {
    let last = messages.last().map_or(0, |message| message.id);
    html! {
        main .phone {
            header {
                a .back href="/" { span aria-hidden="true" { "‹" } " 샌드박스" }
                h1 { (phone.reveal().hyphenated()) }
                p .live data-live { "실시간으로 받지 못합니다. 새로 고치면 새 문자가 보입니다." }
            }
            @if let Some(magic) = Magic::of(phone.reveal()) {
                p .magic { strong { "정해진 결과" } " " (magic.told) }
            }
            div .messages role="log" aria-label="받은 문자" tabindex="0"
                data-events={ (path(phone)) "/events?after=" (last) } {
                p .empty data-empty hidden[!messages.is_empty()] {
                    "아직 받은 문자가 없습니다." br; "결제창에서 인증번호를 받으면 바로 여기에 나타납니다."
                    span .en lang="en" { "Messages appear here as soon as they are sent." }
                }
                ol { @for message in messages { (bubble(Some(message))) } }
            }
            p .said role="status" data-said {}
            template { (bubble(None)) }
        }
    }
}

/// A message; empty, it is the mould that the script fills.
fn bubble(message: Option<&Message>) -> Markup {
    let (text, code) = message.map_or(("", ""), |message| (message.text.as_str(), message.code.as_str()));
    let at = message.map(|message| message.received_at);
    html! {
        li {
            div .bubble {
                p data-text { (text) }
                p .code {
                    span .hint { "인증번호 " }
                    strong data-code { (code) }
                    button type="button" data-copy hidden {
                        "복사" span .said { " " span data-code { (code) } }
                    }
                }
            }
            time datetime=[at.map(date::rfc3339)] { (at.map(date::korean).unwrap_or_default()) }
        }
    }
}
