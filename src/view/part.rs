//! The small parts that several screens share.

use yew::{AttrValue, Html, html};

use super::{
    dispatch::{Choice, Press},
    screen::Screen,
};

/// A label and its value in a list of facts.
pub(super) fn fact(label: impl Into<AttrValue>, value: impl Into<Html>) -> Html {
    entry(label.into(), value.into())
}

/// Once for all kinds of them.
fn entry(label: AttrValue, value: Html) -> Html {
    html! { <div class="fact"><dt>{ label }</dt><dd>{ value }</dd></div> }
}

/// A number that a phone calls when it is touched.
pub(super) fn tel(phone: &str) -> Html {
    html! { <a href={format!("tel:{}", phone.replace('-', ""))}>{ phone }</a> }
}

/// `aria-invalid`, said outright: a required tick that is still empty counts as
/// invalid by itself, and would be read so before anybody had a chance to make it.
pub(super) const fn invalid(wrong: bool) -> &'static str {
    if wrong { "true" } else { "false" }
}

/// One of the radios of that name.
pub(super) fn radio(
    screen: &Screen<'_>,
    choice: Choice,
    (name, value): (&'static str, &'static str),
    on: bool,
    described: Option<&'static str>,
    text: &'static str,
) -> Html {
    let onchange = screen.dispatch.change(choice);
    let field = html! { <input type="radio" {name} id={value} {value} aria-describedby={described} {onchange} /> };
    html! {
        <label class="choice" key={value}>{ screen.tick(field, on) }<span>{ text }</span></label>
    }
}

/// A checkbox: a required one is wrong, or is not.
pub(super) fn check(
    screen: &Screen<'_>,
    choice: Choice,
    id: &'static str,
    on: bool,
    wrong: Option<bool>,
    described: Option<&'static str>,
) -> Html {
    let onchange = screen.dispatch.change(choice);
    // Off: browsers fill in again what stood there, and this is for the shopper to tick.
    let field = html! {
        <input type="checkbox" {id} autocomplete="off" required={wrong.is_some()} aria-invalid={wrong.map(invalid)}
            aria-describedby={described} {onchange} />
    };
    screen.tick(field, on)
}

/// What is wrong with a field, beside it: the field names it as its description.
pub(super) fn slip(id: &'static str, text: Option<impl Into<AttrValue>>) -> Html {
    text.map_or_else(Html::default, |text| warning(id, text.into()))
}

fn warning(id: &'static str, text: AttrValue) -> Html {
    html! { <p class="slip" {id}>{ icon_warning() }<span>{ text }</span></p> }
}

/// Not by colour alone: a sign beside every slip and alert.
pub(super) fn icon_warning() -> Html {
    html! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d="M10 1.8a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.4Zm-.9 4.1h1.8v5.6H9.1V5.9Zm.9 8.7a1.1 1.1 0 1 1 0-2.2 1.1 1.1 0 0 1 0 2.2Z"/>
        </svg>
    }
}

/// The sign of the receipt.
pub(super) fn icon_done() -> Html {
    html! {
        <svg class="icon-done" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
            <circle cx="24" cy="24" r="22"/><path d="m14.5 24.5 6.5 6.5 13-14"/>
        </svg>
    }
}

/// Turns while something is on its way.
pub(super) fn spinner() -> Html {
    html! { <span class="spinner" aria-hidden="true"></span> }
}

/// Closes the payment: one press, wherever there is one under way. What asks before Back leaves presses it, too
/// (`www/frame/back.ts`).
pub(super) fn cancel(screen: &Screen<'_>) -> Html {
    let busy = screen.flow.desk().busy();
    html! {
        <button type="button" class="quiet cancel" aria-disabled={busy.then_some("true")}
            onclick={screen.dispatch.click(Press::Cancel)}>{ screen.texts.details.cancel }</button>
    }
}

/// The button of a form: it says what it is doing while it does it, and
/// stays focusable so that the focus is not lost.
pub(super) fn submit(label: impl Into<Html>, working: &'static str, busy: bool) -> Html {
    let label = if busy {
        html! { <>{ spinner() }{ working }</> }
    } else {
        label.into()
    };
    html! {
        <button type="submit" class="primary" aria-disabled={busy.then_some("true")}>{ label }</button>
    }
}
