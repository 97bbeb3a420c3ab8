//! What happens when a message arrives.

use carrier_checkout_flow::{Input, Reply};
use carrier_checkout_protocol::ErrorCode;

use super::World;
use crate::{
    carrier::Mood,
    coverage::Coverage,
    gateway::{From, Next, Round},
    laws::Law,
    rules::Rules,
    wire::{Call, Charge, Message},
};

impl World {
    /// The message of that number arrives; a carrier is in that mood.
    pub(crate) fn deliver(&mut self, at: usize, mood: Mood, rules: &Rules, coverage: &mut Coverage) {
        let now = self.now;
        match self.wire.remove(at) {
            Message::Ask { page, ticket, request } => {
                let next = self.gateway_mut().take(From::Page(page, ticket), &request, rules, now);
                self.go_on(next);
            }
            Message::Reply { page, ticket, reply, .. } => {
                self.page_hears(page, |_| Input::Replied(ticket, Reply::clone(&reply)), rules, coverage);
            }
            Message::Post { page, ticket, token } => {
                let mut sent = Vec::new();
                self.merchant_mut().post(Some((page, ticket)), token, rules, &mut sent);
                self.wire.extend(sent);
            }
            Message::Posted { page, ticket, outcome } => {
                self.page_hears(page, |_| Input::ConfirmEnded(ticket, outcome), rules, coverage);
            }
            Message::Exchange { job, token, second } => {
                let next = self.gateway_mut().exchange(job, token, second, rules, now);
                self.go_on(next);
            }
            Message::Exchanged { job, answer } => {
                let mut sent = Vec::new();
                self.merchant_mut().exchanged(job, Some(answer), rules, &mut sent);
                self.wire.extend(sent);
            }
            Message::Look { job } => {
                let payment = self.gateway.payment_shown();
                self.wire.push(Message::Looked { job, payment });
            }
            Message::Looked { job, payment } => {
                let mut sent = Vec::new();
                self.merchant_mut().looked(job, payment, rules, &mut sent);
                self.wire.extend(sent);
            }
            Message::Call { job, call } => self.call(job, &call, mood, rules),
            Message::Called { job, answer } => {
                let next = self.gateway_mut().answered(job, answer, rules, now);
                self.go_on(next);
            }
            Message::Hook { event } => {
                let told = self.gateway.outbox[usize::from(event)].told;
                self.merchant_mut().hear(told, rules);
                self.gateway_mut().hooked(event, true, now);
            }
        }
        self.tidy();
    }

    fn page_hears(&mut self, page: u32, input: impl FnOnce(&Self) -> Input, rules: &Rules, coverage: &mut Coverage) {
        let Some(at) = self.page_at(page) else { return };
        let input = input(self);
        let (Input::Replied(ticket, _) | Input::ConfirmEnded(ticket, _)) = input else { return };
        self.page_mut(at).awaits.retain(|awaited| awaited.ticket != ticket);
        self.step(at, input, rules, coverage);
    }

    fn call(&mut self, job: u32, call: &Call, mood: Mood, rules: &Rules) {
        let (before, now) = (self.carrier.charges(), self.now);
        let answer = self.carrier_mut().answer(call, mood, rules, now);
        if let Call::Confirm { payment } = call
            && self.carrier.charges() > before
        {
            self.judge_charge(usize::from(*payment));
        }
        self.wire.push(Message::Called { job, answer });
    }

    /// The carrier makes up its mind about what it ponders.
    pub(crate) fn decide(&mut self, bill: usize, charge: Charge) {
        self.carrier_mut().bills[bill].charge = charge;
        if charge == Charge::Succeeded {
            self.judge_charge(bill);
        }
    }

    /// What the gateway does next.
    pub(crate) fn go_on(&mut self, next: Next) {
        match next {
            Next::Call(job, call) => self.wire.push(Message::Call { job, call }),
            Next::Reply(From::Page(page, ticket), reply) => {
                if let Some(carrier_checkout_flow::Trouble::Problem(problem)) = reply.trouble()
                    && problem.code == ErrorCode::IdempotencyKeyReused
                {
                    self.breaks(Law::OneKey, "the gateway has seen the key with another request");
                }
                if self.page_at(page).is_some() {
                    self.wire.push(Message::Reply { page, ticket, reply: reply.into(), written: self.now });
                }
            }
            Next::Exchanged(job, answer) => self.wire.push(Message::Exchanged { job, answer }),
            Next::Reply(From::Merchant(_) | From::Nobody, _) | Next::Nothing => {}
        }
        if self.gateway.news {
            self.gateway_mut().news = false;
            for at in 0..self.pages.len() {
                if self.pages[at].watching {
                    self.page_mut(at).news = true;
                }
            }
        }
    }

    /// A round of the gateway's background.
    pub(crate) fn round(&mut self, round: Round, rules: &Rules) {
        let now = self.now;
        let next = self.gateway_mut().round(round, rules, now);
        self.go_on(next);
        if let Round::Announce(event) = round {
            self.wire.push(Message::Hook { event });
        }
    }

    /// Forgets what nobody can ask for any more.
    pub(crate) fn tidy(&mut self) {
        let on_the_way = |key: &str| {
            self.wire
                .iter()
                .any(|message| matches!(message, Message::Ask { request, .. } if request.key() == Some(key)))
        };
        let at_work = |key: &str| self.gateway.jobs.iter().any(|job| job.key.as_deref() == Some(key));
        let held = |key: &str| self.pages.iter().any(|page| page.held.iter().any(|held| held == key));
        let live: Vec<bool> =
            self.gateway.keys.iter().map(|key| held(&key.key) || on_the_way(&key.key) || at_work(&key.key)).collect();
        if live.contains(&false) {
            let mut live = live.into_iter();
            self.gateway_mut().keys.retain(|_| live.next().unwrap_or_default());
        }
    }
}
