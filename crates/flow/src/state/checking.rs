//! "확인 중": asking the gateway what has become of the payment. Its record is
//! the truth; nothing is paid twice by asking.

use carrier_checkout_protocol::{
    Failure, Reason, Timestamp,
    checkout::{Checkout, Stage, Verified},
    embed::ConfirmOutcome,
};

use super::{Code, CodeError, Confirming, Details, Ended, State};
use crate::{
    desk::Desk,
    effect::Request,
    input::{Input, Reply},
    trouble::{Verdict, failure_of, verdict},
};

/// How long it waits before asking again; the last one repeats.
const ASK_AFTER_MS: [i64; 5] = [500, 1_000, 2_000, 3_000, 5_000];
/// How long it waits, and then asks once more, before the token is posted for
/// the first time, the second, the third; then the shopper is told.
const WAIT_MS: [i64; 3] = [0, 1_000, 3_000];

/// Asking the gateway.
#[derive(Debug, Clone)]
pub struct Checking {
    why: Why,
    asked: usize,
    ask_at: Option<Timestamp>,
    offline: bool,
}

/// Why it has to be asked.
#[derive(Debug, Clone)]
pub enum Why {
    /// The carrier has been told to charge and has not answered yet.
    Processing,
    /// An answer was lost, or another tab did something. If a code was typed,
    /// it is kept, in case it has not been taken.
    Lost(Option<Box<Code>>),
    /// The token has been posted, and this came of it.
    Posted {
        /// What was posted.
        verified: Verified,
        /// What came of it: a hint only.
        outcome: ConfirmOutcome,
        /// How often it has been posted by itself; 0 when the shopper wants it posted anew.
        attempt: u8,
    },
}

impl Why {
    /// What the shopper is told if it turns out that nothing was charged.
    fn failure(&self) -> Option<Failure> {
        match self {
            Self::Processing => Some(Reason::Unknown.into()),
            Self::Lost(None) => None,
            Self::Lost(Some(code)) => code.failure().cloned().or_else(|| match code.error()? {
                CodeError::NotSentAgain(reason) => Some(reason.into()),
                CodeError::Incomplete
                | CodeError::NotConfirmed
                | CodeError::NotApproved
                | CodeError::Mismatch
                | CodeError::Expired => None,
            }),
            Self::Posted { .. } => Some(Reason::MerchantConfirmFailed.into()),
        }
    }
}

impl Checking {
    /// Asks at once.
    pub(super) fn begin(why: Why, desk: &mut Desk) -> Self {
        desk.ask(Request::Load);
        Self::answered(why)
    }

    /// The answer is here.
    pub(super) const fn answered(why: Why) -> Self {
        Self { why, asked: 1, ask_at: None, offline: false }
    }

    /// The gateway has just said that the carrier is at it: asks in a while.
    pub(super) fn processing(desk: &Desk) -> Self {
        let mut checking = Self::answered(Why::Processing);
        checking.ask_later(desk);
        checking
    }

    /// Whether the gateway cannot be reached at present.
    #[must_use]
    pub const fn offline(&self) -> bool {
        self.offline
    }

    /// Whether the carrier has been told to charge, which may take a while.
    pub(super) const fn waits_for_carrier(&self) -> bool {
        matches!(self.why, Why::Processing)
    }

    pub(super) const fn wake_at(&self) -> Option<Timestamp> {
        self.ask_at
    }

    pub(super) fn handle(mut self, input: Input, desk: &mut Desk) -> State {
        match input {
            Input::RetryPressed => self.ask(desk),
            Input::Stirred if self.ask_at.is_some() => self.ask(desk),
            Input::TimeReached if self.ask_at.is_some_and(|at| desk.page_time() >= at) => self.ask(desk),
            Input::Replied(_, Reply::Checkout(Ok(checkout))) => return self.learned(checkout, desk),
            Input::Replied(_, Reply::Checkout(Err(trouble))) => {
                if verdict(&trouble) != Verdict::Unsure {
                    return State::Ended(Ended::unloaded(failure_of(&trouble), desk));
                }
                self.offline = true;
                self.ask_later(desk);
            }
            _ => {}
        }
        State::Checking(self)
    }

    fn ask(&mut self, desk: &mut Desk) {
        if desk.busy() {
            desk.hurry();
        } else {
            self.ask_at = None;
            self.asked += 1;
            desk.ask(Request::Load);
        }
    }

    fn ask_later(&mut self, desk: &Desk) {
        self.ask_in(ASK_AFTER_MS[(self.asked - 1).min(ASK_AFTER_MS.len() - 1)], desk);
    }

    fn ask_in(&mut self, wait_ms: i64, desk: &Desk) {
        self.ask_at = Some(desk.page_time() + wait_ms);
    }

    /// Goes where the gateway's record calls for, by way of what is known here.
    pub(super) fn learned(mut self, checkout: Checkout, desk: &mut Desk) -> State {
        self.offline = false;
        match (&checkout.stage, &self.why) {
            (Stage::Processing, _) => {
                desk.keep(checkout);
                self.why = Why::Processing;
                self.ask_later(desk);
                State::Checking(self)
            }
            (Stage::Verified(verified), Why::Posted { outcome, attempt, .. }) => {
                let (verified, outcome, attempt) = (verified.clone(), *outcome, *attempt);
                desk.keep(checkout);
                self.not_exchanged(verified, outcome, attempt, desk)
            }
            (Stage::Challenged { challenge }, Why::Lost(Some(code))) => {
                let (code, challenge) = (Code::clone(code), challenge.clone());
                desk.keep(checkout);
                State::Code(code.resumed(challenge, desk))
            }
            (Stage::Open { last_failure }, why) => {
                let failure = last_failure.clone().or_else(|| why.failure());
                desk.keep(checkout);
                match failure {
                    Some(failure) => State::refused(failure, desk),
                    None => State::Details(Details::after(None)),
                }
            }
            _ => State::of(checkout, desk),
        }
    }

    /// The token has been posted, and the merchant has not exchanged it: nothing is charged.
    fn not_exchanged(mut self, verified: Verified, outcome: ConfirmOutcome, attempt: u8, desk: &mut Desk) -> State {
        self.why = Why::Posted { verified: verified.clone(), outcome, attempt };
        match outcome {
            // It said yes, or does it in its own way: wait while the token lives.
            ConfirmOutcome::Accepted | ConfirmOutcome::NotConfigured => {
                self.ask_later(desk);
                State::Checking(self)
            }
            ConfirmOutcome::Refused if attempt <= 1 => stuck(verified, desk),
            // After a lost answer, a refusal may only mean that the first post is still at work.
            ConfirmOutcome::Refused
            | ConfirmOutcome::ServerError
            | ConfirmOutcome::NetworkError
            | ConfirmOutcome::TimedOut => match (WAIT_MS.get(usize::from(attempt)), self.asked) {
                (None, _) => stuck(verified, desk),
                (Some(wait), 1) if *wait > 0 => {
                    self.ask_in(*wait, desk);
                    State::Checking(self)
                }
                (Some(_), _) => State::Confirming(Confirming::attempt(verified, attempt + 1, desk)),
            },
        }
    }
}

fn stuck(verified: Verified, desk: &mut Desk) -> State {
    State::Ended(Ended::stuck(verified, Reason::MerchantConfirmFailed, desk))
}

#[cfg(feature = "imprint")]
crate::imprint!(enum Why { Processing, Lost(code), Posted { verified, outcome, attempt } });

#[cfg(feature = "imprint")]
impl crate::imprint::Imprint for Checking {
    fn imprint<S: crate::imprint::Sink>(&self, sink: &mut S) {
        let Self { why, asked, ask_at, offline } = self;
        why.imprint(sink);
        // Beyond the last pause it is all the same how often it was asked.
        (*asked).min(ASK_AFTER_MS.len()).imprint(sink);
        ask_at.imprint(sink);
        offline.imprint(sink);
    }
}
