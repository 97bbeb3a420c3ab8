use carrier_checkout_protocol::Locale;
use carrier_checkout_protocol::embed::Theme;
use maud::{Markup, html};
use url::Url;

use super::goods::practice;
use super::page;
use crate::orders::Order;

/// How the checkout is to look.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    pub(crate) locale: Locale,
    pub(crate) theme: Theme,
}

/// The page with the checkout in it: one element to hold it, one script tag.
pub(crate) fn checkout(order: &Order, gateway: &str, look: Look, sandbox: Option<&Url>) -> Markup {
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
                    div #checkout {}
                    noscript { p { "결제하려면 브라우저의 자바스크립트를 켜 주세요." } }
                    script
                        src={ (gateway) "/checkout.js" }
                        data-session=(order.session)
                        data-confirm-url="/confirm"
                        data-success-url={ "/orders/" (order.id) }
                        data-mount="#checkout"
                        data-locale=(look.locale)
                        data-theme=(look.theme)
                        async {}
                }
            }
            @if let Some(sandbox) = sandbox {
                (practice(sandbox))
            }
        },
    )
}
