//! Laws that hold whatever happens, in whatever order. What must hold at every
//! step is in [`crate::watch`].

use carrier_checkout_flow::State;
use proptest::prelude::*;

use crate::{acts, shopper::has_a_way_out, world::World};

const MINUTE_MS: i64 = 60_000;

/// Nothing is answered before an act says so.
fn held() -> World {
    let mut world = World::new();
    world.latency_ms = 365 * 24 * 60 * MINUTE_MS;
    world.open();
    world
}

fn after(acts: Vec<acts::Act>) -> World {
    let mut world = held();
    for act in acts {
        world.act(act);
        assert!(has_a_way_out(&world), "a dead wait: {:?}", world.flow);
    }
    world.transcript.note("all is well from here");
    world
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_charge_is_shown_as_paid_in_the_end(acts in acts::ways()) {
        let mut world = after(acts);
        world.get_well();
        world.pass(15 * MINUTE_MS);
        let paid = matches!(world.flow.state(), State::Paid(_));
        prop_assert_eq!(world.gateway.charges == 1, paid, "{}", world.transcript.text());
    }

    #[test]
    fn every_state_has_a_way_to_the_end(acts in acts::ways()) {
        let mut world = after(acts);
        world.get_well();
        for _ in 0..80 {
            if world.go_on() {
                return Ok(());
            }
            world.pass(MINUTE_MS);
        }
        prop_assert!(false, "no way out: {}", world.transcript.text());
    }

    #[test]
    fn a_well_world_needs_no_second_try(skew_ms in -100_000_000_i64..100_000_000, latency_ms in 0_i64..20_000) {
        let mut world = World::new();
        (world.skew_ms, world.latency_ms) = (skew_ms, latency_ms);
        world.open();
        world.pass(latency_ms);
        world.send();
        world.pass(latency_ms);
        world.pay();
        world.pass(3 * latency_ms);
        prop_assert!(matches!(world.flow.state(), State::Paid(_)), "{}", world.transcript.text());
        prop_assert_eq!((world.gateway.charges, world.gateway.messages.len()), (1, 1));
    }
}
