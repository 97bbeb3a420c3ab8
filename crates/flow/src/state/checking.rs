//! "확인 중": asking the gateway what has become of the payment. Its record is
//! the truth; nothing is paid twice by asking.

use carrier_checkout_protocol::{
    Reason, Timestamp,
    checkout::{Checkout, Stage, Verified},
    embed::ConfirmOutcome,
};

use super::{Code, Confirming, Ended, State};
use crate::{
    desk::{Desk, failure_of},
    effect::Request,
    input::{Input, Reply, Trouble},
};

/// How long it waits before asking again; the last one repeats.
const ASK_AFTER_MS: [i64; 5] = [500, 1_000, 2_000, 3_000, 5_000];
/// How often the token is posted before the shopper is told.
const ATTEMPTS: u8 = 3;

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
        /// How often it has been posted.
        attempt: u8,
    },
}

impl Checking {
    pub(super) fn begin(why: Why, desk: &mut Desk) -> Self {
        desk.ask(Request::Load);
        Self { why, asked: 1, ask_at: None, offline: false }
    }

    /// Whether the gateway cannot be reached at present.
    #[must_use]
    pub const fn offline(&self) -> bool {
        self.offline
    }

    pub(super) const fn wake_at(&self) -> Option<Timestamp> {
        self.ask_at
    }

    pub(super) fn handle(mut self, input: Input, desk: &mut Desk) -> State {
        match input {
            Input::RetryPressed => self.ask(desk),
            Input::TimeReached if self.ask_at.is_some_and(|at| desk.local_time_of(desk.now()) >= at) => self.ask(desk),
            Input::Replied(_, Reply::Checkout(Ok(checkout))) => return self.learned(checkout, desk),
            Input::Replied(_, Reply::Checkout(Err(trouble))) => match trouble {
                Trouble::Problem(problem) if problem.status < 500 => {
                    return State::Ended(Ended::unloaded(failure_of(&Trouble::Problem(problem)), desk));
                }
                Trouble::Problem(_) | Trouble::Lost => {
                    self.offline = true;
                    self.ask_later(desk);
                }
            },
            _ => {}
        }
        State::Checking(self)
    }

    fn ask(&mut self, desk: &mut Desk) {
        if !desk.busy() {
            self.ask_at = None;
            self.asked += 1;
            desk.ask(Request::Load);
        }
    }

    fn ask_later(&mut self, desk: &Desk) {
        let wait = ASK_AFTER_MS[(self.asked - 1).min(ASK_AFTER_MS.len() - 1)];
        self.ask_at = Some(desk.local_time_of(desk.now()) + wait);
    }

    fn learned(mut self, checkout: Checkout, desk: &mut Desk) -> State {
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
            (Stage::Challenged { challenge }, Why::Lost(Some(code))) if challenge.id == code.challenge().id => {
                let code = Code::clone(code).resumed(challenge.clone(), desk);
                desk.keep(checkout);
                State::Code(code)
            }
            (Stage::Open { last_failure: Some(failure) }, _) => {
                let failure = failure.clone();
                desk.keep(checkout);
                State::refused(failure, desk)
            }
            _ => State::of(checkout, desk),
        }
    }

    /// The token has been posted, and the merchant has not exchanged it: nothing is charged.
    fn not_exchanged(mut self, verified: Verified, outcome: ConfirmOutcome, attempt: u8, desk: &mut Desk) -> State {
        match outcome {
            // It said yes, or does it in its own way: wait while the token lives.
            ConfirmOutcome::Accepted | ConfirmOutcome::NotConfigured => {
                self.why = Why::Posted { verified, outcome, attempt };
                self.ask_later(desk);
                State::Checking(self)
            }
            ConfirmOutcome::ServerError | ConfirmOutcome::NetworkError | ConfirmOutcome::TimedOut
                if attempt < ATTEMPTS =>
            {
                State::Confirming(Confirming::attempt(verified, attempt + 1, desk))
            }
            ConfirmOutcome::Refused
            | ConfirmOutcome::ServerError
            | ConfirmOutcome::NetworkError
            | ConfirmOutcome::TimedOut => State::Ended(Ended::stuck(verified, Reason::MerchantConfirmFailed, desk)),
        }
    }
}
