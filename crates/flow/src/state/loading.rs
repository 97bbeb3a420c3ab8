//! Waiting for the order.

use super::{Ended, State};
use crate::{
    desk::Desk,
    effect::Request,
    input::{Input, Reply},
    trouble::failure_of,
};

/// Waiting for the order.
#[derive(Debug, Clone, Default)]
pub struct Loading;

impl Loading {
    pub(super) fn handle(self, input: Input, desk: &mut Desk) -> State {
        match input {
            Input::Started { nonce, locale, checkout } => {
                desk.start(nonce, locale);
                if let Some(checkout) = checkout {
                    return State::of(checkout, desk);
                }
                desk.ask(Request::Load);
                State::Loading(self)
            }
            Input::Replied(_, Reply::Checkout(Ok(checkout))) => State::of(checkout, desk),
            Input::Replied(_, Reply::Checkout(Err(trouble))) => {
                State::Ended(Ended::unloaded(failure_of(&trouble), desk))
            }
            _ => State::Loading(self),
        }
    }
}

#[cfg(feature = "imprint")]
crate::imprint!(Loading {});
