//! The receipt: with the order in it, the four items of art. 58 of the
//! Network Act: when, from whom with contact, what and how much, how to object.

use carrier_checkout_flow::state::Paid;
use yew::{Html, html};

use super::{
    order,
    part::{fact, icon_done, tel},
    remedy,
    screen::Screen,
};

pub(super) fn view(screen: &Screen<'_>, state: &Paid) -> Html {
    let Some(checkout) = screen.flow.desk().checkout() else { return html! {} };
    let (texts, receipt) = (&screen.texts.receipt, state.receipt());
    let provider = &checkout.provider;
    let line = format!("{} ({})", receipt.phone, (screen.texts.details.carrier_name)(receipt.carrier));
    // From the 1st on, in Korea, it stands on the bill.
    let until = match receipt.cancel_until {
        end if end < screen.flow.desk().now() => texts.refund_only.to_owned(),
        end => (texts.date)(end),
    };
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
                { fact(texts.cancel_until, until) }
            </dl>
            { remedy::standing(state) }
            { remedy::stop(screen, state) }
            // Printing takes no widget: the page's first script does it.
            <button type="button" class="secondary print">{ texts.print }</button>
            <h3>{ texts.objection }</h3>
            <p class="small">{ texts.objection_text }</p>
            { remedy::dispute(screen, state) }
            <dl class="calls small">
                { fact((screen.texts.failure.provider_centre)(&provider.name), tel(&provider.phone)) }
                { fact(screen.texts.failure.carrier_centre, tel("114")) }
                { fact(texts.dispute_centre, tel("1644-2367")) }
                { fact(texts.police, tel("112")) }
            </dl>
            if let Some(page) = &receipt.carrier_page {
                <p class="small">
                    <a href={page.clone()} target="_blank" rel="noopener noreferrer">{ texts.limits }</a>
                </p>
            }
        </div>
    }
}
