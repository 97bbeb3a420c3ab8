//! Over without a payment, or stuck until the shopper tries again.

use carrier_checkout_protocol::{
    Failure, Reason, Timestamp,
    checkout::{Checkout, Stage, Verified},
    embed::{CheckoutEvent, ConfirmOutcome},
};

use super::{Checking, State, Why};
use crate::{
    desk::Desk,
    effect::{Field, Request},
    input::{Input, Reply, Trouble},
    trouble::{Verdict, failure_of, verdict},
};

/// How often it looks, unasked, whether things have got better: the network may
/// be back, or the merchant's server may have taken the token after all.
const LOOK_AFTER_MS: i64 = 10_000;

/// The last screen when nothing was paid.
#[derive(Debug, Clone)]
pub struct Ended {
    failure: Failure,
    retry: Retry,
    look_at: Option<Timestamp>,
}

/// What "다시 시도" does.
#[derive(Debug, Clone)]
enum Retry {
    /// Nothing: it is over.
    None,
    /// Loads the checkout again.
    Load,
    /// Posts the token again, unless it has been exchanged by now.
    Confirm(Verified),
}

impl Ended {
    /// It is over for this session.
    pub(super) fn begin(reason: Reason, desk: &mut Desk) -> Self {
        let failure = Failure::from(reason);
        if reason == Reason::UserCancelled {
            desk.tell(CheckoutEvent::Cancelled);
        } else {
            desk.tell_failed(&failure, true);
        }
        desk.clear();
        desk.focus(Field::Alert);
        Self { failure, retry: Retry::None, look_at: None }
    }

    /// The checkout cannot be loaded.
    pub(super) fn unloaded(failure: Failure, desk: &mut Desk) -> Self {
        desk.tell(CheckoutEvent::Error { reason: failure.reason });
        if desk.checkout().is_some() {
            desk.focus(Field::Alert);
        }
        let over = matches!(failure.reason, Reason::SessionUnknown | Reason::SessionExpired);
        if over {
            desk.clear();
        }
        let retry = if over { Retry::None } else { Retry::Load };
        Self { failure, retry, look_at: None }.look_later(desk)
    }

    /// The merchant's server does not take the token. Nothing is charged.
    pub(super) fn stuck(verified: Verified, reason: Reason, desk: &mut Desk) -> Self {
        let failure = Failure::from(reason);
        desk.tell_failed(&failure, false);
        desk.focus(Field::Alert);
        Self { failure, retry: Retry::Confirm(verified), look_at: None }.look_later(desk)
    }

    /// What happened.
    #[must_use]
    pub const fn failure(&self) -> &Failure {
        &self.failure
    }

    /// Whether "다시 시도" is offered.
    #[must_use]
    pub const fn can_retry(&self) -> bool {
        match self.retry {
            Retry::None => false,
            Retry::Load | Retry::Confirm(_) => true,
        }
    }

    /// Whether "결제 취소" is offered: the merchant's server may still take the token.
    #[must_use]
    pub const fn can_cancel(&self) -> bool {
        matches!(self.retry, Retry::Confirm(_))
    }

    pub(super) const fn wake_at(&self) -> Option<Timestamp> {
        self.look_at
    }

    fn look_later(mut self, desk: &Desk) -> Self {
        self.look_at = self.can_retry().then(|| desk.page_time() + LOOK_AFTER_MS);
        self
    }

    pub(super) fn handle(mut self, input: Input, desk: &mut Desk) -> State {
        match (input, &self.retry) {
            (Input::RetryPressed, Retry::Load) => {
                self.look_at = None;
                desk.ask(Request::Load);
            }
            (Input::RetryPressed, Retry::Confirm(verified)) => {
                return State::Checking(Checking::begin(posted(verified.clone(), 0), desk));
            }
            (Input::CancelPressed, Retry::Confirm(_)) => desk.cancel(),
            (Input::Stirred, Retry::Load | Retry::Confirm(_)) => {
                self.look_at = None;
                desk.ask_quietly();
            }
            (Input::TimeReached, _) if self.look_at.is_some_and(|at| desk.page_time() >= at) => {
                self.look_at = None;
                desk.ask_quietly();
            }
            (Input::Replied(_, Reply::Checkout(Ok(checkout))), _) => return self.loaded(checkout, desk),
            (Input::Replied(_, Reply::Checkout(Err(trouble))), _) => return self.not_loaded(&trouble, desk),
            _ => {}
        }
        State::Ended(self)
    }

    fn loaded(mut self, checkout: Checkout, desk: &mut Desk) -> State {
        match (&checkout.stage, &self.retry) {
            (_, Retry::None | Retry::Load) => State::of(checkout, desk),
            (Stage::Verified(verified), Retry::Confirm(_)) => {
                self.retry = Retry::Confirm(verified.clone());
                desk.keep(checkout);
                State::Ended(self.look_later(desk))
            }
            (_, Retry::Confirm(verified)) => Checking::answered(posted(verified.clone(), 1)).learned(checkout, desk),
        }
    }

    fn not_loaded(mut self, trouble: &Trouble, desk: &mut Desk) -> State {
        let failure = failure_of(trouble);
        let news = failure.reason != self.failure.reason;
        match (&self.retry, verdict(trouble)) {
            (Retry::Load, _) if news => return State::Ended(Self::unloaded(failure, desk)),
            (Retry::Load, _) => self.failure = failure,
            (Retry::None, _) | (Retry::Confirm(_), Verdict::Unsure) => {}
            // Paid after all, or under way: too late to close it.
            (Retry::Confirm(_), Verdict::Moved) => {
                return State::Checking(Checking::begin(Why::Lost(None), desk));
            }
            (Retry::Confirm(_), _) => return State::Ended(Self::unloaded(failure, desk)),
        }
        State::Ended(self.look_later(desk))
    }
}

/// As if the merchant's server had not answered: it may have the token or not.
const fn posted(verified: Verified, attempt: u8) -> Why {
    Why::Posted { verified, outcome: ConfirmOutcome::TimedOut, attempt }
}

#[cfg(feature = "imprint")]
crate::imprint!(Ended { failure, retry, look_at });

#[cfg(feature = "imprint")]
crate::imprint!(
    enum Retry {
        None,
        Load,
        Confirm(verified),
    }
);
