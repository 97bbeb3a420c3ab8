//! Clocks that are wrong, and tabs that sleep.

use carrier_checkout_flow::{Input, State};
use insta::assert_snapshot;

use crate::world::{Fate::Lost, World};

const HOUR_MS: i64 = 3_600_000;

fn seconds_left(world: &World) -> i64 {
    let State::Code(code) = world.flow.state() else { panic!("{}", world.told()) };
    code.seconds_left(world.flow.desk())
}

#[test]
fn a_browser_hours_ahead_or_behind_counts_by_the_gateways_clock() {
    for skew_ms in [-7 * HOUR_MS, 5 * HOUR_MS] {
        let mut world = World::new();
        world.skew_ms = skew_ms;
        world.open();
        world.send();
        world.pass(60_500);
        assert_eq!(seconds_left(&world), 120);
        world.pay();
        assert!(matches!(world.flow.state(), State::Paid(_)));
    }
}

#[test]
fn a_tab_that_sleeps_past_the_codes_time_is_right_when_it_wakes() {
    let mut world = World::ready_to_pay();
    world.sleep(10 * 60_000);
    world.say(Input::PayPressed);
    world.say(Input::ResendPressed);
    world.pay();
    assert_snapshot!(world.told());
}

#[test]
fn a_tab_that_sleeps_while_the_page_posts_finds_out_when_it_wakes() {
    let mut world = World::ready_to_pay();
    world.merchant.manner = crate::merchant::Manner::ExchangesInSilence;
    world.say(Input::PayPressed);
    world.sleep(5 * 60_000);
    assert_snapshot!(world.told());
}

#[test]
fn the_time_left_is_said_at_sixty_thirty_and_ten_seconds() {
    let mut world = World::on_code();
    world.wait(200_000);
    assert_snapshot!(world.told());
}

#[test]
fn an_input_just_before_the_alarm_does_not_hide_that_the_time_is_over() {
    let mut world = World::on_code();
    world.pass(179_500);
    world.transcript.begin_here();
    world.sleep_without_waking(600);
    world.say(Input::CodeTyped("48".to_owned()));
    world.wait(5_000);
    assert_snapshot!(world.told());
}

#[test]
fn a_clock_put_back_by_hours_stops_nothing() {
    let mut world = World::on_code();
    world.pass(30_000);
    world.turn_clock(-3 * HOUR_MS);
    world.pass(30_000);
    // The second in which it happened may count twice.
    assert!((120..=121).contains(&seconds_left(&world)));
    world.fates.push_back(Lost);
    world.transcript.begin_here();
    world.pay();
    world.wait(1_000);
    assert_snapshot!(world.told());
}

#[test]
fn a_clock_put_forward_is_put_right_by_the_next_answer() {
    let mut world = World::on_code();
    world.pass(30_000);
    world.turn_clock(3 * HOUR_MS);
    world.pass(1_000);
    assert_eq!(seconds_left(&world), 0);
    world.say(Input::ResendPressed);
    assert_eq!(seconds_left(&world), 180);
    world.pay();
    assert!(matches!(world.flow.state(), State::Paid(_)));
}

#[test]
fn a_tab_whose_timers_are_throttled_is_paid_and_never_shows_time_that_is_over() {
    for once_in in [1_000, 60_000, 600_000] {
        let mut world = World::on_code();
        world.alarms_once_in = once_in;
        world.pass(60_000);
        assert!((120..=180).contains(&seconds_left(&world)), "{once_in}");
        // The shopper looks again: whatever the alarm has missed is seen.
        world.pass(120_000);
        world.say(Input::Stirred);
        assert_eq!(seconds_left(&world), 0, "{once_in}");
        world.say(Input::ResendPressed);
        world.latency_ms = 20_000;
        world.pay();
        world.pass(3_600_000);
        assert!(matches!(world.flow.state(), State::Paid(_)), "{once_in}: {}", world.told());
        assert_eq!(world.gateway.charges, 1);
    }
}

#[test]
fn a_tab_that_wakes_after_days_is_over_or_paid_on_every_screen() {
    let stands: [fn() -> World; 5] = [World::opened, World::filled, World::on_code, World::ready_to_pay, || {
        let mut world = World::ready_to_pay();
        world.latency_ms = 2_000;
        world.say(Input::PayPressed);
        world.pass(2_000);
        world.pass(2_000);
        world
    }];
    for (at, stands) in stands.into_iter().enumerate() {
        for hours in [3, 24, 72] {
            let mut world = stands();
            world.sleep(hours * HOUR_MS);
            world.pass(60_000);
            let (paid, over) = match world.flow.state() {
                State::Paid(_) => (true, true),
                State::Ended(ended) => (false, !ended.can_retry()),
                _ => (false, false),
            };
            assert!(over, "{at}, {hours} h: {}", world.told());
            assert_eq!(paid, world.gateway.charges == 1, "{at}, {hours} h: {}", world.told());
        }
    }
}
