//! What must be agreed to: each item by its own tick, none ticked beforehand,
//! each with its full text.

use carrier_checkout_flow::{Form, form::first_screen, terms::Reading};
use carrier_checkout_protocol::{checkout::Checkout, consent::ConsentKind};
use yew::{Html, html};

use crate::view::{
    dispatch::{Choice, Press},
    part::{check, slip},
    screen::Screen,
};

pub(super) fn view(screen: &Screen<'_>, form: &Form, checkout: &Checkout) -> Html {
    let texts = &screen.texts.details;
    let (all, missing) = (form.agreed_to_all(checkout), form.consents_missing(checkout));
    html! {
        <fieldset class="field consents">
            <legend>{ texts.consents }</legend>
            <label class="tick all">
                { check(screen, Choice::AllConsents, "consents", all, None, missing.then_some("consents-slip")) }
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
    html! {
        <li key={kind.as_str()}>
            <div class="tick">
                { check(screen, Choice::Consent(kind), kind.as_str(), agreed, Some(missing && !agreed), None) }
                <label for={kind.as_str()}>{ name }</label>
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
