//! A gateway with one session, in memory. Like the real one it keeps the answer
//! to every `Idempotency-Key`, and does nothing twice.

use std::collections::BTreeMap;

use carrier_checkout_flow::{Reply, Request, Trouble};
use carrier_checkout_protocol::{
    Carrier, Channel, ErrorCode, Failure, PaymentId, Problem, Reason, SessionId, Timestamp, TokenId,
    checkout::{Challenge, Checkout, Receipt, Stage, Verified},
    consent::{Consent, ConsentKind},
    goods::Provider,
    monthly::MonthlyStanding,
};

use crate::order::order;

const SESSION_MS: i64 = 1_800_000;

/// The carrier, when it is told to charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CarrierManner {
    Pays,
    Denies,
    PaysAfter(i64),
}

/// Where the session stands.
#[derive(Debug, Clone)]
pub(crate) enum Standing {
    Open(Option<Failure>),
    Challenged(Live),
    Verified(Verified),
    Processing { done_at: Timestamp, live: Verified },
    Paid(Receipt),
    Cancelled,
    Expired,
}

/// A challenge with what only the gateway and the carrier know.
#[derive(Debug, Clone)]
pub(crate) struct Live {
    pub(crate) shown: Challenge,
    pub(crate) code: String,
}

pub(crate) struct Gateway {
    pub(crate) known: bool,
    pub(crate) carrier: CarrierManner,
    /// What the next request that changes something is answered, without being done.
    pub(crate) next_refusal: Option<Problem>,
    pub(crate) consent_version: &'static str,
    pub(crate) expires_at: Timestamp,
    pub(crate) standing: Standing,
    pub(crate) sends_left: u8,
    /// What the policy allows.
    pub(crate) channels: Vec<Channel>,
    pub(crate) hints: Vec<String>,
    pub(crate) challenges: u32,
    stored: BTreeMap<String, (Request, Reply)>,
    /// The codes of all messages sent.
    pub(crate) messages: Vec<String>,
    pub(crate) charges: u32,
    pub(crate) disputes: u32,
    pub(crate) stops: u32,
}

impl Gateway {
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            known: true,
            carrier: CarrierManner::Pays,
            next_refusal: None,
            consent_version: "2026-11-01",
            expires_at: now + SESSION_MS,
            standing: Standing::Open(None),
            sends_left: 5,
            channels: vec![Channel::Sms, Channel::Pass, Channel::Ars],
            hints: Vec::new(),
            challenges: 0,
            stored: BTreeMap::new(),
            messages: Vec::new(),
            charges: 0,
            disputes: 0,
            stops: 0,
        }
    }

    pub(crate) fn answer(&mut self, request: &Request, now: Timestamp) -> Reply {
        self.let_time_pass(now);
        let Some(key) = request.key() else { return Reply::Checkout(self.checkout(now).map_err(problem)) };
        if let Some((first, reply)) = self.stored.get(key) {
            let same = first == request;
            return if same { reply.clone() } else { refuse(request, problem(ErrorCode::IdempotencyKeyReused)) };
        }
        if let Some(problem) = self.next_refusal.take() {
            if problem.code == ErrorCode::PaymentDeclined {
                self.standing = Standing::Open(problem.reason.map(Failure::from));
            }
            return refuse(request, Trouble::Problem(problem));
        }
        let reply = match request {
            Request::Load => unreachable!("it has no key"),
            Request::Challenge { body, .. } => Reply::Challenge(self.challenge(body, now).map_err(problem)),
            Request::Resend { challenge, .. } => Reply::Challenge(self.resend(challenge, now).map_err(problem)),
            Request::Verify { challenge, body, .. } => {
                Reply::Verified(self.verify(challenge, body, now).map_err(|code| self.tried(code)))
            }
            Request::Switch { challenge, body, .. } => {
                Reply::Challenge(self.switch(challenge, body, now).map_err(problem))
            }
            Request::Cancel { .. } => Reply::Checkout(self.cancel(now).map_err(problem)),
            Request::Remedy { remedy, .. } => Reply::Checkout(self.remedy(*remedy, now).map_err(problem)),
        };
        self.stored.insert(key.to_owned(), (request.clone(), reply.clone()));
        reply
    }

    /// The merchant's backend exchanges the token. False when it is not good.
    pub(crate) fn exchange(&mut self, token: &TokenId, now: Timestamp) -> bool {
        self.let_time_pass(now);
        match &self.standing {
            Standing::Verified(verified) if verified.token == *token => {
                let live = verified.clone();
                match self.carrier {
                    CarrierManner::Pays => self.charge(&live, now),
                    CarrierManner::Denies => self.standing = Standing::Open(Some(Reason::PaymentDenied.into())),
                    CarrierManner::PaysAfter(ms) => self.standing = Standing::Processing { done_at: now + ms, live },
                }
                true
            }
            Standing::Processing { .. } | Standing::Paid(_) => true,
            Standing::Verified(_)
            | Standing::Open(_)
            | Standing::Challenged(_)
            | Standing::Cancelled
            | Standing::Expired => false,
        }
    }

    /// A merchant's backend that said no, or nothing, exchanges the token after all.
    pub(crate) fn exchange_late(&mut self, now: Timestamp) {
        if let Standing::Verified(verified) = &self.standing {
            let token = verified.token.clone();
            self.exchange(&token, now);
        }
    }

    /// The latest code, while it can be used.
    pub(crate) fn code(&self) -> Option<&str> {
        match &self.standing {
            Standing::Challenged(live) => Some(&live.code),
            Standing::Open(_)
            | Standing::Verified(_)
            | Standing::Processing { .. }
            | Standing::Paid(_)
            | Standing::Cancelled
            | Standing::Expired => None,
        }
    }

    /// What every challenge has to bring.
    pub(crate) fn required(&self) -> Vec<Consent> {
        let first = |c: &Consent| c.kind != ConsentKind::PaymentContent;
        self.consents().into_iter().filter(first).collect()
    }

    pub(crate) fn content(&self) -> Consent {
        Consent { kind: ConsentKind::PaymentContent, version: self.consent_version.to_owned() }
    }

    /// A wrong code, with the tries that are left.
    fn tried(&self, code: ErrorCode) -> Trouble {
        let tries_left = match (&self.standing, code) {
            (Standing::Challenged(live), ErrorCode::CodeMismatch) => Some(live.shown.tries_left),
            _ => None,
        };
        Trouble::Problem(Problem { tries_left, ..Problem::new(code, "req_1") })
    }

    fn charge(&mut self, live: &Verified, now: Timestamp) {
        self.charges += 1;
        self.standing = Standing::Paid(Receipt {
            payment: PaymentId::from_random(u128::from(self.charges)),
            paid_at: now,
            carrier: Carrier::Skt,
            phone: live.phone.clone(),
            cancel_until: now.end_of_korean_month(),
            monthly: Some(MonthlyStanding { text: "다음 결제일".into(), active: true }),
            carrier_page: None,
            dispute: None,
        });
    }

    fn let_time_pass(&mut self, now: Timestamp) {
        match &self.standing {
            Standing::Open(_) | Standing::Challenged(_) if now >= self.expires_at => self.standing = Standing::Expired,
            Standing::Verified(verified) if now >= verified.expires_at => {
                let over = now >= self.expires_at;
                self.standing = if over { Standing::Expired } else { Standing::Open(None) };
            }
            Standing::Processing { done_at, live } if now >= *done_at => {
                let (live, done_at) = (live.clone(), *done_at);
                self.charge(&live, done_at);
            }
            Standing::Open(_)
            | Standing::Challenged(_)
            | Standing::Verified(_)
            | Standing::Processing { .. }
            | Standing::Paid(_)
            | Standing::Cancelled
            | Standing::Expired => {}
        }
    }

    fn stage(&self, now: Timestamp) -> Stage {
        match &self.standing {
            Standing::Open(last_failure) => Stage::Open { last_failure: last_failure.clone() },
            Standing::Challenged(live) => {
                Stage::Challenged { challenge: Challenge { server_time: now, ..live.shown.clone() } }
            }
            Standing::Verified(verified) => Stage::Verified(verified.clone()),
            Standing::Processing { .. } => Stage::Processing,
            Standing::Paid(receipt) => Stage::Paid { receipt: receipt.clone() },
            Standing::Cancelled => Stage::Cancelled,
            Standing::Expired => Stage::Expired,
        }
    }

    fn consents(&self) -> Vec<Consent> {
        let consent = |kind: &ConsentKind| Consent { kind: *kind, version: self.consent_version.to_owned() };
        ConsentKind::ALL.iter().map(consent).collect()
    }

    pub(crate) fn checkout(&self, now: Timestamp) -> Result<Checkout, ErrorCode> {
        if !self.known {
            return Err(ErrorCode::SessionNotFound);
        }
        Ok(Checkout {
            session: SessionId::from_random(1),
            server_time: now,
            expires_at: self.expires_at,
            order: order(),
            provider: Provider { name: "통신과금".into(), phone: "1600-0000".into() },
            carriers: Carrier::ALL.to_vec(),
            channels: self.channels.clone(),
            hints: self.hints.clone(),
            consent_names: Vec::new(),
            consents: self.consents(),
            stage: self.stage(now),
        })
    }
}

pub(crate) fn problem(code: ErrorCode) -> Trouble {
    Trouble::Problem(Problem::new(code, "req_1"))
}

/// The reply of that request's kind.
pub(crate) fn refuse(request: &Request, trouble: Trouble) -> Reply {
    match request {
        Request::Load | Request::Cancel { .. } | Request::Remedy { .. } => Reply::Checkout(Err(trouble)),
        Request::Challenge { .. } | Request::Resend { .. } | Request::Switch { .. } => Reply::Challenge(Err(trouble)),
        Request::Verify { .. } => Reply::Verified(Err(trouble)),
    }
}
