//! What is broken on purpose is found, by the law that it breaks; and what only looks dangerous does no harm.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use carrier_checkout_explore::{
    chapters::Chapter,
    enabled::Mischief,
    laws::Law,
    rules::{Bug, Rules},
    search::{Bounds, explore},
};

fn chapter(name: &str, times: u8) -> Bounds {
    let chapter = Chapter::named(name).expect("a chapter of that name");
    Bounds {
        rules: chapter.rules(),
        mischief: chapter.mischief,
        times,
        most: 200_000,
        stop: Arc::new(|| false),
        threads: 1,
    }
}

/// A merchant that comes back to a token later; tokens that soon run out, so that there is another.
fn late_merchant() -> Bounds {
    let mischief = Mischief { merchant: true, ..Mischief::default() };
    let calm = chapter("network", 2);
    Bounds { rules: Rules { token_ttl_ms: 20_000, ..Rules::new() }, mischief, ..calm }
}

fn assert_found(bug: Bug, bounds: Bounds, law: Law) {
    let rules = Rules { bug: Some(bug), ..bounds.rules.clone() };
    let found = explore(&Bounds { rules, ..bounds });
    let broken: Vec<_> = found.violations.iter().map(|violation| violation.broken.law).collect();
    assert!(broken.contains(&law), "{bug:?} breaks {law:?}, found was {broken:?} in {} states", found.states);
    let told = found.violations.iter().all(|violation| !violation.transcript.is_empty());
    assert!(told, "each comes with the way there");
}

fn assert_nothing_found(bounds: &Bounds, least: u64) {
    let found = explore(bounds);
    let told: Vec<_> = found.violations.iter().map(|v| format!("{:?}\n{}", v.broken, v.transcript)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert!(found.complete && found.states > least, "{} states", found.states);
}

/// Each a test, and all of them a list.
macro_rules! planted {
    ($($name:ident: $bug:ident, $bounds:expr, $law:ident;)*) => {
        $(
            #[test]
            fn $name() {
                assert_found(Bug::$bug, $bounds, Law::$law);
            }
        )*

        const FINDS: &[Law] = &[$(Law::$law),*];
    };
}

planted! {
    a_gateway_that_gives_up_an_unanswered_confirm_charges_what_nobody_knows_of:
        GivesUpConfirm, chapter("network", 1), Agreement;
    a_gateway_without_idempotency_is_found: TakesTokensTwice, chapter("network", 2), Agreement;
    a_gateway_that_takes_a_token_after_another_is_found: TakesOlderTokens, late_merchant(), OneCharge;
    a_gateway_that_takes_any_code_is_found: TakesAnyCode, chapter("shopper", 1), Proof;
    a_gateway_that_reserves_another_amount_is_found: ReservesMore, chapter("network", 0), Amount;
    a_gateway_that_says_paid_too_soon_is_found: PaidTooSoon, chapter("network", 1), PaidIsCharged;
    a_gateway_that_hides_what_is_under_way_is_found: HidesProcessing, chapter("servers", 1), ChargeIsShown;
    a_gateway_that_never_releases_is_found: NeverReleases, chapter("servers", 1), NoReservation;
    a_merchant_that_hears_nothing_is_found: Deaf, chapter("network", 0), Agreement;
    a_page_that_asks_twice_is_found: AsksTwice, chapter("network", 0), OneRequest;
    a_page_that_uses_a_key_again_is_found: UsesKeyAgain, chapter("network", 0), OneKey;
    a_page_that_ticks_for_the_shopper_is_found: TicksForShopper, chapter("network", 0), Consents;
    a_page_that_agrees_to_an_old_text_never_pays: AgreesToOldContent, chapter("network", 0), AnEnd;
    a_page_whose_alarms_do_not_ring_is_found: NeverWakes, chapter("network", 1), AnEnd;
    a_page_that_panics_is_found: Panics, chapter("network", 0), NoPanic;
    a_page_that_panics_is_found_by_two: Panics, Bounds { threads: 2, ..chapter("network", 0) }, NoPanic;
}

#[test]
fn each_law_finds_something() {
    let idle: Vec<_> = Law::ALL.iter().filter(|law| !FINDS.contains(law)).collect();
    assert!(idle.is_empty(), "nothing shows that these find anything: {idle:?}");
}

#[test]
fn nothing_is_broken_where_nothing_was() {
    for name in ["network", "crashes", "servers", "shopper"] {
        assert_nothing_found(&chapter(name, 1), 5_000);
    }
    assert_nothing_found(&late_merchant(), 1_000);
}

#[test]
fn a_merchant_that_posts_twice_does_no_harm() {
    let bounds = chapter("network", 1);
    let rules = Rules { bug: Some(Bug::PostsTwice), ..bounds.rules.clone() };
    assert_nothing_found(&Bounds { rules, ..bounds }, 5_000);
}

fn panics_outside_of_an_act(threads: usize) {
    let stop = Arc::new(|| panic!("out of the search"));
    let _found = explore(&Bounds { stop, threads, ..chapter("network", 0) });
}

#[test]
#[should_panic(expected = "out of the search")]
fn a_panic_of_the_search_itself_ends_it() {
    panics_outside_of_an_act(1);
}

#[test]
#[should_panic(expected = "out of the search")]
fn nobody_waits_for_a_worker_that_has_panicked() {
    panics_outside_of_an_act(2);
}
