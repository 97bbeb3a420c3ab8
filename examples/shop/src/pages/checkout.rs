use carrier_checkout_protocol::embed::Theme;
use carrier_checkout_protocol::session::{Session, SessionStatus};
use carrier_checkout_protocol::{Locale, SessionId};
use maud::{Markup, html};
use url::Url;

use super::goods::practice;
use super::link::link;
use super::page;
use crate::orders::Order;

/// How the checkout is to look.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    pub(crate) locale: Locale,
    pub(crate) theme: Theme,
    pub(crate) embedding: Embedding,
}

/// The two ways to put the checkout into a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Embedding {
    /// The page has the frame in it, which loads with the page.
    Declared,
    /// `?embed=script`: the script makes the frame.
    Script,
    /// `?embed=yew`: a page in Yew without the frame, `examples/yew`.
    Component,
}

/// The page with the checkout in it.
pub(crate) fn checkout(order: &Order, session: &Session, gateway: &str, look: Look, sandbox: Option<&Url>) -> Markup {
    let success = format!("/orders/{}", order.id);
    let frame = session.frame_url.as_deref().filter(|_| look.embedding == Embedding::Declared);
    page(
        &format!("{} 결제", order.good.name),
        html! {
            nav aria-label="돌아가기" { a href="/" { "상품 목록" } }
            h1 { (order.good.name) " 결제" }
            div.checkout {
                section.cart aria-labelledby="cart" {
                    h2 #cart { "주문 상품" }
                    img src={ "/assets/" (order.good.picture) } alt="" width="320" height="180";
                    p { (order.good.about) }
                    dl {
                        div { dt { "주문 번호" } dd { (order.id) } }
                        div { dt { "제공기간" } dd { (order.good.period_text()) } }
                        div.total { dt { "합계" } dd { (order.good.price_text()) } }
                    }
                }
                section aria-labelledby="payment" {
                    h2 #payment { "결제 수단: 휴대폰 요금" }
                    @match frame {
                        Some(frame) => (declared(&session.id, frame, &success, look)),
                        None if look.embedding == Embedding::Component => (app(&session.id, gateway, &success, look)),
                        None => div #checkout {},
                    }
                    noscript { p { "결제하려면 브라우저의 자바스크립트를 켜 주세요." } }
                    @if frame.is_some() {
                        script src={ (gateway) "/checkout.js" } async {}
                    } @else if look.embedding == Embedding::Script {
                        script
                            src={ (gateway) "/checkout.js" }
                            data-session=(session.id)
                            data-confirm-url="/confirm"
                            data-success-url=(success)
                            data-mount="#checkout"
                            data-locale=(look.locale)
                            data-theme=(look.theme)
                            async {}
                    }
                }
            }
            // As long as it can be paid: a link to a receipt is nobody else's business.
            @if let Some(url) = session.url.as_deref().filter(|_| can_be_paid(session.status)) { (link(url)) }
            @if let Some(sandbox) = sandbox {
                (practice(sandbox))
            }
        },
    )
}

/// Whether somebody may still be asked to pay in it.
pub(crate) const fn can_be_paid(status: SessionStatus) -> bool {
    match status {
        SessionStatus::Open | SessionStatus::Challenged | SessionStatus::Verified => true,
        SessionStatus::Processing | SessionStatus::Paid | SessionStatus::Cancelled | SessionStatus::Expired => false,
    }
}

/// The frame's title until the loader has written it.
const fn title(locale: Locale) -> &'static str {
    match locale {
        Locale::Ko => "휴대폰 결제",
        Locale::En => "Carrier billing checkout",
        Locale::Ja => "携帯決済",
        Locale::ZhHans => "话费支付",
        Locale::Vi => "Thanh toán qua cước di động",
    }
}

/// Room for the page in Yew, with its options.
fn app(session: &SessionId, gateway: &str, success: &str, look: Look) -> Markup {
    html! {
        div #app
            data-session=(session)
            data-gateway=(gateway)
            data-success-url=(success)
            data-locale=(look.locale)
            data-theme=(look.theme) {}
        script type="module" src="/assets/yew.js" {}
    }
}

/// The session's `embed_html`, written by the shop itself: language and colours
/// are asked for with each request, and the heights by width are in its style sheet.
fn declared(session: &SessionId, frame: &str, success: &str, look: Look) -> Markup {
    let Look { locale, theme, .. } = look;
    html! {
        carrier-checkout #checkout
            session=(session)
            confirm-url="/confirm"
            success-url=(success)
            locale=(locale)
            theme=(theme) {
            iframe
                src={ (frame) "?locale=" (locale) @if theme != Theme::Auto { "&theme=" (theme) } }
                title=(title(locale))
                width="100%"
                height="1240"
                frameborder="0"
                allow="otp-credentials"
                referrerpolicy="no-referrer" {}
        }
    }
}
