//! What the merchant's server makes of the token.

use carrier_checkout_flow::{Input, State};
use insta::assert_snapshot;

use crate::{gateway::CarrierManner, merchant::Manner, world::World};

const MINUTE_MS: i64 = 60_000;

fn paying_at(manner: Manner) -> World {
    let mut world = World::ready_to_pay();
    world.merchant.manner = manner;
    world.say(Input::PayPressed);
    world
}

#[test]
fn a_refusing_merchant_is_tried_again_when_the_shopper_wants_it() {
    let mut world = paying_at(Manner::Refuses);
    world.merchant.manner = Manner::Exchanges;
    world.say(Input::RetryPressed);
    assert_snapshot!(world.told());
}

#[test]
fn a_broken_merchant_is_tried_three_times() {
    let mut world = paying_at(Manner::Breaks(9));
    world.wait(5_000);
    assert_eq!(world.merchant.posts.len(), 3);
    assert_snapshot!(world.told());
}

#[test]
fn a_merchant_that_comes_back_is_paid() {
    let mut world = paying_at(Manner::Breaks(2));
    world.wait(5_000);
    assert_snapshot!(world.told());
}

#[test]
fn a_merchant_that_exchanges_in_silence_is_paid() {
    let mut world = paying_at(Manner::ExchangesInSilence);
    world.wait(30_000);
    assert_eq!(world.merchant.posts.len(), 1);
    assert_snapshot!(world.told());
}

#[test]
fn a_silent_merchant_is_tried_three_times() {
    let mut world = paying_at(Manner::Silent);
    world.wait(2 * MINUTE_MS);
    assert_eq!(world.merchant.posts.len(), 3);
    assert_snapshot!(world.told());
}

#[test]
fn a_page_that_takes_the_token_itself_is_waited_for() {
    let mut world = paying_at(Manner::NotConfigured);
    world.wait(5_000);
    world.exchange_elsewhere();
    world.wait(5_000);
    assert_snapshot!(world.told());
}

#[test]
fn a_merchant_that_says_yes_and_does_nothing_is_waited_for_while_the_token_lives() {
    let mut world = paying_at(Manner::AcceptsOnly);
    world.transcript.begin_here();
    world.pass(10 * MINUTE_MS - 10_000);
    world.transcript.begin_here();
    world.wait(20_000);
    assert!(matches!(world.flow.state(), State::Details(_)));
    assert_snapshot!(world.told());
}

#[test]
fn a_merchant_that_pays_late_is_noticed() {
    let mut world = paying_at(Manner::Refuses);
    world.wait(MINUTE_MS / 2);
    world.exchange_elsewhere();
    world.wait(MINUTE_MS / 2);
    assert_snapshot!(world.told());
}

#[test]
fn a_merchant_that_gives_up_lets_the_shopper_begin_again() {
    let mut world = paying_at(Manner::Refuses);
    world.pass(10 * MINUTE_MS - 10_000);
    world.transcript.begin_here();
    world.wait(20_000);
    assert_snapshot!(world.told());
}

#[test]
fn a_silent_page_is_given_up() {
    let mut world = World::ready_to_pay();
    world.latency_ms = 100 * MINUTE_MS;
    world.step(Input::PayPressed);
    world.latency_ms = 100 * MINUTE_MS;
    world.answer(0, crate::world::Fate::Answered);
    world.latency_ms = 0;
    world.wait(36_000);
    assert_snapshot!(world.told());
}

#[test]
fn a_slow_carrier_behind_a_broken_merchant_is_waited_for() {
    let mut world = World::ready_to_pay();
    world.gateway.carrier = CarrierManner::PaysAfter(4_000);
    world.merchant.manner = Manner::ExchangesInSilence;
    world.say(Input::PayPressed);
    world.wait(31_000);
    assert_snapshot!(world.told());
}
