//! Calls and the PASS app: approved, rejected, ignored, and switched between.

use carrier_checkout_flow::Input;
use carrier_checkout_protocol::Channel;
use insta::assert_snapshot;

use crate::world::{Fate, World};

/// The first screen filled in, that channel chosen, and the button pressed.
fn asked(channel: Channel) -> World {
    let mut world = World::filled();
    world.say(Input::ChannelChosen(channel));
    world.transcript.begin_here();
    world.say(Input::SendPressed);
    world
}

impl World {
    /// The shopper answers on the phone, and the gateway says that something has changed.
    fn answer_on_phone(&mut self, yes: bool) {
        self.transcript.note(if yes { "approved on the phone" } else { "rejected on the phone" });
        assert!(self.gateway.approve(yes, self.now), "there is something to answer");
        self.say(Input::Stirred);
    }
}

#[test]
fn what_is_approved_in_the_app_is_paid_with_one_press() {
    let mut world = asked(Channel::Pass);
    world.say(Input::ContentSet(true));
    world.answer_on_phone(true);
    world.say(Input::PayPressed);
    assert_snapshot!(world.told());
}

#[test]
fn paying_needs_the_tick_and_the_approval_in_whatever_order() {
    let mut world = asked(Channel::Ars);
    world.say(Input::PayPressed);
    world.say(Input::ContentSet(true));
    world.say(Input::PayPressed);
    world.answer_on_phone(true);
    assert_snapshot!(world.told());
}

#[test]
fn who_unticks_after_pressing_does_not_pay_by_approving() {
    let mut world = asked(Channel::Ars);
    world.say(Input::ContentSet(true));
    world.say(Input::PayPressed);
    world.say(Input::ContentSet(false));
    world.transcript.begin_here();
    world.answer_on_phone(true);
    assert_eq!(world.gateway.charges, 0);
    assert_snapshot!(world.told());
}

#[test]
fn who_rejects_is_back_on_the_first_screen_with_everything_kept() {
    let mut world = asked(Channel::Pass);
    world.answer_on_phone(false);
    assert_snapshot!(world.told());
}

#[test]
fn an_approval_is_found_out_when_the_gateway_is_not_heard() {
    let mut world = asked(Channel::Pass);
    world.transcript.note("approved on the phone, and no word comes");
    world.gateway.approve(true, world.now);
    world.wait(3_000);
    assert_snapshot!(world.told());
}

#[test]
fn an_approval_while_the_tab_slept_is_there_when_it_wakes() {
    let mut world = asked(Channel::Pass);
    world.wait(1_000);
    world.gateway.approve(true, world.now);
    world.transcript.begin_here();
    world.sleep(120_000);
    assert_snapshot!(world.told());
}

#[test]
fn a_request_that_nobody_answers_runs_out_and_is_made_again() {
    let mut world = asked(Channel::Ars);
    world.pass(180_000);
    world.transcript.begin_here();
    world.say(Input::PayPressed);
    world.say(Input::ResendPressed);
    world.answer_on_phone(true);
    assert_snapshot!(world.told());
}

#[test]
fn an_approval_that_was_not_used_in_time_is_asked_for_anew() {
    let mut world = asked(Channel::Ars);
    world.answer_on_phone(true);
    world.say(Input::ResendPressed);
    world.pass(180_000);
    world.transcript.begin_here();
    world.say(Input::ResendPressed);
    world.answer_on_phone(true);
    world.say(Input::ContentSet(true));
    world.say(Input::PayPressed);
    assert_snapshot!(world.told());
}

#[test]
fn from_a_message_that_does_not_come_to_the_app_without_typing_anything_again() {
    let mut world = World::on_code();
    world.say(Input::ContentSet(true));
    world.transcript.begin_here();
    world.say(Input::ChannelSwitched(Channel::Pass));
    world.answer_on_phone(true);
    world.say(Input::PayPressed);
    assert_snapshot!(world.told());
}

#[test]
fn after_a_reload_the_request_still_waits_and_the_channel_can_be_switched() {
    let mut world = asked(Channel::Pass);
    world.transcript.begin_here();
    world.reload();
    world.say(Input::ChannelSwitched(Channel::Sms));
    world.pay();
    assert_snapshot!(world.told());
}

#[test]
fn a_press_is_not_lost_while_it_is_asked_quietly() {
    let mut world = asked(Channel::Pass);
    world.say(Input::ContentSet(true));
    world.answer_on_phone(true);
    world.say(Input::RestartPressed);
    world.say(Input::SendPressed);
    world.latency_ms = 300;
    world.transcript.begin_here();
    world.say(Input::Stirred);
    world.say(Input::ChannelSwitched(Channel::Sms));
    world.wait(300);
    assert_snapshot!(world.told());
}

#[test]
fn a_switch_whose_answer_is_lost_is_done_once() {
    let mut world = World::on_code();
    world.transcript.begin_here();
    world.fates.push_back(Fate::DoneAndLost);
    world.say(Input::ChannelSwitched(Channel::Ars));
    world.wait(500);
    assert_eq!(world.gateway.challenges, 2);
    assert_snapshot!(world.told());
}

#[test]
fn a_channel_that_is_not_allowed_any_more_is_told_with_what_is() {
    let mut world = World::filled();
    world.gateway.channels = vec![Channel::Pass];
    world.gateway.hints = vec!["유심이 바뀌었어요".into()];
    world.transcript.begin_here();
    world.say(Input::SendPressed);
    let desk = world.flow.desk();
    assert_eq!(desk.form.channel(desk.checkout().unwrap()), Channel::Pass, "the next press is allowed");
    world.say(Input::SendPressed);
    assert_snapshot!(world.told());
}
