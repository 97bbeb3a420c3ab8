//! What went wrong: what happened, what to do next and who can do it, a number
//! to call, a code to quote.

use carrier_checkout_protocol::{Failure, Reason, reason::ReasonClass};
use yew::{Html, html};

use super::{
    part::{fact, icon_warning, tel},
    screen::Screen,
};

/// The alert of a failure.
pub(super) fn view(screen: &Screen<'_>, failure: &Failure) -> Html {
    let texts = &screen.texts.failure;
    let own = texts.own.of(failure.reason);
    // The gateway's words, where it has answered.
    let (happened, next) = match &failure.words {
        Some(words) => (&*words.happened, &*words.next),
        None => (own.happened, own.next),
    };
    html! {
        <div class="alert" role="alert" id="alert" tabindex="-1" data-reason={failure.reason.as_str()}>
            { icon_warning() }
            <div>
                <p class="alert-title">{ happened }</p>
                <p>{ next }</p>
                if nothing_charged(failure.reason) {
                    <p>{ texts.not_charged }</p>
                }
                <dl class="facts small">
                    { call(screen, failure.reason) }
                    if let Some(quote) = &failure.quote {
                        { fact(texts.quote, html! { <code>{ quote }</code> }) }
                    }
                </dl>
            </div>
        </div>
    }
}

/// Whether it is certain, and worth saying, that no money has moved.
const fn nothing_charged(reason: Reason) -> bool {
    match reason.class() {
        ReasonClass::Provider | ReasonClass::Merchant | ReasonClass::OtherMethod | ReasonClass::Carrier => true,
        ReasonClass::Fix => matches!(reason, Reason::UserCancelled | Reason::OtpLastTryFailed),
        ReasonClass::Later => false,
    }
}

fn call(screen: &Screen<'_>, reason: Reason) -> Html {
    let (texts, Some(checkout)) = (&screen.texts.failure, screen.flow.desk().checkout()) else { return html! {} };
    let (provider, seller) = (&checkout.provider, &checkout.order.seller);
    let (who, phone) = match reason.class() {
        ReasonClass::Carrier | ReasonClass::OtherMethod => (texts.carrier_centre.to_owned(), "114"),
        ReasonClass::Provider => ((texts.provider_centre)(&provider.name), &*provider.phone),
        ReasonClass::Later if matches!(reason, Reason::GatewayError | Reason::ConfirmationDelayed) => {
            ((texts.provider_centre)(&provider.name), &*provider.phone)
        }
        ReasonClass::Merchant => ((texts.seller_centre)(&seller.name), &*seller.phone),
        ReasonClass::Fix | ReasonClass::Later => return html! {},
    };
    fact(texts.call, html! { <>{ who }{ " " }{ tel(phone) }</> })
}
