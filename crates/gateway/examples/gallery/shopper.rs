//! Somebody who uses a window, and what the gateway answers.

use carrier_checkout_flow::{Effect, Flow, Input, Reply, Ticket, Trouble};
use carrier_checkout_protocol::{
    Carrier, ErrorCode, Locale, Problem, Timestamp,
    checkout::{Challenge, Checkout},
};

use crate::order::{NOW, PHONE};

/// A flow under way, with the last request that it has made.
pub(crate) struct Shopper {
    flow: Flow,
    asked: Ticket,
    now: Timestamp,
}

impl Shopper {
    /// In front of a window that has come with its checkout.
    pub(crate) fn before(checkout: Checkout, locale: Locale) -> Self {
        Self::before_maybe(Some(checkout), locale)
    }

    /// In front of a window that asks for its checkout.
    pub(crate) fn waiting(locale: Locale) -> Self {
        Self::before_maybe(None, locale)
    }

    fn before_maybe(checkout: Option<Checkout>, locale: Locale) -> Self {
        let shopper = Self { flow: Flow::new(), asked: Ticket(0), now: NOW };
        shopper.does([Input::Started { nonce: "gallery".into(), locale, checkout }])
    }

    /// Something happens.
    pub(crate) fn does(mut self, inputs: impl IntoIterator<Item = Input>) -> Self {
        for input in inputs {
            let (flow, effects) = self.flow.step(input, self.now);
            self.flow = flow;
            for effect in effects {
                match effect {
                    Effect::Ask(ticket, _) => self.asked = ticket,
                    Effect::Confirm(request) => self.asked = Ticket(request.ticket),
                    _ => {}
                }
            }
        }
        self
    }

    /// Everything on the first screen is filled in.
    pub(crate) fn fills_in(self) -> Self {
        self.does([
            Input::CarrierChosen(Carrier::Skt),
            Input::PhoneTyped { text: PHONE.into(), caret: 11 },
            Input::PhoneLeft,
            Input::BirthTyped("900101".into()),
            Input::BirthDigitTyped("1".into()),
            Input::BirthLeft,
            Input::AllConsentsSet(true),
        ])
    }

    /// The button is pressed, and the gateway has sent what was asked for.
    pub(crate) fn receives(self, challenge: Challenge) -> Self {
        self.fills_in().does([Input::SendPressed]).hears(Reply::Challenge(Ok(challenge)))
    }

    /// The code is typed, and what is paid is confirmed.
    pub(crate) fn types_code(self) -> Self {
        self.does([Input::CodeTyped("123456".into()), Input::ContentSet(true)])
    }

    /// The gateway answers.
    pub(crate) fn hears(self, reply: Reply) -> Self {
        let ticket = self.asked;
        self.does([Input::Replied(ticket, reply)])
    }

    /// The gateway says no to a code.
    pub(crate) fn hears_no(self, code: ErrorCode, tries_left: Option<u8>) -> Self {
        let problem = Problem { tries_left, ..Problem::new(code, "req_1") };
        self.hears(Reply::Verified(Err(Trouble::Problem(problem))))
    }

    /// The request that waits for its answer.
    pub(crate) const fn asked(&self) -> Ticket {
        self.asked
    }

    /// Time passes.
    pub(crate) fn after(mut self, seconds: i64) -> Self {
        self.now = self.now + seconds * 1_000;
        self.does([Input::TimeReached])
    }

    /// Where that leaves the window.
    pub(crate) fn leaves(self) -> Flow {
        self.flow
    }
}
