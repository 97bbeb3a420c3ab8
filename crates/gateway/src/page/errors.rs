//! `/errors`: what can go wrong, for those who program against the gateway. Errors on the page link here.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carrier_checkout_protocol::ErrorCode;
use carrier_checkout_protocol::reason::ReasonClass;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use crate::catalogue::{CodeEntry, PAGE, PageEntry, ReasonEntry, codes, reasons, who};

const STYLE: &str = include_str!("errors.css");

/// The route of the page.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/errors", get(show))
}

async fn show() -> Response {
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; frame-ancestors 'none'");
    let headers = [
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(""))),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600")),
    ];
    (headers, document()).into_response()
}

fn document() -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Errors · carrier-checkout" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { "Errors" }
                    p {
                        "Codes answer requests, as problem documents. Reasons say why a payment did not happen. "
                        "Each has its own address: " code { "/errors#token_used" } "."
                    }
                    nav aria-label="Contents" {
                        ul {
                            li { a href="#codes" { "Codes" } }
                            li { a href="#page" { "Codes on the page" } }
                            @for class in ReasonClass::ALL { li { a href={ "#" (class) } { (who(*class)) } } }
                        }
                    }
                    section aria-labelledby="codes" {
                        h2 id="codes" { "Codes" }
                        dl { @for entry in codes() { (code(&entry)) } }
                    }
                    section aria-labelledby="page" {
                        h2 id="page" { "Codes on the page" }
                        p { "What the script says by itself, beside reasons." }
                        dl { @for entry in &PAGE { (page_code(entry)) } }
                    }
                    @for class in ReasonClass::ALL {
                        section aria-labelledby=(class) {
                            h2 id=(class) { (who(*class)) " " small { code { (class) } } }
                            dl { @for entry in reasons(*class) { (reason(&entry)) } }
                        }
                    }
                }
            }
        }
    }
}

fn page_code(entry: &PageEntry) -> Markup {
    html! {
        dt id=(entry.code) { code { (entry.code) } " " small { (again(entry.retryable)) } }
        dd { (entry.meaning) }
    }
}

const fn again(retryable: bool) -> &'static str {
    if retryable { "may be tried again" } else { "not to be tried again unchanged" }
}

fn code(entry: &CodeEntry) -> Markup {
    let again = again(entry.code.retryable());
    html! {
        dt id=(entry.code) { code { (entry.code) } " " small { "HTTP " (entry.code.status()) " · " (again) } }
        dd { (entry.meaning) }
    }
}

fn reason(entry: &ReasonEntry) -> Markup {
    // A name that is a code, too, stands under the codes as well.
    let id = ErrorCode::from_wire(entry.reason.as_str()).is_none().then_some(entry.reason);
    html! {
        dt id=[id] { code { (entry.reason) } }
        dd {
            p { (entry.meaning) }
            @for (lang, (happened, next)) in ["en", "ko"].iter().zip(entry.told) {
                blockquote lang=(lang) { b { (happened) } " " (next) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::document;

    #[test]
    fn every_address_in_it_is_there_once() {
        let page = document().into_string();
        let ids: Vec<_> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let once: HashSet<_> = ids.iter().collect();
        assert_eq!(once.len(), ids.len());
        for wanted in
            ["codes", "fix", "session_unavailable", "token_used", "otp_mismatch", "session_expired", "unknown"]
        {
            assert!(once.contains(&wanted), "{wanted}");
        }
    }
}
