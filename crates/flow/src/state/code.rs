//! The code: typed or read from the message, with the tick that says what is
//! paid has been looked at.

use carrier_checkout_protocol::{
    ErrorCode, OneTimeCode, Private, Reason, Timestamp,
    checkout::{Challenge, VerifyCode},
    consent::ConsentKind,
};

use super::{Checking, Confirming, Ended, State, Why};
use crate::{
    desk::{Desk, failure_of},
    effect::{Effect, Field, Request},
    input::{Input, Reply, Trouble},
};

/// The seconds left at which the time is said aloud.
const SAID_AT: [i64; 3] = [60, 30, 10];

/// The code screen.
#[derive(Clone)]
pub struct Code {
    challenge: Challenge,
    text: String,
    confirmed: bool,
    error: Option<CodeError>,
    announcement: Option<Announcement>,
}

/// What is wrong on the code screen. Each is shown beside its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeError {
    /// Fewer than six digits, or something else.
    Incomplete,
    /// "결제 내용을 확인했습니다" is not ticked.
    NotConfirmed,
    /// The gateway says it is another code.
    Mismatch,
    /// Its time is over.
    Expired,
    /// The answer to sending it again was a refusal, or none came.
    NotSentAgain(Reason),
}

/// What is said aloud without taking the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Announcement {
    /// The code is on its way.
    Sent,
    /// Another one is on its way.
    SentAgain,
    /// So many seconds are left.
    SecondsLeft(i64),
    /// None are left.
    Expired,
}

impl Code {
    pub(super) fn begin(challenge: Challenge, desk: &mut Desk) -> Self {
        desk.set_server_time(challenge.server_time);
        desk.push(Effect::ListenForCode);
        desk.focus(Field::Code);
        Self { challenge, text: String::new(), confirmed: false, error: None, announcement: Some(Announcement::Sent) }
    }

    /// Back on this screen, with what was typed: the code has not been taken.
    pub(super) fn resumed(mut self, challenge: Challenge, desk: &mut Desk) -> Self {
        desk.set_server_time(challenge.server_time);
        desk.focus(Field::Code);
        self.challenge = challenge;
        self
    }

    /// What was sent, how, and how often it may be tried.
    #[must_use]
    pub const fn challenge(&self) -> &Challenge {
        &self.challenge
    }

    /// The field's text: personal data.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether "결제 내용을 확인했습니다" is ticked.
    #[must_use]
    pub const fn confirmed(&self) -> bool {
        self.confirmed
    }

    /// What is wrong.
    #[must_use]
    pub const fn error(&self) -> Option<CodeError> {
        self.error
    }

    /// What is to be said aloud.
    #[must_use]
    pub const fn announcement(&self) -> Option<Announcement> {
        self.announcement
    }

    /// Whole seconds until the code cannot be used any more.
    #[must_use]
    pub fn seconds_left(&self, desk: &Desk) -> i64 {
        (self.challenge.expires_at.millis_since(desk.now()).max(0) + 999) / 1_000
    }

    /// Whole seconds until another code may be sent.
    #[must_use]
    pub fn resend_in(&self, desk: &Desk) -> i64 {
        (self.challenge.resend_at.millis_since(desk.now()).max(0) + 999) / 1_000
    }

    /// Whether the code's time is over.
    #[must_use]
    pub fn expired(&self, desk: &Desk) -> bool {
        self.seconds_left(desk) == 0
    }

    pub(super) fn wake_at(&self, desk: &Desk) -> Option<Timestamp> {
        let left = self.challenge.expires_at.millis_since(desk.now());
        // The next moment at which the seconds shown change.
        (left > 0).then(|| desk.local_time_of(self.challenge.expires_at - ((left - 1) / 1_000) * 1_000))
    }

    pub(super) fn handle(mut self, input: Input, desk: &mut Desk) -> State {
        match input {
            Input::CodeTyped(text) => self.typed(&text),
            Input::CodeReceived(text) => self.received(&text, desk),
            Input::ContentSet(on) => {
                self.confirmed = on;
                if on && self.error == Some(CodeError::NotConfirmed) {
                    self.error = None;
                }
            }
            Input::PayPressed => self.pay(desk),
            Input::ResendPressed => self.resend(desk),
            Input::RestartPressed if !desk.busy() => {
                desk.push(Effect::StopListening);
                desk.focus(Field::Heading);
                return State::Details(super::Details::after(None));
            }
            Input::TimeReached => self.watch_time(desk),
            Input::Replied(_, reply) => return self.replied(reply, desk),
            _ => {}
        }
        State::Code(self)
    }

    fn typed(&mut self, text: &str) {
        // A pasted message gives its code; digits being typed stay as they are.
        self.text = match OneTimeCode::find(text) {
            Some(code) => code.digits(),
            None => text.to_owned(),
        };
        if matches!(self.error, Some(CodeError::Incomplete | CodeError::Mismatch)) {
            self.error = None;
        }
    }

    fn received(&mut self, text: &str, desk: &mut Desk) {
        if let Some(code) = OneTimeCode::find(text) {
            self.typed(&code.digits());
            desk.focus(if self.confirmed { Field::Code } else { Field::Content });
        }
    }

    fn pay(&mut self, desk: &mut Desk) {
        if desk.busy() {
            return;
        }
        let content =
            desk.checkout().and_then(|c| c.consents.iter().find(|c| c.kind == ConsentKind::PaymentContent)).cloned();
        let code = OneTimeCode::parse(&self.text);
        self.error = match (&code, &content) {
            _ if self.expired(desk) => Some(CodeError::Expired),
            (Err(_), _) => Some(CodeError::Incomplete),
            (Ok(_), _) if !self.confirmed => Some(CodeError::NotConfirmed),
            (Ok(_), None | Some(_)) => None,
        };
        match (code, content, self.error) {
            (Ok(code), Some(content), None) => {
                let key = desk.new_key();
                let body = VerifyCode { code: Private::new(code), content };
                desk.ask(Request::Verify { key, challenge: self.challenge.id.clone(), body });
            }
            (_, _, Some(CodeError::NotConfirmed)) => desk.focus(Field::Content),
            _ => desk.focus(Field::Code),
        }
    }

    fn resend(&mut self, desk: &mut Desk) {
        if !desk.busy() && self.challenge.sends_left > 0 && self.resend_in(desk) == 0 {
            let key = desk.new_key();
            desk.ask(Request::Resend { key, challenge: self.challenge.id.clone() });
        }
    }

    fn watch_time(&mut self, desk: &Desk) {
        let left = self.seconds_left(desk);
        if left == 0 {
            self.announcement = Some(Announcement::Expired);
            self.error = Some(CodeError::Expired);
        } else if SAID_AT.contains(&left) {
            self.announcement = Some(Announcement::SecondsLeft(left));
        }
    }

    fn replied(mut self, reply: Reply, desk: &mut Desk) -> State {
        match reply {
            Reply::Challenge(Ok(challenge)) => {
                let (confirmed, announcement) = (self.confirmed, Some(Announcement::SentAgain));
                self = Self { confirmed, announcement, ..Self::begin(challenge, desk) };
                State::Code(self)
            }
            Reply::Challenge(Err(trouble)) => self.not_sent_again(&trouble, desk),
            Reply::Verified(Ok(verified)) => {
                desk.push(Effect::StopListening);
                State::Confirming(Confirming::begin(verified, desk))
            }
            Reply::Verified(Err(trouble)) => self.not_verified(&trouble, desk),
            Reply::Checkout(Ok(checkout)) => State::of(checkout, desk),
            Reply::Checkout(Err(_)) => State::Code(self),
        }
    }

    fn not_sent_again(mut self, trouble: &Trouble, desk: &mut Desk) -> State {
        if let Trouble::Problem(problem) = trouble {
            match problem.code {
                ErrorCode::SendsExhausted => self.challenge.sends_left = 0,
                ErrorCode::SessionExpired => return State::Ended(Ended::begin(Reason::SessionExpired, desk)),
                ErrorCode::PaymentDeclined => return leave_refused(trouble, desk),
                ErrorCode::ChallengeClosed | ErrorCode::ChallengeNotFound | ErrorCode::SessionClosed => {
                    return State::Checking(Checking::begin(Why::Lost(Some(Box::new(self))), desk));
                }
                _ => {}
            }
        }
        self.error = Some(CodeError::NotSentAgain(failure_of(trouble).reason));
        State::Code(self)
    }

    fn not_verified(mut self, trouble: &Trouble, desk: &mut Desk) -> State {
        let Trouble::Problem(problem) = trouble else {
            // It may have been taken: only the gateway knows.
            return State::Checking(Checking::begin(Why::Lost(Some(Box::new(self))), desk));
        };
        match problem.code {
            ErrorCode::CodeMismatch => {
                self.challenge.tries_left = problem.tries_left.unwrap_or(self.challenge.tries_left.saturating_sub(1));
                self.error = Some(CodeError::Mismatch);
                desk.focus(Field::Code);
                State::Code(self)
            }
            ErrorCode::ChallengeExpired => {
                self.error = Some(CodeError::Expired);
                desk.focus(Field::Code);
                State::Code(self)
            }
            ErrorCode::SessionExpired => State::Ended(Ended::begin(Reason::SessionExpired, desk)),
            ErrorCode::ChallengeClosed | ErrorCode::ChallengeNotFound | ErrorCode::SessionClosed => {
                State::Checking(Checking::begin(Why::Lost(Some(Box::new(self))), desk))
            }
            // The carrier may have reserved the amount all the same.
            ErrorCode::CarrierUnavailable | ErrorCode::Internal | ErrorCode::IdempotencyInFlight => {
                State::Checking(Checking::begin(Why::Lost(Some(Box::new(self))), desk))
            }
            _ => leave_refused(trouble, desk),
        }
    }
}

fn leave_refused(trouble: &Trouble, desk: &mut Desk) -> State {
    desk.push(Effect::StopListening);
    State::refused(failure_of(trouble), desk)
}

impl core::fmt::Debug for Code {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Code")
            .field("challenge", &self.challenge)
            .field("digits", &self.text.chars().count())
            .field("confirmed", &self.confirmed)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}
