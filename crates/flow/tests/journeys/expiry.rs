//! What ends in the very millisecond in which it is answered, and months that end while the window is open.

use carrier_checkout_flow::{Input, State};
use carrier_checkout_protocol::{Reason, Timestamp};

use crate::{shopper::has_a_way_out, world::World};

const CODE_MS: i64 = 180_000;
const TOKEN_MS: i64 = 600_000;

/// Around the moment in which something ends, an answer that takes that long: whether it is just in time.
const MOMENTS: [(i64, i64, bool); 5] = [(-2, 1, true), (-1, 0, true), (-1, 1, false), (0, 0, false), (0, 1, false)];

#[test]
fn a_code_whose_time_ends_with_its_answer_is_paid_or_sent_again() {
    for (at, takes, in_time) in MOMENTS {
        let mut world = World::ready_to_pay();
        world.pass(CODE_MS + at);
        world.latency_ms = takes;
        world.say(Input::PayPressed);
        world.pass(3 * takes);
        let paid = matches!(world.flow.state(), State::Paid(_));
        assert_eq!((paid, world.gateway.charges), (in_time, u32::from(in_time)), "{at} ms: {}", world.told());
        if !in_time {
            let State::Code(code) = world.flow.state() else { panic!("{at} ms: {}", world.told()) };
            assert!(code.expired(world.flow.desk()), "{at} ms: the screen says so");
            world.latency_ms = 0;
            world.say(Input::ResendPressed);
            world.pay();
            assert!(matches!(world.flow.state(), State::Paid(_)), "{at} ms: {}", world.told());
            assert_eq!(world.gateway.charges, 1);
        }
    }
}

#[test]
fn a_session_that_ends_with_the_answer_is_over_or_goes_on() {
    for (at, takes, in_time) in MOMENTS {
        let mut world = World::filled();
        let ends = world.gateway.expires_at.millis_since(world.now);
        world.pass(ends + at);
        world.latency_ms = takes;
        world.say(Input::SendPressed);
        world.pass(takes);
        let over =
            matches!(world.flow.state(), State::Ended(ended) if ended.failure().reason == Reason::SessionExpired);
        let sent = matches!(world.flow.state(), State::Code(_));
        assert_eq!((sent, over), (in_time, !in_time), "{at} ms: {}", world.told());
        assert_eq!((world.gateway.messages.len(), world.gateway.charges), (usize::from(in_time), 0));
    }
}

#[test]
fn a_token_that_ends_while_the_page_posts_it_is_paid_once_or_begun_anew() {
    for (at, in_time) in [(-1, true), (0, false), (1, false)] {
        let mut world = World::ready_to_pay();
        world.gateway.expires_at = world.now + 2 * TOKEN_MS;
        world.merchant.manner = crate::merchant::Manner::Silent;
        world.say(Input::PayPressed);
        // The merchant's backend takes its time with what it has heard.
        world.pass(TOKEN_MS + at);
        world.gateway.exchange_late(world.now);
        world.merchant.manner = crate::merchant::Manner::Exchanges;
        assert!(has_a_way_out(&world), "{at} ms: {}", world.told());
        world.say(Input::Stirred);
        world.pass(60_000);
        assert_eq!(world.gateway.charges, u32::from(in_time), "{at} ms: {}", world.told());
        for _ in 0..20 {
            if world.go_on() {
                break;
            }
            world.pass(60_000);
        }
        let paid = matches!(world.flow.state(), State::Paid(_));
        assert_eq!(paid, world.gateway.charges == 1, "{at} ms: {}", world.told());
    }
}

/// How long before the month ends the window opens.
fn opened_before_the_months_end(millis: i64) -> World {
    let mut world = World::new();
    let ends = world.now.end_of_korean_month() + 1;
    world.now = ends - millis;
    world.gateway.expires_at = world.now + 1_800_000;
    world.open();
    world
}

fn month(at: Timestamp) -> u8 {
    at.in_korea().month
}

#[test]
fn the_first_screen_is_drawn_anew_when_what_is_paid_comes_with_another_bill() {
    let mut world = opened_before_the_months_end(60_000);
    let opened = month(world.flow.desk().now());
    world.pass(59_999);
    assert!(world.alarm_is_set(), "not yet");
    world.pass(1);
    assert!(!world.alarm_is_set(), "and no more: the session ends long before the next month");
    assert_eq!(month(world.flow.desk().now()), opened % 12 + 1);
    world.send();
    world.pay();
    let State::Paid(paid) = world.flow.state() else { panic!("{}", world.told()) };
    assert_eq!(month(paid.receipt().paid_at), opened % 12 + 1);
}

#[test]
fn a_browser_whose_clock_is_wrong_draws_the_bill_anew_at_koreas_midnight() {
    for skew_ms in [-13 * 3_600_000, 11 * 3_600_000] {
        let mut world = World::new();
        world.skew_ms = skew_ms;
        world.now = world.now.end_of_korean_month() - 30_000;
        world.gateway.expires_at = world.now + 1_800_000;
        world.open();
        world.pass(30_000);
        assert!(world.alarm_is_set(), "{skew_ms}");
        world.pass(1);
        assert!(!world.alarm_is_set(), "{skew_ms}");
    }
}

#[test]
fn a_session_that_ends_before_the_month_sets_no_alarm_for_it() {
    let world = opened_before_the_months_end(1_800_000);
    assert!(!world.alarm_is_set());
}
