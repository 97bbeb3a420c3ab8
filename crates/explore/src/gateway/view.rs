//! What is shown of the records, as `view.rs` and `api/checkout.rs` do.

use carrier_checkout_flow::{Reply, Request, Trouble};
use carrier_checkout_protocol::{
    BirthDate, Carrier, DisputeId, ErrorCode, PaymentId, PhoneNumber, Problem, Timestamp, TokenId,
    checkout::{Challenge as Shown, Checkout, Receipt, Stage, Verified},
    phone::MaskedPhone,
};

use super::{Gateway, Status};
use crate::{
    rules::{Bug, Rules},
    wire::Paying,
};

/// What the shopper types.
pub(crate) const PHONE: &str = "010-2345-6789";
/// The same.
pub(crate) const BIRTH: (&str, &str) = ("900101", "1");

/// The token of a challenge.
pub(crate) fn token_id(challenge: u8) -> TokenId {
    TokenId::from_random(u128::from(challenge))
}

#[expect(clippy::expect_used, reason = "a constant that is no phone number is found by the first run")]
fn masked() -> MaskedPhone {
    debug_assert!(BirthDate::parse(BIRTH.0, BIRTH.1).is_ok());
    PhoneNumber::parse(PHONE).expect("a phone number").masked()
}

impl Gateway {
    pub(crate) fn checkout(&self, rules: &Rules, now: Timestamp) -> Checkout {
        Checkout {
            server_time: now,
            expires_at: self.session.expires_at,
            stage: self.stage(rules, now),
            ..rules.checkout.clone()
        }
    }

    fn stage(&self, rules: &Rules, now: Timestamp) -> Stage {
        match self.session.status {
            Status::Open => Stage::Open { last_failure: self.session.last_failure.clone() },
            Status::Challenged => match self.session.current {
                Some(current) => Stage::Challenged { challenge: self.show_challenge(current, rules, now) },
                None => Stage::Open { last_failure: None },
            },
            Status::Verified => match self.session.current {
                Some(current) => Stage::Verified(self.show_verified(current)),
                None => Stage::Open { last_failure: None },
            },
            Status::Processing if rules.has(Bug::PaidTooSoon) => Stage::Paid { receipt: self.receipt(0, now) },
            Status::Processing if rules.has(Bug::HidesProcessing) => Stage::Open { last_failure: None },
            Status::Processing => Stage::Processing,
            Status::Paid => {
                let paid = self.payments.iter().position(|payment| payment.paying == Paying::Succeeded);
                Stage::Paid { receipt: self.receipt(paid.unwrap_or_default() as u8, now) }
            }
            Status::Cancelled => Stage::Cancelled,
            Status::Expired => Stage::Expired,
        }
    }

    fn receipt(&self, payment: u8, now: Timestamp) -> Receipt {
        Receipt {
            payment: PaymentId::from_random(u128::from(payment)),
            paid_at: now,
            carrier: Carrier::Skt,
            phone: masked(),
            cancel_until: now,
            monthly: None,
            carrier_page: None,
            dispute: self.session.disputed.then(|| DisputeId::from_random(0)),
        }
    }

    pub(super) fn show_challenge(&self, number: u8, rules: &Rules, now: Timestamp) -> Shown {
        let challenge = &self.challenges[usize::from(number)];
        Shown {
            id: challenge.id.clone(),
            channel: challenge.channel,
            approval: challenge.approval,
            page: None,
            carrier: Carrier::Skt,
            phone: masked(),
            expires_at: challenge.expires_at,
            tries_left: rules.code_tries.saturating_sub(challenge.tries_used),
            sends_left: rules.code_sends.saturating_sub(self.session.sends_used),
            resend_at: challenge.resend_at,
            server_time: now,
        }
    }

    pub(super) fn show_verified(&self, number: u8) -> Verified {
        let challenge = &self.challenges[usize::from(number)];
        Verified {
            token: token_id(number),
            challenge: challenge.id.clone(),
            phone: masked(),
            expires_at: challenge.token.as_ref().map_or(challenge.expires_at, |token| token.expires_at),
        }
    }
}

pub(crate) fn problem(code: ErrorCode) -> Trouble {
    problem_with(code, |_| {})
}

pub(super) fn problem_with(code: ErrorCode, more: impl FnOnce(&mut Problem)) -> Trouble {
    let mut problem = Problem::new(code, "req_1");
    more(&mut problem);
    Trouble::Problem(problem)
}

/// The reply of that request's kind.
pub(crate) fn refuse(request: &Request, trouble: Trouble) -> Reply {
    match request {
        Request::Load | Request::Cancel { .. } | Request::Remedy { .. } => Reply::Checkout(Err(trouble)),
        Request::Challenge { .. } | Request::Resend { .. } | Request::Switch { .. } => Reply::Challenge(Err(trouble)),
        Request::Verify { .. } => Reply::Verified(Err(trouble)),
    }
}
