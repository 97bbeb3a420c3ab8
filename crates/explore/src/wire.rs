//! What is on its way, on every hop.

use std::sync::Arc;

use carrier_checkout_flow::{Reply, Request, Ticket, imprint};
use carrier_checkout_protocol::{ErrorCode, Failure, Timestamp, embed::ConfirmOutcome};

/// A message that has been sent and has not arrived.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Page to gateway.
    Ask { page: u32, ticket: Ticket, request: Arc<Request> },
    /// Gateway to page.
    Reply { page: u32, ticket: Ticket, reply: Arc<Reply>, written: Timestamp },
    /// Page to merchant.
    Post { page: u32, ticket: Ticket, token: u8 },
    /// Merchant to page.
    Posted { page: u32, ticket: Ticket, outcome: ConfirmOutcome },
    /// Merchant to gateway: `POST /v1/payments`.
    Exchange { job: u32, token: u8, second: bool },
    /// Its answer.
    Exchanged { job: u32, answer: Exchanged },
    /// Merchant to gateway: what has become of the session's payment?
    Look { job: u32 },
    /// Its answer.
    Looked { job: u32, payment: Option<(u8, Paying)> },
    /// Gateway to carrier.
    Call { job: u32, call: Call },
    /// Carrier to gateway.
    Called { job: u32, answer: Answer },
    /// Gateway to merchant: a webhook.
    Hook { event: u8 },
}

/// What `POST /v1/payments` is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exchanged {
    /// A payment, and how far it is.
    Payment(u8, Paying),
    /// A problem.
    Refused(ErrorCode),
}

/// How far a payment is, by the gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paying {
    Processing,
    Succeeded,
    Failed,
}

/// What a carrier is asked, by CAMARA's names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Call {
    /// `send-code`, or a request in its app: for a challenge, naming an amount.
    Send {
        challenge: u8,
        approval: bool,
        amount: u32,
    },
    Validate {
        code: u8,
        typed: String,
    },
    Poll {
        request: u8,
    },
    Prepare {
        correlator: u8,
        amount: u32,
    },
    Find {
        correlator: u8,
    },
    Confirm {
        payment: u8,
    },
    Retrieve {
        payment: u8,
    },
    Release {
        payment: u8,
    },
}

/// What a carrier answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Sent: its number.
    Sent(u8),
    Right,
    Wrong,
    /// The code, or the approval, is over.
    Over,
    Approved,
    Rejected,
    Pending,
    /// The payment of that number, and how it stands.
    Payment(u8, Charge),
    /// `ALREADY_EXISTS`.
    Exists,
    /// There is none.
    None,
    /// 202: it will be, or has been, charged.
    Accepted,
    /// 409: it was charged before.
    Confirmed,
    /// 202 or 409: it is given back.
    Cancelled,
    /// A refusal, for that reason.
    Refused(Failure),
    /// No answer; `certain` when the carrier never heard of it.
    Lost {
        certain: bool,
    },
}

/// How a payment stands at the carrier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Charge {
    Reserved,
    Pending,
    Succeeded,
    Denied,
    Cancelled,
}

imprint!(
    enum Exchanged {
        Payment(payment, paying),
        Refused(code),
    }
);
imprint!(
    enum Paying {
        Processing,
        Succeeded,
        Failed,
    }
);
imprint!(
    enum Charge {
        Reserved,
        Pending,
        Succeeded,
        Denied,
        Cancelled,
    }
);
imprint!(enum Call {
    Send { challenge, approval, amount }, Validate { code, typed }, Poll { request }, Prepare { correlator, amount },
    Find { correlator }, Confirm { payment }, Retrieve { payment }, Release { payment },
});
imprint!(enum Answer {
    Sent(number), Right, Wrong, Over, Approved, Rejected, Pending, Payment(payment, charge), Exists, None, Accepted,
    Confirmed, Cancelled, Refused(failure), Lost { certain },
});
