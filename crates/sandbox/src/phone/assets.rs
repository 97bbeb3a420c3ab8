//! The pages' own style, script and icon, and the headers that allow nothing else.

use axum::Router;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{DOCTYPE, Markup, html};

use crate::state::SandboxState;

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
    trusted-types 'none'";

const HEADERS: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "no-store"),
];

pub(super) fn router() -> Router<SandboxState> {
    Router::new()
        .route("/assets/base.css", get(async || asset(CSS, include_str!("assets/base.css"))))
        .route("/assets/index.css", get(async || asset(CSS, include_str!("assets/index.css"))))
        .route("/assets/phone.css", get(async || asset(CSS, include_str!("assets/phone.css"))))
        .route("/assets/phone.js", get(async || asset(SCRIPT, include_str!("assets/phone.js"))))
        .route("/assets/icon.svg", get(async || asset(SVG, include_str!("assets/icon.svg"))))
}

fn asset(kind: &'static str, content: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, content).into_response()
}

/// What a page looks like and does.
pub(super) enum Kind {
    Index,
    Phone,
}

/// A whole page around `body`.
pub(super) fn page(kind: Kind, status: StatusCode, title: &str, body: &Markup) -> Response {
    let document = html! {
        (DOCTYPE)
        html lang="ko" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/base.css";
                @match kind {
                    Kind::Index => { link rel="stylesheet" href="/assets/index.css"; }
                    Kind::Phone => {
                        link rel="stylesheet" href="/assets/phone.css";
                        script src="/assets/phone.js" type="module" {}
                    }
                }
            }
            body { (body) }
        }
    };
    (status, HEADERS, document).into_response()
}
