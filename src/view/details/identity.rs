//! Phone number and birth date.
//!
//! No `maxlength` on the number: it would cut a pasted `+82…` before it can be
//! read. The seven digits of the birth date are two labelled fields, never thirteen digits.

use carrier_checkout_flow::{Form, Input};
use carrier_checkout_protocol::birth::BirthError;
use yew::{Html, html};

use crate::view::{
    dispatch::Press,
    part::{invalid, slip},
    screen::Screen,
};

pub(super) fn phone(screen: &Screen<'_>, form: &Form) -> Html {
    let texts = &screen.texts.details;
    let error = form.phone_error();
    html! {
        <div class="field">
            <label for="phone">{ texts.phone }</label>
            <input id="phone" name="phone" type="tel" inputmode="tel" autocomplete="tel-national" required=true
                placeholder={texts.phone_example} value={screen.value(form.phone())}
                aria-invalid={invalid(error.is_some())}
                aria-describedby={error.is_some().then_some("phone-slip")}
                oninput={screen.dispatch.text(|text, caret| Input::PhoneTyped { text, caret })}
                onblur={screen.dispatch.leave(Press::PhoneLeft)} />
            { slip("phone-slip", error.map(texts.phone_error)) }
        </div>
    }
}

pub(super) fn birth(screen: &Screen<'_>, form: &Form) -> Html {
    let texts = &screen.texts.details;
    let error = form.birth_error();
    let (date_wrong, digit_wrong) = match error {
        Some(BirthError::DateIncomplete | BirthError::NoSuchDay) => (true, false),
        Some(BirthError::DigitMissing | BirthError::DigitOutOfRange) => (false, true),
        None => (false, false),
    };
    let described = |wrong: bool| if wrong { "birth-slip birth-hint" } else { "birth-hint" };
    html! {
        <div class="field" role="group" aria-labelledby="birth-group">
            <p class="label" id="birth-group" aria-hidden="true">{ texts.birth_group }</p>
            <div class="birth">
                <input id="birth" name="birth" type="text" inputmode="numeric" autocomplete="off" maxlength="6" required=true
                    placeholder="900101" aria-label={texts.birth} value={screen.value(form.birth())}
                    aria-invalid={invalid(date_wrong)} aria-describedby={described(date_wrong)}
                    oninput={screen.dispatch.text(|text, _| Input::BirthTyped(text))}
                    onblur={screen.dispatch.leave(Press::BirthLeft)} />
                <span aria-hidden="true">{ "–" }</span>
                <input id="birth-digit" name="birth-digit" type="text" inputmode="numeric" autocomplete="off" maxlength="1"
                    required=true aria-label={texts.birth_digit} value={screen.value(form.birth_digit())}
                    aria-invalid={invalid(digit_wrong)} aria-describedby={described(digit_wrong)}
                    oninput={screen.dispatch.text(|text, _| Input::BirthDigitTyped(text))}
                    onblur={screen.dispatch.leave(Press::BirthLeft)} />
                <span class="dots" aria-hidden="true">{ "••••••" }</span>
            </div>
            { slip("birth-slip", error.map(texts.birth_error)) }
            <p class="hint" id="birth-hint">{ texts.birth_hint }</p>
        </div>
    }
}
