//! The first screen: carrier, phone, birth date, consents, channel.

mod carrier;
mod consents;
mod identity;

use carrier_checkout_flow::{Form, state::Details};
use carrier_checkout_protocol::{Channel, checkout::Checkout};
use yew::{Html, html};

use super::{
    alert,
    dispatch::{Choice, Press},
    part::{cancel, radio, submit},
    screen::Screen,
};

pub(super) fn view(screen: &Screen<'_>, state: &Details) -> Html {
    let desk = screen.flow.desk();
    let Some(checkout) = desk.checkout() else { return html! {} };
    let (texts, form, busy) = (&screen.texts.details, &desk.form, desk.busy());
    html! {
        <form class="details" novalidate=true autocomplete="on" key="details"
            onsubmit={screen.dispatch.submit(Press::Send)}>
            <h2 id="heading" tabindex="-1">{ texts.heading }</h2>
            if let Some(failure) = state.failure() {
                { alert::view(screen, failure) }
            }
            { carrier::view(screen, form, checkout) }
            { identity::phone(screen, form) }
            { identity::birth(screen, form) }
            { channels(screen, form, checkout) }
            { consents::view(screen, form, checkout) }
            <div class="actions">
                { submit((texts.send)(form.channel(checkout).is_approval()), texts.sending, busy) }
                <p class="small">{ texts.never_share }</p>
                { cancel(screen) }
            </div>
        </form>
    }
}

/// How many things are pointed out. Without it, pressing Enter in the field
/// that is wrong, which has the focus already, would say nothing.
pub(super) fn slips(screen: &Screen<'_>) -> usize {
    let desk = screen.flow.desk();
    let Some(checkout) = desk.checkout() else { return 0 };
    let form = &desk.form;
    usize::from(form.carrier_missing())
        + usize::from(form.phone_error().is_some())
        + usize::from(form.birth_error().is_some())
        + usize::from(form.consents_missing(checkout))
}

/// The ways that the policy allows.
fn channels(screen: &Screen<'_>, form: &Form, checkout: &Checkout) -> Html {
    let texts = &screen.texts.details;
    let chosen = form.channel(checkout);
    let choice = |channel: Channel| {
        let (is, text) = (channel == chosen, (texts.channel_name)(channel));
        radio(screen, Choice::Channel(channel), ("channel", channel.as_str()), is, None, text)
    };
    html! {
        <fieldset class="field">
            <legend>{ texts.channel }</legend>
            <div class="choices">{ for checkout.channels.iter().copied().map(choice) }</div>
            { for checkout.hints.iter().map(|hint| html! { <p class="hint">{ hint }</p> }) }
        </fieldset>
    }
}
