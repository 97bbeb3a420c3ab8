//! The first screen.

use carrier_checkout::server::hints;
use carrier_checkout_flow::{Input, Reply, Trouble};
use carrier_checkout_protocol::{Carrier, Channel, Locale, StepUp, checkout::Checkout, consent::ConsentKind};

use super::{Scene, Touch, scene};
use crate::{
    order::{checkout, gift_card, monthly},
    shopper::Shopper,
};

pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = vec![
        scene("loading", Shopper::waiting),
        scene("details", |locale| Shopper::before(checkout(locale), locale)),
        scene("details-not-loaded", |locale| Shopper::before(checkout(locale), locale)).touched(Touch::NotLoaded),
        scene("details-monthly", |locale| Shopper::before(monthly(locale), locale)),
        scene("details-filled-in", |locale| Shopper::before(checkout(locale), locale).fills_in()),
        scene("details-sending", |locale| {
            Shopper::before(checkout(locale), locale).fills_in().does([Input::SendPressed])
        }),
        scene("details-reconnecting", |locale| {
            let lost = Reply::Challenge(Err(Trouble::Lost));
            Shopper::before(checkout(locale), locale).fills_in().does([Input::SendPressed]).hears(lost)
        }),
        scene("details-everything-missing", |locale| {
            Shopper::before(monthly(locale), locale).does([Input::SendPressed])
        }),
        scene("details-slips", |locale| Shopper::before(checkout(locale), locale).does(wrong())),
        scene("details-budget-carrier", |locale| {
            let chosen = [Input::BudgetChosen, Input::CarrierChosen(Carrier::Hello)];
            Shopper::before(checkout(locale), locale).does(chosen)
        }),
        scene("details-terms", |locale| {
            let kind = ConsentKind::CarrierBillingTerms;
            let opened = [Input::TermsOpened(kind), Input::TermsArrived(kind, terms(kind, locale))];
            Shopper::before(checkout(locale), locale).does(opened)
        })
        .touched(Touch::Unfolded),
        scene("details-by-call", |locale| {
            Shopper::before(checkout(locale), locale).fills_in().does([Input::ChannelChosen(Channel::Ars)])
        }),
        scene("details-gift-card", |locale| Shopper::before(gift_card(locale), locale)),
    ];
    scenes.extend(StepUp::ALL.iter().filter(|step_up| **step_up != StepUp::CashLike).map(|step_up| {
        scene(&format!("details-step-up-{step_up}"), |locale| Shopper::before(stepped_up(*step_up, locale), locale))
    }));
    scenes
}

fn stepped_up(step_up: StepUp, locale: Locale) -> Checkout {
    Checkout { channels: vec![Channel::Pass], hints: hints(Some(step_up), None, locale), ..checkout(locale) }
}

/// The text as the gateway serves it.
fn terms(kind: ConsentKind, locale: Locale) -> Option<String> {
    let terms = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/terms/2026-11-01");
    std::fs::read_to_string(format!("{terms}/{locale}/{kind}.txt")).ok()
}

fn wrong() -> [Input; 6] {
    [
        Input::PhoneTyped { text: "0112345678".into(), caret: 10 },
        Input::PhoneLeft,
        Input::BirthTyped("900230".into()),
        Input::BirthDigitTyped("1".into()),
        Input::BirthLeft,
        Input::SendPressed,
    ]
}
