//! What is broken on purpose is found, by the law that it breaks; and what only looks dangerous does no harm.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use carrier_checkout_explore::{
    chapters::Chapter,
    laws::Law,
    rules::{Bug, Rules},
    search::{Bounds, Found, explore},
};

fn explored(chapter: &str, times: u8, bug: Option<Bug>) -> Found {
    let chapter = Chapter::named(chapter).expect("a chapter of that name");
    explore(&Bounds {
        rules: Rules { bug, ..chapter.rules() },
        mischief: chapter.mischief,
        times,
        most: 200_000,
        stop: Arc::new(|| false),
        threads: 1,
    })
}

fn assert_found(bug: Bug, chapter: &str, times: u8, law: Law) {
    let found = explored(chapter, times, Some(bug));
    let broken: Vec<_> = found.violations.iter().map(|violation| violation.broken.law).collect();
    assert!(broken.contains(&law), "{bug:?} breaks {law:?}, found was {broken:?}");
    let told = found.violations.iter().all(|violation| !violation.transcript.is_empty());
    assert!(told, "each comes with the way there");
}

#[test]
fn nothing_is_broken_where_nothing_was() {
    for chapter in ["network", "crashes", "servers", "shopper"] {
        let found = explored(chapter, 1, None);
        let told: Vec<_> = found.violations.iter().map(|v| format!("{:?}\n{}", v.broken, v.transcript)).collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
        assert!(found.complete && found.states > 5_000, "{chapter}: {} states", found.states);
    }
}

#[test]
fn a_gateway_that_gives_up_an_unanswered_confirm_charges_what_nobody_knows_of() {
    assert_found(Bug::GivesUpConfirm, "network", 1, Law::Agreement);
}

#[test]
fn a_gateway_without_idempotency_is_found() {
    assert_found(Bug::TakesTokensTwice, "network", 2, Law::Agreement);
}

#[test]
fn a_gateway_that_takes_any_code_is_found() {
    assert_found(Bug::TakesAnyCode, "shopper", 1, Law::Proof);
}

#[test]
fn a_gateway_that_reserves_another_amount_is_found() {
    assert_found(Bug::ReservesMore, "network", 0, Law::Amount);
}

#[test]
fn a_gateway_that_says_paid_too_soon_is_found() {
    assert_found(Bug::PaidTooSoon, "network", 1, Law::PaidIsCharged);
}

#[test]
fn a_gateway_that_never_releases_is_found() {
    assert_found(Bug::NeverReleases, "servers", 1, Law::NoReservation);
}

#[test]
fn a_merchant_that_hears_nothing_is_found() {
    assert_found(Bug::Deaf, "network", 0, Law::Agreement);
}

#[test]
fn a_page_that_asks_twice_is_found() {
    assert_found(Bug::AsksTwice, "network", 0, Law::OneRequest);
}

#[test]
fn a_page_that_ticks_for_the_shopper_is_found() {
    assert_found(Bug::TicksForShopper, "network", 0, Law::Consents);
}

#[test]
fn a_page_that_agrees_to_an_old_text_never_pays() {
    assert_found(Bug::AgreesToOldContent, "network", 0, Law::AnEnd);
}

#[test]
fn a_page_whose_alarms_do_not_ring_is_found() {
    assert_found(Bug::NeverWakes, "network", 1, Law::AnEnd);
}

#[test]
fn a_merchant_that_posts_twice_does_no_harm() {
    let found = explored("network", 1, Some(Bug::PostsTwice));
    let told: Vec<_> = found.violations.iter().map(|v| format!("{:?}\n{}", v.broken, v.transcript)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}
