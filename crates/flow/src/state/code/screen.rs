//! The code screen, while no answer is taken in.

use carrier_checkout_protocol::{
    Approval, Channel, Failure, OneTimeCode, Private, Timestamp,
    checkout::{Challenge, SwitchChannel, VerifyCode},
};

use super::{Announcement, CodeError};
use crate::{
    desk::Desk,
    effect::{Effect, Field, Request},
    input::Input,
    state::{Details, State},
};

/// How long it waits before it asks whether the shopper has approved, if the gateway does not say so by itself.
const ASK_AFTER_MS: i64 = 3_000;
/// How soon it asks again when the gateway said something while it was being asked.
const ASK_SOON_MS: i64 = 300;

/// The code screen, also for what is approved on the phone.
#[derive(Clone)]
pub struct Code {
    pub(super) challenge: Challenge,
    pub(super) text: String,
    pub(super) confirmed: bool,
    pub(super) error: Option<CodeError>,
    pub(super) failure: Option<Failure>,
    pub(super) announcement: Option<Announcement>,
    /// Whether the text is that of a code that is about to be replaced.
    pub(super) outworn: bool,
    /// Whether it is paid as soon as the shopper has approved: the button was pressed before that.
    pub(super) pressed: bool,
    /// Whether the shopper has asked for the payment to be closed.
    pub(super) cancelling: bool,
    /// When it asks whether the shopper has approved, by the page's time.
    pub(super) ask_at: Timestamp,
}

impl Code {
    /// A code is on its way.
    pub(in crate::state) fn begin(challenge: Challenge, desk: &mut Desk) -> Self {
        let announcement = Some(Announcement::Sent);
        Self { announcement, ..Self::reopened(challenge, desk) }
    }

    /// A code was sent before this page was opened.
    pub(in crate::state) fn reopened(challenge: Challenge, desk: &mut Desk) -> Self {
        desk.focus(entry(&challenge));
        Self::empty(challenge, desk)
    }

    pub(super) fn empty(challenge: Challenge, desk: &Desk) -> Self {
        let mut code = Self {
            challenge,
            text: String::new(),
            confirmed: false,
            error: None,
            failure: None,
            announcement: None,
            outworn: false,
            pressed: false,
            cancelling: false,
            ask_at: desk.page_time() + ASK_AFTER_MS,
        };
        code.watch_time(desk);
        code
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

    /// What is wrong, beside its field.
    #[must_use]
    pub const fn error(&self) -> Option<CodeError> {
        self.error
    }

    /// Why the code could not be checked; it stands, and may be tried again.
    #[must_use]
    pub const fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
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

    /// Whether the shopper is to approve on the phone and has not.
    #[must_use]
    pub fn waits_for_approval(&self, desk: &Desk) -> bool {
        self.challenge.approval == Some(Approval::Pending) && !self.expired(desk)
    }

    /// The next moment at which the seconds shown change, or it asks.
    pub(in crate::state) fn wake_at(&self, desk: &Desk) -> Option<Timestamp> {
        let change = |limit: Timestamp| {
            let left = limit.millis_since(desk.now());
            (left > 0).then(|| desk.page_time_of(limit - ((left - 1) / 1_000) * 1_000))
        };
        let asks = self.waits_for_approval(desk).then_some(self.ask_at);
        [self.challenge.expires_at, self.challenge.resend_at].into_iter().filter_map(change).chain(asks).min()
    }

    pub(in crate::state) fn handle(mut self, input: Input, desk: &mut Desk) -> State {
        // Not only when the alarm rings: any other input may have been quicker.
        self.watch_time(desk);
        match input {
            Input::CodeTyped(text) => self.take(&text),
            Input::CodeReceived(text) => self.received(&text, desk),
            Input::ContentSet(on) => {
                (self.confirmed, self.pressed) = (on, self.pressed && on);
                if on && self.error == Some(CodeError::NotConfirmed) {
                    self.error = None;
                }
            }
            Input::PayPressed => self.pay(desk),
            Input::Stirred => self.look(desk),
            Input::TimeReached if self.waits_for_approval(desk) && desk.page_time() >= self.ask_at => self.look(desk),
            Input::ChannelSwitched(channel) => self.switch(channel, desk),
            Input::ResendPressed => self.resend(desk),
            Input::RestartPressed if !desk.busy() => {
                desk.leave(self.challenge.id);
                desk.focus(Field::Heading);
                return State::Details(Details::after(None));
            }
            Input::CancelPressed if !desk.busy() => {
                (self.cancelling, self.failure) = (true, None);
                desk.cancel();
            }
            Input::Replied(_, reply) => return self.replied(reply, desk),
            _ => {}
        }
        State::Code(self)
    }

    /// Takes what the field holds: a pasted message gives its code; digits being
    /// typed stay as they are.
    pub(in crate::state) fn take(&mut self, text: &str) {
        self.text = match OneTimeCode::find(text) {
            Some(code) => code.digits(),
            None => text.to_owned(),
        };
        self.outworn = false;
        if matches!(self.error, Some(CodeError::Incomplete | CodeError::Mismatch)) {
            self.error = None;
        }
    }

    fn received(&mut self, text: &str, desk: &mut Desk) {
        if let Some(code) = OneTimeCode::find(text) {
            self.take(&code.digits());
            desk.focus(if self.confirmed { Field::Code } else { Field::Content });
        }
    }

    pub(super) fn pay(&mut self, desk: &mut Desk) {
        if desk.busy() {
            return;
        }
        let content = desk.content();
        let proof = self.proof(desk);
        match (proof, content) {
            (Ok(code), Some(content)) => {
                (self.error, self.failure) = (None, None);
                self.hush();
                let key = desk.new_key();
                let body = VerifyCode { code, content };
                desk.ask(Request::Verify { key, challenge: self.challenge.id.clone(), body });
            }
            (Err(error), _) => {
                (self.error, self.pressed) = (Some(error), error == CodeError::NotApproved);
                match error {
                    CodeError::NotConfirmed => desk.focus(Field::Content),
                    // It is done with what was pressed: the phone comes next.
                    CodeError::NotApproved => {}
                    CodeError::Incomplete | CodeError::Mismatch | CodeError::Expired | CodeError::NotSentAgain(_) => {
                        desk.focus(entry(&self.challenge));
                    }
                }
            }
            // The gateway asks for no such consent: there is nothing to agree to.
            (Ok(_), None) => desk.focus(Field::Content),
        }
    }

    /// The code, or that none is needed; else what is missing, the first thing first.
    fn proof(&self, desk: &Desk) -> Result<Option<Private<OneTimeCode>>, CodeError> {
        let code = match self.challenge.approval {
            _ if self.expired(desk) => return Err(CodeError::Expired),
            Some(Approval::Pending) if self.confirmed => return Err(CodeError::NotApproved),
            Some(Approval::Pending) => return Err(CodeError::NotConfirmed),
            Some(Approval::Approved) => None,
            None => Some(OneTimeCode::parse(&self.text).map_err(|_| CodeError::Incomplete)?),
        };
        if self.confirmed { Ok(code.map(Private::new)) } else { Err(CodeError::NotConfirmed) }
    }

    /// Asks whether the shopper has approved, without showing that it does.
    fn look(&mut self, desk: &mut Desk) {
        let asked = desk.ask_quietly();
        self.ask_at = desk.page_time() + if asked { ASK_AFTER_MS } else { ASK_SOON_MS };
    }

    /// Not what has been approved, as long as that counts.
    fn may_ask_anew(&self, desk: &Desk) -> bool {
        let done = self.challenge.approval == Some(Approval::Approved) && !self.expired(desk);
        !desk.busy() && self.challenge.sends_left > 0 && !done
    }

    /// Another way to prove to hold the same line.
    fn switch(&mut self, channel: Channel, desk: &mut Desk) {
        if self.may_ask_anew(desk) && channel != self.challenge.channel {
            self.failure = None;
            self.hush();
            let key = desk.new_key();
            desk.ask(Request::Switch { key, challenge: self.challenge.id.clone(), body: SwitchChannel { channel } });
        }
    }

    fn resend(&mut self, desk: &mut Desk) {
        if self.may_ask_anew(desk) && self.resend_in(desk) == 0 {
            (self.failure, self.outworn) = (None, true);
            self.hush();
            let key = desk.new_key();
            desk.ask(Request::Resend { key, challenge: self.challenge.id.clone() });
            if self.challenge.approval.is_none() {
                // One reading reads one message, and the next may overtake the answer.
                desk.push(Effect::ListenForCode);
            }
        }
    }
}

/// Where the shopper goes on: the field for the code, or what says what to do on the phone.
pub(super) const fn entry(challenge: &Challenge) -> Field {
    if challenge.approval.is_some() { Field::Heading } else { Field::Code }
}

impl core::fmt::Debug for Code {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Code")
            .field("challenge", &self.challenge)
            .field("digits", &self.text.chars().count())
            .field("confirmed", &self.confirmed)
            .field("error", &self.error)
            .field("failure", &self.failure)
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "imprint")]
crate::imprint!(Code {
    challenge,
    text,
    confirmed,
    error,
    failure,
    announcement,
    outworn,
    pressed,
    cancelling,
    ask_at
});
