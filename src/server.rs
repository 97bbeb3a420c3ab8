//! What a server does for the window: renders it, to be taken over by the widget in the
//! browser, and finds the words for what went wrong.

use std::{cell::RefCell, rc::Rc};

use carrier_checkout_flow::{Flow, Input};
use carrier_checkout_protocol::{Locale, Reason, Timestamp, Words, checkout::Checkout};
use yew::{Callback, ServerRenderer};

use crate::{
    locale::texts,
    view::{Dispatch, Props, Window},
};

/// The HTML of the window on that checkout, as it stands at that time of the
/// gateway's clock. Without a checkout it waits for one.
pub async fn render(checkout: Option<Checkout>, locale: Locale, now: Timestamp) -> String {
    ServerRenderer::<Window>::with_props(move || props(first(checkout, locale, now), locale)).render().await
}

/// The HTML of the window on a flow, wherever it stands, as the widget shows it.
pub async fn render_flow(flow: impl FnOnce() -> Flow + Send + 'static, locale: Locale) -> String {
    ServerRenderer::<Window>::with_props(move || Props { shown: true, ..props(flow(), locale) }).render().await
}

/// What the shopper reads of a reason, in that language.
#[must_use]
pub fn words(reason: Reason, locale: Locale) -> Words {
    let reasons = &texts(locale).reasons;
    Words { happened: (reasons.happened)(reason).to_owned(), next: (reasons.next)(reason).to_owned() }
}

/// The flow as it begins with that checkout. Its effects are the browser's to
/// perform, which takes the same step.
fn first(checkout: Option<Checkout>, locale: Locale, now: Timestamp) -> Flow {
    match checkout {
        Some(_) => Flow::new().step(Input::Started { nonce: String::new(), locale, checkout }, now).0,
        None => Flow::new(),
    }
}

fn props(flow: Flow, locale: Locale) -> Props {
    Props {
        flow: Rc::new(RefCell::new(flow)),
        texts: texts(locale),
        dispatch: Dispatch::nowhere(),
        shown: false,
        rendered: Callback::noop(),
    }
}
