//! What becomes of every screen when a page, a network, a gateway or a session does: the table of docs/recovery.md.

use carrier_checkout_flow::{Input, Request, State};
use carrier_checkout_protocol::{
    Approval, Channel, ErrorCode, OneTimeCode, Private, Problem, Reason, checkout::VerifyCode,
};

use crate::{
    gateway::{CarrierManner, Standing},
    merchant::Manner,
    world::{Fate, World},
};

const MINUTE_MS: i64 = 60_000;

const DOCS: &str = include_str!("../../../../docs/recovery.md");

pub(crate) type Named<F> = (&'static str, F);

/// Where the checkout stands.
pub(crate) const STATES: [Named<fn() -> World>; 13] = [
    ("First screen, empty", World::opened),
    ("First screen, filled in", World::filled),
    ("Code being sent", || World::filled().asking(Input::SendPressed)),
    ("Code awaited", World::on_code),
    ("Code typed", World::ready_to_pay),
    ("Approval awaited", || {
        let mut world = World::filled();
        world.say(Input::ChannelChosen(Channel::Pass));
        world.say(Input::SendPressed);
        world
    }),
    ("Code being checked", || World::ready_to_pay().asking(Input::PayPressed)),
    ("Page posts the token", || {
        let mut world = World::ready_to_pay();
        world.latency_ms = 2_000;
        world.say(Input::PayPressed);
        world.pass(2_000);
        world.latency_ms = 0;
        world
    }),
    ("Carrier is at it", || {
        let mut world = World::ready_to_pay();
        world.gateway.carrier = CarrierManner::PaysAfter(5_000);
        world.say(Input::PayPressed);
        world
    }),
    ("Paid", || {
        let mut world = World::ready_to_pay();
        world.say(Input::PayPressed);
        world
    }),
    ("Cancelled", || {
        let mut world = World::on_code();
        world.say(Input::CancelPressed);
        world
    }),
    ("Refused by the carrier", || {
        let mut world = World::ready_to_pay();
        world.gateway.carrier = CarrierManner::Denies;
        world.say(Input::PayPressed);
        world.gateway.carrier = CarrierManner::Pays;
        world
    }),
    ("Shop does not take the token", || {
        let mut world = World::ready_to_pay();
        world.merchant.manner = Manner::Refuses;
        world.say(Input::PayPressed);
        world
    }),
];

/// What happens to it.
const EVENTS: [Named<fn(&mut World)>; 7] = [
    ("Reload", |world| {
        world.lose_answers();
        world.reload();
    }),
    ("Asleep for an hour", |world| {
        world.lose_answers();
        world.sleep(60 * MINUTE_MS);
    }),
    ("Offline for a minute", |world| {
        world.unplug(true);
        world.pass(MINUTE_MS);
        world.unplug(false);
    }),
    ("Gateway restarts", |world| {
        world.offline = true;
        world.pass(5_000);
        world.offline = false;
        // The window's stream of events ends with the gateway, and begins again.
        world.say(Input::Stirred);
    }),
    ("Answer lost", |world| world.lose_answers()),
    ("Another tab pays", |world| {
        world.finish_elsewhere();
        world.say(Input::Stirred);
    }),
    ("Another tab cancels", |world| {
        world.gateway.answer(&Request::Cancel { key: "elsewhere".to_owned() }, world.now);
        world.say(Input::Stirred);
    }),
];

impl World {
    /// A press whose answer is still on its way.
    fn asking(mut self, press: Input) -> Self {
        self.latency_ms = 2_000;
        self.say(press);
        self.latency_ms = 0;
        self
    }

    /// What is under way is done, and its answer does not arrive.
    fn lose_answers(&mut self) {
        if !self.pending.is_empty() {
            self.answer(0, Fate::DoneAndLost);
        }
    }

    /// Another tab takes the session from wherever it stands to the receipt.
    fn finish_elsewhere(&mut self) {
        if matches!(self.gateway.standing, Standing::Open(_)) {
            self.begin_elsewhere();
        }
        if let Standing::Challenged(live) = &self.gateway.standing {
            let (challenge, code) = (live.shown.id.clone(), OneTimeCode::parse(&live.code).ok().map(Private::new));
            let code = if self.gateway.approve(true, self.now) { None } else { code };
            let body = VerifyCode { code, content: self.gateway.content() };
            let verify = Request::Verify { key: "elsewhere".to_owned(), challenge, body };
            assert!(self.gateway.answer(&verify, self.now).trouble().is_none(), "it can be paid");
        }
        self.gateway.exchange_late(self.now);
    }

    /// What the shopper sees, and what of it has not to be typed again.
    pub(crate) fn seen(&self) -> String {
        let failed = |reason: Option<Reason>| reason.map(|reason| format!(", `{reason}`")).unwrap_or_default();
        let desk = self.flow.desk();
        match self.flow.state() {
            State::Loading(_) => "loading".to_owned(),
            State::Details(details) => {
                let filled = if desk.form.phone().is_empty() { "empty" } else { "filled in" };
                format!("first screen, {filled}{}", failed(details.failure().map(|failure| failure.reason)))
            }
            State::Code(code) => {
                let what = match (code.challenge().approval, code.text()) {
                    (Some(Approval::Pending), _) => "approval awaited",
                    (Some(Approval::Approved), _) => "approved",
                    (None, "") => "code",
                    (None, _) => "code, typed",
                };
                format!("{what}{}", if code.expired(desk) { ", time over" } else { "" })
            }
            State::Confirming(_) | State::Checking(_) => "checking".to_owned(),
            State::Paid(_) => "receipt".to_owned(),
            State::Ended(ended) => match ended.failure().reason {
                Reason::UserCancelled => "cancelled".to_owned(),
                Reason::SessionExpired => "time over".to_owned(),
                reason => format!("over{}", failed(Some(reason))),
            },
        }
    }
}

/// The table, as the docs have it.
fn table() -> String {
    let heads: Vec<&str> = EVENTS.iter().map(|(name, _)| *name).collect();
    let mut table = format!("| | {} |\n|---{}|\n", heads.join(" | "), "|---".repeat(heads.len()));
    for (name, state) in STATES {
        let cells = EVENTS.map(|(_, event)| {
            let mut world = state();
            event(&mut world);
            world.pass(15_000);
            world.seen()
        });
        table += &format!("| **{name}** | {} |\n", cells.join(" | "));
    }
    table
}

#[test]
fn the_table_in_the_docs_is_what_happens() {
    let table = table();
    assert!(DOCS.contains(&table), "docs/recovery.md should have this table:\n{table}");
}

#[test]
fn whatever_happens_nobody_pays_twice_and_a_charge_is_shown() {
    for (state_name, state) in STATES {
        for (event_name, event) in EVENTS {
            let mut world = state();
            event(&mut world);
            world.get_well();
            world.pass(15 * MINUTE_MS);
            let paid = matches!(world.flow.state(), State::Paid(_));
            assert_eq!(world.gateway.charges == 1, paid, "{state_name}, {event_name}: {}", world.transcript.text());
        }
    }
}

#[test]
fn a_press_without_a_connection_is_done_when_there_is_one_again() {
    let mut world = World::filled();
    world.unplug(true);
    world.say(Input::SendPressed);
    world.pass(10 * MINUTE_MS);
    assert!(world.flow.desk().busy(), "it is kept");
    world.unplug(false);
    assert!(matches!(world.flow.state(), State::Code(_)), "{}", world.told());
    assert_eq!(world.gateway.messages.len(), 1);
}

#[test]
fn it_goes_on_also_in_a_browser_that_does_not_say_when_it_is_online_again() {
    let mut world = World::ready_to_pay();
    world.unplug(true);
    world.say(Input::PayPressed);
    world.pass(MINUTE_MS);
    world.unplugged = false;
    world.pass(5_000);
    assert!(matches!(world.flow.state(), State::Paid(_)), "{}", world.told());
}

#[test]
fn who_went_back_to_change_something_is_not_taken_to_the_code_again() {
    let mut world = World::on_code();
    world.say(Input::RestartPressed);
    world.sleep(MINUTE_MS);
    world.say(Input::Stirred);
    assert!(matches!(world.flow.state(), State::Details(_)), "{}", world.told());
    assert_eq!(world.seen(), "first screen, filled in");
}

#[test]
fn a_message_that_another_tab_had_sent_again_can_be_used_here() {
    let mut world = World::on_code();
    world.pass(200_000);
    assert_eq!(world.seen(), "code, time over");
    let State::Code(code) = world.flow.state() else { panic!("{}", world.told()) };
    let resend = Request::Resend { key: "elsewhere".to_owned(), challenge: code.challenge().id.clone() };
    world.gateway.answer(&resend, world.now);
    world.say(Input::Stirred);
    let State::Code(code) = world.flow.state() else { panic!("{}", world.told()) };
    assert_eq!((code.error(), code.announcement()), (None, None));
    world.pay();
    assert!(matches!(world.flow.state(), State::Paid(_)), "{}", world.told());
}

#[test]
fn both_tabs_ask_for_a_code_and_the_older_one_goes_on_with_the_newer() {
    let mut world = World::ready_to_pay();
    world.begin_elsewhere();
    world.say(Input::Stirred);
    assert_eq!(world.seen(), "code", "another code than the one that was typed");
    world.pay();
    assert_eq!((world.gateway.charges, world.gateway.messages.len()), (1, 2));
}

#[test]
fn looking_that_fails_is_not_told() {
    let mut world = World::ready_to_pay();
    world.fates.push_back(Fate::Lost);
    world.say(Input::Stirred);
    let State::Code(code) = world.flow.state() else { panic!("{}", world.told()) };
    assert_eq!((code.failure(), world.seen().as_str()), (None, "code, typed"));
}

#[test]
fn a_session_that_ended_meanwhile_is_told_at_the_next_press() {
    for press in [Input::PayPressed, Input::ResendPressed, Input::CancelPressed] {
        let mut world = World::ready_to_pay();
        world.pass(30_000);
        world.gateway.next_refusal = Some(Problem::new(ErrorCode::SessionExpired, "req_1"));
        world.say(press);
        assert_eq!(world.seen(), "time over", "{}", world.told());
    }
}
