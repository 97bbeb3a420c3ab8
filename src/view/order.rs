//! The order, always in sight: what, how much, from whom, on which bill.

use carrier_checkout_flow::State;
use carrier_checkout_protocol::{checkout::Checkout, goods::Order};
use yew::{Html, html};

use super::{part::fact, screen::Screen};

/// Everything that the law wants seen before paying.
pub(super) fn full(screen: &Screen<'_>, checkout: &Checkout) -> Html {
    let (texts, order) = (&screen.texts.order, &checkout.order);
    let contact = html! { <>{ &order.seller.name }<span class="contact">{ contact(checkout) }</span></> };
    html! {
        <section class="order" aria-label={texts.region} key="order">
            { headline(screen, checkout) }
            <dl class="facts">
                { fact(texts.seller, contact) }
                if let Some(period) = order.goods.offer_period {
                    { fact(texts.period, (texts.offer_period)(period)) }
                }
                { fact(texts.billing, html! { billing(screen, order) }) }
                { fact(texts.billed, (texts.billed_with)(bill_month(screen))) }
            </dl>
            if let Some(note) = &order.note {
                <p class="small">{ note }</p>
            }
        </section>
    }
}

/// On the code screen: what and how much, and from whom.
pub(super) fn short(screen: &Screen<'_>, checkout: &Checkout) -> Html {
    let texts = &screen.texts.order;
    html! {
        <section class="order short" aria-label={texts.region} key="order">
            { headline(screen, checkout) }
            <p class="small">
                { &checkout.order.seller.name }{ " · " }{ billing(screen, &checkout.order) }
                if let Some(period) = checkout.order.goods.offer_period {
                    { " · " }{ (texts.offer_period)(period) }
                }
            </p>
        </section>
    }
}

fn headline(screen: &Screen<'_>, checkout: &Checkout) -> Html {
    let (texts, order) = (&screen.texts.order, &checkout.order);
    html! {
        <div class="headline">
            <p class="goods"><span class="unseen">{ texts.goods }{ " " }</span>{ &order.goods.name }</p>
            <p class="amount">
                <span class="unseen">{ texts.amount }{ " " }</span>
                <strong>{ (texts.won)(order.amount) }</strong>
                <small>{ texts.vat_included }</small>
            </p>
        </div>
    }
}

/// Once, or every month and on which day.
fn billing<'a>(screen: &Screen<'_>, order: &'a Order) -> &'a str {
    order.monthly.as_ref().map_or(screen.texts.order.one_off, |monthly| &monthly.terms)
}

/// What is paid in one month comes with the phone bill of the next.
fn bill_month(screen: &Screen<'_>) -> u8 {
    let paid = match screen.flow.state() {
        State::Paid(paid) => paid.receipt().paid_at,
        State::Loading(_)
        | State::Details(_)
        | State::Code(_)
        | State::Confirming(_)
        | State::Checking(_)
        | State::Ended(_) => screen.flow.desk().now(),
    };
    paid.in_korea().month % 12 + 1
}

/// The seller's contacts.
pub(crate) fn contact(checkout: &Checkout) -> String {
    let seller = &checkout.order.seller;
    match &seller.email {
        Some(email) => format!("{}, {email}", seller.phone),
        None => seller.phone.clone(),
    }
}
