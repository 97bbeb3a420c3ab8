//! Cancelling, which must be no harder than paying.

use carrier_checkout_flow::{Input, State};
use carrier_checkout_protocol::Reason;

use crate::{
    merchant::Manner,
    recovery::STATES,
    world::{Fate, World},
};

#[test]
fn one_press_cancels_on_every_screen_where_it_can_still_be_cancelled() {
    for (name, state) in STATES {
        let mut world = state();
        world.pass(3_000);
        let cancellable = match world.flow.state() {
            State::Details(_) | State::Code(_) => true,
            State::Ended(ended) => ended.can_cancel(),
            State::Loading(_) | State::Confirming(_) | State::Checking(_) | State::Paid(_) => false,
        };
        world.say(Input::CancelPressed);
        assert_eq!(cancellable, world.seen() == "cancelled" && name != "Cancelled", "{name}: {}", world.told());
        assert!(!cancellable || world.gateway.charges == 0, "{name}: nothing is charged");
    }
}

#[test]
fn a_cancel_that_comes_too_late_shows_what_was_paid() {
    for state in [World::ready_to_pay, || {
        let mut world = World::ready_to_pay();
        world.merchant.manner = Manner::Refuses;
        world.say(Input::PayPressed);
        world
    }] {
        let mut world = state();
        if world.gateway.code().is_some() {
            world.pay_elsewhere()
        } else {
            world.exchange_elsewhere()
        }
        world.say(Input::CancelPressed);
        assert!(matches!(world.flow.state(), State::Paid(_)), "{}", world.told());
    }
}

#[test]
fn a_cancel_that_is_never_answered_says_so_and_can_be_pressed_again() {
    let mut world = World::ready_to_pay();
    world.fates.extend([Fate::DoneAndLost, Fate::Lost, Fate::Lost, Fate::Lost]);
    world.say(Input::CancelPressed);
    world.pass(30_000);
    let State::Code(code) = world.flow.state() else { panic!("{}", world.told()) };
    assert_eq!(code.failure().map(|failure| failure.reason), Some(Reason::NetworkError));
    assert_eq!(world.seen(), "code, typed");
    world.say(Input::CancelPressed);
    assert_eq!(world.seen(), "cancelled");
}
