//! Whose line it is.

use carrier_checkout_flow::Form;
use carrier_checkout_protocol::{Carrier, checkout::Checkout};
use yew::{Html, html};

use crate::view::{
    dispatch::Choice,
    part::{radio, slip},
    screen::Screen,
};

pub(super) fn view(screen: &Screen<'_>, form: &Form, checkout: &Checkout) -> Html {
    let texts = &screen.texts.details;
    let (budget, own): (Vec<_>, Vec<_>) = checkout.carriers.iter().copied().partition(|c| c.is_budget());
    let missing = form.carrier_missing();
    html! {
        <>
            <fieldset class="field">
                <legend>{ texts.carrier }</legend>
                <div class="choices four">
                    { for own.into_iter().map(|carrier| choice(screen, form, carrier)) }
                    if !budget.is_empty() {
                        { radio(screen, Choice::Budget, ("carrier", "budget"), form.budget(), None, texts.budget) }
                    }
                </div>
                if missing && !form.budget() {
                    { slip("carrier-slip", Some(texts.carrier_missing)) }
                }
            </fieldset>
            // Always there: style sheets show it as soon as it is chosen, with or without a script.
            if !budget.is_empty() {
                <fieldset class={if form.budget() { "field nested shown" } else { "field nested" }}>
                    <legend>{ texts.budget_carrier }</legend>
                    <div class="choices three">
                        { for budget.into_iter().map(|carrier| choice(screen, form, carrier)) }
                    </div>
                    <p class="hint" id="budget-hint">{ texts.budget_hint }</p>
                    if missing && form.budget() {
                        { slip("carrier-slip", Some(texts.carrier_missing)) }
                    }
                </fieldset>
            }
        </>
    }
}

fn choice(screen: &Screen<'_>, form: &Form, carrier: Carrier) -> Html {
    let (name, hint) = if carrier.is_budget() { ("budget-carrier", Some("budget-hint")) } else { ("carrier", None) };
    // On each radio, because not every screen reader tells what describes the group.
    let described = if form.carrier_missing() { Some("carrier-slip") } else { hint };
    let text = (screen.texts.details.carrier_name)(carrier);
    let chosen = form.carrier() == Some(carrier);
    radio(screen, Choice::Carrier(carrier), (name, carrier.as_str()), chosen, described, text)
}
