//! `lifecycle.rs`: when a session comes to its end by itself, and what is due in the background.

use carrier_checkout_protocol::{Approval, Timestamp};

use super::{Event, Gateway, Status, Step, Told};
use crate::{rules::Rules, wire::Paying};

/// Something that the background does when it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Round {
    /// Asks what became of a payment.
    Settle(u8),
    /// Gives back what a challenge reserved.
    Release(u8),
    /// Asks whether the shopper has approved.
    Poll(u8),
    /// Ends what time has ended.
    Sweep,
    /// Sends a webhook.
    Announce(u8),
}

/// What time has done to a session.
enum Lapse {
    None,
    Expired,
    Token(u8),
}

impl Gateway {
    pub(super) fn void(&mut self, number: u8) {
        let challenge = &mut self.challenges[usize::from(number)];
        if !matches!(challenge.step, Step::Spent | Step::Ended) {
            (challenge.step, challenge.proof) = (Step::Ended, None);
            challenge.release_at = challenge.reservation.map(|_| Timestamp::default());
        }
        if let Some(token) = challenge.token.as_mut().filter(|token| token.payment.is_none()) {
            token.void = true;
        }
    }

    pub(super) fn close(&mut self, status: Status, now: Timestamp) {
        self.session.status = status;
        if let Some(current) = self.session.current {
            self.void(current);
        }
        self.tell(Told::SessionEnded, now);
    }

    /// Puts an event into the outbox; windows hear of it, too.
    pub(super) fn tell(&mut self, told: Told, now: Timestamp) {
        self.outbox.push(Event { told, due_at: now, delivered: false });
        self.news = true;
    }

    /// Ends what time has ended.
    pub(crate) fn lapse(&mut self, now: Timestamp) {
        match self.lapsed(now) {
            Lapse::None => {}
            Lapse::Expired => self.close(Status::Expired, now),
            Lapse::Token(challenge) => self.end(challenge, None),
        }
    }

    fn lapsed(&self, now: Timestamp) -> Lapse {
        let over = self.session.expires_at <= now;
        let current = self.session.current.map(|number| (number, &self.challenges[usize::from(number)]));
        match self.session.status {
            Status::Open if over => Lapse::Expired,
            Status::Challenged if over => {
                if current.is_some_and(|(_, challenge)| challenge.expires_at > now) {
                    Lapse::None
                } else {
                    Lapse::Expired
                }
            }
            Status::Verified => {
                let token =
                    current.and_then(|(number, challenge)| Some((number, challenge.token.as_ref()?.expires_at)));
                match token {
                    Some((_, expires_at)) if expires_at > now => Lapse::None,
                    Some(_) | None if over => Lapse::Expired,
                    Some((number, _)) => Lapse::Token(number),
                    None => Lapse::None,
                }
            }
            Status::Open
            | Status::Challenged
            | Status::Processing
            | Status::Paid
            | Status::Cancelled
            | Status::Expired => Lapse::None,
        }
    }

    /// What the background would do now.
    pub(crate) fn due(&self, now: Timestamp) -> Vec<Round> {
        let mut due = Vec::new();
        for (number, payment) in self.payments.iter().enumerate() {
            if payment.paying == Paying::Processing && payment.check_at <= now {
                due.push(Round::Settle(number as u8));
            }
        }
        for (number, challenge) in self.challenges.iter().enumerate() {
            if challenge.reservation.is_some() && challenge.release_at.is_some_and(|at| at <= now) {
                due.push(Round::Release(number as u8));
            }
            if challenge.step == Step::Sent && challenge.approval == Some(Approval::Pending) {
                due.push(Round::Poll(number as u8));
            }
        }
        if !matches!(self.lapsed(now), Lapse::None) {
            due.push(Round::Sweep);
        }
        for (number, event) in self.outbox.iter().enumerate() {
            if !event.delivered && event.due_at <= now {
                due.push(Round::Announce(number as u8));
            }
        }
        due
    }

    /// When something may happen by itself, or another answer be given.
    pub(crate) fn deadlines(&self, rules: &Rules, into: &mut Vec<Timestamp>) {
        let session = &self.session;
        if matches!(session.status, Status::Open | Status::Challenged | Status::Verified) {
            into.push(session.expires_at);
            if let Some(challenge) = session.current.map(|number| &self.challenges[usize::from(number)]) {
                if session.status == Status::Challenged {
                    into.extend([challenge.expires_at, challenge.trying_until]);
                    if session.sends_used < rules.code_sends {
                        into.push(challenge.resend_at);
                    }
                }
                into.extend(challenge.token.as_ref().map(|token| token.expires_at));
            }
        }
        let processing = self.payments.iter().filter(|payment| payment.paying == Paying::Processing);
        into.extend(processing.map(|payment| payment.check_at));
        let reserved = self.challenges.iter().filter(|challenge| challenge.reservation.is_some());
        into.extend(reserved.filter_map(|challenge| challenge.release_at));
        into.extend(self.outbox.iter().filter(|event| !event.delivered).map(|event| event.due_at));
        into.extend(self.keys.iter().filter(|key| key.answer.is_none()).map(|key| key.lease_until));
        into.extend(self.exchanges.iter().filter(|key| key.answer.is_none()).map(|key| key.lease_until));
    }
}
