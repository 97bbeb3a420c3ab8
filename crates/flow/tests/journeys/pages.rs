//! Reloading, and other tabs with the same session.

use carrier_checkout_flow::{Input, State};
use insta::assert_snapshot;

use crate::{gateway::CarrierManner, merchant::Manner, world::World};

#[test]
fn reloaded_on_the_code_screen() {
    let mut world = World::ready_to_pay();
    world.wait(60_000);
    world.reload();
    world.pay();
    assert_snapshot!(world.told());
}

#[test]
fn reloaded_after_the_codes_time() {
    let mut world = World::on_code();
    world.sleep(200_000);
    world.reload();
    world.say(Input::ResendPressed);
    assert_snapshot!(world.told());
}

#[test]
fn reloaded_while_the_token_waits() {
    let mut world = World::ready_to_pay();
    world.merchant.manner = Manner::Silent;
    world.say(Input::PayPressed);
    world.merchant.manner = Manner::Exchanges;
    world.reload();
    assert_eq!(world.merchant.posts.len(), 2);
    assert_snapshot!(world.told());
}

#[test]
fn reloaded_while_the_carrier_is_at_it() {
    let mut world = World::ready_to_pay();
    world.gateway.carrier = CarrierManner::PaysAfter(5_000);
    world.say(Input::PayPressed);
    world.transcript.begin_here();
    world.reload();
    world.wait(8_000);
    assert_snapshot!(world.told());
}

#[test]
fn reloaded_on_the_receipt() {
    let mut world = World::ready_to_pay();
    world.say(Input::PayPressed);
    world.transcript.begin_here();
    world.reload();
    assert_snapshot!(world.told());
}

#[test]
fn reloaded_on_the_first_screen_after_a_failure() {
    let mut world = World::ready_to_pay();
    world.gateway.carrier = CarrierManner::Denies;
    world.say(Input::PayPressed);
    world.transcript.begin_here();
    world.reload();
    assert_snapshot!(world.told());
}

#[test]
fn another_tab_begins_anew() {
    let mut world = World::ready_to_pay();
    world.begin_elsewhere();
    world.say(Input::PayPressed);
    world.pay();
    assert_snapshot!(world.told());
}

#[test]
fn another_tab_has_paid() {
    let mut world = World::ready_to_pay();
    world.pay_elsewhere();
    world.say(Input::PayPressed);
    assert_eq!(world.gateway.charges, 1);
    assert_snapshot!(world.told());
}

#[test]
fn another_tab_has_used_up_the_tries() {
    let mut world = World::ready_to_pay();
    world.fail_elsewhere();
    world.say(Input::PayPressed);
    assert_snapshot!(world.told());
}

#[test]
fn a_rendered_page_asks_for_nothing() {
    let mut world = World::new();
    world.open_rendered(4_000);
    world.fill();
    world.say(Input::SendPressed);
    assert_snapshot!(world.told());
}

#[test]
fn a_rendered_code_screen_counts_the_time_that_its_script_took() {
    let mut world = World::on_code();
    world.wait(60_000);
    world.reload_rendered(30_000);
    let State::Code(code) = world.flow.state() else { panic!("{:?}", world.flow.state()) };
    assert_eq!(code.seconds_left(world.flow.desk()), 90);
    world.pay();
    assert_snapshot!(world.told());
}

#[test]
fn a_rendered_code_screen_whose_script_comes_too_late_has_expired() {
    let mut world = World::on_code();
    world.reload_rendered(200_000);
    assert_snapshot!(world.told());
}

#[test]
fn a_rendered_page_goes_on_with_the_token() {
    let mut world = World::ready_to_pay();
    world.merchant.manner = Manner::Silent;
    world.say(Input::PayPressed);
    world.merchant.manner = Manner::Exchanges;
    world.transcript.begin_here();
    world.reload_rendered(1_000);
    assert_eq!(world.gateway.charges, 1);
    assert_snapshot!(world.told());
}

#[test]
fn a_rendered_page_of_what_another_tab_has_paid_meanwhile() {
    let mut world = World::ready_to_pay();
    world.reload_rendered(0);
    world.pay_elsewhere();
    world.pay();
    assert_eq!(world.gateway.charges, 1);
    assert_snapshot!(world.told());
}
