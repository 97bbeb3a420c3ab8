//! Over without a payment, or stuck until the shopper tries again.

use carrier_checkout_protocol::{Failure, Reason, checkout::Verified, embed::CheckoutEvent};

use super::{Confirming, State};
use crate::{
    desk::{Desk, failure_of},
    effect::{Field, Request},
    input::{Input, Reply},
};

/// The last screen when nothing was paid.
#[derive(Debug, Clone)]
pub struct Ended {
    failure: Failure,
    retry: Retry,
}

/// What "다시 시도" does.
#[derive(Debug, Clone)]
enum Retry {
    /// Nothing: it is over.
    None,
    /// Loads the checkout again.
    Load,
    /// Posts the token again.
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
        desk.focus(Field::Alert);
        Self { failure, retry: Retry::None }
    }

    /// The checkout cannot be loaded.
    pub(super) fn unloaded(failure: Failure, desk: &mut Desk) -> Self {
        desk.tell(CheckoutEvent::Error { reason: failure.reason });
        let retry = match failure.reason {
            Reason::SessionUnknown | Reason::SessionExpired => Retry::None,
            _ => Retry::Load,
        };
        Self { failure, retry }
    }

    /// The merchant's server does not take the token. Nothing is charged.
    pub(super) fn stuck(verified: Verified, reason: Reason, desk: &mut Desk) -> Self {
        let failure = Failure::from(reason);
        desk.tell_failed(&failure, false);
        desk.focus(Field::Alert);
        Self { failure, retry: Retry::Confirm(verified) }
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

    pub(super) fn handle(mut self, input: Input, desk: &mut Desk) -> State {
        match (input, self.retry.clone()) {
            (Input::RetryPressed, Retry::Load) => desk.ask(Request::Load),
            (Input::RetryPressed, Retry::Confirm(verified)) => {
                return State::Confirming(Confirming::attempt(verified, 1, desk));
            }
            (Input::Replied(_, Reply::Checkout(Ok(checkout))), _) => return State::of(checkout, desk),
            (Input::Replied(_, Reply::Checkout(Err(trouble))), _) => self.failure = failure_of(&trouble),
            _ => {}
        }
        State::Ended(self)
    }
}
