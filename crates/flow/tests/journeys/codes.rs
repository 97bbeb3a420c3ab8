//! Codes: wrong, late, sent again, and read from the message.

use carrier_checkout_flow::Input;
use carrier_checkout_protocol::{ErrorCode, Problem, Reason};
use insta::assert_snapshot;

use crate::{
    shopper::{WRONG_CODE, message},
    world::World,
};

fn wrong() -> Input {
    Input::CodeTyped(WRONG_CODE.to_owned())
}

#[test]
fn a_wrong_code_thrice_and_then_the_right_one() {
    let mut world = World::on_code();
    world.say(Input::ContentSet(true));
    for _ in 0..3 {
        world.say(wrong());
        world.say(Input::PayPressed);
    }
    world.pay();
    assert_snapshot!(world.told());
}

#[test]
fn the_last_try_ends_the_challenge_and_keeps_what_was_filled_in() {
    let mut world = World::on_code();
    world.say(Input::ContentSet(true));
    world.say(wrong());
    for _ in 0..4 {
        world.say(Input::PayPressed);
    }
    world.transcript.begin_here();
    world.say(Input::PayPressed);
    world.say(Input::SendPressed);
    assert_snapshot!(world.told());
}

#[test]
fn paying_needs_six_digits_and_the_tick() {
    let mut world = World::on_code();
    world.say(Input::PayPressed);
    world.say(Input::CodeTyped("4815".to_owned()));
    world.say(Input::PayPressed);
    world.say(Input::CodeTyped(world.latest_code()));
    world.say(Input::PayPressed);
    world.say(Input::ContentSet(true));
    world.say(Input::ContentSet(false));
    world.say(Input::PayPressed);
    assert_snapshot!(world.told());
}

#[test]
fn an_expired_code_is_sent_again() {
    let mut world = World::ready_to_pay();
    world.wait(180_000);
    world.say(Input::PayPressed);
    world.say(Input::ResendPressed);
    world.pay();
    assert_snapshot!(world.told());
}

#[test]
fn another_code_has_to_wait_and_comes_five_times_at_most() {
    let mut world = World::on_code();
    world.say(Input::ResendPressed);
    world.wait(9_999);
    world.say(Input::ResendPressed);
    world.wait(1);
    for _ in 0..5 {
        world.say(Input::ResendPressed);
        world.wait(10_000);
    }
    assert_eq!(world.gateway.messages.len(), 5);
    assert_snapshot!(world.told());
}

#[test]
fn the_shopper_goes_back_and_corrects_the_carrier() {
    let mut world = World::on_code();
    world.say(Input::RestartPressed);
    world.say(Input::CarrierChosen(carrier_checkout_protocol::Carrier::Kt));
    world.say(Input::SendPressed);
    world.pay();
    assert_snapshot!(world.told());
}

#[test]
fn a_message_received_before_the_tick() {
    let mut world = World::on_code();
    world.say(Input::CodeReceived(message(&world.latest_code())));
    world.say(Input::ContentSet(true));
    world.say(Input::PayPressed);
    assert_snapshot!(world.told());
}

#[test]
fn a_message_received_after_the_tick_is_not_paid_by_itself() {
    let mut world = World::on_code();
    world.say(Input::ContentSet(true));
    world.say(Input::CodeReceived(message(&world.latest_code())));
    world.say(Input::PayPressed);
    assert_snapshot!(world.told());
}

#[test]
fn a_message_may_be_quicker_than_the_first_answer() {
    let mut world = World::filled();
    world.latency_ms = 2_000;
    world.say(Input::SendPressed);
    world.say(Input::CodeReceived(message("481516")));
    world.wait(2_000);
    world.say(Input::ContentSet(true));
    world.say(Input::PayPressed);
    world.wait(6_000);
    assert_snapshot!(world.told());
}

#[test]
fn a_message_may_be_quicker_than_the_answer_to_sending_it_again() {
    let mut world = World::ready_to_pay();
    world.wait(10_000);
    world.latency_ms = 2_000;
    world.say(Input::ResendPressed);
    world.say(Input::CodeReceived(message("489435")));
    world.wait(2_000);
    world.say(Input::PayPressed);
    world.wait(6_000);
    assert_eq!(world.gateway.charges, 1);
    assert_snapshot!(world.told());
}

#[test]
fn too_many_requests_take_neither_the_code_nor_a_try() {
    let mut world = World::ready_to_pay();
    let limited = Problem::new(ErrorCode::RateLimited, "req_1");
    // As the built widget reads it: it knows no such code.
    for code in [ErrorCode::RateLimited, ErrorCode::InvalidRequest] {
        let reason = Some(Reason::TooManyRequests);
        world.gateway.next_refusal = Some(Problem { code, reason, ..limited.clone() });
        world.say(Input::PayPressed);
    }
    world.say(Input::PayPressed);
    assert_snapshot!(world.told());
}
