//! The frame's HTML: the whole window, rendered by the widget's own views and
//! styled, so that a shopper can begin before any script has come.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use carrier_checkout::locale::texts;
use carrier_checkout::reasons::PageTexts;
use carrier_checkout_protocol::Timestamp;
use carrier_checkout_protocol::checkout::{Checkout, Stage};
use carrier_checkout_protocol::embed::Theme;
use carrier_checkout_protocol::locale::{Locale, accepted};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use url::Url;

use super::assets::Assets;
use super::mail;

/// What the frame's HTML is made of.
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
    /// The colours.
    pub theme: Theme,
    /// What is shown; none when there is no such session.
    pub checkout: Option<Checkout>,
    /// The gateway's time.
    pub now: Timestamp,
    /// Whether a copy of the receipt can be mailed.
    pub mail: bool,
}

/// The language that is asked for by `?locale=`, else by the browser.
#[must_use]
pub fn chosen_locale(query: Option<&str>, accept_language: Option<&str>) -> Locale {
    Locale::preferred(query.into_iter().chain(accepted(accept_language.unwrap_or_default())))
}

/// The colours that are asked for by `?theme=`, else those of the system.
#[must_use]
pub fn chosen_theme(query: Option<&str>) -> Theme {
    query.and_then(Theme::from_wire).unwrap_or(Theme::Auto)
}

/// Answers with the frame's HTML and the headers that keep it safe.
pub async fn frame_html(page: FramePage<'_>) -> Response {
    let (status, origins) = match page.origins {
        Some(registered) => (StatusCode::OK, exact(registered)),
        None => (StatusCode::NOT_FOUND, "*".to_owned()),
    };
    let ancestors = if origins.is_empty() { "'none'" } else { origins.as_str() };
    let policy = content_security_policy(ancestors, page.assets);
    let window = carrier_checkout::server::render(page.checkout.clone(), page.locale, page.now).await;
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS)),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
        // Else a page that is cross-origin isolated shows nothing. All that the frame loads is the gateway's own.
        (HeaderName::from_static("cross-origin-embedder-policy"), HeaderValue::from_static("require-corp")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
        (header::LINK, preloads(&page)),
    ];
    (status, headers, document(&page, &origins, &window)).into_response()
}

/// The frame's HTML around a window that is given, without its headers.
#[must_use]
pub fn frame_document(page: &FramePage<'_>, window: &str) -> String {
    document(page, "", window).into_string()
}

/// Only a code from a text message may be asked for, and only by the frame
/// itself. Browsers complain about names that they do not know, so these are
/// the ones that Chromium does.
const PERMISSIONS: &str = "otp-credentials=(self), accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
    clipboard-read=(), clipboard-write=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), \
    gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), local-fonts=(), magnetometer=(), \
    microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-create=(), \
    publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), xr-spatial-tracking=()";

/// Of scripts and styles in the HTML itself, only the two that the gateway has put there.
fn content_security_policy(ancestors: &str, assets: &Assets) -> HeaderValue {
    let (boot, style) = (&assets.boot().hash, &assets.style().hash);
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' '{boot}'; style-src '{style}'; connect-src 'self'; \
         img-src 'self' data:; font-src 'none'; base-uri 'none'; form-action 'none'; \
         frame-ancestors {ancestors}; require-trusted-types-for 'script'; trusted-types 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"))
}

/// The widget's files, so that they are on their way before the HTML is read.
fn preloads(page: &FramePage<'_>) -> HeaderValue {
    let widget = page.assets.manifest().widget(page.locale);
    let links = format!(
        "</{}>; rel=modulepreload, </{}>; rel=preload; as=fetch; type=\"application/wasm\"; crossorigin",
        widget.glue, widget.wasm
    );
    HeaderValue::from_str(&links).unwrap_or(HeaderValue::from_static(""))
}

/// The origins, apart by spaces. What is not exactly an origin is left out: it
/// would be a hole in the policy.
fn exact(registered: &[String]) -> String {
    let is_origin = |origin: &&String| {
        Url::parse(origin).is_ok_and(|url| url.has_host() && url.origin().ascii_serialization() == **origin)
    };
    registered.iter().filter(is_origin).map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn document(page: &FramePage<'_>, origins: &str, window: &str) -> Markup {
    let widget = page.assets.manifest().widget(page.locale);
    let texts = &texts(page.locale).page;
    html! {
        (DOCTYPE)
        html lang=(page.locale.as_str()) data-theme=(page.theme) data-mail[page.mail] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                title { (texts.title) }
                // None: else a browser asks for /favicon.ico when this is a page of its own.
                link rel="icon" href="data:,";
                meta name="cc-session" content=(page.session);
                meta name="cc-origins" content=(origins);
                meta name="cc-glue" content={ "/" (widget.glue) };
                meta name="cc-wasm" content={ "/" (widget.wasm) };
                meta name="cc-later" content={ "/" (page.assets.manifest().later) };
                meta name="cc-locale" content=(page.locale.as_str());
                link rel="modulepreload" href={ "/" (widget.glue) };
                link rel="preload" as="fetch" type="application/wasm" href={ "/" (widget.wasm) } crossorigin;
                style { (PreEscaped(&page.assets.style().text)) }
                // Here, so that it keeps what is done to the form from its first moment.
                script { (PreEscaped(&page.assets.boot().text)) }
            }
            body {
                (languages(page.locale))
                @if needs_widget(page.checkout.as_ref()) { (notice(texts, page.checkout.as_ref())) }
                p id="pressed" class="unseen" role="status" data-text=(texts.pressed) {}
                main id="checkout" aria-label=(texts.title) { (PreEscaped(window)) }
                // Whoever pays now gets a button that brings it (`www/frame/later/mail.ts`).
                @if page.mail && is_paid(page.checkout.as_ref()) { (mail::form(&texts.mail)) }
                @if needs_widget(page.checkout.as_ref()) {
                    p id="offline" role="status" data-text=(texts.offline) {}
                }
                @if let Some(checkout) = &page.checkout {
                    script type="application/json" id="cc-checkout" { (PreEscaped(json(checkout))) }
                }
                noscript { p { (texts.no_script) } }
            }
        }
    }
}

/// Switches the language: first on the page, for whoever cannot read what follows. `www/frame/language.ts` does it.
fn languages(shown: Locale) -> Markup {
    let page = &texts(shown).page;
    html! {
        div id="language" {
            label {
                svg viewBox="0 0 20 20" aria-hidden="true" focusable="false" {
                    path d="M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm-8 8h16M10 2c5 5 5 11 0 16M10 2c-5 5-5 11 0 16" {}
                }
                span class="unseen" { (page.language) }
                // Off: a browser fills in again what was chosen before a reload.
                select autocomplete="off" translate="no" {
                    @for locale in Locale::ALL {
                        option value=(locale) lang=(locale) selected[*locale == shown] { (texts(*locale).page.own_name) }
                    }
                }
            }
            p role="status" class="small" data-text=(page.language_kept) {}
        }
    }
}

/// Whether there is anything left to do: a receipt, or that all is over, can be read without the widget.
fn needs_widget(checkout: Option<&Checkout>) -> bool {
    !checkout.is_some_and(|checkout| matches!(checkout.stage, Stage::Paid { .. } | Stage::Cancelled | Stage::Expired))
}

fn is_paid(checkout: Option<&Checkout>) -> bool {
    checkout.is_some_and(|checkout| matches!(checkout.stage, Stage::Paid { .. }))
}

/// For when the widget does not come: here, in the shopper's language, because
/// then nothing else comes either.
fn notice(texts: &PageTexts, checkout: Option<&Checkout>) -> Markup {
    let begun = |checkout: &Checkout| matches!(checkout.stage, Stage::Open { .. } | Stage::Challenged { .. });
    html! {
        section id="notice" class="alert" role="alert" tabindex="-1" hidden {
            div {
                p class="alert-title" { (texts.not_loaded) }
                p data-why="network" { (texts.connection) }
                p data-why="unsupported" { (texts.unsupported) }
                // Where the code was right already, only the widget finds out what has become of it.
                @if checkout.is_some_and(begun) { p data-why="unsupported" { (texts.uncharged) } }
                p data-why="unconnected broken" { (texts.reload) }
                button type="button" class="secondary" { (texts.retry) }
            }
        }
    }
}

/// JSON that cannot end the element that it stands in.
fn json(checkout: &Checkout) -> String {
    serde_json::to_string(checkout).unwrap_or_default().replace('<', "\\u003c")
}
