//! The receipt: with the order in it, the four items of art. 58 of the
//! Network Act: when, from whom with contact, what and how much, how to object.

use carrier_checkout_flow::state::Paid;
use yew::{Html, html};

use super::{
    order,
    part::{fact, icon_done, tel},
    screen::Screen,
};

/// 휴대폰/ARS결제 중재센터.
const DISPUTE_CENTRE: &str = "1644-2367";

pub(super) fn view(screen: &Screen<'_>, state: &Paid) -> Html {
    let Some(checkout) = screen.flow.desk().checkout() else { return html! {} };
    let (texts, receipt) = (&screen.texts.receipt, state.receipt());
    let provider = &checkout.provider;
    let line = format!("{} ({})", receipt.phone, (screen.texts.details.carrier_name)(receipt.carrier));
    html! {
        <div class="receipt" key="receipt">
            <div class="done" role="status">
                { icon_done() }
                <h2 id="heading" tabindex="-1">{ texts.heading }</h2>
            </div>
            { order::full(screen, checkout) }
            <dl class="facts">
                { fact(texts.paid_at, (texts.date_time)(receipt.paid_at)) }
                { fact(texts.line, line) }
                { fact(texts.number, html! { <code>{ receipt.payment.as_str() }</code> }) }
                { fact(texts.cancel_until, (texts.date)(receipt.cancel_until)) }
            </dl>
            <h3>{ texts.objection }</h3>
            <p class="small">{ texts.objection_text }</p>
            <dl class="calls small">
                { fact((screen.texts.failure.provider_centre)(&provider.name), tel(&provider.phone)) }
                { fact(texts.dispute_centre, tel(DISPUTE_CENTRE)) }
            </dl>
            <details class="not-me">
                <summary>{ texts.not_me }</summary>
                <p class="small">{ (texts.not_me_text)(&provider.phone) }</p>
            </details>
        </div>
    }
}
