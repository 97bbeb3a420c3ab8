//! What can happen to a world.

use std::panic::{AssertUnwindSafe, catch_unwind};

use carrier_checkout_flow::{Input, Remedy, State, Ticket, state::CodeError};
use carrier_checkout_protocol::{
    Approval, Carrier, Channel, ErrorCode, Reason, consent::ConsentKind, embed::ConfirmOutcome,
};

use crate::{
    carrier::{Mood, digits},
    coverage::Coverage,
    gateway::{BIRTH, PHONE, Round, Status},
    laws::Law,
    rules::{Bug, Rules},
    wire::Charge,
    world::{Party, World},
};

/// One thing that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// A shopper does on that page what it asks for.
    Do(usize, Doing),
    /// The shopper approves on the phone, or rejects.
    Approve(usize, bool),
    /// A single input, whether or not the screen offers it.
    Press(usize, usize),
    Deliver(usize, Mood),
    Lose(usize),
    Stall(usize),
    Double(usize),
    Unplugged(usize),
    Unreachable(usize),
    Fail(usize, ErrorCode),
    Misbehave(usize, ConfirmOutcome),
    /// A merchant comes back to a token.
    ComesBack(u8),
    Ring(usize),
    Hear(usize),
    Round(Round),
    /// The carrier makes up its mind.
    Decide(usize, Charge),
    /// Time passes until the next thing is due; all is quiet.
    Wait,
    /// Time passes, whatever is under way, until the deadline of that number.
    Late(usize),
    Crash(Party),
    Reload(usize, bool),
    OpenTab,
}

/// What a screen asks a shopper to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doing {
    /// Fill in the form and ask for a code.
    Send(Channel),
    /// Type the code that came, tick, pay; or pay as soon as it is approved.
    Pay,
    /// The same with another code.
    PayWrong,
    /// Ask for another code.
    Again,
    Restart,
    Retry,
}

impl World {
    /// It happens. A panic in it breaks a law, and so comes with the way there.
    pub(crate) fn apply(&mut self, act: Act, rules: &Rules, coverage: &mut Coverage) {
        // Nobody goes on from a world that broke a law, so it does not matter what a panic leaves of it.
        let whole = catch_unwind(AssertUnwindSafe(|| self.happen(act, rules, coverage)));
        if let Err(panic) = whole {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            self.breaks(Law::NoPanic, text.unwrap_or("a panic without a word"));
        }
    }

    fn happen(&mut self, act: Act, rules: &Rules, coverage: &mut Coverage) {
        match act {
            Act::Do(page, doing) => {
                for input in self.inputs(doing, rules) {
                    self.step(page, input, rules, coverage);
                }
            }
            Act::Approve(request, yes) => self.carrier_mut().requests[request].approved = Some(yes),
            Act::Press(page, press) => {
                let input = self.press(page, press);
                if let Input::ConfirmEnded(ticket, _) = input {
                    // The page around says so: nothing is under way for this one any more.
                    self.page_mut(page).awaits.retain(|awaited| awaited.ticket != ticket);
                }
                self.step(page, input, rules, coverage);
            }
            Act::Deliver(at, mood) => self.deliver(at, mood, rules, coverage),
            Act::Lose(at) => self.lose(at, rules, coverage),
            Act::Stall(at) => self.stall(at, rules, coverage),
            Act::Double(at) => self.wire.push(self.wire[at].clone()),
            Act::Unplugged(at) => self.unplugged(at, rules, coverage),
            Act::Unreachable(at) => self.unreachable(at, rules),
            Act::Fail(at, code) => self.fail(at, code),
            Act::Misbehave(at, outcome) => self.misbehave(at, outcome),
            Act::ComesBack(token) => {
                let mut sent = Vec::new();
                self.merchant_mut().post(None, token, rules, &mut sent);
                self.wire.extend(sent);
            }
            Act::Ring(page) => {
                self.page_mut(page).alarm = None;
                self.step(page, Input::TimeReached, rules, coverage);
            }
            Act::Hear(page) => {
                self.page_mut(page).news = false;
                self.step(page, Input::Stirred, rules, coverage);
            }
            Act::Round(round) => self.round(round, rules),
            Act::Decide(bill, charge) => self.decide(bill, charge),
            Act::Wait => self.pass(0, rules),
            Act::Late(deadline) => self.pass(deadline, rules),
            Act::Crash(party) => self.crash(party, rules, coverage),
            Act::Reload(page, rendered) => self.open(page, rendered, rules, coverage),
            Act::OpenTab => self.open(self.pages.len(), false, rules, coverage),
        }
    }

    fn pass(&mut self, deadline: usize, rules: &Rules) {
        if let Some(at) = self.deadlines(rules).get(deadline) {
            self.now = *at;
            let now = self.now;
            self.carrier_mut().pass(now);
        }
    }

    fn inputs(&self, doing: Doing, rules: &Rules) -> Vec<Input> {
        let typed = |text: &str| Input::PhoneTyped { text: text.to_owned(), caret: text.len() };
        match doing {
            Doing::Send(channel) => vec![
                Input::CarrierChosen(Carrier::Skt),
                typed(PHONE),
                Input::BirthTyped(BIRTH.0.to_owned()),
                Input::BirthDigitTyped(BIRTH.1.to_owned()),
                Input::AllConsentsSet(true),
                Input::ChannelChosen(channel),
                Input::SendPressed,
            ],
            // A shopper whose page ticks by itself does not.
            Doing::Pay if rules.has(Bug::TicksForShopper) => vec![Input::CodeTyped(self.code()), Input::PayPressed],
            Doing::Pay => vec![Input::CodeTyped(self.code()), Input::ContentSet(true), Input::PayPressed],
            Doing::PayWrong => {
                vec![Input::CodeTyped(WRONG.to_owned()), Input::ContentSet(true), Input::PayPressed]
            }
            Doing::Again => vec![Input::ResendPressed],
            Doing::Restart => vec![Input::RestartPressed],
            Doing::Retry => vec![Input::RetryPressed],
        }
    }

    /// The code in the last message on the phone.
    fn code(&self) -> String {
        self.carrier.codes.len().checked_sub(1).map_or_else(|| WRONG.to_owned(), digits)
    }

    /// What the screen of a page asks a patient shopper to do, if it asks for something.
    pub(crate) fn asked(&self, at: usize) -> Option<Doing> {
        let flow = &self.pages[at].flow;
        let desk = flow.desk();
        if desk.busy() {
            return None;
        }
        match flow.state() {
            State::Details(_) => Some(Doing::Send(Channel::Sms)),
            State::Code(code) => {
                let waits = code.challenge().approval == Some(Approval::Pending);
                let over = code.expired(desk) || code.challenge().tries_left == 0;
                match (over, code.challenge().sends_left) {
                    // Pressed before the approval, it is paid with it.
                    (false, _) if waits && code.error().is_some() => None,
                    // Told that it is too soon for another code, one waits.
                    (true, _) if self.is_too_soon() && matches!(code.error(), Some(CodeError::NotSentAgain(_))) => None,
                    (false, _) => Some(Doing::Pay),
                    (true, 0) => Some(Doing::Restart),
                    (true, _) => (code.resend_in(desk) == 0).then_some(Doing::Again),
                }
            }
            State::Ended(ended) if ended.can_retry() => Some(Doing::Retry),
            State::Loading(_) | State::Confirming(_) | State::Checking(_) | State::Paid(_) | State::Ended(_) => None,
        }
    }

    fn is_too_soon(&self) -> bool {
        let current = self.gateway.session.current.map(|number| &self.gateway.challenges[usize::from(number)]);
        let live = self.gateway.session.status == Status::Challenged;
        live && current.is_some_and(|challenge| challenge.resend_at > self.now)
    }

    /// Whether it says that no further code is sent: then there is nothing to do but to let the session end.
    pub(crate) fn is_out_of_codes(&self, at: usize) -> bool {
        match self.pages[at].flow.state() {
            State::Details(details) => details.failure().is_some_and(|why| why.reason == Reason::OtpSendsExceeded),
            _ => false,
        }
    }

    pub(crate) fn press(&self, at: usize, press: usize) -> Input {
        let text = |text: &str| text.to_owned();
        match press {
            0 => Input::CarrierChosen(Carrier::Kt),
            1 => Input::BudgetChosen,
            2 => Input::PhoneTyped { text: text("010-2345"), caret: 8 },
            3 => Input::PhoneLeft,
            4 => Input::BirthTyped(text("9001")),
            5 => Input::BirthDigitTyped(text("")),
            6 => Input::BirthLeft,
            7 => Input::ConsentSet(ConsentKind::PrivacyThirdParty, false),
            8 => Input::AllConsentsSet(false),
            9 => Input::TermsOpened(ConsentKind::CarrierBillingTerms),
            10 => Input::TermsArrived(ConsentKind::CarrierBillingTerms, None),
            11 => Input::ChannelChosen(Channel::Pass),
            12 => Input::SendPressed,
            13 => Input::CodeTyped(self.code()),
            14 => Input::CodeTyped(text("12")),
            15 => Input::CodeReceived(format!("[{}]", self.code())),
            16 => Input::ContentSet(true),
            17 => Input::ContentSet(false),
            18 => Input::ResendPressed,
            19 => Input::RestartPressed,
            20 => Input::ChannelSwitched(Channel::Pass),
            21 => Input::ChannelSwitched(Channel::Sms),
            22 => Input::PayPressed,
            23 => Input::RetryPressed,
            24 => Input::Stirred,
            25 => Input::CancelPressed,
            26 => Input::RemedyToggled(Remedy::Dispute),
            27 => Input::RemedyToggled(Remedy::Stop),
            28 => Input::RemedyPressed,
            29 => Input::TimeReached,
            30 => Input::Greeted(text("https://shop.example")),
            // The page around is the merchant's, and may say anything.
            31 => Input::ConfirmEnded(self.pages[at].latest, ConfirmOutcome::Refused),
            // An answer to something else.
            _ => Input::Replied(
                Ticket(0),
                carrier_checkout_flow::Reply::Checkout(Err(crate::gateway::problem(ErrorCode::Internal))),
            ),
        }
    }
}

const WRONG: &str = "735194";

/// How many single inputs there are.
pub(crate) const PRESSES: usize = 33;
/// The one that says that a tab is looked at again.
pub(crate) const STIR: usize = 24;
/// Those of them that a shopper makes on purpose, and that change more than a field.
pub(crate) const WISHES: [usize; 10] = [12, 17, 18, 19, 20, 21, 22, 23, 24, 25];
