//! The merchant's page posts the token to the merchant's server.

use carrier_checkout_protocol::{
    Timestamp,
    checkout::Verified,
    embed::{CheckoutEvent, ConfirmBody, ConfirmOutcome, ConfirmRequest},
};

use super::{Checking, State, Why};
use crate::{
    desk::Desk,
    effect::{Effect, Ticket},
    input::Input,
};

/// How long the merchant's server may take: the gateway waits up to 20 s for
/// the carrier.
const TIMEOUT_MS: u32 = 30_000;
/// The page that should have answered may be gone, too.
const GRACE_MS: i64 = 5_000;

/// Waiting for the merchant's server.
#[derive(Debug, Clone)]
pub struct Confirming {
    verified: Verified,
    ticket: Ticket,
    attempt: u8,
    give_up_at: Timestamp,
}

impl Confirming {
    pub(super) fn begin(verified: Verified, desk: &mut Desk) -> Self {
        if let Some(checkout) = desk.checkout() {
            desk.tell(CheckoutEvent::Token {
                token: verified.token.clone(),
                session: checkout.session.clone(),
                order_id: checkout.order.id.clone(),
                phone: verified.phone.clone(),
            });
        }
        Self::attempt(verified, 1, desk)
    }

    /// Posts the token, for the first time or again: always with the same key,
    /// also after a reload.
    pub(super) fn attempt(verified: Verified, attempt: u8, desk: &mut Desk) -> Self {
        let ticket = desk.new_ticket();
        if let Some(checkout) = desk.checkout() {
            let request = ConfirmRequest {
                ticket: ticket.0,
                idempotency_key: format!("confirm-{}", verified.challenge),
                timeout_ms: TIMEOUT_MS,
                body: ConfirmBody {
                    token: verified.token.clone(),
                    session: checkout.session.clone(),
                    order_id: checkout.order.id.clone(),
                },
            };
            desk.push(Effect::Confirm(request));
        }
        desk.wait_for_page(ticket);
        let give_up_at = desk.page_time() + i64::from(TIMEOUT_MS) + GRACE_MS;
        Self { verified, ticket, attempt, give_up_at }
    }

    pub(super) const fn wake_at(&self) -> Option<Timestamp> {
        Some(self.give_up_at)
    }

    pub(super) fn handle(self, input: Input, desk: &mut Desk) -> State {
        let outcome = match input {
            Input::ConfirmEnded(ticket, outcome) if ticket == self.ticket => outcome,
            Input::TimeReached | Input::Stirred if desk.page_time() >= self.give_up_at => {
                desk.forget_request();
                ConfirmOutcome::TimedOut
            }
            _ => return State::Confirming(self),
        };
        let why = Why::Posted { verified: self.verified, outcome, attempt: self.attempt };
        State::Checking(Checking::begin(why, desk))
    }
}

#[cfg(feature = "imprint")]
crate::imprint!(Confirming { verified, ticket, attempt, give_up_at });
