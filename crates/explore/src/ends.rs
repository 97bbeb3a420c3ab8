//! Where a world ends when from now on all is well: once with a shopper who does nothing more, once with a patient one.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use carrier_checkout_flow::{Input, Request};

use crate::{
    act::Act,
    carrier::Mood,
    coverage::Coverage,
    gateway::Status,
    laws::{Broken, Law},
    place::Place,
    rules::Rules,
    wire::{Call, Charge, Message},
    world::World,
};

/// No way to an end is longer.
const LONGEST: usize = 4_000;
/// A shopper with so much time can still pay, even if a first token has to run out.
const TIME_ENOUGH_MS: i64 = 900_000;
const SHARDS: usize = 64;

/// How the shopper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shopper {
    /// Does nothing more.
    Idle,
    /// Does what each screen asks for.
    Patient,
}

/// A way on which a law was broken, from where it began.
pub(crate) struct Wrong {
    pub(crate) broken: Broken,
    pub(crate) acts: Vec<Act>,
}

/// What is known of an end.
#[derive(Debug, Clone, Copy)]
struct End {
    steps: u16,
    paid: bool,
}

/// The ends that are known, by the worlds that lead to them.
pub(crate) struct Ends {
    shards: Vec<Mutex<HashMap<u64, End, Plain>>>,
}

/// What is hashed is a hash already.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Plain;

impl std::hash::BuildHasher for Plain {
    type Hasher = Hash;

    fn build_hasher(&self) -> Hash {
        Hash(0)
    }
}

pub(crate) struct Hash(u64);

impl std::hash::Hasher for Hash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

impl Ends {
    pub(crate) fn new() -> Self {
        Self { shards: (0..SHARDS).map(|_| Mutex::default()).collect() }
    }

    fn shard(&self, print: u64) -> std::sync::MutexGuard<'_, HashMap<u64, End, Plain>> {
        self.shards[(print >> 58) as usize % SHARDS].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Goes on to the end. Gives how many steps that takes.
    pub(crate) fn reach(
        &self,
        from: &World,
        shopper: Shopper,
        rules: &Rules,
        coverage: &mut Coverage,
    ) -> Result<usize, Wrong> {
        let (mut world, mut prints, mut acts) = (from.clone(), Vec::new(), Vec::new());
        let known = loop {
            let print = world.print() ^ if shopper == Shopper::Idle { 0 } else { 0x5bd1_e995_9e37_79b1 };
            if let Some(known) = self.shard(print).get(&print) {
                break *known;
            }
            prints.push(print);
            let next = if shopper == Shopper::Patient && world.has_ended() { None } else { world.next(shopper, rules) };
            let Some(act) = next else { break world.end(shopper, rules, coverage) };
            acts.push(act);
            world.apply(act, rules, coverage);
            if acts.len() > LONGEST {
                world.breaks(Law::AnEnd, format!("{LONGEST} steps lead nowhere"));
            }
            if world.broken.is_some() {
                break End { steps: 0, paid: false };
            }
        };
        if shopper == Shopper::Patient && !known.paid && from.should_pay(rules) && world.broken.is_none() {
            world.breaks(Law::AnEnd, "the session lives, and a patient shopper does not come to pay");
        }
        if let Some(broken) = world.broken {
            return Err(Wrong { broken, acts });
        }
        let mut steps = usize::from(known.steps);
        for print in prints.into_iter().rev() {
            self.shard(print).insert(print, End { steps: u16::try_from(steps).unwrap_or(u16::MAX), ..known });
            steps += 1;
        }
        Ok(steps)
    }
}

impl World {
    /// What happens next when all is well, the oldest first.
    fn next(&self, shopper: Shopper, rules: &Rules) -> Option<Act> {
        if !self.wire.is_empty() {
            return Some(Act::Deliver(0, Mood::Well));
        }
        if let Some(act) = self.by_itself().first() {
            return Some(*act);
        }
        if let Some(bill) = self.carrier.bills.iter().position(|bill| bill.charge == Charge::Pending) {
            return Some(Act::Decide(bill, Charge::Succeeded));
        }
        if shopper == Shopper::Patient {
            let over = !self.is_live();
            for page in 0..self.pages.len() {
                if let Some(doing) = self.asked(page).filter(|_| over || !self.is_out_of_codes(page)) {
                    return Some(Act::Do(page, doing));
                }
            }
            if let Some(request) = self.unanswered().next() {
                return Some(Act::Approve(request, true));
            }
        }
        (!self.deadlines(rules).is_empty()).then_some(Act::Wait)
    }

    fn has_ended(&self) -> bool {
        self.pages.iter().all(|page| matches!(Place::of(&page.flow), Place::Paid | Place::Over))
    }

    /// Nothing more happens: is all as it should be?
    fn end(&mut self, shopper: Shopper, rules: &Rules, coverage: &mut Coverage) -> End {
        match shopper {
            Shopper::Patient if !self.has_ended() => {
                let place = self.pages.iter().map(|page| Place::of(&page.flow)).find(|place| !is_end(*place));
                let name = place.map_or("nowhere", Place::name);
                self.breaks(Law::AnEnd, format!("nothing more can be done, and a page shows {name}"));
            }
            Shopper::Patient => {}
            Shopper::Idle => {
                // Whoever looks at a tab again sees how it stands: only tabs that wait are told by themselves.
                if self.pages.len() > 1 {
                    for page in 0..self.pages.len() {
                        self.step(page, Input::Stirred, rules, coverage);
                    }
                }
                for _ in 0..LONGEST {
                    let Some(act) = self.next(Shopper::Idle, rules) else { break };
                    self.apply(act, rules, coverage);
                }
                self.judge_quiet();
            }
        }
        let paid = self.pages.iter().all(|page| Place::of(&page.flow) == Place::Paid);
        End { steps: 0, paid: paid || self.gateway.session.status == Status::Cancelled }
    }

    fn sends_on_the_way(&self) -> usize {
        let sends = |message: &&Message| match message {
            Message::Ask { request, .. } => {
                matches!(**request, Request::Challenge { .. } | Request::Resend { .. } | Request::Switch { .. })
            }
            // One that comes late makes the code before it useless.
            Message::Call { call, .. } => matches!(call, Call::Send { .. }),
            _ => false,
        };
        self.wire.iter().filter(sends).count()
    }

    fn is_live(&self) -> bool {
        matches!(self.gateway.session.status, Status::Open | Status::Challenged | Status::Verified)
    }

    /// Whether there is time, and a code, to pay.
    fn should_pay(&self, rules: &Rules) -> bool {
        let session = &self.gateway.session;
        self.is_live()
            && usize::from(session.sends_used) + self.sends_on_the_way() < usize::from(rules.code_sends)
            && session.expires_at.millis_since(self.now) >= TIME_ENOUGH_MS
    }
}

const fn is_end(place: Place) -> bool {
    matches!(place, Place::Paid | Place::Over)
}
