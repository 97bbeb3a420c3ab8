//! The gateway, modelled after `crates/gateway`: what its database has, and the requests at work in its process.
//!
//! Each transaction of the real one is one step here, and so is each request to a carrier: between them anything may
//! happen, a crash too. Modelled are `api/challenges` (create, resend, switch, verify), `api/checkout` (load, cancel),
//! `api/disputes`, `api/payments`, `charge.rs` (confirm, look up, follow, settle, release), `lifecycle.rs`,
//! `approvals.rs`, `idempotency.rs` with its leases, and the outbox. Not modelled are rates and limits of lines,
//! velocity and cool-off, SIM changes, what a carrier asks by itself (`own`), refunds and later months; a request asks
//! twice what has become of a payment where the real one asks up to four times.

mod begin;
mod charge;
mod exchange;
mod job;
mod record;
mod sessions;
mod verify;
mod view;

use std::sync::Arc;

use carrier_checkout_flow::{
    Reply, Request,
    imprint::{Imprint as _, Sink},
};
use carrier_checkout_protocol::Timestamp;

use crate::rules::{Rules, START};

pub(crate) use begin::bit;
pub(crate) use job::{From, Job, Next, Work};
pub(crate) use record::{Challenge, Event, ExchangeKey, Key, Payment, Session, Status, Step, Token, Told};
pub(crate) use sessions::Round;
pub(crate) use view::{BIRTH, PHONE, problem, refuse, token_id};

/// How long a key is held without an answer.
pub(crate) const KEY_LEASE_MS: i64 = 90_000;

/// The gateway.
#[derive(Debug, Clone)]
pub(crate) struct Gateway {
    pub(crate) session: Session,
    pub(crate) challenges: Vec<Challenge>,
    pub(crate) payments: Vec<Payment>,
    pub(crate) keys: Vec<Key>,
    pub(crate) exchanges: Vec<ExchangeKey>,
    pub(crate) outbox: Vec<Event>,
    /// In memory: gone with a crash.
    pub(crate) jobs: Vec<Job>,
    pub(crate) next_job: u32,
    /// Whether something has changed that open windows have not been told of.
    pub(crate) news: bool,
}

impl Gateway {
    pub(crate) fn new(rules: &Rules) -> Self {
        Self {
            session: Session {
                status: Status::Open,
                current: None,
                last_failure: None,
                sends_used: 0,
                expires_at: START + rules.session_ttl_ms,
                consents: 0,
                disputed: false,
            },
            challenges: Vec::new(),
            payments: Vec::new(),
            keys: Vec::new(),
            exchanges: Vec::new(),
            outbox: Vec::new(),
            jobs: Vec::new(),
            next_job: 0,
            news: false,
        }
    }

    /// What the keys are is seen from the pages that hold them; the others are no one's.
    pub(crate) fn imprint<S: Sink>(&self, sink: &mut S) {
        self.session.imprint(sink);
        self.challenges.imprint(sink);
        self.payments.imprint(sink);
        self.exchanges.imprint(sink);
        self.outbox.imprint(sink);
        sink.number(u64::from(self.news));
    }

    /// Whether the carrier is being asked about an approval.
    pub(crate) fn polls(&self, challenge: u8) -> bool {
        self.jobs.iter().any(|job| job.work == Work::Poll { challenge })
    }

    /// The process dies, and another one starts. Gives the jobs that are gone.
    pub(crate) fn crash(&mut self, rules: &Rules, now: Timestamp) -> Vec<Job> {
        if rules.alone {
            // As `end_leases` of the store on SQLite.
            self.keys.iter_mut().for_each(|key| key.lease_until = key.lease_until.min(now));
            self.exchanges.iter_mut().for_each(|key| key.lease_until = key.lease_until.min(now));
            self.challenges.iter_mut().for_each(|challenge| challenge.trying_until = challenge.trying_until.min(now));
            self.payments.iter_mut().for_each(|payment| payment.check_at = payment.check_at.min(now));
        }
        core::mem::take(&mut self.jobs)
    }

    /// A page's request arrives.
    pub(crate) fn take(&mut self, from: From, request: &Arc<Request>, rules: &Rules, now: Timestamp) -> Next {
        let Some(key) = request.key() else {
            self.lapse(now);
            return Next::Reply(from, Reply::Checkout(Ok(self.checkout(rules, now))));
        };
        // Who asks is found before the key is looked at.
        self.lapse(now);
        let claimed = self.claim(key, request, rules, now);
        if let Some(reply) = claimed {
            return Next::Reply(from, reply);
        }
        let next = self.begin(request, rules, now);
        self.go_on(from, Some(key.to_owned()), request.clone(), next, now)
    }
}
