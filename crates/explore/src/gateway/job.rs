//! Requests at work: each waits for one carrier's answer. And the keys of pages, each answered once.

use std::sync::Arc;

use carrier_checkout_flow::{Reply, Request, Ticket, imprint};
use carrier_checkout_protocol::{ErrorCode, Failure, Timestamp};

use super::{Gateway, KEY_LEASE_MS, Key, problem, refuse};
use crate::{
    rules::{Bug, Rules},
    wire::{Answer, Call, Exchanged},
};

/// Who gets the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    Page(u32, Ticket),
    Merchant(u32),
    /// The background.
    Nobody,
}

/// What a request does once the carrier has answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Work {
    /// The first code or request of a challenge.
    First {
        challenge: u8,
    },
    Again {
        challenge: u8,
    },
    Validate {
        challenge: u8,
        code: String,
        tries_left: u8,
    },
    Reserve {
        challenge: u8,
        stage: Reserving,
    },
    Charge {
        payment: u8,
        stage: Charging,
        asks_left: u8,
    },
    Release {
        challenge: u8,
    },
    Poll {
        challenge: u8,
    },
}

/// How far a reservation is; an answer that was lost is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reserving {
    First,
    /// Whether the first answer was certain, and the refusal.
    Find(bool, Failure),
    Second,
    FindAgain(Failure),
}

/// How far a charge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Charging {
    /// The confirm is on its way; for the first time, where a refusal counts.
    Confirm(bool),
    /// It was accepted: how does it stand?
    Accepted,
    /// Its answer was lost: how does it stand?
    Lost,
    /// How does it stand?
    Ask,
}

/// A request at work.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) id: u32,
    pub(crate) from: From,
    pub(crate) key: Option<String>,
    pub(crate) request: Option<Arc<Request>>,
    pub(crate) work: Work,
}

/// What comes of a step.
pub(crate) enum Next {
    /// The job waits for a carrier.
    Call(u32, Call),
    Reply(From, Reply),
    Exchanged(u32, Exchanged),
    Nothing,
}

/// What a handler does next: ask a carrier, or answer; an answer that says "try again" is not kept.
pub(super) enum Then {
    Ask(Work, Call),
    Answer(Reply),
    Refuse(ErrorCode),
    Decline(Failure),
    Unavailable(Failure),
    Wrong(u8),
}

imprint!(enum Work {
    First { challenge }, Again { challenge }, Validate { challenge, code, tries_left },
    Reserve { challenge, stage }, Charge { payment, stage, asks_left }, Release { challenge }, Poll { challenge },
});
imprint!(
    enum Reserving {
        First,
        Find(certain, failure),
        Second,
        FindAgain(failure),
    }
);
imprint!(
    enum Charging {
        Confirm(first),
        Accepted,
        Lost,
        Ask,
    }
);

impl Gateway {
    /// The answer to a key that came before; none when it is to be worked on.
    pub(super) fn claim(&mut self, key: &str, request: &Arc<Request>, rules: &Rules, now: Timestamp) -> Option<Reply> {
        let lease_until = now + KEY_LEASE_MS;
        let Some(known) = self.keys.iter_mut().find(|known| known.key == key) else {
            self.keys.push(Key { key: key.to_owned(), request: request.clone(), answer: None, lease_until });
            return None;
        };
        if known.request != *request {
            return Some(refuse(request, problem(ErrorCode::IdempotencyKeyReused)));
        }
        if rules.has(Bug::TakesTokensTwice) {
            return None;
        }
        if let Some(answer) = &known.answer {
            return Some(Reply::clone(answer));
        }
        if known.lease_until > now {
            return Some(refuse(request, problem(ErrorCode::IdempotencyInFlight)));
        }
        known.lease_until = lease_until;
        None
    }

    /// Goes on with a page's request: to a carrier, or to the answer.
    pub(super) fn go_on(
        &mut self,
        from: From,
        key: Option<String>,
        request: Arc<Request>,
        then: Then,
        now: Timestamp,
    ) -> Next {
        let (reply, keep) = match then {
            Then::Ask(work, call) => return self.wait(from, key, Some(request), work, call),
            Then::Answer(reply) => (reply, true),
            Then::Refuse(code) => (refuse(&request, problem(code)), !code.retryable()),
            Then::Decline(failure) => (refuse(&request, declined(ErrorCode::PaymentDeclined, failure)), true),
            Then::Unavailable(failure) => (refuse(&request, declined(ErrorCode::CarrierUnavailable, failure)), false),
            Then::Wrong(left) => (refuse(&request, wrong(left)), true),
        };
        let known = key.and_then(|key| self.keys.iter_mut().find(|known| known.key == key));
        if let Some(known) = known {
            if keep {
                known.answer = Some(Arc::new(reply.clone()));
            } else {
                known.lease_until = now;
            }
        }
        Next::Reply(from, reply)
    }

    pub(super) fn wait(
        &mut self,
        from: From,
        key: Option<String>,
        request: Option<Arc<Request>>,
        work: Work,
        call: Call,
    ) -> Next {
        self.next_job += 1;
        let id = self.next_job;
        self.jobs.push(Job { id, from, key, request, work });
        Next::Call(id, call)
    }

    /// A carrier answers, or does not; nothing when nobody waits for it any more.
    pub(crate) fn answered(&mut self, id: u32, answer: Answer, rules: &Rules, now: Timestamp) -> Next {
        let Some(at) = self.jobs.iter().position(|job| job.id == id) else { return Next::Nothing };
        let Job { from, key, request, work, .. } = self.jobs.remove(at);
        let then = match work {
            Work::First { challenge } => self.first_sent(challenge, answer, rules, now),
            Work::Again { challenge } => self.sent_again(challenge, answer, rules, now),
            Work::Validate { challenge, code, tries_left } => {
                self.validated(challenge, code, tries_left, answer, rules)
            }
            Work::Reserve { challenge, stage } => self.reserving(challenge, stage, answer, rules, now),
            Work::Charge { payment, stage, asks_left } => {
                return self.charging(from, payment, stage, asks_left, answer, rules, now);
            }
            Work::Release { challenge } => return self.released(challenge, &answer, now),
            Work::Poll { challenge } => return self.polled(challenge, &answer, rules, now),
        };
        match request {
            Some(request) => self.go_on(from, key, request, then, now),
            None => Next::Nothing,
        }
    }
}

fn declined(code: ErrorCode, failure: Failure) -> carrier_checkout_flow::Trouble {
    super::view::problem_with(code, |problem| {
        (problem.reason, problem.quote) = (Some(failure.reason), failure.quote);
    })
}

fn wrong(left: u8) -> carrier_checkout_flow::Trouble {
    let code = if left > 0 { ErrorCode::CodeMismatch } else { ErrorCode::TriesExhausted };
    super::view::problem_with(code, |problem| problem.tries_left = Some(left))
}
