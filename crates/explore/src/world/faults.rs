//! What goes wrong: on the way, and in each of the three.

use carrier_checkout_flow::{Input, Ticket, Trouble};
use carrier_checkout_protocol::{ErrorCode, embed::ConfirmOutcome};

use super::World;
use crate::{
    coverage::Coverage,
    gateway::{From, problem, refuse},
    rules::Rules,
    wire::{Answer, Exchanged, Message},
};

/// One that may die and start again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// The gateway.
    Gateway,
    /// The merchant's backend.
    Merchant,
    /// The carrier.
    Carrier,
}

impl Message {
    pub(super) fn is_for_page(&self, number: u32) -> bool {
        matches!(self, Self::Reply { page, .. } | Self::Posted { page, .. } if *page == number)
    }
}

impl World {
    /// Whether somebody still waits for what comes of a message.
    pub(crate) fn is_awaited(&self, at: usize) -> bool {
        match &self.wire[at] {
            Message::Ask { page, ticket, .. }
            | Message::Reply { page, ticket, .. }
            | Message::Post { page, ticket, .. }
            | Message::Posted { page, ticket, .. } => self.waits(*page, *ticket),
            Message::Exchange { job, .. }
            | Message::Exchanged { job, .. }
            | Message::Look { job }
            | Message::Looked { job, .. } => self.merchant.jobs.iter().any(|waiting| waiting.id == *job),
            Message::Call { job, .. } | Message::Called { job, .. } => {
                self.gateway.jobs.iter().any(|waiting| waiting.id == *job)
            }
            Message::Hook { .. } => false,
        }
    }

    fn waits(&self, page: u32, ticket: Ticket) -> bool {
        self.page_at(page).is_some_and(|at| self.pages[at].awaits(ticket))
    }

    /// A message does not arrive, and who waits learns it at once.
    pub(crate) fn lose(&mut self, at: usize, rules: &Rules, coverage: &mut Coverage) {
        let message = self.wire.remove(at);
        if let Message::Hook { event } = message {
            let now = self.now;
            self.gateway_mut().hooked(event, false, now);
        }
        self.give_up(&message, Trouble::Lost, rules, coverage);
        self.tidy();
    }

    /// Who waits gives up, while it is still on its way.
    pub(crate) fn stall(&mut self, at: usize, rules: &Rules, coverage: &mut Coverage) {
        let message = self.wire[at].clone();
        self.give_up(&message, Trouble::Lost, rules, coverage);
    }

    /// The browser knows that there is no connection.
    pub(crate) fn unplugged(&mut self, at: usize, rules: &Rules, coverage: &mut Coverage) {
        let message = self.wire.remove(at);
        self.give_up(&message, Trouble::Offline, rules, coverage);
        self.tidy();
    }

    /// The carrier cannot be reached: it never hears of it.
    pub(crate) fn unreachable(&mut self, at: usize, rules: &Rules) {
        if let Message::Call { job, .. } = self.wire.remove(at) {
            let now = self.now;
            let next = self.gateway_mut().answered(job, Answer::Lost { certain: true }, rules, now);
            self.go_on(next);
        }
    }

    /// The gateway answers a request with that, and does nothing.
    pub(crate) fn fail(&mut self, at: usize, code: ErrorCode) {
        match self.wire.remove(at) {
            Message::Ask { page, ticket, request } => {
                let reply = refuse(&request, problem(code)).into();
                self.wire.push(Message::Reply { page, ticket, reply, written: self.now });
            }
            Message::Exchange { job, .. } => {
                self.wire.push(Message::Exchanged { job, answer: Exchanged::Refused(code) });
            }
            other => self.wire.insert(at, other),
        }
        self.tidy();
    }

    /// The merchant answers a post with that, and does nothing yet.
    pub(crate) fn misbehave(&mut self, at: usize, outcome: ConfirmOutcome) {
        if let Message::Post { page, ticket, token } = self.wire.remove(at) {
            self.merchant_mut().knows(token);
            self.wire.push(Message::Posted { page, ticket, outcome });
        }
    }

    /// One of the three dies and starts again: what it had in memory is gone, and who waited for it knows.
    pub(crate) fn crash(&mut self, party: Party, rules: &Rules, coverage: &mut Coverage) {
        let now = self.now;
        match party {
            Party::Gateway => {
                self.wire.retain(|message| !matches!(message, Message::Called { .. }));
                for job in self.gateway_mut().crash(rules, now) {
                    match job.from {
                        From::Page(page, ticket) => self.lost(page, ticket, Trouble::Lost, rules, coverage),
                        From::Merchant(job) => self.merchant_gives_up(job, rules),
                        From::Nobody => {}
                    }
                }
            }
            Party::Merchant => {
                let to_it = |m: &Message| matches!(m, Message::Exchanged { .. } | Message::Looked { .. });
                self.wire.retain(|message| !to_it(message));
                for job in core::mem::take(&mut self.merchant_mut().jobs) {
                    if let Some((page, ticket)) = job.page {
                        self.unposted(page, ticket, ConfirmOutcome::NetworkError, rules, coverage);
                    }
                }
            }
            Party::Carrier => {
                let of_it = |m: &Message| matches!(m, Message::Call { .. } | Message::Called { .. });
                while let Some(at) = self.wire.iter().position(of_it) {
                    self.lose(at, rules, coverage);
                }
            }
        }
        self.tidy();
    }

    fn give_up(&mut self, message: &Message, trouble: Trouble, rules: &Rules, coverage: &mut Coverage) {
        match message {
            Message::Ask { page, ticket, .. } | Message::Reply { page, ticket, .. } => {
                self.lost(*page, *ticket, trouble, rules, coverage);
            }
            Message::Post { page, ticket, .. } | Message::Posted { page, ticket, .. } => {
                self.unposted(*page, *ticket, ConfirmOutcome::TimedOut, rules, coverage);
            }
            Message::Exchange { job, .. } | Message::Exchanged { job, .. } => self.merchant_gives_up(*job, rules),
            Message::Look { job } | Message::Looked { job, .. } => self.merchant_gives_up(*job, rules),
            Message::Call { job, .. } | Message::Called { job, .. } => {
                let now = self.now;
                let next = self.gateway_mut().answered(*job, Answer::Lost { certain: false }, rules, now);
                self.go_on(next);
            }
            Message::Hook { .. } => {}
        }
    }

    fn merchant_gives_up(&mut self, job: u32, rules: &Rules) {
        let mut sent = Vec::new();
        self.merchant_mut().exchanged(job, None, rules, &mut sent);
        self.wire.extend(sent);
    }

    fn lost(&mut self, page: u32, ticket: Ticket, trouble: Trouble, rules: &Rules, coverage: &mut Coverage) {
        let Some(at) = self.page_at(page).filter(|at| self.pages[*at].awaits(ticket)) else { return };
        let asked = self.pages[at].awaits.iter().find(|awaited| awaited.ticket == ticket);
        let Some(request) = asked.and_then(|awaited| awaited.request.clone()) else { return };
        self.page_mut(at).awaits.retain(|awaited| awaited.ticket != ticket);
        self.step(at, Input::Replied(ticket, refuse(&request, trouble)), rules, coverage);
    }

    fn unposted(&mut self, page: u32, ticket: Ticket, outcome: ConfirmOutcome, rules: &Rules, coverage: &mut Coverage) {
        let Some(at) = self.page_at(page).filter(|at| self.pages[*at].awaits(ticket)) else { return };
        self.page_mut(at).awaits.retain(|awaited| awaited.ticket != ticket);
        self.step(at, Input::ConfirmEnded(ticket, outcome), rules, coverage);
    }
}
