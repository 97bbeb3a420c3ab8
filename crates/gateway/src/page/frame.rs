//! The frame's HTML: a shell that says that the checkout is opening until the
//! widget is there.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::Locale;
use maud::{DOCTYPE, Markup, html};
use url::Url;

use super::assets::Assets;

/// What the frame's HTML is made of.
#[derive(Clone, Copy)]
pub struct FramePage<'a> {
    /// The files that it loads.
    pub assets: &'a Assets,
    /// The session as it stands in the path, also when there is no such
    /// session: the loader wants to hear its own session's name.
    pub session: &'a str,
    /// The merchant's origins, which may show the frame and speak to it. None
    /// when there is no such session: then any page may, because nothing but
    /// the failure is shown.
    pub origins: Option<&'a [String]>,
    /// The language.
    pub locale: Locale,
}

/// The language that is asked for by `?locale=`, else by the browser.
#[must_use]
pub fn chosen_locale(query: Option<&str>, accept_language: Option<&str>) -> Locale {
    query
        .and_then(Locale::from_tag)
        .unwrap_or_else(|| Locale::from_accept_language(accept_language.unwrap_or_default()))
}

/// Answers with the frame's HTML and the headers that keep it safe.
pub fn frame_html(page: FramePage<'_>) -> Response {
    let (status, origins) = match page.origins {
        Some(registered) => (StatusCode::OK, exact(registered)),
        None => (StatusCode::NOT_FOUND, "*".to_owned()),
    };
    let ancestors = if origins.is_empty() { "'none'" } else { origins.as_str() };
    let policy = content_security_policy(ancestors);
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS)),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (status, headers, shell(&page, &origins)).into_response()
}

/// Only a code from a text message may be asked for, and only by the frame
/// itself. Browsers complain about names that they do not know, so these are
/// the ones that Chromium does.
const PERMISSIONS: &str = "otp-credentials=(self), accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
    clipboard-read=(), clipboard-write=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), \
    gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), local-fonts=(), magnetometer=(), \
    microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-create=(), \
    publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), xr-spatial-tracking=()";

fn content_security_policy(ancestors: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
         img-src 'self' data:; font-src 'none'; base-uri 'none'; form-action 'none'; \
         frame-ancestors {ancestors}; require-trusted-types-for 'script'; trusted-types 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"))
}

/// The origins, apart by spaces. What is not exactly an origin is left out: it
/// would be a hole in the policy.
fn exact(registered: &[String]) -> String {
    let is_origin = |origin: &&String| {
        Url::parse(origin).is_ok_and(|url| url.has_host() && url.origin().ascii_serialization() == **origin)
    };
    registered.iter().filter(is_origin).map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn shell(page: &FramePage<'_>, origins: &str) -> Markup {
    let manifest = page.assets.manifest();
    let texts = Texts::of(page.locale);
    html! {
        (DOCTYPE)
        html lang=(page.locale.as_str()) data-theme="auto" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                title { (texts.title) }
                meta name="robots" content="noindex";
                // None: else a browser asks for /favicon.ico when this is a page of its own.
                link rel="icon" href="data:,";
                meta name="cc-session" content=(page.session);
                meta name="cc-origins" content=(origins);
                meta name="cc-glue" content={ "/" (manifest.glue) };
                meta name="cc-wasm" content={ "/" (manifest.wasm) };
                meta name="cc-locale" content=(page.locale.as_str());
                // Neither deferred nor a module: it must listen before the load event.
                script src={ "/" (manifest.boot) } {}
                link rel="stylesheet" href={ "/" (manifest.style) };
                link rel="modulepreload" href={ "/" (manifest.glue) };
                link rel="preload" as="fetch" type="application/wasm" href={ "/" (manifest.wasm) } crossorigin;
            }
            body {
                // As the widget's own loading state, which takes its place unnoticed.
                main id="checkout" aria-label=(texts.title) {
                    div class="waiting" role="status" aria-busy="true" {
                        span class="spinner" aria-hidden="true" {}
                        p { (texts.opening) }
                    }
                }
                noscript { p { (texts.no_script) } }
            }
        }
    }
}

/// What is said before the widget is there.
struct Texts {
    title: &'static str,
    opening: &'static str,
    no_script: &'static str,
}

impl Texts {
    const fn of(locale: Locale) -> Self {
        match locale {
            Locale::Ko => Self {
                title: "휴대폰 결제",
                opening: "결제창을 여는 중…",
                no_script: "결제하려면 브라우저 설정에서 JavaScript를 켜고 새로고침해 주세요.",
            },
            Locale::En => Self {
                title: "Pay by phone bill",
                opening: "Opening checkout…",
                no_script: "To pay, switch JavaScript on in your browser's settings and reload the page.",
            },
        }
    }
}
