//! A gateway with one session, in memory. Like the real one it keeps the answer
//! to every `Idempotency-Key`, and does nothing twice.

use std::collections::BTreeMap;

use carrier_checkout_flow::{Reply, Request, Trouble};
use carrier_checkout_protocol::{
    Carrier, ChallengeId, Channel, ErrorCode, Failure, OneTimeCode, OrderId, PaymentId, PhoneNumber, Problem, Reason,
    SessionId, Timestamp, TokenId, Won,
    checkout::{Challenge, Checkout, CreateChallenge, Receipt, Stage, Verified, VerifyCode},
    consent::{Consent, ConsentKind},
    goods::{Billing, Goods, GoodsKind, OfferPeriod, Order, Provider, Seller},
};

const CODE_MS: i64 = 180_000;
const RESEND_MS: i64 = 10_000;
const TOKEN_MS: i64 = 600_000;
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
enum Standing {
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
struct Live {
    shown: Challenge,
    code: String,
}

pub(crate) struct Gateway {
    pub(crate) known: bool,
    pub(crate) carrier: CarrierManner,
    /// What the next request that changes something is answered, without being done.
    pub(crate) next_refusal: Option<Problem>,
    pub(crate) consent_version: &'static str,
    pub(crate) expires_at: Timestamp,
    standing: Standing,
    sends_left: u8,
    challenges: u32,
    stored: BTreeMap<String, (Request, Reply)>,
    /// The codes of all messages sent.
    pub(crate) messages: Vec<String>,
    pub(crate) charges: u32,
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
            challenges: 0,
            stored: BTreeMap::new(),
            messages: Vec::new(),
            charges: 0,
        }
    }

    pub(crate) fn answer(&mut self, request: &Request, now: Timestamp) -> Reply {
        self.let_time_pass(now);
        let Some(key) = request.key() else { return Reply::Checkout(self.checkout(now)) };
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
            Request::Challenge { body, .. } => Reply::Challenge(self.challenge(body, now)),
            Request::Resend { challenge, .. } => Reply::Challenge(self.resend(challenge, now)),
            Request::Verify { challenge, body, .. } => Reply::Verified(self.verify(challenge, body, now)),
            Request::Cancel { .. } => Reply::Checkout(self.cancel(now)),
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

    fn charge(&mut self, live: &Verified, now: Timestamp) {
        self.charges += 1;
        self.standing = Standing::Paid(Receipt {
            payment: PaymentId::from_random(u128::from(self.charges)),
            paid_at: now,
            carrier: Carrier::Skt,
            phone: live.phone.clone(),
            cancel_until: now.end_of_korean_month(),
        });
    }

    fn let_time_pass(&mut self, now: Timestamp) {
        match &self.standing {
            Standing::Open(_) | Standing::Challenged(_) if now > self.expires_at => self.standing = Standing::Expired,
            Standing::Verified(verified) if now > verified.expires_at => self.standing = Standing::Open(None),
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

    fn challenge(&mut self, body: &CreateChallenge, now: Timestamp) -> Result<Challenge, Trouble> {
        self.may_begin()?;
        if body.consents != self.required() {
            return Err(problem(ErrorCode::ConsentMissing));
        }
        if self.sends_left == 0 {
            return Err(problem(ErrorCode::SendsExhausted));
        }
        self.challenges += 1;
        let id = ChallengeId::from_random(u128::from(self.challenges));
        Ok(self.send(id, 5, body.carrier, body.phone.reveal(), now))
    }

    fn send(&mut self, id: ChallengeId, tries: u8, carrier: Carrier, phone: &PhoneNumber, now: Timestamp) -> Challenge {
        self.sends_left -= 1;
        let code = format!("{}", 481_516 + 7_919 * self.messages.len());
        self.messages.push(code.clone());
        let shown = Challenge {
            id,
            channel: Channel::Sms,
            carrier,
            phone: phone.masked(),
            expires_at: now + CODE_MS,
            tries_left: tries,
            sends_left: self.sends_left,
            resend_at: now + RESEND_MS,
            server_time: now,
        };
        self.standing = Standing::Challenged(Live { shown: shown.clone(), code });
        shown
    }

    fn resend(&mut self, id: &ChallengeId, now: Timestamp) -> Result<Challenge, Trouble> {
        let live = self.live(id)?;
        if self.sends_left == 0 {
            return Err(problem(ErrorCode::SendsExhausted));
        }
        if now < live.shown.resend_at {
            return Err(problem(ErrorCode::ResendTooSoon));
        }
        let phone = PhoneNumber::parse(crate::shopper::PHONE).unwrap();
        Ok(self.send(id.clone(), live.shown.tries_left, live.shown.carrier, &phone, now))
    }

    fn verify(&mut self, id: &ChallengeId, body: &VerifyCode, now: Timestamp) -> Result<Verified, Trouble> {
        let mut live = self.live(id)?;
        if now >= live.shown.expires_at {
            return Err(problem(ErrorCode::ChallengeExpired));
        }
        if body.content != self.content() {
            return Err(problem(ErrorCode::ConsentMissing));
        }
        if OneTimeCode::parse(&live.code).unwrap() != *body.code.reveal() {
            live.shown.tries_left -= 1;
            let tries_left = live.shown.tries_left;
            if tries_left == 0 {
                self.standing = Standing::Open(Some(Reason::OtpLastTryFailed.into()));
                return Err(problem(ErrorCode::TriesExhausted));
            }
            self.standing = Standing::Challenged(live);
            let mismatch = Problem::new(ErrorCode::CodeMismatch, "req_1");
            return Err(Trouble::Problem(Problem { tries_left: Some(tries_left), ..mismatch }));
        }
        let verified = Verified {
            token: TokenId::from_random(u128::from(self.challenges)),
            challenge: id.clone(),
            phone: live.shown.phone,
            expires_at: now + TOKEN_MS,
        };
        self.standing = Standing::Verified(verified.clone());
        Ok(verified)
    }

    fn cancel(&mut self, now: Timestamp) -> Result<Checkout, Trouble> {
        self.may_begin()?;
        self.standing = Standing::Cancelled;
        self.checkout(now)
    }

    fn may_begin(&self) -> Result<(), Trouble> {
        match &self.standing {
            _ if !self.known => Err(problem(ErrorCode::SessionNotFound)),
            Standing::Open(_) | Standing::Challenged(_) => Ok(()),
            Standing::Expired => Err(problem(ErrorCode::SessionExpired)),
            Standing::Verified(_) | Standing::Processing { .. } | Standing::Paid(_) | Standing::Cancelled => {
                Err(problem(ErrorCode::SessionClosed))
            }
        }
    }

    fn live(&self, id: &ChallengeId) -> Result<Live, Trouble> {
        self.may_begin()?;
        match &self.standing {
            Standing::Challenged(live) if live.shown.id == *id => Ok(live.clone()),
            Standing::Challenged(_)
            | Standing::Open(_)
            | Standing::Verified(_)
            | Standing::Processing { .. }
            | Standing::Paid(_)
            | Standing::Cancelled
            | Standing::Expired => Err(problem(ErrorCode::ChallengeClosed)),
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
        let asked = |kind: &&ConsentKind| **kind != ConsentKind::MonthlyBilling;
        let consent = |kind: &ConsentKind| Consent { kind: *kind, version: self.consent_version.to_owned() };
        ConsentKind::ALL.iter().filter(asked).map(consent).collect()
    }

    fn checkout(&self, now: Timestamp) -> Result<Checkout, Trouble> {
        if !self.known {
            return Err(problem(ErrorCode::SessionNotFound));
        }
        Ok(Checkout {
            session: SessionId::from_random(1),
            server_time: now,
            expires_at: self.expires_at,
            order: order(),
            provider: Provider { name: "통신과금".into(), phone: "1600-0000".into() },
            carriers: Carrier::ALL.to_vec(),
            channels: vec![Channel::Sms],
            consents: self.consents(),
            stage: self.stage(now),
        })
    }
}

fn order() -> Order {
    Order {
        id: OrderId::parse("A-1").unwrap(),
        amount: Won::new(9_900).unwrap(),
        goods: Goods {
            name: "웹툰 이용권".into(),
            kind: GoodsKind::Digital,
            offer_period: Some(OfferPeriod::Days(30)),
            cash_like: false,
        },
        billing: Billing::OneOff,
        seller: Seller { name: "웹툰샵".into(), phone: "02-123-4567".into(), email: None },
    }
}

pub(crate) fn problem(code: ErrorCode) -> Trouble {
    Trouble::Problem(Problem::new(code, "req_1"))
}

/// The reply of that request's kind.
pub(crate) fn refuse(request: &Request, trouble: Trouble) -> Reply {
    match request {
        Request::Load | Request::Cancel { .. } => Reply::Checkout(Err(trouble)),
        Request::Challenge { .. } | Request::Resend { .. } => Reply::Challenge(Err(trouble)),
        Request::Verify { .. } => Reply::Verified(Err(trouble)),
    }
}
