//! A page with the flow in it, a gateway, a merchant and a clock. Everything
//! happens when a test says so.

use std::collections::VecDeque;

use carrier_checkout_flow::{Effect, Flow, Input, Reply, Request, Ticket, Trouble};
use carrier_checkout_protocol::{
    Locale, Timestamp,
    checkout::Checkout,
    embed::{ConfirmOutcome, ConfirmRequest},
};

use crate::{
    gateway::{Gateway, refuse},
    merchant::Merchant,
    transcript::Transcript,
    watch::Watch,
};

/// 2026-11-21T23:31:00Z, by the gateway.
const START: Timestamp = Timestamp::from_millis(1_795_303_860_000);

const EMBEDDER: &str = "https://shop.example";

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Answered,
    /// It is done, but the answer does not arrive.
    DoneAndLost,
    /// It does not arrive.
    Lost,
}

/// A request on its way.
#[derive(Debug, Clone)]
pub(crate) struct Pending {
    pub(crate) sent: Sent,
    /// When its answer arrives.
    pub(crate) due: Timestamp,
    /// When it was sent, as the flow has the time.
    pub(crate) since: Timestamp,
}

#[derive(Debug, Clone)]
pub(crate) enum Sent {
    Ask(Ticket, Request),
    Confirm(ConfirmRequest),
    /// The merchant's server has the post and is silent; the page waits, and then gives up.
    Unheard(Ticket),
}

pub(crate) struct World {
    pub(crate) flow: Flow,
    pub(crate) gateway: Gateway,
    pub(crate) merchant: Merchant,
    pub(crate) pending: VecDeque<Pending>,
    /// Every answer that was given, to be given again.
    pub(crate) given: Vec<Input>,
    /// What becomes of the next requests; then all are answered.
    pub(crate) fates: VecDeque<Fate>,
    pub(crate) offline: bool,
    /// The browser knows that it has no connection.
    pub(crate) unplugged: bool,
    /// How long an answer takes.
    pub(crate) latency_ms: i64,
    /// How far the browser's clock is ahead of the gateway's.
    pub(crate) skew_ms: i64,
    /// Alarms ring once in so long at most: more than a moment in a tab that is in the background.
    pub(crate) alarms_once_in: i64,
    pub(crate) transcript: Transcript,
    watch: Watch,
    /// The gateway's time.
    pub(crate) now: Timestamp,
    alarm: Option<Timestamp>,
    pages: u32,
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            flow: Flow::new(),
            gateway: Gateway::new(START),
            merchant: Merchant::new(),
            pending: VecDeque::new(),
            given: Vec::new(),
            fates: VecDeque::new(),
            offline: false,
            unplugged: false,
            latency_ms: 0,
            skew_ms: 0,
            alarms_once_in: 1,
            transcript: Transcript::default(),
            watch: Watch::default(),
            now: START,
            alarm: None,
            pages: 0,
        }
    }

    pub(crate) fn opened() -> Self {
        let mut world = Self::new();
        world.open();
        world
    }

    /// A page that asks for its checkout.
    pub(crate) fn open(&mut self) {
        let started = self.new_page(None);
        self.say(started);
        self.say(Input::Greeted(EMBEDDER.to_owned()));
    }

    /// A page that the gateway rendered some time before its script ran.
    pub(crate) fn open_rendered(&mut self, script_late_ms: i64) {
        let Reply::Checkout(Ok(checkout)) = self.gateway.answer(&Request::Load, self.now) else { return self.open() };
        let started = self.new_page(Some(checkout));
        let received = self.browser_time();
        self.now = self.now + script_late_ms;
        self.step_at(started, received);
        self.say(Input::Greeted(EMBEDDER.to_owned()));
        self.say(Input::TimeReached);
    }

    fn new_page(&mut self, checkout: Option<Checkout>) -> Input {
        self.pages += 1;
        (self.flow, self.alarm) = (Flow::new(), None);
        self.watch.page_opened();
        self.pending.clear();
        self.given.clear();
        Input::Started { nonce: format!("page{}", self.pages), locale: Locale::Ko, checkout }
    }

    pub(crate) fn reload(&mut self) {
        self.transcript.note("the page is reloaded");
        self.open();
    }

    pub(crate) fn reload_rendered(&mut self, script_late_ms: i64) {
        self.transcript.note(&format!("reloaded; the script runs {} s later", script_late_ms as f64 / 1_000.0));
        self.open_rendered(script_late_ms);
    }

    pub(crate) fn alarm_is_set(&self) -> bool {
        self.alarm.is_some()
    }

    /// Something happens, and what is due is answered.
    pub(crate) fn say(&mut self, input: Input) {
        self.step(input);
        self.settle();
    }

    pub(crate) fn settle(&mut self) {
        while let Some(at) = self.pending.iter().position(|pending| pending.due <= self.now) {
            let fate = self.fates.pop_front().unwrap_or(Fate::Answered);
            self.answer(at, fate);
        }
    }

    /// Lets a request meet its fate, in whatever order.
    pub(crate) fn answer(&mut self, at: usize, fate: Fate) {
        let Some(Pending { sent, since, .. }) = self.pending.remove(at) else { return };
        let fate = if self.offline || self.unplugged { Fate::Lost } else { fate };
        let input = match sent {
            Sent::Ask(ticket, request) => Some(self.reply(ticket, &request, fate)),
            Sent::Confirm(request) => self.confirm(&request, fate, since),
            Sent::Unheard(ticket) => Some(Input::ConfirmEnded(ticket, ConfirmOutcome::TimedOut)),
        };
        if let Some(input) = input {
            self.given.push(input.clone());
            self.step(input);
        }
    }

    fn reply(&mut self, ticket: Ticket, request: &Request, fate: Fate) -> Input {
        let answer = (fate != Fate::Lost).then(|| self.gateway.answer(request, self.now));
        let lost = || refuse(request, if self.unplugged { Trouble::Offline } else { Trouble::Lost });
        Input::Replied(ticket, answer.filter(|_| fate == Fate::Answered).unwrap_or_else(lost))
    }

    fn confirm(&mut self, request: &ConfirmRequest, fate: Fate, since: Timestamp) -> Option<Input> {
        let ticket = Ticket(request.ticket);
        let outcome = match fate {
            Fate::Lost => Some(ConfirmOutcome::NetworkError),
            Fate::Answered => self.merchant.post(request, &mut self.gateway, self.now),
            Fate::DoneAndLost => {
                let answer = self.merchant.post(request, &mut self.gateway, self.now);
                answer.map(|_| ConfirmOutcome::NetworkError)
            }
        };
        if outcome.is_none() {
            let due = self.now + i64::from(request.timeout_ms);
            self.pending.push_back(Pending { sent: Sent::Unheard(ticket), due, since });
        }
        Some(Input::ConfirmEnded(ticket, outcome?))
    }

    /// Time passes, and the alarms ring in it.
    pub(crate) fn wait(&mut self, millis: i64) {
        self.transcript.note(&format!("{} s pass", millis as f64 / 1_000.0));
        self.pass(millis);
    }

    pub(crate) fn pass(&mut self, millis: i64) {
        let (end, mut rings) = (self.now + millis, 0);
        loop {
            let due = self.pending.iter().map(|pending| pending.due).min();
            let Some(next) = [self.alarm, due].into_iter().flatten().min().filter(|next| *next <= end) else { break };
            rings = if next > self.now { 0 } else { rings + 1 };
            assert!(rings < 100, "an alarm that rings for ever");
            self.now = self.now.max(next);
            if self.alarm.is_some_and(|at| at <= self.now) {
                self.alarm = None;
                self.step(Input::TimeReached);
            }
            self.settle();
        }
        self.now = end;
    }

    /// The tab sleeps: time passes, and no alarm rings in it.
    pub(crate) fn sleep(&mut self, millis: i64) {
        self.transcript.note(&format!("the tab sleeps for {} s", millis as f64 / 1_000.0));
        self.now = self.now + millis;
        self.alarm = None;
        self.say(Input::Stirred);
    }

    /// The cable is out, or in again.
    pub(crate) fn unplug(&mut self, unplugged: bool) {
        self.transcript.note(if unplugged { "offline" } else { "online" });
        self.unplugged = unplugged;
        if !unplugged {
            self.say(Input::Stirred);
        }
    }

    /// The alarm is late.
    pub(crate) fn sleep_without_waking(&mut self, millis: i64) {
        self.now = self.now + millis;
    }

    /// The browser's clock is changed while everything goes on.
    pub(crate) fn turn_clock(&mut self, millis: i64) {
        self.skew_ms += millis;
    }

    pub(crate) fn browser_time(&self) -> Timestamp {
        self.now + self.skew_ms
    }

    /// Only the flow takes this in; nothing is answered yet.
    pub(crate) fn step(&mut self, input: Input) {
        self.step_at(input, self.browser_time());
    }

    fn step_at(&mut self, input: Input, now: Timestamp) {
        let shown = input.clone();
        let flow = core::mem::take(&mut self.flow);
        let (flow, effects) = flow.step(input, now);
        self.flow = flow;
        let mut watch = core::mem::take(&mut self.watch);
        watch.look(&shown, &effects, self);
        self.watch = watch;
        self.transcript.tell(&shown, &effects, &self.flow, now);
        for effect in effects {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        let (due, since) = (self.now + self.latency_ms, self.flow.desk().now());
        match effect {
            Effect::Ask(ticket, request) => {
                self.pending.push_back(Pending { sent: Sent::Ask(ticket, request), due, since });
            }
            Effect::Confirm(request) => {
                self.pending.push_back(Pending { sent: Sent::Confirm(request), due, since });
            }
            // A timer counts from now, whatever the clock shows later.
            Effect::WakeAt(at) => {
                let once_in = self.alarms_once_in;
                let due = at.map(|at| self.now + at.millis_since(self.browser_time()).max(0));
                self.alarm = due.map(|due| due + (-due.millis()).rem_euclid(once_in));
            }
            Effect::Tell(_)
            | Effect::ListenForCode
            | Effect::StopListening
            | Effect::Watch
            | Effect::StopWatching
            | Effect::FetchTerms(_)
            | Effect::Focus(_)
            | Effect::PlaceCaret(_) => {}
        }
    }
}
