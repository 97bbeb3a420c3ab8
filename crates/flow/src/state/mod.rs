//! One file per screen. A state's `handle` takes the state itself, so that what
//! it knew is gone with it, and gives the next one.

mod checking;
mod code;
mod confirming;
mod details;
mod ended;
mod loading;
mod paid;

use carrier_checkout_protocol::{
    Failure, Reason, Timestamp,
    checkout::{Checkout, Stage},
    embed::Screen,
};

pub use checking::{Checking, Why};
pub use code::{Announcement, Code, CodeError};
pub use confirming::Confirming;
pub use details::Details;
pub use ended::Ended;
pub use loading::Loading;
pub use paid::Paid;

use crate::{desk::Desk, input::Input};

/// Which screen is shown, with what only that screen knows.
#[derive(Debug, Clone)]
pub enum State {
    /// Waiting for the order.
    Loading(Loading),
    /// Carrier, phone, birth date, consents.
    Details(Details),
    /// The code.
    Code(Code),
    /// The merchant's page posts the token.
    Confirming(Confirming),
    /// Asking the gateway what has become of the payment.
    Checking(Checking),
    /// Paid.
    Paid(Paid),
    /// Over without a payment, or stuck until the shopper tries again.
    Ended(Ended),
}

impl State {
    /// Its name for the merchant's page; none while nothing is shown yet.
    #[must_use]
    pub const fn screen(&self) -> Option<Screen> {
        match self {
            Self::Loading(_) => None,
            Self::Details(_) => Some(Screen::Details),
            Self::Code(_) => Some(Screen::Code),
            Self::Confirming(_) | Self::Checking(_) => Some(Screen::Checking),
            Self::Paid(_) => Some(Screen::Paid),
            Self::Ended(_) => Some(Screen::Ended),
        }
    }

    pub(crate) fn handle(self, input: Input, desk: &mut Desk) -> Self {
        match self {
            Self::Loading(state) => state.handle(input, desk),
            Self::Details(state) => state.handle(input, desk),
            Self::Code(state) => state.handle(input, desk),
            Self::Confirming(state) => state.handle(input, desk),
            Self::Checking(state) => state.handle(input, desk),
            Self::Paid(state) => Self::Paid(state.handle(input, desk)),
            Self::Ended(state) => state.handle(input, desk),
        }
    }

    /// When it wants to be woken, by the page's time.
    pub(crate) fn wake_at(&self, desk: &Desk) -> Option<Timestamp> {
        match self {
            Self::Code(state) => state.wake_at(desk),
            Self::Confirming(state) => state.wake_at(),
            Self::Checking(state) => state.wake_at(),
            Self::Ended(state) => state.wake_at(),
            Self::Details(_) => desk.bill_changes_at(),
            Self::Loading(_) | Self::Paid(_) => None,
        }
    }

    /// Whether a message with a code may come.
    pub(crate) fn listens(&self, desk: &Desk) -> bool {
        match self {
            Self::Details(_) => desk.challenging(),
            Self::Code(state) => state.challenge().approval.is_none(),
            Self::Loading(_) | Self::Confirming(_) | Self::Checking(_) | Self::Paid(_) | Self::Ended(_) => false,
        }
    }

    /// Whether something may change without the shopper's doing anything here.
    pub(crate) fn watches(&self, desk: &Desk) -> bool {
        match self {
            Self::Code(state) => !state.expired(desk),
            Self::Checking(state) => state.waits_for_carrier(),
            Self::Loading(_) | Self::Details(_) | Self::Confirming(_) | Self::Paid(_) | Self::Ended(_) => false,
        }
    }

    /// The screen that the gateway's record calls for.
    pub(crate) fn of(mut checkout: Checkout, desk: &mut Desk) -> Self {
        // The desk keeps the rest; where it stands is the state's to know.
        let stage = core::mem::replace(&mut checkout.stage, Stage::Processing);
        desk.keep(checkout);
        if !matches!(stage, Stage::Cancelled | Stage::Expired) {
            desk.tell_ready();
        }
        match stage {
            Stage::Open { last_failure } => Self::Details(Details::after(last_failure)),
            Stage::Challenged { challenge } => Self::Code(Code::reopened(challenge, desk)),
            Stage::Verified(verified) => Self::Confirming(Confirming::begin(verified, desk)),
            Stage::Processing => Self::Checking(Checking::processing(desk)),
            Stage::Paid { receipt } => Self::Paid(Paid::begin(receipt, desk)),
            Stage::Cancelled => Self::Ended(Ended::begin(Reason::UserCancelled, desk)),
            Stage::Expired => Self::Ended(Ended::begin(Reason::SessionExpired, desk)),
        }
    }

    /// Back on the first screen, with what went wrong; all that was filled in is still there.
    pub(crate) fn refused(failure: Failure, desk: &mut Desk) -> Self {
        desk.tell_failed(&failure, false);
        desk.focus(crate::effect::Field::Alert);
        Self::Details(Details::after(Some(failure)))
    }
}

#[cfg(feature = "imprint")]
crate::imprint!(
    enum State {
        Loading(a),
        Details(a),
        Code(a),
        Confirming(a),
        Checking(a),
        Paid(a),
        Ended(a),
    }
);
