//! `api/challenges/verify.rs`: the code is judged, the amount is reserved, a token is made; each is recorded.

use carrier_checkout_flow::Reply;
use carrier_checkout_protocol::{
    Approval, ChallengeId, ErrorCode, Failure, Reason, Timestamp, checkout::VerifyCode, consent::ConsentKind,
};

use super::{
    Gateway, Status, Step, Token, Work,
    begin::{bit, refusal},
    job::{Reserving, Then},
};
use crate::{
    rules::{AMOUNT, Bug, Rules, current},
    wire::{Answer, Call, Charge},
};

const TRY_LEASE_MS: i64 = 120_000;

impl Gateway {
    pub(super) fn verify(&mut self, id: &ChallengeId, asked: &VerifyCode, rules: &Rules, now: Timestamp) -> Then {
        let Some(number) = self.own(id) else { return Then::Refuse(ErrorCode::ChallengeNotFound) };
        if asked.content != current(ConsentKind::PaymentContent) {
            return Then::Refuse(ErrorCode::ConsentMissing);
        }
        let code = asked.code.as_ref().map(|code| code.reveal().digits());
        if self.is_done(number, code.as_deref()) {
            return Then::Answer(Reply::Verified(Ok(self.show_verified(number))));
        }
        if let Err(code) = self.must_be_usable() {
            return Then::Refuse(code);
        }
        if let Err(code) = self.must_be_waiting(number, now) {
            return Then::Refuse(code);
        }
        let tries_left = match self.claim_try(number, rules, now) {
            Ok(left) => left,
            Err(ErrorCode::ChallengeClosed) if self.is_done(number, code.as_deref()) => {
                return Then::Answer(Reply::Verified(Ok(self.show_verified(number))));
            }
            Err(code) => return Then::Refuse(code),
        };
        let challenge = &self.challenges[usize::from(number)];
        if challenge.step == Step::CodeRight {
            return if self.is_right_again(number, code.as_deref()) {
                reserve(number, rules)
            } else {
                self.wrong(number, tries_left)
            };
        }
        match (challenge.approval, challenge.sent, code) {
            (Some(Approval::Approved), ..) => self.code_right(number, None, rules),
            (Some(Approval::Pending), ..) => self.tried(number, true, Then::Refuse(ErrorCode::ApprovalPending)),
            (None, Some(sent), Some(code)) => {
                let call = Call::Validate { code: sent, typed: code.clone() };
                Then::Ask(Work::Validate { challenge: number, code, tries_left }, call)
            }
            (None, ..) => self.tried(number, true, Then::Refuse(ErrorCode::InvalidRequest)),
        }
    }

    fn must_be_waiting(&self, number: u8, now: Timestamp) -> Result<(), ErrorCode> {
        let challenge = &self.challenges[usize::from(number)];
        match challenge.step {
            Step::Sent if challenge.expires_at <= now => Err(ErrorCode::ChallengeExpired),
            Step::Sent | Step::CodeRight => Ok(()),
            Step::Sending | Step::Reserved | Step::Spent | Step::Ended => Err(ErrorCode::ChallengeClosed),
        }
    }

    fn is_done(&self, number: u8, code: Option<&str>) -> bool {
        self.challenges[usize::from(number)].step == Step::Reserved && self.is_right_again(number, code)
    }

    fn is_right_again(&self, number: u8, code: Option<&str>) -> bool {
        let challenge = &self.challenges[usize::from(number)];
        match challenge.approval {
            Some(Approval::Approved) => challenge.proof.as_deref() == Some(""),
            Some(Approval::Pending) => false,
            None => code.is_some() && challenge.proof.as_deref() == code,
        }
    }

    fn claim_try(&mut self, number: u8, rules: &Rules, now: Timestamp) -> Result<u8, ErrorCode> {
        let challenged = self.session.status == Status::Challenged && self.session.current == Some(number);
        let challenge = &mut self.challenges[usize::from(number)];
        if !challenged || !matches!(challenge.step, Step::Sent | Step::CodeRight) {
            return Err(ErrorCode::ChallengeClosed);
        }
        let (busy, left) = (challenge.trying_until > now, challenge.tries_used < rules.code_tries);
        if busy || !left {
            return Err(if busy || left { ErrorCode::IdempotencyInFlight } else { ErrorCode::ChallengeClosed });
        }
        challenge.tries_used += 1;
        challenge.trying_until = now + TRY_LEASE_MS;
        Ok(rules.code_tries - challenge.tries_used)
    }

    /// Ends a try; gives it back when the carrier did not judge it.
    fn tried(&mut self, number: u8, give_back: bool, then: Then) -> Then {
        let challenge = &mut self.challenges[usize::from(number)];
        challenge.trying_until = Timestamp::default();
        challenge.tries_used = challenge.tries_used.saturating_sub(u8::from(give_back));
        then
    }

    /// The last wrong try ends the whole challenge.
    fn wrong(&mut self, number: u8, tries_left: u8) -> Then {
        if tries_left == 0 {
            self.end(number, Some(Reason::OtpLastTryFailed.into()));
        }
        self.tried(number, false, Then::Wrong(tries_left))
    }

    pub(super) fn validated(
        &mut self,
        number: u8,
        code: String,
        tries_left: u8,
        answer: Answer,
        rules: &Rules,
    ) -> Then {
        match answer {
            Answer::Right => self.code_right(number, Some(code), rules),
            Answer::Wrong if rules.has(Bug::TakesAnyCode) => self.code_right(number, Some(code), rules),
            Answer::Wrong => self.wrong(number, tries_left),
            Answer::Over => self.tried(number, false, Then::Refuse(ErrorCode::ChallengeExpired)),
            other => {
                let then = self.after_refusal(number, other);
                self.tried(number, true, then)
            }
        }
    }

    fn code_right(&mut self, number: u8, code: Option<String>, rules: &Rules) -> Then {
        let challenge = &mut self.challenges[usize::from(number)];
        if challenge.step != Step::Sent {
            return self.tried(number, true, Then::Refuse(ErrorCode::ChallengeClosed));
        }
        (challenge.step, challenge.proof) = (Step::CodeRight, Some(code.unwrap_or_default()));
        self.session.consents |= bit(ConsentKind::PaymentContent);
        reserve(number, rules)
    }

    /// As `Carriers::prepare`: a lost answer is looked up, and asked for again only if there is nothing.
    pub(super) fn reserving(
        &mut self,
        number: u8,
        stage: Reserving,
        answer: Answer,
        rules: &Rules,
        now: Timestamp,
    ) -> Then {
        let stage = match (stage, answer) {
            (_, Answer::Payment(payment, Charge::Reserved | Charge::Succeeded)) => {
                return self.reserved(number, payment, rules, now);
            }
            (_, Answer::Payment(_, Charge::Denied | Charge::Cancelled)) => {
                return self.not_reserved(number, Answer::Refused(Reason::PaymentDenied.into()));
            }
            (Reserving::First, answer @ (Answer::Lost { certain: false } | Answer::Exists)) => {
                let (failure, certain) = refusal(answer);
                Reserving::Find(certain, failure)
            }
            (Reserving::Find(false, _), Answer::None) => Reserving::Second,
            (Reserving::Find(true, failure), Answer::None) => {
                return self.not_reserved(number, Answer::Refused(failure));
            }
            (Reserving::Second, answer @ (Answer::Lost { certain: false } | Answer::Exists)) => {
                Reserving::FindAgain(refusal(answer).0)
            }
            (Reserving::Find(..) | Reserving::FindAgain(_), _) => {
                return self.not_reserved(number, Answer::Lost { certain: false });
            }
            (Reserving::First | Reserving::Second, other) => return self.not_reserved(number, other),
        };
        let call = match stage {
            Reserving::First | Reserving::Second => prepare(number, rules),
            Reserving::Find(..) | Reserving::FindAgain(_) => Call::Find { correlator: number },
        };
        Then::Ask(Work::Reserve { challenge: number, stage }, call)
    }

    fn not_reserved(&mut self, number: u8, answer: Answer) -> Then {
        let then = self.after_refusal(number, answer);
        self.tried(number, true, then)
    }

    fn reserved(&mut self, number: u8, payment: u8, rules: &Rules, now: Timestamp) -> Then {
        let waits = self.session.status == Status::Challenged && self.session.current == Some(number);
        let challenge = &mut self.challenges[usize::from(number)];
        if challenge.step == Step::CodeRight && waits {
            (challenge.step, challenge.reservation) = (Step::Reserved, Some(payment));
            challenge.token = Some(Token { expires_at: now + rules.token_ttl_ms, void: false, payment: None });
            self.session.status = Status::Verified;
            return self.tried(number, true, Then::Answer(Reply::Verified(Ok(self.show_verified(number)))));
        }
        if challenge.step == Step::Ended {
            // It ended meanwhile: what was reserved is given back.
            (challenge.reservation, challenge.release_at) = (Some(payment), Some(now));
        }
        self.tried(number, true, Then::Refuse(ErrorCode::ChallengeClosed))
    }

    /// Ends a challenge that is its session's, which is open then.
    pub(super) fn end(&mut self, number: u8, failure: Option<Failure>) {
        let open = matches!(self.session.status, Status::Open | Status::Challenged | Status::Verified);
        if open && self.session.current == Some(number) {
            (self.session.status, self.session.last_failure, self.session.current) = (Status::Open, failure, None);
            self.void(number);
        }
    }
}

fn reserve(number: u8, rules: &Rules) -> Then {
    Then::Ask(Work::Reserve { challenge: number, stage: Reserving::First }, prepare(number, rules))
}

fn prepare(number: u8, rules: &Rules) -> Call {
    let amount = if rules.has(Bug::ReservesMore) { AMOUNT * 10 } else { AMOUNT };
    Call::Prepare { correlator: number, amount }
}
