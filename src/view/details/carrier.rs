//! Whose line it is.

use carrier_checkout_flow::{Form, Input};
use carrier_checkout_protocol::{Carrier, checkout::Checkout};
use yew::{Html, html};

use crate::view::{part::slip, screen::Screen};

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
                        <label class="choice">
                            <input type="radio" name="carrier" value="budget" checked={form.budget()}
                                onchange={screen.dispatch.change(|_| Input::BudgetChosen)} />
                            <span>{ texts.budget }</span>
                        </label>
                    }
                </div>
                if missing && !form.budget() {
                    { slip("carrier-slip", Some(texts.carrier_missing)) }
                }
            </fieldset>
            // Always there: style sheets show it as soon as it is chosen, with or without a script.
            if !budget.is_empty() {
                <fieldset class={if form.budget() { "field nested shown" } else { "field nested" }} id="budget">
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
    let onchange = screen.dispatch.change(move |_| Input::CarrierChosen(carrier));
    html! {
        <label class="choice" key={carrier.as_str()}>
            <input type="radio" {name} id={format!("carrier-{carrier}")} value={carrier.as_str()}
                checked={form.carrier() == Some(carrier)} aria-describedby={described} {onchange} />
            <span>{ (screen.texts.details.carrier_name)(carrier) }</span>
        </label>
    }
}
