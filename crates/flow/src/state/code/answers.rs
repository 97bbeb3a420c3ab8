//! What the code screen makes of the gateway's answers.

use carrier_checkout_protocol::{
    Approval, ErrorCode, Reason,
    checkout::{Challenge, Checkout, Stage},
};

use super::{Announcement, Code, CodeError, screen::entry};
use crate::{
    desk::Desk,
    effect::Field,
    input::{Reply, Trouble},
    state::{Checking, Confirming, Ended, State, Why},
    trouble::{Verdict, failure_of, verdict},
};

impl Code {
    pub(super) fn replied(self, reply: Reply, desk: &mut Desk) -> State {
        match reply {
            Reply::Challenge(Ok(challenge)) => self.sent_again(challenge, desk),
            Reply::Challenge(Err(trouble)) => self.not_sent_again(&trouble, desk),
            Reply::Verified(Ok(verified)) => State::Confirming(Confirming::begin(verified, desk)),
            Reply::Verified(Err(trouble)) => self.not_verified(&trouble, desk),
            Reply::Checkout(Ok(checkout)) => self.looked(checkout, desk),
            Reply::Checkout(Err(trouble)) => self.not_looked(&trouble, desk),
        }
    }

    /// Back on this screen, with why it was left. What was typed is still there,
    /// unless another tab has had another code sent.
    pub(in crate::state) fn resumed(mut self, challenge: Challenge, desk: &mut Desk) -> Self {
        desk.focus(if self.failure.is_some() { Field::Alert } else { entry(&challenge) });
        if challenge.id != self.challenge.id {
            return Self { failure: self.failure, ..Self::empty(challenge, desk) };
        }
        self.challenge = challenge;
        self.watch_time(desk);
        self
    }

    /// The gateway's record, asked for while the shopper answers on the phone.
    fn looked(mut self, checkout: Checkout, desk: &mut Desk) -> State {
        match &checkout.stage {
            Stage::Challenged { challenge } if challenge.id == self.challenge.id => {
                let challenge = challenge.clone();
                let content = desk.content();
                desk.keep(checkout);
                // What was confirmed, and pressed for, is what was shown.
                let same = desk.content() == content;
                (self.confirmed, self.pressed) = (self.confirmed && same, self.pressed && same);
                let approved = challenge.approval == Some(Approval::Approved);
                if challenge.approval != self.challenge.approval {
                    (self.announcement, self.error) = (approved.then_some(Announcement::Approved), None);
                }
                self.challenge = challenge;
                if self.error == Some(CodeError::Expired) && !self.expired(desk) {
                    // Another tab has had it sent again.
                    (self.announcement, self.error) = (None, None);
                }
                if approved && core::mem::take(&mut self.pressed) {
                    self.pay(desk);
                }
                self.watch_time(desk);
                State::Code(self)
            }
            Stage::Open { last_failure: Some(failure) } => {
                let failure = failure.clone();
                desk.keep(checkout);
                State::refused(failure, desk)
            }
            _ => State::of(checkout, desk),
        }
    }

    /// It could not be asked for, or not closed.
    fn not_looked(mut self, trouble: &Trouble, desk: &mut Desk) -> State {
        let cancelling = core::mem::take(&mut self.cancelling);
        match verdict(trouble) {
            Verdict::Over => State::Ended(Ended::begin(Reason::SessionExpired, desk)),
            Verdict::Unknown => State::Ended(Ended::unloaded(failure_of(trouble), desk)),
            Verdict::Moved => self.ask_gateway(desk),
            Verdict::Unsure | Verdict::Outdated | Verdict::Code | Verdict::Refused | Verdict::Fault => {
                // What was asked for quietly is asked for again.
                if cancelling {
                    self.failure = Some(failure_of(trouble));
                    desk.focus(Field::Alert);
                }
                State::Code(self)
            }
        }
    }

    fn sent_again(self, challenge: Challenge, desk: &mut Desk) -> State {
        desk.hear(challenge.server_time);
        // The message may have been quicker than the answer.
        let other = challenge.id != self.challenge.id;
        let text = if self.outworn || other { String::new() } else { self.text };
        let announcement = Some(if other { Announcement::Sent } else { Announcement::SentAgain });
        State::Code(Self { text, confirmed: self.confirmed, announcement, ..Self::begin(challenge, desk) })
    }

    fn not_sent_again(mut self, trouble: &Trouble, desk: &mut Desk) -> State {
        self.outworn = false;
        if let Trouble::Problem(problem) = trouble
            && problem.code == ErrorCode::SendsExhausted
        {
            self.challenge.sends_left = 0;
        }
        self.error = Some(CodeError::NotSentAgain(failure_of(trouble).reason));
        match verdict(trouble) {
            Verdict::Over => State::Ended(Ended::begin(Reason::SessionExpired, desk)),
            Verdict::Unknown => State::Ended(Ended::unloaded(failure_of(trouble), desk)),
            Verdict::Refused => State::refused(failure_of(trouble), desk),
            // What may be chosen has changed, too.
            Verdict::Moved | Verdict::Outdated => self.ask_gateway(desk),
            Verdict::Unsure | Verdict::Code | Verdict::Fault => State::Code(self),
        }
    }

    fn not_verified(mut self, trouble: &Trouble, desk: &mut Desk) -> State {
        match verdict(trouble) {
            Verdict::Code => self.not_taken(trouble, desk),
            Verdict::Over => State::Ended(Ended::begin(Reason::SessionExpired, desk)),
            Verdict::Unknown => State::Ended(Ended::unloaded(failure_of(trouble), desk)),
            Verdict::Refused | Verdict::Fault => State::refused(failure_of(trouble), desk),
            // The same challenge goes on, with another question.
            Verdict::Moved if is_asked_by_carrier(trouble) => {
                (self.text, self.error, self.failure) = (String::new(), None, None);
                self.ask_gateway(desk)
            }
            verdict @ (Verdict::Unsure | Verdict::Moved | Verdict::Outdated) => {
                // What was confirmed has changed: it has to be looked at again.
                self.confirmed &= verdict != Verdict::Outdated;
                self.failure = Some(failure_of(trouble));
                self.ask_gateway(desk)
            }
        }
    }

    /// The code was not the right one, or too late.
    fn not_taken(mut self, trouble: &Trouble, desk: &mut Desk) -> State {
        let Trouble::Problem(problem) = trouble else { return State::Code(self) };
        if problem.code == ErrorCode::ApprovalPending {
            self.error = Some(CodeError::NotApproved);
            return State::Code(self);
        }
        self.error = Some(CodeError::Mismatch);
        if problem.code == ErrorCode::CodeMismatch {
            self.challenge.tries_left = problem.tries_left.unwrap_or(self.challenge.tries_left.saturating_sub(1));
        } else {
            // Its clock decides, whatever this one shows.
            self.challenge.expires_at = self.challenge.expires_at.min(desk.now());
        }
        if self.expired(desk) {
            (self.error, self.announcement) = (Some(CodeError::Expired), Some(Announcement::Expired));
        }
        desk.focus(entry(&self.challenge));
        State::Code(self)
    }

    /// Only the gateway knows: the code is kept, in case it has not been taken.
    fn ask_gateway(self, desk: &mut Desk) -> State {
        State::Checking(Checking::begin(Why::Lost(Some(Box::new(self))), desk))
    }
}

fn is_asked_by_carrier(trouble: &Trouble) -> bool {
    matches!(trouble, Trouble::Problem(problem) if problem.code == ErrorCode::CarrierAsks)
}
