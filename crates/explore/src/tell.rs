//! A way as a transcript that can be read: an act a line, with where each page stands afterwards.

use carrier_checkout_flow::Request;

use crate::{
    act::{Act, Doing},
    carrier::Mood,
    coverage::Coverage,
    laws::Law,
    place::Place,
    rules::START,
    search::Bounds,
    wire::{Call, Message},
    world::World,
};

/// How much of a way to an end is shown from its beginning, and from its end.
const SHOWN: usize = 20;

/// The acts of those numbers from the beginning, then these.
pub(crate) fn way(numbers: &[usize], then: &[Act], bounds: &Bounds) -> String {
    let (rules, mut coverage, mut lines) = (&bounds.rules, Coverage::new(), Vec::new());
    let mut world = World::new(rules, &mut coverage);
    for number in numbers {
        let well = world.well(rules);
        let bad = world.mischief(&bounds.mischief, rules);
        let Some(act) = well.iter().chain(&bad).nth(*number) else { break };
        lines.push(world.tell(*act, *number >= well.len(), bounds, &mut coverage));
    }
    let known = lines.len();
    for act in then {
        let wrong = !world.well(rules).contains(act);
        lines.push(world.tell(*act, wrong, bounds, &mut coverage));
    }
    if then.len() > 2 * SHOWN {
        let left_out = known + SHOWN..lines.len() - SHOWN;
        let count = left_out.len();
        lines.splice(left_out, [format!("          … {count} more …")]);
    }
    lines.join("\n")
}

impl World {
    /// Lets it happen, and says so.
    fn tell(&mut self, act: Act, wrong: bool, bounds: &Bounds, coverage: &mut Coverage) -> String {
        let happens = self.name(act);
        self.apply(act, &bounds.rules, coverage);
        let seconds = self.now.millis_since(START) as f64 / 1_000.0;
        let panicked = self.broken().is_some_and(|broken| broken.law == Law::NoPanic);
        // A flow that has panicked is gone, and stands nowhere.
        let place = |flow| if panicked { "panic" } else { Place::of(flow).name() };
        let places: Vec<_> = self.pages.iter().map(|page| place(&page.flow)).collect();
        let mark = if wrong { "!" } else { " " };
        format!("{seconds:>8.1}s {mark} {happens:<58} → {}", places.join(", "))
    }

    fn name(&self, act: Act) -> String {
        let on_the_way = |at: usize| self.wire.get(at).map_or_else(String::new, name);
        match act {
            Act::Do(page, doing) => format!("page {page}: {}", doing_name(doing)),
            Act::Approve(_, true) => "the shopper approves on the phone".to_owned(),
            Act::Approve(_, false) => "the shopper rejects on the phone".to_owned(),
            Act::Press(page, press) => format!("page {page}: {:?}", self.press(page, press)),
            Act::Deliver(at, Mood::Well) => format!("arrives: {}", on_the_way(at)),
            Act::Deliver(at, Mood::Refuses) => format!("the carrier refuses: {}", on_the_way(at)),
            Act::Deliver(at, Mood::Ponders) => format!("the carrier ponders: {}", on_the_way(at)),
            Act::Lose(at) => format!("is lost: {}", on_the_way(at)),
            Act::Stall(at) => format!("is given up, but on its way: {}", on_the_way(at)),
            Act::Double(at) => format!("is doubled: {}", on_the_way(at)),
            Act::Unplugged(at) => format!("finds no connection: {}", on_the_way(at)),
            Act::Unreachable(at) => format!("finds no carrier: {}", on_the_way(at)),
            Act::Fail(at, code) => format!("is answered {code}: {}", on_the_way(at)),
            Act::Misbehave(at, outcome) => format!("is answered {outcome} and not done: {}", on_the_way(at)),
            Act::ComesBack(token) => format!("the merchant comes back to token {token}"),
            Act::Ring(page) => format!("page {page}: the alarm rings"),
            Act::Hear(page) => format!("page {page}: hears that something has changed"),
            Act::Round(round) => format!("the gateway's background: {round:?}"),
            Act::Decide(bill, charge) => format!("the carrier decides on payment {bill}: {charge:?}"),
            Act::Wait => "time passes".to_owned(),
            Act::Late(_) => "time passes all the same".to_owned(),
            Act::Crash(party) => format!("{party:?} dies and starts again"),
            Act::Reload(page, rendered) => {
                format!("page {page}: reloaded{}", if rendered { ", rendered" } else { "" })
            }
            Act::OpenTab => "a second tab".to_owned(),
        }
    }
}

const fn doing_name(doing: Doing) -> &'static str {
    match doing {
        Doing::Send(channel) if channel.is_approval() => "fills in, chooses the app, asks for it",
        Doing::Send(_) => "fills in, asks for a code",
        Doing::Pay => "types the code, ticks, pays",
        Doing::PayWrong => "types another code, ticks, pays",
        Doing::Again => "asks for another code",
        Doing::Restart => "goes back to the first screen",
        Doing::Retry => "tries again",
    }
}

fn name(message: &Message) -> String {
    match message {
        Message::Ask { request, .. } => format!("page to gateway: {}", request_name(request)),
        Message::Reply { reply, .. } => match reply.trouble() {
            None => "gateway to page: answer".to_owned(),
            Some(carrier_checkout_flow::Trouble::Problem(problem)) => format!("gateway to page: {}", problem.code),
            Some(trouble) => format!("gateway to page: {trouble:?}"),
        },
        Message::Post { token, .. } => format!("page to merchant: token {token}"),
        Message::Posted { outcome, .. } => format!("merchant to page: {outcome}"),
        Message::Exchange { token, .. } => format!("merchant to gateway: token {token}"),
        Message::Exchanged { answer, .. } => format!("gateway to merchant: {answer:?}"),
        Message::Look { .. } => "merchant to gateway: which payment?".to_owned(),
        Message::Looked { payment, .. } => format!("gateway to merchant: {payment:?}"),
        Message::Call { call, .. } => format!("gateway to carrier: {}", call_name(call)),
        Message::Called { answer, .. } => format!("carrier to gateway: {answer:?}"),
        Message::Hook { event } => format!("gateway to merchant: webhook {event}"),
    }
}

const fn request_name(request: &Request) -> &'static str {
    match request {
        Request::Load => "load",
        Request::Challenge { .. } => "challenge",
        Request::Resend { .. } => "resend",
        Request::Verify { .. } => "verify",
        Request::Switch { .. } => "switch",
        Request::Cancel { .. } => "cancel",
        Request::Remedy { .. } => "remedy",
    }
}

/// Without the code that was typed.
fn call_name(call: &Call) -> String {
    match call {
        Call::Validate { code, .. } => format!("Validate {code}"),
        other => format!("{other:?}"),
    }
}
