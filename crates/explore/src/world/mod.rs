//! Everything there is: pages with the flow in them, gateway, merchant, carrier, and what is on its way between them.
//! Nothing happens but by [`crate::act::Act`]s.

mod deliver;
mod faults;
mod page;

use std::sync::Arc;

use carrier_checkout_flow::{
    State, Ticket,
    imprint::{Imprint as _, Sink as _},
};
use carrier_checkout_protocol::Timestamp;

use crate::{
    carrier::Carrier,
    coverage::Coverage,
    gateway::{From, Gateway, Round},
    laws::Broken,
    merchant::Merchant,
    place::Place,
    print::Print,
    rules::{Rules, START},
    wire::Message,
};

pub use faults::Party;
pub(crate) use page::Page;

/// A world. Its parts are shared with the worlds that it came from, as far as they are the same.
#[derive(Debug, Clone)]
pub struct World {
    pub(crate) now: Timestamp,
    pub(crate) pages: Vec<Arc<Page>>,
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) carrier: Arc<Carrier>,
    pub(crate) merchant: Arc<Merchant>,
    pub(crate) wire: Vec<Message>,
    pub(crate) next_page: u32,
    /// What the shopper had ticked when something was sent that says so.
    pub(crate) ticked: u16,
    pub(crate) broken: Option<Broken>,
}

impl World {
    /// A shopper opens the checkout.
    #[must_use]
    pub fn new(rules: &Rules, coverage: &mut Coverage) -> Self {
        let mut world = Self {
            now: START,
            pages: Vec::new(),
            gateway: Gateway::new(rules).into(),
            carrier: Arc::default(),
            merchant: Merchant::new().into(),
            wire: Vec::new(),
            next_page: 0,
            ticked: 0,
            broken: None,
        };
        world.open(0, false, rules, coverage);
        world
    }

    /// The law that the last step broke.
    #[must_use]
    pub const fn broken(&self) -> Option<&Broken> {
        self.broken.as_ref()
    }

    pub(crate) fn page_mut(&mut self, at: usize) -> &mut Page {
        Arc::make_mut(&mut self.pages[at])
    }

    pub(crate) fn gateway_mut(&mut self) -> &mut Gateway {
        Arc::make_mut(&mut self.gateway)
    }

    pub(crate) fn merchant_mut(&mut self) -> &mut Merchant {
        Arc::make_mut(&mut self.merchant)
    }

    pub(crate) fn carrier_mut(&mut self) -> &mut Carrier {
        Arc::make_mut(&mut self.carrier)
    }

    /// The page of that number, unless it has been loaded anew.
    pub(crate) fn page_at(&self, number: u32) -> Option<usize> {
        self.pages.iter().position(|page| page.number == number)
    }

    /// What tells it from every other world: what can happen from now on, and what is judged by.
    pub(crate) fn print(&self) -> u64 {
        let mut print = Print::at(self.now);
        for page in &self.pages {
            print.number(page.imprint(self.now));
        }
        self.gateway.imprint(&mut print);
        self.carrier.imprint(&mut print);
        self.merchant.order.imprint(&mut print);
        self.merchant.tokens.imprint(&mut print);
        print.number(u64::from(self.ticked));
        print.number(self.loose());
        print.end()
    }

    /// What has no order: jobs, keys and messages.
    fn loose(&self) -> u64 {
        let jobs = self.gateway.jobs.iter().map(|job| self.job_print(job.id));
        let confirms = self.merchant.jobs.iter().map(|job| self.confirm_print(job.id));
        let keys = self.gateway.keys.iter().map(|key| {
            let mut print = Print::at(self.now);
            print.number(self.key_place(&key.key));
            key.request.imprint(&mut print);
            key.lease_until.imprint(&mut print);
            if let Some(answer) = &key.answer {
                answer.imprint(&mut print);
            }
            print.end()
        });
        let messages = self.wire.iter().map(|message| self.message_print(message));
        jobs.chain(confirms).chain(keys).chain(messages).fold(0, u64::wrapping_add)
    }

    fn job_print(&self, id: u32) -> u64 {
        let Some(job) = self.gateway.jobs.iter().find(|job| job.id == id) else { return 1 };
        let mut print = Print::at(self.now);
        print.number(match job.from {
            From::Page(page, ticket) => self.ticket_place(page, ticket),
            From::Merchant(confirm) => self.confirm_print(confirm),
            From::Nobody => 2,
        });
        print.number(job.key.as_deref().map_or(0, |key| self.key_place(key)));
        job.work.imprint(&mut print);
        print.end()
    }

    fn confirm_print(&self, id: u32) -> u64 {
        let Some(job) = self.merchant.jobs.iter().find(|job| job.id == id) else { return 3 };
        let mut print = Print::at(self.now);
        print.number(job.page.map_or(4, |(page, ticket)| self.ticket_place(page, ticket)));
        print.number(u64::from(job.token) | u64::from(job.looking) << 8);
        print.end()
    }

    /// Which page it is, and whether it is the last request that it has sent.
    fn ticket_place(&self, page: u32, ticket: Ticket) -> u64 {
        self.page_at(page).map_or(5, |at| 6 + 2 * at as u64 + u64::from(self.pages[at].latest == ticket))
    }

    /// Which page holds a key, and as which of its own.
    fn key_place(&self, key: &str) -> u64 {
        let held = |(at, page): (usize, &Arc<Page>)| {
            page.held.iter().position(|held| held == key).map(|place| (at * 16 + place) as u64 + 1)
        };
        self.pages.iter().enumerate().find_map(held).unwrap_or_default()
    }

    pub(crate) fn message_print(&self, message: &Message) -> u64 {
        let mut print = Print::at(self.now);
        match message {
            Message::Ask { page, ticket, request } => {
                print.number(10 + self.ticket_place(*page, *ticket));
                print.number(request.key().map_or(0, |key| self.key_place(key)));
                request.imprint(&mut print);
            }
            Message::Reply { page, ticket, reply, written } => {
                print.number(30 + self.ticket_place(*page, *ticket));
                print.number(self.now.millis_since(*written) as u64);
                reply.imprint(&mut print);
            }
            Message::Post { page, ticket, token } => {
                print.number(50 + self.ticket_place(*page, *ticket));
                print.number(u64::from(*token));
            }
            Message::Posted { page, ticket, outcome } => {
                print.number(70 + self.ticket_place(*page, *ticket));
                outcome.imprint(&mut print);
            }
            Message::Exchange { job, token, second } => {
                print.number(90 + u64::from(*token) + 100 * u64::from(*second));
                print.number(self.confirm_print(*job));
            }
            Message::Exchanged { job, answer } => {
                print.number(91 ^ self.confirm_print(*job));
                answer.imprint(&mut print);
            }
            Message::Look { job } => print.number(92 ^ self.confirm_print(*job)),
            Message::Looked { job, payment } => {
                print.number(93 ^ self.confirm_print(*job));
                payment.imprint(&mut print);
            }
            Message::Call { job, call } => {
                print.number(94 ^ self.job_print(*job));
                call.imprint(&mut print);
            }
            Message::Called { job, answer } => {
                print.number(95 ^ self.job_print(*job));
                answer.imprint(&mut print);
            }
            Message::Hook { event } => print.number(1_000 + u64::from(*event)),
        }
        print.end()
    }

    /// When something may come to its time, the soonest first.
    pub(crate) fn deadlines(&self, rules: &Rules) -> Vec<Timestamp> {
        let mut all = Vec::new();
        self.gateway.deadlines(rules, &mut all);
        for page in &self.pages {
            // The seconds that are shown are of no account; what is asked every three seconds is asked at those.
            let ticks = Place::of(&page.flow) == Place::Code && !page.flow.desk().reconnecting();
            all.extend(page.alarm.filter(|_| !ticks));
            if let State::Code(code) = page.flow.state() {
                all.extend([code.challenge().resend_at, code.challenge().expires_at]);
                all.extend((ticks && code.waits_for_approval(page.flow.desk())).then(|| self.now + 3_000));
            }
        }
        all.retain(|at| *at > self.now);
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What the background of the gateway would do now.
    pub(crate) fn rounds(&self) -> Vec<Round> {
        let mut due = self.gateway.due(self.now);
        // It asks every second; only the answer that says something is of account.
        due.retain(|round| match round {
            Round::Poll(challenge) => {
                let request = self.gateway.challenges[usize::from(*challenge)].sent.map(usize::from);
                let answered =
                    request.and_then(|at| self.carrier.requests.get(at)).is_some_and(|r| r.approved.is_some());
                answered && !self.gateway.polls(*challenge)
            }
            Round::Settle(_) | Round::Release(_) | Round::Sweep | Round::Announce(_) => true,
        });
        due
    }
}
