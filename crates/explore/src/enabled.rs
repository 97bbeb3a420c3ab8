//! Which acts can happen next: those of a world where all goes well, and those in which something goes otherwise.

use carrier_checkout_protocol::{Channel, ErrorCode, embed::ConfirmOutcome};

use crate::{
    act::{Act, Doing, PRESSES, STIR, WISHES},
    carrier::Mood,
    place::Place,
    rules::Rules,
    wire::{Call, Charge, Message},
    world::{Party, World},
};

/// What may go otherwise than well.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mischief {
    /// Messages are lost, doubled, and given up while they are still on their way.
    pub network: bool,
    /// The browser knows that there is no connection.
    pub offline: bool,
    /// Gateway, merchant and carrier die and start again.
    pub crashes: bool,
    /// Carriers refuse, ponder, and cannot be reached; the gateway answers 500, 429 and 400.
    pub servers: bool,
    /// The merchant's page or server answers without doing it, or does it later.
    pub merchant: bool,
    /// Pages are loaded anew.
    pub reloads: bool,
    /// A second tab.
    pub tabs: bool,
    /// The shopper goes back, cancels, tries wrong codes, wants another code or way, presses twice.
    pub wishes: bool,
    /// Any input whatever, on every screen.
    pub presses: bool,
    /// The same, but only where nothing could be loaded or the merchant does not take the token.
    pub stuck: bool,
    /// Time passes while something is under way.
    pub delays: bool,
}

impl World {
    /// What goes on by itself or as the shopper is asked to; it costs nothing.
    pub(crate) fn well(&self, rules: &Rules) -> Vec<Act> {
        let mut acts = self.by_itself();
        for (number, bill) in self.carrier.bills.iter().enumerate() {
            if bill.charge == Charge::Pending {
                acts.push(Act::Decide(number, Charge::Succeeded));
            }
        }
        if !self.is_crowded() {
            acts.extend(self.asked_everywhere());
        }
        acts.extend(self.unanswered().map(|request| Act::Approve(request, true)));
        if self.is_quiet() && !self.deadlines(rules).is_empty() {
            acts.push(Act::Wait);
        }
        acts
    }

    fn asked_everywhere(&self) -> impl Iterator<Item = Act> {
        (0..self.pages.len()).filter_map(|page| Some(Act::Do(page, self.asked(page)?)))
    }

    /// A shopper looks at one tab at a time: to use the other while something is under way is one of the things that
    /// go otherwise than well.
    fn is_crowded(&self) -> bool {
        self.pages.len() > 1 && !(self.wire.is_empty() && self.gateway.jobs.is_empty())
    }

    /// What goes on without anybody's doing anything.
    pub(crate) fn by_itself(&self) -> Vec<Act> {
        let mut acts: Vec<Act> = (0..self.wire.len()).map(|at| Act::Deliver(at, Mood::Well)).collect();
        acts.extend(self.rounds().into_iter().map(Act::Round));
        for (at, page) in self.pages.iter().enumerate() {
            if page.news {
                acts.push(Act::Hear(at));
            }
            if page.alarm.is_some_and(|alarm| alarm <= self.now) {
                acts.push(Act::Ring(at));
            }
        }
        acts
    }

    fn is_quiet(&self) -> bool {
        self.by_itself().is_empty()
    }

    /// The requests on the phone that the shopper has not answered.
    pub(crate) fn unanswered(&self) -> impl Iterator<Item = usize> {
        let requests = self.carrier.requests.iter().enumerate();
        requests.filter(|(_, request)| request.approved.is_none()).map(|(number, _)| number)
    }

    /// What goes otherwise than well.
    pub(crate) fn mischief(&self, of: &Mischief, rules: &Rules) -> Vec<Act> {
        let mut acts = Vec::new();
        for at in 0..self.wire.len() {
            self.on_the_way(at, of, &mut acts);
        }
        for page in 0..self.pages.len() {
            self.at_the_page(page, of, &mut acts);
        }
        if of.crashes {
            let busy = !self.gateway.jobs.is_empty();
            acts.extend(busy.then_some(Act::Crash(Party::Gateway)));
            acts.extend((!self.merchant.jobs.is_empty()).then_some(Act::Crash(Party::Merchant)));
            acts.extend(busy.then_some(Act::Crash(Party::Carrier)));
        }
        if of.servers {
            for (number, bill) in self.carrier.bills.iter().enumerate() {
                if bill.charge == Charge::Pending {
                    acts.push(Act::Decide(number, Charge::Denied));
                }
            }
        }
        if of.wishes {
            acts.extend(self.unanswered().map(|request| Act::Approve(request, false)));
        }
        if of.merchant {
            acts.extend(self.merchant.tokens.iter().map(|token| Act::ComesBack(*token)));
        }
        if of.tabs && self.is_crowded() {
            acts.extend(self.asked_everywhere());
        }
        if of.tabs && self.pages.len() < 2 {
            acts.push(Act::OpenTab);
        }
        if of.delays {
            // While all is quiet, it passes to the first of them anyway.
            let skipped = usize::from(self.is_quiet());
            acts.extend((skipped..self.deadlines(rules).len()).map(Act::Late));
        }
        acts
    }

    fn on_the_way(&self, at: usize, of: &Mischief, acts: &mut Vec<Act>) {
        let message = &self.wire[at];
        if of.network {
            acts.push(Act::Lose(at));
            acts.extend(self.is_awaited(at).then_some(Act::Stall(at)));
            // One copy beside it is as good as many.
            acts.extend((!self.is_doubled(at)).then_some(Act::Double(at)));
        }
        match message {
            Message::Ask { .. } => {
                acts.extend(of.offline.then_some(Act::Unplugged(at)));
                if of.servers {
                    let codes = [ErrorCode::Internal, ErrorCode::RateLimited, ErrorCode::InvalidRequest];
                    acts.extend(codes.map(|code| Act::Fail(at, code)));
                }
            }
            Message::Post { .. } if of.merchant => {
                let outcomes = [
                    ConfirmOutcome::Accepted,
                    ConfirmOutcome::Refused,
                    ConfirmOutcome::ServerError,
                    ConfirmOutcome::NotConfigured,
                ];
                acts.extend(outcomes.map(|outcome| Act::Misbehave(at, outcome)));
            }
            Message::Exchange { .. } if of.servers => acts.push(Act::Fail(at, ErrorCode::Internal)),
            Message::Call { call, .. } if of.servers => {
                acts.push(Act::Unreachable(at));
                if matches!(
                    call,
                    Call::Send { .. } | Call::Prepare { .. } | Call::Confirm { .. } | Call::Release { .. }
                ) {
                    acts.push(Act::Deliver(at, Mood::Refuses));
                }
                if matches!(call, Call::Confirm { .. }) {
                    acts.push(Act::Deliver(at, Mood::Ponders));
                }
            }
            _ => {}
        }
    }

    fn is_doubled(&self, at: usize) -> bool {
        let print = self.message_print(&self.wire[at]);
        self.wire.iter().enumerate().any(|(other, message)| other != at && self.message_print(message) == print)
    }

    fn at_the_page(&self, at: usize, of: &Mischief, acts: &mut Vec<Act>) {
        let place = Place::of(&self.pages[at].flow);
        let stuck = of.stuck && matches!(place, Place::Stuck | Place::Unloaded);
        if of.presses || stuck {
            acts.extend((0..PRESSES).map(|press| Act::Press(at, press)));
        } else if of.wishes {
            acts.extend(WISHES.map(|press| Act::Press(at, press)));
        }
        if of.tabs && self.pages.len() > 1 {
            acts.push(Act::Press(at, STIR));
        }
        if of.wishes && !self.pages[at].flow.desk().busy() {
            match place {
                Place::Details => acts.push(Act::Do(at, Doing::Send(Channel::Pass))),
                Place::Code => acts.push(Act::Do(at, Doing::PayWrong)),
                Place::Loading
                | Place::Confirming
                | Place::Checking
                | Place::Paid
                | Place::Stuck
                | Place::Unloaded
                | Place::Over => {}
            }
        }
        if of.reloads {
            acts.extend([Act::Reload(at, false), Act::Reload(at, true)]);
        }
    }
}
