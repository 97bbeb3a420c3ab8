//! Carrier, phone, birth date, consents: everything before a code is sent.

use carrier_checkout_protocol::{Failure, OneTimeCode, Private, Reason, checkout::Stage};

use super::{Checking, Code, Ended, State, Why};
use crate::{
    desk::Desk,
    effect::{Effect, Request},
    input::{Input, Reply, Trouble},
    trouble::{Verdict, failure_of, verdict},
};

/// The first screen. What is typed lives in [`crate::Form`].
#[derive(Debug, Clone, Default)]
pub struct Details {
    failure: Option<Failure>,
    /// A message that was quicker than the answer to asking for it.
    early: Option<Private<OneTimeCode>>,
}

impl Details {
    pub(super) const fn after(failure: Option<Failure>) -> Self {
        Self { failure, early: None }
    }

    /// Why the last attempt did not work.
    #[must_use]
    pub const fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    pub(super) fn handle(mut self, input: Input, desk: &mut Desk) -> State {
        match input {
            Input::SendPressed => self.send(desk),
            Input::CodeReceived(text) if desk.challenging() => {
                self.early = OneTimeCode::find(&text).map(Private::new);
            }
            Input::CancelPressed => desk.cancel(),
            Input::Stirred => {
                desk.ask_quietly();
            }
            Input::Replied(_, reply) => return self.replied(reply, desk),
            other => fill_in(other, desk),
        }
        State::Details(self)
    }

    fn send(&mut self, desk: &mut Desk) {
        if desk.busy() {
            return;
        }
        match desk.finish_form() {
            None => {}
            Some(Ok(body)) => {
                *self = Self::default();
                let key = desk.new_key();
                desk.ask(Request::Challenge { key, body });
            }
            Some(Err(field)) => desk.focus(field),
        }
    }

    fn replied(self, reply: Reply, desk: &mut Desk) -> State {
        match reply {
            Reply::Challenge(Ok(challenge)) => {
                desk.hear(challenge.server_time);
                let mut code = Code::begin(challenge, desk);
                if let Some(early) = self.early {
                    code.take(&early.reveal().digits());
                }
                State::Code(code)
            }
            // A challenge that was left for this screen does not take the shopper back.
            Reply::Checkout(Ok(checkout)) if matches!(&checkout.stage, Stage::Challenged { challenge } if desk.has_left(&challenge.id)) =>
            {
                desk.keep(checkout);
                State::Details(self)
            }
            Reply::Checkout(Ok(checkout)) => match State::of(checkout, desk) {
                State::Details(fresh) => State::Details(Self::after(fresh.failure.or(self.failure))),
                other => other,
            },
            Reply::Challenge(Err(trouble)) | Reply::Checkout(Err(trouble)) => refused(&trouble, desk),
            Reply::Verified(_) => State::Details(self),
        }
    }
}

/// What the form takes, in whatever order it comes.
fn fill_in(input: Input, desk: &mut Desk) {
    match input {
        Input::CarrierChosen(carrier) => desk.form.choose_carrier(carrier),
        Input::BudgetChosen => desk.form.choose_budget(),
        Input::PhoneTyped { text, caret } => {
            let place = desk.form.type_phone(&text, caret);
            if desk.form.phone() != text {
                desk.push(Effect::PlaceCaret(place));
            }
        }
        Input::PhoneLeft => desk.form.leave_phone(),
        Input::BirthTyped(text) => desk.form.type_birth(text),
        Input::BirthDigitTyped(text) => desk.form.type_birth_digit(text),
        Input::BirthLeft => desk.form.leave_birth(),
        Input::ConsentSet(kind, on) => desk.form.set_consent(kind, on),
        Input::AllConsentsSet(on) => desk.agree_to_all(on),
        Input::ChannelChosen(channel) => desk.form.choose_channel(channel),
        _ => {}
    }
}

/// What to do when no code was sent, or the payment was not closed.
fn refused(trouble: &Trouble, desk: &mut Desk) -> State {
    let failure = failure_of(trouble);
    match verdict(trouble) {
        Verdict::Over => State::Ended(Ended::begin(Reason::SessionExpired, desk)),
        Verdict::Unknown => State::Ended(Ended::unloaded(failure, desk)),
        // Paid or under way in another tab: the gateway knows.
        Verdict::Moved => State::Checking(Checking::begin(Why::Lost(None), desk)),
        Verdict::Outdated => {
            desk.ask(Request::Load);
            State::refused(failure, desk)
        }
        Verdict::Unsure | Verdict::Code | Verdict::Refused | Verdict::Fault => State::refused(failure, desk),
    }
}

#[cfg(feature = "imprint")]
crate::imprint!(Details { failure, early });
