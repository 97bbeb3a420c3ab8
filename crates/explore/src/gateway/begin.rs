//! Challenges until a code is sent, cancelling and reporting: `api/challenges` but for verify, and `api/checkout`.

use carrier_checkout_flow::{Remedy, Reply, Request};
use carrier_checkout_protocol::{
    Approval, ChallengeId, Channel, ErrorCode, Failure, Reason, Timestamp, checkout::CreateChallenge,
    consent::ConsentKind,
};

use super::{Challenge, Gateway, Status, Step, Work, job::Then};
use crate::{
    rules::{AMOUNT, REQUIRED, Rules, current},
    wire::{Answer, Call},
};

/// One bit for each kind of consent.
pub(crate) const fn bit(kind: ConsentKind) -> u16 {
    1 << (kind as u16)
}

impl Gateway {
    pub(super) fn begin(&mut self, request: &Request, rules: &Rules, now: Timestamp) -> Then {
        match request {
            Request::Load => Then::Refuse(ErrorCode::Internal),
            Request::Challenge { body, .. } => self.create(body, rules, now),
            Request::Resend { challenge, .. } => self.resend(challenge, rules, now),
            Request::Switch { challenge, body, .. } => self.switch(challenge, body.channel, rules, now),
            Request::Verify { challenge, body, .. } => self.verify(challenge, body, rules, now),
            Request::Cancel { .. } => self.cancel(rules, now),
            Request::Remedy { remedy, .. } => self.remedy(*remedy, rules, now),
        }
    }

    pub(super) fn must_be_usable(&self) -> Result<(), ErrorCode> {
        match self.session.status {
            Status::Open | Status::Challenged | Status::Verified => Ok(()),
            Status::Processing | Status::Paid | Status::Cancelled => Err(ErrorCode::SessionClosed),
            Status::Expired => Err(ErrorCode::SessionExpired),
        }
    }

    pub(super) fn own(&self, id: &ChallengeId) -> Option<u8> {
        self.challenges.iter().position(|challenge| challenge.id == *id).map(|at| at as u8)
    }

    fn create(&mut self, body: &CreateChallenge, rules: &Rules, now: Timestamp) -> Then {
        if let Err(code) = self.must_be_usable() {
            return Then::Refuse(code);
        }
        let before = REQUIRED.into_iter().filter(|kind| *kind != ConsentKind::PaymentContent);
        let mut given = 0;
        for kind in before {
            if !body.consents.contains(&current(kind)) {
                return Then::Refuse(ErrorCode::ConsentMissing);
            }
            given |= bit(kind);
        }
        self.attempt(body.channel, given, rules, now)
    }

    /// As `Attempt::begin`.
    fn attempt(&mut self, channel: Channel, consents: u16, rules: &Rules, now: Timestamp) -> Then {
        if !rules.checkout.channels.contains(&channel) {
            return Then::Refuse(ErrorCode::ChannelNotAllowed);
        }
        if self.session.expires_at <= now {
            return Then::Refuse(ErrorCode::SessionExpired);
        }
        if self.session.sends_used >= rules.code_sends {
            return Then::Refuse(ErrorCode::SendsExhausted);
        }
        if let Some(before) = self.session.current {
            self.void(before);
        }
        let number = self.challenges.len() as u8;
        self.challenges.push(Challenge {
            id: ChallengeId::from_random(u128::from(number)),
            step: Step::Sending,
            channel,
            approval: None,
            sent: None,
            proof: None,
            tries_used: 0,
            trying_until: Timestamp::default(),
            expires_at: Timestamp::default(),
            resend_at: Timestamp::default(),
            reservation: None,
            release_at: None,
            release_attempts: 0,
            token: None,
        });
        let session = &mut self.session;
        (session.status, session.last_failure, session.current) = (Status::Open, None, Some(number));
        session.sends_used += 1;
        session.consents |= consents;
        Then::Ask(Work::First { challenge: number }, send(number, channel))
    }

    /// The carrier has sent the first code, or has not: then the shopper begins again.
    pub(super) fn first_sent(&mut self, number: u8, answer: Answer, rules: &Rules, now: Timestamp) -> Then {
        match answer {
            Answer::Sent(sent) if self.code_sent(number, sent, rules, now) => {
                Then::Answer(Reply::Challenge(Ok(self.show_challenge(number, rules, now))))
            }
            Answer::Sent(_) => {
                self.end(number, None);
                Then::Refuse(ErrorCode::ChallengeClosed)
            }
            other => {
                let (failure, _) = refusal(other);
                self.end(number, Some(failure.clone()));
                Then::Decline(failure)
            }
        }
    }

    fn code_sent(&mut self, number: u8, sent: u8, rules: &Rules, now: Timestamp) -> bool {
        let challenge = &mut self.challenges[usize::from(number)];
        let waits = matches!(challenge.step, Step::Sending | Step::Sent);
        if !waits || (challenge.approval == Some(Approval::Approved) && challenge.expires_at > now) {
            return false;
        }
        (challenge.step, challenge.sent, challenge.tries_used) = (Step::Sent, Some(sent), 0);
        challenge.approval = challenge.channel.is_approval().then_some(Approval::Pending);
        (challenge.expires_at, challenge.resend_at) = (now + rules.code_ttl_ms, now + rules.resend_after_ms);
        if self.session.current == Some(number) {
            (self.session.status, self.session.last_failure) = (Status::Challenged, None);
        }
        true
    }

    fn resend(&mut self, id: &ChallengeId, rules: &Rules, now: Timestamp) -> Then {
        let Some(number) = self.own(id) else { return Then::Refuse(ErrorCode::ChallengeNotFound) };
        if let Err(code) = self.must_be_usable() {
            return Then::Refuse(code);
        }
        let challenge = &self.challenges[usize::from(number)];
        let answered = challenge.approval == Some(Approval::Approved) && now < challenge.expires_at;
        let unreserved = challenge.step == Step::CodeRight && self.session.current == Some(number);
        if !unreserved && (challenge.step != Step::Sent || answered) {
            return Then::Refuse(ErrorCode::ChallengeClosed);
        }
        if self.session.expires_at <= now {
            return Then::Refuse(ErrorCode::SessionExpired);
        }
        if unreserved {
            let too_soon = challenge.resend_at > now;
            let channel = challenge.channel;
            return if too_soon {
                Then::Refuse(ErrorCode::ResendTooSoon)
            } else {
                self.attempt(channel, 0, rules, now)
            };
        }
        if self.session.current != Some(number) || self.session.status != Status::Challenged {
            return Then::Refuse(ErrorCode::ChallengeClosed);
        }
        if self.session.sends_used >= rules.code_sends {
            return Then::Refuse(ErrorCode::SendsExhausted);
        }
        if challenge.resend_at > now {
            return Then::Refuse(ErrorCode::ResendTooSoon);
        }
        let channel = challenge.channel;
        self.challenges[usize::from(number)].resend_at = now + rules.resend_after_ms;
        self.session.sends_used += 1;
        Then::Ask(Work::Again { challenge: number }, send(number, channel))
    }

    pub(super) fn sent_again(&mut self, number: u8, answer: Answer, rules: &Rules, now: Timestamp) -> Then {
        match answer {
            Answer::Sent(sent) if self.code_sent(number, sent, rules, now) => {
                Then::Answer(Reply::Challenge(Ok(self.show_challenge(number, rules, now))))
            }
            Answer::Sent(_) => Then::Refuse(ErrorCode::ChallengeClosed),
            other => self.after_refusal(number, other),
        }
    }

    fn switch(&mut self, id: &ChallengeId, channel: Channel, rules: &Rules, now: Timestamp) -> Then {
        let Some(number) = self.own(id) else { return Then::Refuse(ErrorCode::ChallengeNotFound) };
        if let Err(code) = self.must_be_usable() {
            return Then::Refuse(code);
        }
        let waits = matches!(self.challenges[usize::from(number)].step, Step::Sent | Step::CodeRight);
        if !waits || self.session.current != Some(number) {
            return Then::Refuse(ErrorCode::ChallengeClosed);
        }
        self.attempt(channel, 0, rules, now)
    }

    fn cancel(&mut self, rules: &Rules, now: Timestamp) -> Then {
        match self.session.status {
            Status::Open | Status::Challenged | Status::Verified => self.close(Status::Cancelled, now),
            Status::Cancelled => {}
            Status::Expired => return Then::Refuse(ErrorCode::SessionExpired),
            Status::Processing | Status::Paid => return Then::Refuse(ErrorCode::SessionClosed),
        }
        Then::Answer(Reply::Checkout(Ok(self.checkout(rules, now))))
    }

    fn remedy(&mut self, remedy: Remedy, rules: &Rules, now: Timestamp) -> Then {
        match (remedy, self.session.status) {
            (Remedy::Dispute, Status::Paid) => {
                self.session.disputed = true;
                Then::Answer(Reply::Checkout(Ok(self.checkout(rules, now))))
            }
            (Remedy::Dispute, _) => Then::Refuse(ErrorCode::PaymentNotFound),
            // It is paid once: there is nothing to stop.
            (Remedy::Stop, _) => Then::Refuse(ErrorCode::BillingKeyNotFound),
        }
    }

    /// A refusal in the middle of a challenge: a real one ends it, a carrier's trouble does not.
    pub(super) fn after_refusal(&mut self, number: u8, answer: Answer) -> Then {
        let (failure, certain) = refusal(answer);
        if !certain || failure.reason == Reason::CarrierError {
            return Then::Unavailable(failure);
        }
        self.end(number, Some(failure.clone()));
        Then::Decline(failure)
    }
}

/// Why a carrier did not do it, and whether it is sure that it did not.
pub(super) fn refusal(answer: Answer) -> (Failure, bool) {
    match answer {
        Answer::Refused(failure) => (failure, true),
        Answer::Lost { certain } => (Reason::CarrierError.into(), certain),
        Answer::Exists => (Reason::CarrierError.into(), true),
        _ => (Reason::CarrierError.into(), false),
    }
}

fn send(challenge: u8, channel: Channel) -> Call {
    Call::Send { challenge, approval: channel.is_approval(), amount: AMOUNT }
}
