//! `/`: what this is, which numbers are magic, and which phones are in use.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use carrier_checkout_protocol::PhoneNumber;
use carrier_checkout_protocol::phone::PhoneError;
use maud::{Markup, html};
use serde::Deserialize;

use super::assets::{Kind, page};
use super::path;
use crate::carriers::Fault;
use crate::date;
use crate::magic::{Magic, TABLE};
use crate::state::SandboxState;
use crate::store::RecentPhone;

/// The page that everybody sees first.
pub(super) async fn show_index(State(state): State<SandboxState>) -> Result<Response, Fault> {
    index(&state, StatusCode::OK, &html! {}, "").await
}

/// What the form asks for.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    number: String,
}

/// Goes to the page of the number that was typed.
pub(super) async fn open_phone(
    State(state): State<SandboxState>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Fault> {
    let number = asked.map(|Query(asked)| asked.number).unwrap_or_default();
    match PhoneNumber::parse(&number) {
        Ok(phone) => Ok(Redirect::to(&format!("/phones/{}", phone.national())).into_response()),
        Err(error) => refuse(&state, error, &number).await,
    }
}

/// The first page again, saying what is wrong with a number.
pub(super) async fn refuse(state: &SandboxState, error: PhoneError, number: &str) -> Result<Response, Fault> {
    let told = match error {
        PhoneError::Empty => "번호를 입력해 주세요.",
        PhoneError::TooShort => "번호가 짧습니다. 010과 여덟 자리를 입력해 주세요.",
        PhoneError::TooLong => "번호가 깁니다. 010과 여덟 자리를 입력해 주세요.",
        PhoneError::LegacyPrefix
        | PhoneError::NotMobile
        | PhoneError::SafeNumber
        | PhoneError::Foreign
        | PhoneError::Ambiguous => "010으로 시작하는 휴대폰 번호 하나만 입력해 주세요.",
    };
    let alert = html! { p #wrong role="alert" { (told) } };
    index(state, StatusCode::BAD_REQUEST, &alert, number).await
}

async fn index(state: &SandboxState, status: StatusCode, alert: &Markup, number: &str) -> Result<Response, Fault> {
    let recent = state.store.recent_phones().await?;
    let body = html! {
        main .index {
            header {
                h1 { img src="/assets/icon.svg" alt="" width="40" height="40"; "샌드박스" }
                p { "통신사와 구매자의 휴대폰을 대신합니다. 누구에게도 요금이 청구되지 않습니다." }
                p .en lang="en" {
                    "Stands in for the carriers and the shopper’s phone. Nobody is charged, and no message leaves this machine."
                }
            }
            (opener(alert, number))
            (recent_phones(&recent))
            (magic_numbers())
            footer {
                a href="/ledger" { "청구 내역 보기 (JSON)" }
                p .en lang="en" { "The ledger lists every payment, with its phone number masked." }
            }
        }
    };
    Ok(page(Kind::Index, status, "샌드박스 · 통신사와 휴대폰", &body))
}

fn opener(alert: &Markup, number: &str) -> Markup {
    let wrong = !alert.0.is_empty();
    html! {
        section aria-labelledby="open" {
            h2 #open { "휴대폰 열기" }
            form action="/phones" method="get" {
                label for="number" { "휴대폰 번호" }
                div .field {
                    input #number name="number" type="tel" autocomplete="off" value=(number) required
                        aria-invalid=[wrong.then_some("true")] aria-describedby=(if wrong { "wrong" } else { "hint" });
                    button { "열기" }
                }
                (alert)
                p #hint .hint {
                    "아무 010 번호나 됩니다. " span lang="en" { "Any 010 number will do." }
                }
            }
        }
    }
}

fn recent_phones(recent: &[RecentPhone]) -> Markup {
    html! {
        section aria-labelledby="recent" {
            h2 #recent { "최근에 쓰인 휴대폰" }
            @if recent.is_empty() {
                p .hint { "아직 없습니다. 결제창에서 인증하면 여기에 나타납니다." }
            } @else {
                ul .phones {
                    @for RecentPhone { phone, messages, last_at } in recent {
                        li {
                            a href=(path(phone)) { (phone.reveal().hyphenated()) }
                            span .hint {
                                "알림 " (messages) "건 · "
                                time datetime=(date::rfc3339(*last_at)) { (date::korean(*last_at)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Narrow screens show each row as a block, which would take the table's
/// meaning away from a screen reader; hence the roles.
fn magic_numbers() -> Markup {
    html! {
        section aria-labelledby="magic" {
            h2 #magic { "번호마다 다른 결과" }
            p { "아래 번호를 뺀 모든 010 번호는 결제됩니다." }
            p .en lang="en" { "Every other 010 number pays. These replay one thing each, whatever the carrier." }
            table role="table" {
                thead role="rowgroup" {
                    tr role="row" {
                        @for head in ["번호", "일어나는 일", "단계", "통신사의 응답"] {
                            th scope="col" role="columnheader" { (head) }
                        }
                    }
                }
                tbody role="rowgroup" { @for magic in TABLE { (magic_row(magic)) } }
            }
        }
    }
}

fn magic_row(magic: &Magic) -> Markup {
    let (answer, message) = magic.outcome.answer();
    html! {
        tr role="row" {
            th scope="row" role="rowheader" {
                a href={ "/phones/" (magic.number().replace('-', "")) } { (magic.number()) }
            }
            td role="cell" {
                (magic.told)
                @if let Some(reason) = magic.reason { " " code { (reason) } }
            }
            td role="cell" .step { (magic.outcome.step()) }
            td role="cell" { code .answer { (answer) } span .hint lang="en" { (message) } }
        }
    }
}
