//! Answers that do not come.

use carrier_checkout_flow::{Input, State};
use carrier_checkout_protocol::{ErrorCode, Problem};
use insta::assert_snapshot;

use crate::world::{
    Fate::{self, Answered, DoneAndLost, Lost},
    World,
};

const MINUTE_MS: i64 = 60_000;

fn meeting(mut world: World, fates: &[Fate]) -> World {
    world.fates.extend(fates);
    world
}

#[test]
fn loading_is_lost_twice() {
    let mut world = meeting(World::new(), &[Lost, Lost]);
    world.open();
    world.wait(5_000);
    assert_snapshot!(world.told());
}

#[test]
fn the_sent_code_is_lost_on_the_way_back() {
    let mut world = meeting(World::filled(), &[DoneAndLost]);
    world.say(Input::SendPressed);
    world.wait(1_000);
    assert_eq!(world.gateway.messages.len(), 1);
    assert_snapshot!(world.told());
}

#[test]
fn a_code_that_was_never_answered_is_asked_for_with_the_same_key() {
    let mut world = meeting(World::filled(), &[DoneAndLost, Lost, Lost, Lost]);
    world.say(Input::SendPressed);
    world.wait(30_000);
    world.say(Input::SendPressed);
    assert_eq!(world.gateway.messages.len(), 1);
    assert_snapshot!(world.told());
}

#[test]
fn another_line_is_another_thing() {
    let mut world = meeting(World::filled(), &[Lost; 4]);
    world.say(Input::SendPressed);
    world.wait(30_000);
    world.transcript.begin_here();
    world.say(Input::CarrierChosen(carrier_checkout_protocol::Carrier::Lgu));
    world.say(Input::SendPressed);
    assert_snapshot!(world.told());
}

#[test]
fn a_stored_answer_does_not_turn_the_countdown_back() {
    let mut world = meeting(World::filled(), &[DoneAndLost, Lost, Lost, Lost]);
    world.say(Input::SendPressed);
    world.wait(30_000);
    world.say(Input::SendPressed);
    let State::Code(code) = world.flow.state() else { panic!("{}", world.told()) };
    assert_eq!(code.seconds_left(world.flow.desk()), 150);
}

#[test]
fn a_right_code_is_lost_on_the_way_back() {
    let mut world = meeting(World::ready_to_pay(), &[DoneAndLost]);
    world.say(Input::PayPressed);
    world.wait(1_000);
    assert_snapshot!(world.told());
}

#[test]
fn a_right_code_is_taken_and_never_answered() {
    let mut world = meeting(World::ready_to_pay(), &[DoneAndLost, Lost, Lost, Lost, Lost, Answered]);
    world.say(Input::PayPressed);
    world.wait(10_000);
    assert_snapshot!(world.told());
}

#[test]
fn a_right_code_never_arrives() {
    let mut world = meeting(World::ready_to_pay(), &[Lost; 4]);
    world.say(Input::PayPressed);
    world.wait(10_000);
    world.say(Input::PayPressed);
    assert_snapshot!(world.told());
}

#[test]
fn a_carrier_that_does_not_answer_is_named_on_the_code_screen() {
    let mut world = World::ready_to_pay();
    world.gateway.next_refusal = Some(Problem::new(ErrorCode::CarrierUnavailable, "req_1"));
    world.say(Input::PayPressed);
    world.say(Input::PayPressed);
    assert_snapshot!(world.told());
}

#[test]
fn the_posts_answer_is_lost_and_it_is_paid() {
    let mut world = meeting(World::ready_to_pay(), &[Answered, DoneAndLost]);
    world.say(Input::PayPressed);
    assert_eq!(world.gateway.charges, 1);
    assert_snapshot!(world.told());
}

#[test]
fn the_post_is_lost_and_made_again() {
    let mut world = meeting(World::ready_to_pay(), &[Answered, Lost]);
    world.say(Input::PayPressed);
    world.wait(2_000);
    assert_eq!(world.merchant.posts.len(), 1);
    assert_snapshot!(world.told());
}

#[test]
fn offline_from_the_beginning_and_back_by_itself() {
    let mut world = World::new();
    world.offline = true;
    world.open();
    world.wait(MINUTE_MS / 2);
    world.offline = false;
    world.transcript.note("the network is back");
    world.wait(MINUTE_MS / 2);
    assert_snapshot!(world.told());
}

#[test]
fn offline_while_paying_and_back() {
    let mut world = World::ready_to_pay();
    world.offline = true;
    world.say(Input::PayPressed);
    world.wait(20_000);
    world.say(Input::RetryPressed);
    world.offline = false;
    world.transcript.note("the network is back");
    world.say(Input::RetryPressed);
    world.wait(MINUTE_MS / 6);
    world.say(Input::PayPressed);
    assert_snapshot!(world.told());
}

#[test]
fn an_unanswered_cancel_is_tried_again() {
    let mut world = meeting(World::filled(), &[DoneAndLost, Lost, Lost, Lost]);
    world.say(Input::CancelPressed);
    world.wait(10_000);
    world.say(Input::CancelPressed);
    assert_snapshot!(world.told());
}

#[test]
fn late_and_doubled_answers_are_dropped() {
    let mut world = World::ready_to_pay();
    let given = world.given.clone();
    for input in given {
        world.say(input);
    }
    assert_snapshot!(world.told());
}
