//! The checkout as a page of its own: who sells above the window, who handles the payment below, and the ways back to
//! the merchant. `www/frame/hosted.ts` is what the loader is on a merchant's page.

use carrier_checkout::locale::texts;
use carrier_checkout::reasons::hosted as words;
use carrier_checkout_protocol::checkout::{Checkout, Stage};
use carrier_checkout_protocol::goods::{Provider, Seller};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use url::Url;

use super::frame::FramePage;
use super::ways::Ways;

/// What the hosted page shows around the window.
pub struct Hosted<'a> {
    /// Who sells.
    pub seller: &'a Seller,
    /// Who runs the gateway.
    pub provider: &'a Provider,
    /// Where the page leads; none where the merchant wants no such page.
    pub ways: Option<Ways>,
    /// Where the gateway is: no other page is around this one.
    pub gateway: &'a Url,
}

/// The screens with something to pay.
const UNPAID: &str = "loading details code";

/// Those from which the shopper goes back without having paid. While it is found out whether it is paid, nobody is sent
/// where the merchant believes that it is not.
const LEAVING: &str = "loading details code ended";

impl Hosted<'_> {
    /// Whether the window would only lead to a token that nobody can be handed.
    pub(super) fn leads_nowhere(&self, checkout: Option<&Checkout>) -> bool {
        let payable = |stage: &Stage| match stage {
            Stage::Open { .. } | Stage::Challenged { .. } | Stage::Verified(_) => true,
            Stage::Processing | Stage::Paid { .. } | Stage::Cancelled | Stage::Expired => false,
        };
        self.ways.is_none() && checkout.is_some_and(|checkout| payable(&checkout.stage))
    }

    /// The merchant's host, as the address bar of its shop shows it: what looks like another one stands in its own letters.
    fn host(&self, origins: &[String]) -> Option<String> {
        let url = self.ways.as_ref().map(|ways| ways.confirm.clone()).or_else(|| home(origins))?;
        let host = url.host_str()?;
        Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
    }
}

/// Where the merchant is at home.
fn home(origins: &[String]) -> Option<Url> {
    Url::parse(origins.first()?).ok()
}

/// Above the window: the way back, and who sells.
pub(super) fn header(page: &FramePage<'_>, hosted: &Hosted<'_>) -> Markup {
    let (words, seller) = (words(page.locale), hosted.seller);
    html! {
        header id="seller" {
            p class="way" {
                @if let Some(ways) = &hosted.ways {
                    (way(page, LEAVING, "back", &ways.cancel, html! { (arrow()) (words.back) }))
                    (way(page, "paid", "back", &ways.success, html! { (arrow()) (texts(page.locale).page.order) }))
                }
            }
            p class="small" { (words.seller) }
            h1 { (seller.name) }
            dl class="facts" {
                @if let Some(host) = hosted.host(page.origins.unwrap_or_default()) {
                    div class="fact" { dt { (words.host) } dd translate="no" { (host) } }
                }
                div class="fact" { dt { (words.phone) } dd { (tel(&seller.phone)) } }
                @if let Some(email) = &seller.email {
                    div class="fact" { dt { (words.email) } dd { a href={ "mailto:" (email) } { (email) } } }
                }
            }
            // For as long as there is something to pay.
            @if !hosted.leads_nowhere(page.checkout.as_ref()) {
                p class="small caution" data-on=(UNPAID) hidden[!is_on(page, UNPAID)] { (words.caution) }
            }
        }
    }
}

/// Below the window, once it is over: on to the merchant. A receipt has to be seen, so nobody is sent on by itself.
pub(super) fn ways(page: &FramePage<'_>, hosted: &Hosted<'_>) -> Markup {
    html! {
        @if let Some(ways) = &hosted.ways {
            nav id="ways" aria-label=(hosted.seller.name) {
                (way(page, "paid", "primary", &ways.success, html! { (texts(page.locale).page.order) }))
                (way(page, "ended", "secondary", &ways.cancel, html! { (words(page.locale).back) }))
            }
            // Nothing is in it until the token is. Where the code was right before this page came, it may have been
            // posted already: then only the shopper has it posted again.
            form id="confirm" method="post" action=(ways.confirm) hidden data-posted[is_verified(page.checkout.as_ref())] {}
        }
    }
}

/// Below everything: who handles the payment.
pub(super) fn footer(page: &FramePage<'_>, hosted: &Hosted<'_>) -> Markup {
    let provider = hosted.provider;
    html! {
        footer id="provider" {
            p { (words(page.locale).provider) " " strong { (provider.name) } }
            p { ((texts(page.locale).failure.provider_centre)(&provider.name)) " " (tel(&provider.phone)) }
        }
    }
}

/// Instead of a window whose payment nobody could be told of: where to pay, without a script.
pub(super) fn elsewhere(page: &FramePage<'_>, hosted: &Hosted<'_>) -> Markup {
    let (words, title) = (words(page.locale), title(page, hosted));
    html! {
        (DOCTYPE)
        html lang=(page.locale.as_str()) data-theme=(page.theme) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                title { (title) }
                link rel="icon" href="data:,";
                style { (PreEscaped(&page.assets.style().text)) }
                style { (PreEscaped(&page.assets.hosted_style().text)) }
            }
            body class="hosted" {
                (header(page, hosted))
                div class="pane" {
                    main id="checkout" {
                        div class="alert" id="elsewhere" role="alert" {
                            div {
                                p class="alert-title" { (words.elsewhere) }
                                p { (words.elsewhere_text) }
                            }
                        }
                    }
                    @if let Some(home) = home(page.origins.unwrap_or_default()) {
                        nav id="ways" aria-label=(hosted.seller.name) { a class="secondary" href=(home) { (words.back) } }
                    }
                }
                (footer(page, hosted))
            }
        }
    }
}

/// The page's title, with who sells in it.
pub(super) fn title(page: &FramePage<'_>, hosted: &Hosted<'_>) -> String {
    format!("{} · {}", texts(page.locale).page.title, hosted.seller.name)
}

/// A link that is there on those screens only; `www/frame/hosted.ts` goes on with that.
fn way(page: &FramePage<'_>, screens: &str, class: &str, url: &Url, text: Markup) -> Markup {
    html! {
        a class=(class) href=(url) data-on=(screens) hidden[!is_on(page, screens)] { (text) }
    }
}

/// Whether the window begins with one of those screens.
fn is_on(page: &FramePage<'_>, screens: &str) -> bool {
    let shown = screen(page.checkout.as_ref());
    screens.split(' ').any(|screen| screen == shown)
}

/// The screen that the window begins with.
fn screen(checkout: Option<&Checkout>) -> &'static str {
    match checkout.map(|checkout| &checkout.stage) {
        None => "loading",
        Some(Stage::Open { .. }) => "details",
        Some(Stage::Challenged { .. }) => "code",
        Some(Stage::Verified(_) | Stage::Processing) => "checking",
        Some(Stage::Paid { .. }) => "paid",
        Some(Stage::Cancelled | Stage::Expired) => "ended",
    }
}

fn is_verified(checkout: Option<&Checkout>) -> bool {
    checkout.is_some_and(|checkout| matches!(checkout.stage, Stage::Verified(_)))
}

fn tel(phone: &str) -> Markup {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    html! { a href={ "tel:" (digits) } { (phone) } }
}

fn arrow() -> Markup {
    html! {
        svg viewBox="0 0 20 20" aria-hidden="true" focusable="false" { path d="M12 4 6 10l6 6" {} }
    }
}
