//! A page with the real flow in it.

use std::sync::Arc;

use carrier_checkout_flow::{
    Effect, Flow, Input, Request, Ticket,
    imprint::{Imprint as _, Sink},
};
use carrier_checkout_protocol::{Locale, Timestamp, consent::ConsentKind, embed::ConfirmRequest};

use super::World;
use crate::{
    coverage::Coverage,
    gateway::{bit, token_id},
    laws::Law,
    place::{Place, kind},
    print::{Keys, Print},
    rules::{Bug, REQUIRED, Rules},
    wire::Message,
};

/// A page that gives up a silent page around has waited so long.
const GIVEN_UP_MS: i64 = 30_000;

/// The key of a page that has no other.
const ONE_KEY: &str = "one";

/// A tab with the checkout in it, from one load to the next.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) number: u32,
    pub(crate) flow: Flow,
    pub(crate) alarm: Option<Timestamp>,
    pub(crate) watching: bool,
    /// Whether the gateway's word that something has changed is on its way.
    pub(crate) news: bool,
    /// The requests that have not been answered, as far as the page knows.
    pub(crate) awaits: Vec<Awaited>,
    /// The keys that the flow may use again.
    pub(crate) held: Vec<String>,
    pub(crate) latest: Ticket,
    /// How far the flow's idea of the gateway's time is behind.
    pub(crate) lag_ms: i64,
    /// What the shopper has ticked on this page, and left ticked.
    pub(crate) ticked: u16,
}

/// A request under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Awaited {
    pub(crate) ticket: Ticket,
    /// What the gateway was asked; none when the page around was.
    pub(super) request: Option<Arc<Request>>,
    since: Timestamp,
    /// The flow waits for it no longer, as it may.
    given_up: bool,
}

impl Page {
    pub(super) fn new(number: u32) -> Self {
        Self {
            number,
            flow: Flow::new(),
            alarm: None,
            watching: false,
            news: false,
            awaits: Vec::new(),
            held: Vec::new(),
            latest: Ticket::default(),
            lag_ms: 0,
            ticked: 0,
        }
    }

    pub(crate) fn awaits(&self, ticket: Ticket) -> bool {
        self.awaits.iter().any(|awaited| awaited.ticket == ticket)
    }

    pub(super) fn imprint(&self, now: Timestamp) -> u64 {
        let mut print = Print::seen_from(now, self.lag_ms, &self.held, self.latest);
        self.flow.imprint(&mut print);
        self.alarm.imprint(&mut print);
        print.number(u64::from(self.watching) | u64::from(self.news) << 1 | u64::from(self.ticked) << 2);
        print.number(self.lag_ms as u64);
        for awaited in &self.awaits {
            print.ticket(awaited.ticket);
            print.number(u64::from(awaited.given_up));
            match &awaited.request {
                Some(request) => request.imprint(&mut print),
                None => (awaited.since + GIVEN_UP_MS).imprint(&mut print),
            }
        }
        print.end()
    }

    /// What the shopper has ticked. Only what is on the screen can be.
    fn tick(&mut self, input: &Input) {
        let first = REQUIRED.iter().filter(|kind| **kind != ConsentKind::PaymentContent);
        let (bits, on) = match (Place::of(&self.flow), input) {
            (Place::Details, Input::ConsentSet(kind, on)) => (bit(*kind), *on),
            (Place::Details, Input::AllConsentsSet(on)) => (first.fold(0, |bits, kind| bits | bit(*kind)), *on),
            (Place::Code, Input::ContentSet(on)) => (bit(ConsentKind::PaymentContent), *on),
            _ => return,
        };
        self.ticked = if on { self.ticked | bits } else { self.ticked & !bits };
    }
}

impl World {
    /// Opens a tab, or loads one anew; with the checkout, if the gateway rendered it.
    pub(crate) fn open(&mut self, at: usize, rendered: bool, rules: &Rules, coverage: &mut Coverage) {
        self.next_page += 1;
        let page = Page::new(self.next_page);
        if let Some(old) = self.pages.get_mut(at) {
            let gone = old.number;
            *old = page.into();
            self.wire.retain(|message| !message.is_for_page(gone));
        } else {
            self.pages.push(page.into());
        }
        let checkout = rendered.then(|| {
            let now = self.now;
            self.gateway_mut().lapse(now);
            self.gateway.checkout(rules, now)
        });
        let nonce = format!("page{}", self.next_page);
        self.step(at, Input::Started { nonce, locale: Locale::Ko, checkout }, rules, coverage);
        self.step(at, Input::Greeted("https://shop.example".to_owned()), rules, coverage);
    }

    /// Something happens to a page.
    pub(crate) fn step(&mut self, at: usize, input: Input, rules: &Rules, coverage: &mut Coverage) {
        let panics = rules.has(Bug::Panics) && matches!(input, Input::ConfirmEnded(..));
        assert!(!panics, "planted");
        if rules.has(Bug::NeverWakes) && input == Input::TimeReached {
            return;
        }
        if rules.has(Bug::TicksForShopper) && input == Input::PayPressed {
            self.feed(at, Input::ContentSet(true), rules, coverage);
        } else {
            self.page_mut(at).tick(&input);
        }
        self.feed(at, input, rules, coverage);
        self.judge_page(at);
    }

    fn feed(&mut self, at: usize, input: Input, rules: &Rules, coverage: &mut Coverage) {
        let now = self.now;
        let page = self.page_mut(at);
        let (before, kind) = (Place::of(&page.flow), kind(&input));
        let (flow, effects) = core::mem::take(&mut page.flow).step(input, now);
        page.lag_ms = now.millis_since(flow.desk().now());
        page.flow = flow;
        let mut keys = Keys::default();
        page.flow.imprint(&mut keys);
        page.held = keys.0;
        page.held.extend(rules.has(Bug::UsesKeyAgain).then(|| ONE_KEY.to_owned()));
        coverage.stepped(before, kind, Place::of(&page.flow));
        for effect in effects {
            self.perform(at, effect, rules);
        }
    }

    fn perform(&mut self, at: usize, effect: Effect, rules: &Rules) {
        match effect {
            Effect::Ask(ticket, request) => self.ask(at, ticket, request, rules),
            Effect::Confirm(request) => self.confirm(at, &request),
            Effect::WakeAt(time) => self.page_mut(at).alarm = time,
            Effect::Watch => self.page_mut(at).watching = true,
            Effect::StopWatching => {
                let page = self.page_mut(at);
                (page.watching, page.news) = (false, false);
            }
            Effect::Tell(_)
            | Effect::ListenForCode
            | Effect::StopListening
            | Effect::FetchTerms(_)
            | Effect::Focus(_)
            | Effect::PlaceCaret(_) => {}
        }
    }

    fn ask(&mut self, at: usize, ticket: Ticket, mut request: Request, rules: &Rules) {
        if let (Request::Verify { body, .. }, true) = (&mut request, rules.has(Bug::AgreesToOldContent)) {
            body.content.version = "2025-01-01".to_owned();
        }
        if let Request::Challenge { key, .. } | Request::Verify { key, .. } = &mut request
            && rules.has(Bug::UsesKeyAgain)
        {
            ONE_KEY.clone_into(key);
        }
        match &request {
            Request::Challenge { .. } | Request::Verify { .. } => self.ticked |= self.pages[at].ticked,
            _ => {}
        }
        let request = Arc::new(request);
        self.begin(at, ticket, Some(request.clone()));
        let message = Message::Ask { page: self.pages[at].number, ticket, request: request.clone() };
        if rules.has(Bug::AsksTwice) && request.key().is_some() {
            self.begin(at, ticket, Some(request));
            self.wire.push(message.clone());
        }
        self.wire.push(message);
    }

    fn confirm(&mut self, at: usize, request: &ConfirmRequest) {
        let ticket = Ticket(request.ticket);
        self.begin(at, ticket, None);
        let tokens = 0..self.gateway.challenges.len() as u8;
        if let Some(token) = tokens.into_iter().find(|token| token_id(*token) == request.body.token) {
            self.wire.push(Message::Post { page: self.pages[at].number, ticket, token });
        }
    }

    /// A page has one request under way. What it asked quietly it may give up for what the shopper wants, and a silent
    /// page around after it should have given up by itself.
    fn begin(&mut self, at: usize, ticket: Ticket, request: Option<Arc<Request>>) {
        let now = self.now;
        let page = self.page_mut(at);
        page.latest = ticket;
        for awaited in page.awaits.iter_mut().filter(|awaited| !awaited.given_up) {
            awaited.given_up = match awaited.request.as_deref() {
                Some(Request::Load) => request.as_deref() != Some(&Request::Load),
                Some(_) => false,
                None => now.millis_since(awaited.since) >= GIVEN_UP_MS,
            };
        }
        let under_way = page.awaits.iter().find(|awaited| !awaited.given_up).map(|awaited| awaited.ticket);
        page.awaits.push(Awaited { ticket, request, since: now, given_up: false });
        if let Some(other) = under_way {
            self.breaks(Law::OneRequest, format!("{ticket:?} beside {other:?}"));
        }
    }
}
