//! What the gateway's database has of one session.

use std::sync::Arc;

use carrier_checkout_flow::{Reply, Request, imprint};
use carrier_checkout_protocol::{Approval, ChallengeId, Channel, Failure, Timestamp};

use crate::wire::{Exchanged, Paying};

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Open,
    Challenged,
    Verified,
    Processing,
    Paid,
    Cancelled,
    Expired,
}

/// How far a challenge has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Sending,
    Sent,
    CodeRight,
    Reserved,
    Spent,
    Ended,
}

/// The row of a challenge, with its token's.
#[derive(Debug, Clone)]
pub(crate) struct Challenge {
    pub(crate) id: ChallengeId,
    pub(crate) step: Step,
    pub(crate) channel: Channel,
    pub(crate) approval: Option<Approval>,
    /// The carrier's number of the code, or of the request in its app.
    pub(crate) sent: Option<u8>,
    /// The code that was right.
    pub(crate) proof: Option<String>,
    pub(crate) tries_used: u8,
    pub(crate) trying_until: Timestamp,
    pub(crate) expires_at: Timestamp,
    pub(crate) resend_at: Timestamp,
    pub(crate) reservation: Option<u8>,
    pub(crate) release_at: Option<Timestamp>,
    pub(crate) release_attempts: u8,
    pub(crate) token: Option<Token>,
}

/// The row of a token. It has its challenge's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) expires_at: Timestamp,
    pub(crate) void: bool,
    pub(crate) payment: Option<u8>,
}

/// The row of a payment.
#[derive(Debug, Clone)]
pub(crate) struct Payment {
    pub(crate) challenge: u8,
    pub(crate) paying: Paying,
    /// Whether it was begun with the merchant's second key.
    pub(crate) second: bool,
    pub(crate) check_at: Timestamp,
    pub(crate) checks: u8,
}

/// The row of an `Idempotency-Key` of a page.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) key: String,
    pub(crate) request: Arc<Request>,
    pub(crate) answer: Option<Arc<Reply>>,
    pub(crate) lease_until: Timestamp,
}

/// The same of the merchant's exchange: its key is made of order and token.
#[derive(Debug, Clone)]
pub(crate) struct ExchangeKey {
    pub(crate) token: u8,
    pub(crate) second: bool,
    pub(crate) answer: Option<Exchanged>,
    pub(crate) lease_until: Timestamp,
}

/// What the merchant is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    Payment(u8, Paying),
    SessionEnded,
}

/// The row of an event in the outbox.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) told: Told,
    pub(crate) due_at: Timestamp,
    pub(crate) delivered: bool,
}

/// The session's row, and what belongs to it.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) status: Status,
    pub(crate) current: Option<u8>,
    pub(crate) last_failure: Option<Failure>,
    pub(crate) sends_used: u8,
    pub(crate) expires_at: Timestamp,
    /// The kinds that were agreed to, one bit each.
    pub(crate) consents: u16,
    pub(crate) disputed: bool,
}

imprint!(
    enum Status {
        Open,
        Challenged,
        Verified,
        Processing,
        Paid,
        Cancelled,
        Expired,
    }
);
imprint!(
    enum Step {
        Sending,
        Sent,
        CodeRight,
        Reserved,
        Spent,
        Ended,
    }
);
imprint!(Challenge {
    step, channel, approval, sent, proof, tries_used, trying_until, expires_at, resend_at, reservation, release_at,
    release_attempts, token
} but { id });
imprint!(Token { expires_at, void, payment });
imprint!(Payment { challenge, paying, second, check_at, checks });
imprint!(ExchangeKey { token, second, answer, lease_until });
imprint!(
    enum Told {
        Payment(payment, paying),
        SessionEnded,
    }
);
imprint!(Event { told, due_at, delivered });
imprint!(Session { status, current, last_failure, sends_used, expires_at, consents, disputed });
