//! The frame's HTML: the whole window, rendered by the widget's own views and
//! styled, so that a shopper can begin before any script has come.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use carrier_checkout::locale::texts;
use carrier_checkout::reasons::PageTexts;
use carrier_checkout_protocol::Locale;
use carrier_checkout_protocol::Timestamp;
use carrier_checkout_protocol::appearance::Appearance;
use carrier_checkout_protocol::checkout::{Checkout, Stage};
use carrier_checkout_protocol::embed::Theme;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::assets::{Assets, Inline};
use super::hosted::{self, Hosted};
use super::squeezed::squeezed;
use super::{mail, policy};
use crate::appearance::style_sheet;

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
    /// Light or dark.
    pub theme: Theme,
    /// How the merchant wants it to look.
    pub appearance: Appearance,
    /// What is shown; none when there is no such session.
    pub checkout: Option<Checkout>,
    /// The gateway's time.
    pub now: Timestamp,
    /// Whether a copy of the receipt can be mailed.
    pub mail: bool,
    /// What is around the window where it is a page of its own.
    pub hosted: Option<Hosted<'a>>,
}

/// The colours that are asked for by `?theme=`, else those of the system.
#[must_use]
pub fn chosen_theme(query: Option<&str>) -> Theme {
    query.and_then(Theme::from_wire).unwrap_or(Theme::Auto)
}

/// Answers with the frame's HTML and the headers that keep it safe.
pub async fn frame_html(page: FramePage<'_>, takes_brotli: bool) -> Response {
    let (status, origins) = match page.origins {
        Some(registered) => (StatusCode::OK, policy::exact(registered)),
        None => (StatusCode::NOT_FOUND, "*".to_owned()),
    };
    let own_style = own_style(&page);
    let headers = policy::headers(&page, own_style.as_ref(), &origins);
    if let Some(hosted) = page.hosted.as_ref().filter(|hosted| hosted.leads_nowhere(page.checkout.as_ref())) {
        return (status, headers, hosted::elsewhere(&page, hosted)).into_response();
    }
    let window = carrier_checkout::server::render(page.checkout.clone(), page.locale, page.now).await;
    let links = [(header::LINK, preloads(&page))];
    let html = document(&page, own_style.as_ref(), &origins, &window);
    match if takes_brotli { squeezed(page.assets, &html.0).await } else { None } {
        Some(squeezed) => {
            let encoded = [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::CONTENT_ENCODING, "br"),
                (header::VARY, "accept-encoding"),
            ];
            (status, headers, links, encoded, squeezed).into_response()
        }
        None => (status, headers, links, html).into_response(),
    }
}

/// The frame's HTML around a window that is given, without its headers.
#[must_use]
pub fn frame_document(page: &FramePage<'_>, window: &str) -> String {
    document(page, own_style(page).as_ref(), "", window).into_string()
}

/// The merchant's appearance, behind the style sheet that it changes.
fn own_style(page: &FramePage<'_>) -> Option<Inline> {
    style_sheet(&page.appearance).map(Inline::new)
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

fn document(page: &FramePage<'_>, own_style: Option<&Inline>, origins: &str, window: &str) -> Markup {
    let widget = page.assets.manifest().widget(page.locale);
    let texts = &texts(page.locale).page;
    html! {
        (DOCTYPE)
        html lang=(page.locale.as_str()) data-theme=(page.theme) data-mail[page.mail] data-hosted[joins_itself(page)] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                title { @match &page.hosted { Some(hosted) => (hosted::title(page, hosted)), None => (texts.title) } }
                // None: else a browser asks for /favicon.ico when this is a page of its own.
                link rel="icon" href="data:,";
                meta name="cc-glue" content={ "/" (widget.glue) };
                meta name="cc-wasm" content={ "/" (widget.wasm) };
                meta name="cc-later" content={ "/" (page.assets.manifest().later) };
                meta name="cc-locale" content=(page.locale.as_str());
                link rel="modulepreload" href={ "/" (widget.glue) };
                link rel="preload" as="fetch" type="application/wasm" href={ "/" (widget.wasm) } crossorigin;
                style { (PreEscaped(&page.assets.style().text)) }
                // Up to here it is the same for every session (`squeezed`).
                meta name="cc-session" content=(page.session);
                meta name="cc-origins" content=(speakers(page, origins));
                @if page.hosted.is_some() {
                    style { (PreEscaped(&page.assets.hosted_style().text)) }
                    // First: it hears that the other one is there.
                    script { (PreEscaped(&page.assets.hosted().text)) }
                }
                @if let Some(style) = own_style { style { (PreEscaped(&style.text)) } }
                // Here, so that it keeps what is done to the form from its first moment.
                script { (PreEscaped(&page.assets.boot().text)) }
            }
            @match &page.hosted {
                None => body { (around(page, window)) },
                Some(hosted) => body class="hosted" {
                    (hosted::header(page, hosted))
                    div class="pane" { (around(page, window)) (hosted::ways(page, hosted)) }
                    (hosted::footer(page, hosted))
                },
            }
        }
    }
}

/// Whether the page's own script is the one that speaks to the window.
fn joins_itself(page: &FramePage<'_>) -> bool {
    page.hosted.as_ref().is_some_and(|hosted| hosted.ways.is_some())
}

/// The origins that may speak to the window.
fn speakers(page: &FramePage<'_>, origins: &str) -> String {
    let own = page.hosted.as_ref().filter(|_| joins_itself(page)).map(|hosted| hosted.gateway.origin());
    own.map_or_else(|| origins.to_owned(), |own| format!("{origins} {}", own.ascii_serialization()))
}

/// The window, and what is said around it.
fn around(page: &FramePage<'_>, window: &str) -> Markup {
    let texts = &texts(page.locale).page;
    let checkout = page.checkout.as_ref();
    html! {
        (languages(page.locale))
        @if needs_widget(checkout) { (notice(texts, checkout)) }
        p id="pressed" class="unseen" role="status" data-text=(texts.pressed) {}
        main id="checkout" aria-label=(texts.title) { (PreEscaped(window)) }
        // Whoever pays now gets a button that brings it (`www/frame/later/mail.ts`).
        @if page.mail && is_paid(checkout) { (mail::form(&texts.mail)) }
        @if needs_widget(checkout) {
            p id="offline" role="status" data-text=(texts.offline) {}
        }
        @if let Some(checkout) = checkout {
            script type="application/json" id="cc-checkout" { (PreEscaped(json(checkout))) }
        }
        noscript { p { (texts.no_script) } }
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
