//! `api/payments.rs`: a token becomes a payment, once.

use carrier_checkout_protocol::{ErrorCode, Timestamp};

use super::{ExchangeKey, From, Gateway, KEY_LEASE_MS, Next, Payment, Status, Step, Work, job::Charging};
use crate::{
    rules::{Bug, Rules},
    wire::{Call, Exchanged, Paying},
};

/// When the background asks first what became of a payment.
const BACKGROUND_AFTER_MS: i64 = 90_000;
/// How often a request asks what became of its payment.
const ASKS: u8 = 2;

impl Gateway {
    /// The merchant's `POST /v1/payments`; `second` tells its second key of a token from the first.
    pub(crate) fn exchange(&mut self, job: u32, token: u8, second: bool, rules: &Rules, now: Timestamp) -> Next {
        let lease_until = now + KEY_LEASE_MS;
        match self.exchanges.iter_mut().find(|key| (key.token, key.second) == (token, second)) {
            None => self.exchanges.push(ExchangeKey { token, second, answer: None, lease_until }),
            Some(_) if rules.has(Bug::TakesTokensTwice) => {}
            Some(ExchangeKey { answer: Some(answer), .. }) => return Next::Exchanged(job, *answer),
            Some(key) if key.lease_until > now => {
                return Next::Exchanged(job, Exchanged::Refused(ErrorCode::IdempotencyInFlight));
            }
            Some(key) => key.lease_until = lease_until,
        }
        match self.begin_payment(token, second, rules, now) {
            Ok(Begun::New(payment, reservation)) => {
                let work = Work::Charge { payment, stage: Charging::Confirm(true), asks_left: ASKS };
                self.wait(From::Merchant(job), None, None, work, Call::Confirm { payment: reservation })
            }
            Ok(Begun::Before(payment)) => self.follow(From::Merchant(job), payment, ASKS, now),
            Err(code) => self.refuse_exchange(job, token, second, code, now),
        }
    }

    fn begin_payment(&mut self, number: u8, second: bool, rules: &Rules, now: Timestamp) -> Result<Begun, ErrorCode> {
        let tokens = self.challenges.iter().filter(|challenge| challenge.token.is_some()).count();
        let older = rules.has(Bug::TakesOlderTokens) && tokens > 1;
        let challenge = self.challenges.get_mut(usize::from(number)).ok_or(ErrorCode::TokenNotFound)?;
        let token = challenge.token.as_mut().ok_or(ErrorCode::TokenNotFound)?;
        let reservation = challenge.reservation.ok_or(ErrorCode::Internal)?;
        let twice = rules.has(Bug::TakesTokensTwice);
        if let Some(payment) = token.payment.filter(|_| !twice) {
            let first = self.payments[usize::from(payment)].second;
            return if first == second { Ok(Begun::Before(payment)) } else { Err(ErrorCode::TokenUsed) };
        }
        let moved = self.session.status == Status::Verified && self.session.current == Some(number);
        if (token.void || token.expires_at <= now || !moved) && !twice && !older {
            return Err(ErrorCode::TokenExpired);
        }
        let payment = self.payments.len() as u8;
        (token.payment, challenge.step, challenge.proof) = (Some(payment), Step::Spent, None);
        self.session.status = Status::Processing;
        let check_at = now + BACKGROUND_AFTER_MS;
        self.payments.push(Payment { challenge: number, paying: Paying::Processing, second, check_at, checks: 0 });
        Ok(Begun::New(payment, reservation))
    }

    fn refuse_exchange(&mut self, job: u32, token: u8, second: bool, code: ErrorCode, now: Timestamp) -> Next {
        let answer = Exchanged::Refused(code);
        if let Some(key) = self.exchanges.iter_mut().find(|key| (key.token, key.second) == (token, second)) {
            if code.retryable() {
                key.lease_until = now;
            } else {
                key.answer = Some(answer);
            }
        }
        Next::Exchanged(job, answer)
    }

    /// The payment of the session, if there is one that processes or succeeded.
    pub(crate) fn payment_shown(&self) -> Option<(u8, Paying)> {
        let at = self.payments.iter().position(|payment| payment.paying != Paying::Failed)?;
        Some((at as u8, self.payments[at].paying))
    }
}

enum Begun {
    /// The payment, and what the carrier calls it.
    New(u8, u8),
    Before(u8),
}
