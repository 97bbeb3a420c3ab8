//! `/phones/{number}`: a phone, on which messages appear as they arrive.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use carrier_checkout_protocol::{PhoneNumber, Private, Timestamp};
use maud::{Markup, html};

use super::assets::{Kind, page};
use super::bubble::{bubble, moulds};
use super::{index, path};
use crate::carriers::{Code, Fault};
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
    let messages = state.store.messages(&phone).await?;
    let title = format!("{} · 휴대폰", phone.reveal().hyphenated());
    Ok(page(Kind::Phone, StatusCode::OK, &title, &body(&phone, &messages, state.now())))
}

fn body(phone: &Private<PhoneNumber>, messages: &[Message], now: Timestamp) -> Markup {
    let last = messages.last().map_or(0, |message| message.id);
    html! {
        main .phone {
            header {
                a .back href="/" { span aria-hidden="true" { "‹" } " 샌드박스" }
                h1 { (phone.reveal().hyphenated()) }
                p .live data-live { "실시간으로 받지 못합니다. 새로 고치면 새로 온 것이 보입니다." }
            }
            @if let Some(magic) = Magic::of(phone.reveal()) {
                p .magic { strong { "정해진 결과" } " " (magic.told) }
            }
            div .messages role="log" aria-label="받은 문자와 전화, 앱 알림" tabindex="0"
                data-events={ (path(phone)) "/events?after=" (last) }
                data-messages={ (path(phone)) "/messages" } {
                p .empty data-empty hidden[!messages.is_empty()] {
                    "아직 받은 것이 없습니다." br; "결제창에서 인증하면 문자, 전화, PASS 요청이 바로 여기에 나타납니다."
                    span .en lang="en" { "Messages, calls and PASS requests appear here as they come." }
                }
                ol { @for message in messages { (bubble(message, now)) } }
            }
            p .said role="status" data-said {}
            (moulds())
        }
    }
}
