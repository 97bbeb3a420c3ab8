//! What a server does for the window: renders it, to be taken over by the widget in the
//! browser, and finds the words for what went wrong.

mod copy;

use std::{cell::RefCell, rc::Rc};

use carrier_checkout_flow::{Flow, Input};
use carrier_checkout_protocol::{
    Locale, Reason, StepUp, Timestamp, Won, Words,
    checkout::Checkout,
    consent::{Consent, ConsentKind},
    monthly::{BillingDay, MonthlyStanding, MonthlyWords},
};
use yew::{Callback, ServerRenderer};

use crate::{
    locale::texts,
    view::{Dispatch, Props, Window},
};

pub use copy::{Copy, copy};

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

/// What the shopper reads of an order that is billed monthly on that day.
#[must_use]
pub fn monthly_words(day: BillingDay, locale: Locale) -> MonthlyWords {
    MonthlyWords { terms: (texts(locale).monthly.terms)(day) }
}

/// What the consents are called. What is charged every month, and when, is said where it is agreed to.
#[must_use]
pub fn consent_names(consents: &[Consent], monthly: Option<BillingDay>, amount: Won, locale: Locale) -> Vec<String> {
    let texts = texts(locale);
    let name = |consent: &Consent| match (consent.kind, monthly) {
        (ConsentKind::MonthlyBilling, Some(day)) => (texts.monthly.consent)(day, amount),
        (kind, _) => (texts.policy.consent)(kind).to_owned(),
    };
    consents.iter().map(name).collect()
}

/// What else must be said of an order: how to stop it, or what is against the law. What can be turned into cash is not
/// billed monthly.
#[must_use]
pub fn note(monthly: bool, cash_like: bool, locale: Locale) -> Option<String> {
    let texts = texts(locale);
    let note = if monthly { texts.monthly.stopping } else { texts.policy.cash_like };
    (monthly || cash_like).then(|| note.to_owned())
}

/// What is said on the receipt of a payment of which so much was given back, the last of it then.
#[must_use]
pub fn given_back(wholly_cancelled: bool, refunded: Won, at: Timestamp, locale: Locale) -> String {
    let texts = texts(locale);
    let day = (texts.receipt.date)(at);
    if wholly_cancelled {
        (texts.policy.cancelled)(&day)
    } else {
        (texts.policy.refunded)(&day, &(texts.order.won)(refunded))
    }
}

/// What the policy wants said beside the channels: why they are not all of them, and in how many hours the goods come.
#[must_use]
pub fn hints(step_up: Option<StepUp>, cool_off_hours: Option<u16>, locale: Locale) -> Vec<String> {
    let policy = &texts(locale).policy;
    let why = step_up.map(|why| (policy.step_up)(why).to_owned());
    why.into_iter().chain(cool_off_hours.map(policy.cool_off)).collect()
}

/// What the shopper reads of the months to come, the next of which is charged then.
#[must_use]
pub fn monthly_standing(next_charge: Option<Timestamp>, locale: Locale) -> MonthlyStanding {
    let monthly = &texts(locale).monthly;
    let text = next_charge.map_or_else(|| monthly.stopped.to_owned(), monthly.next);
    MonthlyStanding { text, active: next_charge.is_some() }
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
