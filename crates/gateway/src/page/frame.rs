//! The frame's HTML: the whole window, rendered by the widget's own views and
//! styled, so that a shopper can begin before any script has come.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::checkout::{Checkout, Stage};
use carrier_checkout_protocol::embed::Theme;
use carrier_checkout_protocol::{Locale, Timestamp};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use url::Url;

use super::assets::Assets;

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
}

/// The language that is asked for by `?locale=`, else by the browser.
#[must_use]
pub fn chosen_locale(query: Option<&str>, accept_language: Option<&str>) -> Locale {
    query
        .and_then(Locale::from_tag)
        .unwrap_or_else(|| Locale::from_accept_language(accept_language.unwrap_or_default()))
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
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
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
    let texts = Texts::of(page.locale);
    html! {
        (DOCTYPE)
        html lang=(page.locale.as_str()) data-theme=(page.theme) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                title { (texts.title) }
                meta name="robots" content="noindex";
                // None: else a browser asks for /favicon.ico when this is a page of its own.
                link rel="icon" href="data:,";
                meta name="cc-session" content=(page.session);
                meta name="cc-origins" content=(origins);
                meta name="cc-glue" content={ "/" (widget.glue) };
                meta name="cc-wasm" content={ "/" (widget.wasm) };
                meta name="cc-locale" content=(page.locale.as_str());
                link rel="modulepreload" href={ "/" (widget.glue) };
                link rel="preload" as="fetch" type="application/wasm" href={ "/" (widget.wasm) } crossorigin;
                style { (PreEscaped(&page.assets.style().text)) }
                // Here, so that it keeps what is done to the form from its first moment.
                script { (PreEscaped(&page.assets.boot().text)) }
            }
            body {
                @if needs_widget(page.checkout.as_ref()) { (notice(texts, page.checkout.as_ref())) }
                p id="pressed" class="unseen" role="status" data-text=(texts.pressed) {}
                main id="checkout" aria-label=(texts.title) { (PreEscaped(window)) }
                @if needs_widget(page.checkout.as_ref()) {
                    p id="offline" role="status" data-text=(texts.offline) {}
                    (before_leaving(texts))
                }
                @if let Some(checkout) = &page.checkout {
                    script type="application/json" id="cc-checkout" { (PreEscaped(json(checkout))) }
                }
                noscript { p { (texts.no_script) } }
            }
        }
    }
}

/// Whether there is anything left to do: a receipt, or that all is over, can be read without the widget.
fn needs_widget(checkout: Option<&Checkout>) -> bool {
    !checkout.is_some_and(|checkout| matches!(checkout.stage, Stage::Paid { .. } | Stage::Cancelled | Stage::Expired))
}

/// For when the widget does not come: here, in the shopper's language, because
/// then nothing else comes either.
fn notice(texts: &Texts, checkout: Option<&Checkout>) -> Markup {
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

/// What Back asks while a payment is under way (`www/frame/back.ts`): first whether to stop it, and once it can no longer
/// be stopped, whether to wait for it here.
fn before_leaving(texts: &Texts) -> Markup {
    html! {
        @for (way, question) in [("stop", &texts.stop), ("moves", &texts.moves)] {
            dialog role="alertdialog" data-way=(way) aria-labelledby={ (way) "-title" } aria-describedby={ (way) "-text" } {
                h2 id={ (way) "-title" } { (question.title) }
                p id={ (way) "-text" } { (question.text) }
                button type="button" class="primary" { (question.stay) }
                button type="button" class="secondary" { (question.go) }
            }
        }
    }
}

/// JSON that cannot end the element that it stands in.
fn json(checkout: &Checkout) -> String {
    serde_json::to_string(checkout).unwrap_or_default().replace('<', "\\u003c")
}

/// What is said by the page itself.
struct Texts {
    title: &'static str,
    not_loaded: &'static str,
    connection: &'static str,
    unsupported: &'static str,
    uncharged: &'static str,
    reload: &'static str,
    retry: &'static str,
    pressed: &'static str,
    no_script: &'static str,
    offline: &'static str,
    /// The payment can be stopped.
    stop: Question,
    /// It may be on its way to the carrier.
    moves: Question,
}

/// What is asked before a payment is left, and both answers.
struct Question {
    title: &'static str,
    text: &'static str,
    stay: &'static str,
    go: &'static str,
}

impl Texts {
    const fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::Ko => &Self {
                title: "휴대폰 결제",
                not_loaded: "결제창을 다 불러오지 못했어요",
                connection: "인터넷 연결을 확인하고 다시 시도해 주세요. 입력한 내용은 그대로 있어요.",
                unsupported: "이 브라우저나 앱에서는 결제를 진행할 수 없어요. Chrome, Safari, 삼성 인터넷 같은 최신 \
                    브라우저에서 이 페이지를 열어 주세요.",
                uncharged: "아직 결제되지 않았어요.",
                reload: "결제창이 이 페이지와 연결되지 않았어요. 다시 시도하면 처음부터 입력하게 될 수 있어요.",
                retry: "다시 시도",
                pressed: "결제창을 마저 불러오고 있어요. 준비되면 바로 이어서 진행해요.",
                no_script: "결제하려면 브라우저 설정에서 JavaScript를 켜고 새로고침해 주세요.",
                offline: "인터넷 연결이 끊겼어요. 입력한 내용은 그대로 있어요. 연결되면 이어서 진행할게요.",
                stop: Question {
                    title: "결제를 그만둘까요?",
                    text: "아직 결제되지 않았어요. 지금 취소하면 요금이 청구되지 않아요.",
                    stay: "계속 결제하기",
                    go: "결제 취소",
                },
                moves: Question {
                    title: "결제를 처리하고 있어요",
                    text: "이제는 멈출 수 없어요. 나가도 결제는 완료될 수 있으니, 결과는 주문 내역에서 확인해 주세요. \
                        두 번 결제되지 않아요.",
                    stay: "기다리기",
                    go: "나가기",
                },
            },
            Locale::En => &Self {
                title: "Carrier billing checkout",
                not_loaded: "The checkout could not be loaded completely",
                connection: "Check your connection and try again. What you filled in is still here.",
                unsupported: "Payment is not possible in this browser or app. Open this page in an up-to-date browser \
                    such as Chrome, Safari or Samsung Internet.",
                uncharged: "Nothing has been charged yet.",
                reload: "The checkout has no connection to this page. Trying again may mean filling it in again.",
                retry: "Try again",
                pressed: "The checkout is still loading. It goes on by itself as soon as it is ready.",
                no_script: "To pay, switch JavaScript on in your browser's settings and reload the page.",
                offline: "You are offline. What you filled in is still here, and it goes on once you are connected.",
                stop: Question {
                    title: "Stop this payment?",
                    text: "Nothing has been charged yet. If you cancel now, nothing will be.",
                    stay: "Go on paying",
                    go: "Cancel payment",
                },
                moves: Question {
                    title: "Your payment is being processed",
                    text: "It can no longer be stopped. It may be completed even if you leave: look at your order for the \
                        outcome. You are not charged twice.",
                    stay: "Wait here",
                    go: "Leave",
                },
            },
        }
    }
}
