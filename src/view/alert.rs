//! What went wrong: what happened, what to do next and who can do it, a number
//! to call, a code to quote.

use carrier_checkout_protocol::{
    Failure,
    reason::{Reason, ReasonClass},
};
use yew::{Html, html};

use super::{part::icon_warning, window::Screen};

/// The alert of a failure.
pub(super) fn view(screen: &Screen<'_>, failure: &Failure) -> Html {
    let texts = &screen.texts.failure;
    html! {
        <div class="alert" role="alert" id="alert" tabindex="-1" data-reason={failure.reason.as_str()}>
            { icon_warning() }
            <div>
                <p class="alert-title">{ (texts.happened)(failure.reason) }</p>
                <p>{ (texts.next)(failure.reason) }</p>
                if nothing_charged(failure.reason) {
                    <p>{ texts.not_charged }</p>
                }
                <dl class="facts small">
                    { call(screen, failure.reason) }
                    if let Some(quote) = &failure.quote {
                        <div class="fact"><dt>{ texts.quote }</dt><dd><code>{ quote }</code></dd></div>
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
    let (who, phone) = match reason.class() {
        ReasonClass::Carrier | ReasonClass::OtherMethod => (texts.carrier_centre.to_owned(), "114".to_owned()),
        ReasonClass::Provider => ((texts.provider_centre)(&checkout.provider.name), checkout.provider.phone.clone()),
        ReasonClass::Merchant => {
            ((texts.seller_centre)(&checkout.order.seller.name), checkout.order.seller.phone.clone())
        }
        ReasonClass::Fix | ReasonClass::Later => return html! {},
    };
    let href = format!("tel:{}", phone.replace('-', ""));
    html! {
        <div class="fact"><dt>{ texts.call }</dt><dd>{ who }{ " " }<a {href}>{ phone }</a></dd></div>
    }
}
