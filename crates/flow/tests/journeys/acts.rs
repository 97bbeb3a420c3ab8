//! What can happen at any time, for the laws.

use carrier_checkout_flow::{Input, Remedy, Ticket};
use carrier_checkout_protocol::{
    Carrier, Channel, ErrorCode, Problem, Reason, consent::ConsentKind, embed::ConfirmOutcome,
};
use proptest::prelude::*;

use crate::{
    gateway::CarrierManner,
    merchant::Manner,
    shopper::{BIRTH, BIRTH_DIGIT, PHONE, WRONG_CODE, message, typed},
    world::{Fate, Sent, World},
};

/// One thing that happens.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Press(Input),
    FillAndSend,
    EnterAndPay,
    TypeRightCode,
    WaitAndResend,
    ReceiveMessage,
    AnswerOnPhone(bool),
    Answer(usize, Fate),
    GiveAgain(usize),
    Forge(u32, ConfirmOutcome),
    Pass(i64),
    Sleep(i64),
    TurnClock(i64),
    Reload,
    ReloadRendered(i64),
    Offline(bool),
    Unplug(bool),
    Merchant(Manner),
    Carrier(CarrierManner),
    RefuseNext(ErrorCode),
    ChangeConsents,
    ExchangeLate,
}

/// A way through a checkout: some sensible steps, then anything at all.
pub(crate) fn ways() -> impl Strategy<Value = Vec<Act>> {
    let sides = (manner().prop_map(Act::Merchant), carrier().prop_map(Act::Carrier));
    (sides, 0_usize..=7, prop::collection::vec(act(), 1..40)).prop_map(|(sides, sensible, then)| {
        let answered = Act::Answer(0, Fate::Answered);
        let all = [answered.clone(), Act::FillAndSend, answered.clone(), Act::EnterAndPay, answered.clone(), answered];
        [sides.0, sides.1].into_iter().chain(all.into_iter().take(sensible)).chain(then).collect()
    })
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => press().prop_map(Act::Press),
        4 => Just(Act::FillAndSend),
        6 => Just(Act::EnterAndPay),
        1 => Just(Act::TypeRightCode),
        2 => Just(Act::WaitAndResend),
        1 => Just(Act::ReceiveMessage),
        3 => prop::bool::weighted(0.8).prop_map(Act::AnswerOnPhone),
        16 => Just(Act::Answer(0, Fate::Answered)),
        6 => (any::<usize>(), fate()).prop_map(|(at, fate)| Act::Answer(at, fate)),
        1 => any::<usize>().prop_map(Act::GiveAgain),
        1 => (0_u32..40, prop::sample::select(ConfirmOutcome::ALL)).prop_map(|(at, outcome)| Act::Forge(at, outcome)),
        6 => (1_i64..40_000).prop_map(Act::Pass),
        1 => (40_000_i64..700_000).prop_map(Act::Pass),
        1 => (1_000_i64..700_000).prop_map(Act::Sleep),
        1 => (-10_000_000_i64..10_000_000).prop_map(Act::TurnClock),
        1 => Just(Act::Reload),
        1 => (0_i64..200_000).prop_map(Act::ReloadRendered),
        1 => any::<bool>().prop_map(Act::Offline),
        1 => any::<bool>().prop_map(Act::Unplug),
        1 => manner().prop_map(Act::Merchant),
        1 => carrier().prop_map(Act::Carrier),
        1 => refusal().prop_map(Act::RefuseNext),
        1 => Just(Act::ChangeConsents),
        4 => Just(Act::ExchangeLate),
    ]
}

fn press() -> impl Strategy<Value = Input> {
    prop_oneof![
        6 => Just(Input::SendPressed),
        6 => Just(Input::PayPressed),
        3 => Just(Input::ContentSet(true)),
        2 => Just(Input::ResendPressed),
        2 => prop::sample::select(Channel::ALL).prop_map(Input::ChannelSwitched),
        1 => Just(Input::Stirred),
        2 => Just(Input::RetryPressed),
        1 => Just(Input::RestartPressed),
        1 => Just(Input::CancelPressed),
        1 => prop::sample::select(vec![Remedy::Dispute, Remedy::Stop]).prop_map(Input::RemedyToggled),
        2 => Just(Input::RemedyPressed),
        1 => Just(Input::TimeReached),
        1 => any::<bool>().prop_map(Input::ContentSet),
        1 => any::<bool>().prop_map(Input::AllConsentsSet),
        1 => (prop::sample::select(ConsentKind::ALL), any::<bool>()).prop_map(|(kind, on)| Input::ConsentSet(kind, on)),
        1 => prop::sample::select(Carrier::ALL).prop_map(Input::CarrierChosen),
        1 => prop::sample::select(Channel::ALL).prop_map(Input::ChannelChosen),
        1 => prop::sample::select(vec![PHONE, "010-2345", "02-123-4567", ""]).prop_map(typed),
        1 => prop::sample::select(vec![BIRTH, "9001", ""]).prop_map(|text| Input::BirthTyped(text.to_owned())),
        2 => prop::sample::select(vec![WRONG_CODE, "12", ""]).prop_map(|text| Input::CodeTyped(text.to_owned())),
        1 => Just(Input::BudgetChosen),
        1 => prop::sample::select(vec![Input::PhoneLeft, Input::BirthLeft]),
    ]
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![Just(Fate::Answered), Just(Fate::DoneAndLost), Just(Fate::Lost)]
}

fn manner() -> impl Strategy<Value = Manner> {
    prop::sample::select(vec![
        Manner::Exchanges,
        Manner::Refuses,
        Manner::Breaks(1),
        Manner::Breaks(9),
        Manner::ExchangesInSilence,
        Manner::Silent,
        Manner::Unreachable,
        Manner::NotConfigured,
        Manner::AcceptsOnly,
    ])
}

fn carrier() -> impl Strategy<Value = CarrierManner> {
    prop::sample::select(vec![CarrierManner::Pays, CarrierManner::Denies, CarrierManner::PaysAfter(8_000)])
}

fn refusal() -> impl Strategy<Value = ErrorCode> {
    prop::sample::select(vec![
        ErrorCode::PaymentDeclined,
        ErrorCode::CarrierUnavailable,
        ErrorCode::Internal,
        ErrorCode::IdempotencyInFlight,
        ErrorCode::InvalidRequest,
        ErrorCode::RateLimited,
        ErrorCode::Overloaded,
        ErrorCode::ConsentMissing,
        ErrorCode::ChannelNotAllowed,
    ])
}

impl World {
    /// Nothing is answered by itself here: that is an act, too.
    pub(crate) fn act(&mut self, act: Act) {
        match act {
            Act::Press(input) => self.step(input),
            Act::FillAndSend => self.fill_and_send(),
            Act::EnterAndPay => {
                self.step(Input::CodeTyped(self.latest_code()));
                self.step(Input::ContentSet(true));
                self.step(Input::PayPressed);
            }
            Act::TypeRightCode => self.step(Input::CodeTyped(self.latest_code())),
            Act::WaitAndResend => {
                self.pass(10_000);
                self.step(Input::ResendPressed);
            }
            Act::ReceiveMessage => self.step(Input::CodeReceived(message(&self.latest_code()))),
            Act::AnswerOnPhone(yes) => {
                self.gateway.approve(yes, self.now);
            }
            Act::Answer(at, fate) => {
                if let Some(at) = at.checked_rem(self.pending.len()) {
                    self.answer(at, fate);
                }
            }
            Act::GiveAgain(at) => {
                if let Some(at) = at.checked_rem(self.given.len()) {
                    self.step(self.given[at].clone());
                }
            }
            Act::Forge(ticket, outcome) => self.step(Input::ConfirmEnded(Ticket(ticket), outcome)),
            Act::Pass(millis) => self.pass(millis),
            Act::Sleep(millis) => self.sleep(millis),
            Act::TurnClock(millis) => self.turn_clock(millis),
            Act::Reload => self.reload(),
            Act::ReloadRendered(script_late_ms) => self.reload_rendered(script_late_ms),
            Act::Offline(offline) => self.offline = offline,
            Act::Unplug(unplugged) => self.unplugged = unplugged,
            Act::Merchant(manner) => self.merchant.manner = manner,
            Act::Carrier(manner) => self.gateway.carrier = manner,
            Act::RefuseNext(code) => {
                let reason = (code == ErrorCode::PaymentDeclined).then_some(Reason::LimitMonthCarrier);
                self.gateway.next_refusal = Some(Problem { reason, ..Problem::new(code, "req_1") });
            }
            Act::ExchangeLate => self.gateway.exchange_late(self.now),
            Act::ChangeConsents => self.gateway.consent_version = "2026-12-01",
        }
    }

    fn fill_and_send(&mut self) {
        self.step(Input::CarrierChosen(Carrier::Skt));
        self.step(typed(PHONE));
        self.step(Input::BirthTyped(BIRTH.to_owned()));
        self.step(Input::BirthDigitTyped(BIRTH_DIGIT.to_owned()));
        self.step(Input::AllConsentsSet(true));
        self.step(Input::SendPressed);
    }

    /// From now on the network, the merchant and the carrier are well, and
    /// everything that is due happens.
    pub(crate) fn get_well(&mut self) {
        (self.offline, self.unplugged) = (false, false);
        self.latency_ms = 0;
        self.fates.clear();
        self.gateway.next_refusal = None;
        self.gateway.carrier = CarrierManner::Pays;
        self.merchant.manner = Manner::Exchanges;
        let (now, soon) = (self.now, self.now + 30_000);
        for pending in &mut self.pending {
            let silent = matches!(pending.sent, Sent::Unheard(_));
            pending.due = if silent { soon } else { now };
        }
        self.settle();
    }
}
