//! Instead of a page, when there is too much to do: it asks again by itself.

use axum::response::{IntoResponse as _, Response};
use carrier_checkout::server::words;
use carrier_checkout_protocol::Reason;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, RETRY_AFTER};
use http::{HeaderMap, HeaderName, StatusCode};
use maud::{DOCTYPE, html};

use crate::problem::{Refused, retry_after};
use crate::words::Spoken;

/// How long at most until it asks again, in seconds.
const LONGEST: i64 = 60;

/// Says what is the matter, in the language of whoever asks.
pub(crate) fn wait_page(refused: &Refused, headers: &HeaderMap) -> Response {
    let Spoken(locale) = Spoken::of(headers);
    let reason = refused.failure.as_ref().map_or(Reason::GatewayError, |failure| failure.reason);
    let words = words(reason, locale);
    let usual = i64::from(retry_after(refused.code).unwrap_or(5));
    // Not all at the same moment, and not at once.
    let seconds = refused.met.as_ref().map_or(usual, |met| met.wait_seconds).clamp(2, LONGEST);
    let page = html! {
        (DOCTYPE)
        html lang=(locale.as_str()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (words.happened) }
            }
            body { main { p role="alert" { (words.happened) " " (words.next) } } }
        }
    };
    let status = StatusCode::from_u16(refused.code.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let headers = [
        (RETRY_AFTER, seconds.to_string()),
        (HeaderName::from_static("refresh"), seconds.to_string()),
        (CACHE_CONTROL, "no-store".to_owned()),
        // A merchant's page that is isolated shows no other frame.
        (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp".to_owned()),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin".to_owned()),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors *".to_owned()),
    ];
    (status, headers, page).into_response()
}
