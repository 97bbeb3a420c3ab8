//! What must be agreed to: each item by its own tick, none ticked beforehand,
//! each with its full text.

use carrier_checkout_flow::{Form, Input, form::first_screen, terms::Reading};
use carrier_checkout_protocol::{checkout::Checkout, consent::ConsentKind};
use yew::{Html, html};

use crate::view::{
    dispatch::Press,
    part::{invalid, slip},
    screen::Screen,
};

pub(super) fn view(screen: &Screen<'_>, form: &Form, checkout: &Checkout) -> Html {
    let texts = &screen.texts.details;
    let missing = form.consents_missing(checkout);
    html! {
        <fieldset class="field consents">
            <legend>{ texts.consents }</legend>
            <label class="tick all">
                <input type="checkbox" id="consents" autocomplete="off" checked={form.agreed_to_all(checkout)}
                    aria-describedby={missing.then_some("consents-slip")}
                    onchange={screen.dispatch.change(Input::AllConsentsSet)} />
                <span>{ texts.all }</span>
            </label>
            <ul>{ for first_screen(checkout).zip(&checkout.consent_names).map(|(consent, name)| {
                item(screen, form, consent.kind, missing, name)
            }) }</ul>
            { slip("consents-slip", missing.then_some(texts.consents_missing)) }
        </fieldset>
    }
}

fn item(screen: &Screen<'_>, form: &Form, kind: ConsentKind, missing: bool, name: &str) -> Html {
    let texts = &screen.texts.details;
    let agreed = form.agreed(kind);
    let id = format!("consent-{kind}");
    html! {
        <li key={kind.as_str()}>
            <div class="tick">
                // Off: browsers fill in again what stood there, and this is for the shopper to tick.
                <input type="checkbox" id={id.clone()} autocomplete="off" checked={agreed} required=true
                    aria-invalid={invalid(missing && !agreed)}
                    onchange={screen.dispatch.change(move |on| Input::ConsentSet(kind, on))} />
                <label for={id}>{ name }</label>
                <span class="required" aria-hidden="true">{ texts.required }</span>
            </div>
            <details ontoggle={screen.dispatch.open(Press::Terms(kind))}>
                <summary aria-label={(texts.show_terms)(name)}></summary>
                <div class="terms" tabindex="0" role="group" aria-label={name.to_owned()}>{ terms(screen, kind) }</div>
            </details>
        </li>
    }
}

fn terms(screen: &Screen<'_>, kind: ConsentKind) -> Html {
    let texts = &screen.texts.details;
    match screen.flow.desk().terms.of(kind) {
        Some(Reading::Text(text)) => {
            text.lines().filter(|line| !line.is_empty()).map(|line| html! { <p>{ line }</p> }).collect()
        }
        // Not a paragraph: the first one would move down to become the last.
        Some(Reading::Unavailable) => html! { <div role="status">{ texts.terms_unavailable }</div> },
        Some(Reading::Loading) | None => html! { <div role="status">{ texts.terms_loading }</div> },
    }
}
