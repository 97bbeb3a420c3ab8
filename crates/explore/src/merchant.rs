//! The merchant's backend, modelled after `examples/shop`: its order, and the confirms at work.

use carrier_checkout_flow::{Ticket, imprint};
use carrier_checkout_protocol::{ErrorCode, embed::ConfirmOutcome};

use crate::{
    gateway::Told,
    rules::{Bug, Rules},
    wire::{Exchanged, Message, Paying},
};

/// How the order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Awaiting,
    Payment(u8, Paying),
    Expired,
}

/// A confirm at work. It waits for the gateway.
#[derive(Debug, Clone)]
pub(crate) struct Confirm {
    pub(crate) id: u32,
    /// The page that posted, if it is to hear of it.
    pub(crate) page: Option<(u32, Ticket)>,
    pub(crate) token: u8,
    pub(crate) looking: bool,
}

/// The merchant's backend.
#[derive(Debug, Clone)]
pub(crate) struct Merchant {
    pub(crate) order: Order,
    /// The tokens that have come.
    pub(crate) tokens: Vec<u8>,
    /// In memory: gone with a crash.
    pub(crate) jobs: Vec<Confirm>,
    pub(crate) next_job: u32,
}

imprint!(
    enum Order {
        Awaiting,
        Payment(payment, paying),
        Expired,
    }
);

impl Merchant {
    pub(crate) const fn new() -> Self {
        Self { order: Order::Awaiting, tokens: Vec::new(), jobs: Vec::new(), next_job: 0 }
    }

    pub(crate) fn knows(&mut self, token: u8) {
        if !self.tokens.contains(&token) {
            self.tokens.push(token);
        }
    }

    /// The page posts a token; or the merchant comes back to one by itself.
    pub(crate) fn post(&mut self, page: Option<(u32, Ticket)>, token: u8, rules: &Rules, into: &mut Vec<Message>) {
        self.knows(token);
        if self.is_paid() {
            into.extend(answer(page, ConfirmOutcome::Accepted));
            return;
        }
        let mut exchange = |page, second| {
            self.next_job += 1;
            let job = self.next_job;
            self.jobs.push(Confirm { id: job, page, token, looking: false });
            into.push(Message::Exchange { job, token, second });
        };
        exchange(page, false);
        if rules.has(Bug::PostsTwice) {
            exchange(None, true);
        }
    }

    /// The gateway's answer to `POST /v1/payments`; none when it could not be reached.
    pub(crate) fn exchanged(&mut self, id: u32, answered: Option<Exchanged>, rules: &Rules, into: &mut Vec<Message>) {
        let Some(at) = self.jobs.iter().position(|job| job.id == id) else { return };
        let outcome = match answered {
            None => ConfirmOutcome::ServerError,
            Some(Exchanged::Payment(payment, paying)) => self.settle(payment, paying, rules),
            Some(Exchanged::Refused(ErrorCode::PaymentDeclined)) => ConfirmOutcome::Refused,
            Some(Exchanged::Refused(code)) if code.retryable() => ConfirmOutcome::ServerError,
            Some(Exchanged::Refused(ErrorCode::TokenUsed)) => {
                self.jobs[at].looking = true;
                into.push(Message::Look { job: id });
                return;
            }
            Some(Exchanged::Refused(_)) => ConfirmOutcome::Refused,
        };
        let job = self.jobs.remove(at);
        into.extend(answer(job.page, outcome));
    }

    /// What has become of the session's payment.
    pub(crate) fn looked(&mut self, id: u32, payment: Option<(u8, Paying)>, rules: &Rules, into: &mut Vec<Message>) {
        let Some(at) = self.jobs.iter().position(|job| job.id == id) else { return };
        let job = self.jobs.remove(at);
        let outcome = payment.map_or(ConfirmOutcome::Refused, |(payment, paying)| self.settle(payment, paying, rules));
        into.extend(answer(job.page, outcome));
    }

    fn settle(&mut self, payment: u8, paying: Paying, rules: &Rules) -> ConfirmOutcome {
        if !rules.has(Bug::Deaf) {
            self.take_in(payment, paying);
        }
        if paying == Paying::Failed { ConfirmOutcome::Refused } else { ConfirmOutcome::Accepted }
    }

    /// A webhook.
    pub(crate) fn hear(&mut self, told: Told, rules: &Rules) {
        match told {
            _ if rules.has(Bug::Deaf) => {}
            Told::Payment(payment, paying) => self.take_in(payment, paying),
            Told::SessionEnded if self.order == Order::Awaiting => self.order = Order::Expired,
            Told::SessionEnded => {}
        }
    }

    /// Answers and webhooks may arrive in any order: what tells more counts.
    fn take_in(&mut self, payment: u8, paying: Paying) {
        let newer = match self.order {
            Order::Awaiting | Order::Expired => true,
            Order::Payment(_, Paying::Succeeded) => false,
            Order::Payment(..) if paying == Paying::Succeeded => true,
            Order::Payment(held, _) if held != payment => payment > held,
            Order::Payment(_, held) => held == Paying::Processing,
        };
        if newer {
            self.order = Order::Payment(payment, paying);
        }
    }

    pub(crate) const fn is_paid(&self) -> bool {
        matches!(self.order, Order::Payment(_, Paying::Succeeded))
    }
}

fn answer(page: Option<(u32, Ticket)>, outcome: ConfirmOutcome) -> Option<Message> {
    page.map(|(page, ticket)| Message::Posted { page, ticket, outcome })
}
