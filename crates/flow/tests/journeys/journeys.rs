//! From the first screen to the end.

use carrier_checkout_flow::{Input, State, Ticket};
use carrier_checkout_protocol::{Carrier, ErrorCode, Problem, Reason, Words, embed::ConfirmOutcome};
use insta::assert_snapshot;

use crate::{gateway::CarrierManner, shopper::typed, world::World};

#[test]
fn a_shopper_pays() {
    let mut world = World::opened();
    world.fill();
    world.say(Input::SendPressed);
    world.wait(12_000);
    world.pay();
    assert_eq!((world.gateway.charges, world.gateway.messages.len()), (1, 1));
    assert_snapshot!(world.told());
}

#[test]
fn what_is_missing_is_pointed_out_one_by_one() {
    let mut world = World::opened();
    world.say(Input::SendPressed);
    world.say(Input::BudgetChosen);
    world.say(Input::SendPressed);
    world.say(Input::CarrierChosen(Carrier::MvnoKt));
    world.say(typed("010-2345"));
    world.say(Input::PhoneLeft);
    world.say(Input::SendPressed);
    world.fill();
    world.say(Input::AllConsentsSet(false));
    world.say(Input::SendPressed);
    assert_snapshot!(world.told());
}

#[test]
fn a_double_click_sends_one_code() {
    let mut world = World::filled();
    world.latency_ms = 300;
    world.say(Input::SendPressed);
    world.say(Input::SendPressed);
    world.wait(300);
    assert_eq!(world.gateway.messages.len(), 1);
    assert_snapshot!(world.told());
}

#[test]
fn a_double_click_pays_once() {
    let mut world = World::ready_to_pay();
    world.latency_ms = 300;
    world.say(Input::PayPressed);
    world.say(Input::PayPressed);
    world.wait(300);
    world.say(Input::PayPressed);
    world.wait(600);
    assert_eq!(world.gateway.charges, 1);
    assert_snapshot!(world.told());
}

#[test]
fn a_carrier_takes_its_time() {
    let mut world = World::ready_to_pay();
    world.gateway.carrier = CarrierManner::PaysAfter(8_000);
    world.say(Input::PayPressed);
    world.wait(12_000);
    assert_snapshot!(world.told());
}

#[test]
fn a_carrier_denies_the_charge() {
    let mut world = World::ready_to_pay();
    world.gateway.carrier = CarrierManner::Denies;
    world.say(Input::PayPressed);
    assert_snapshot!(world.told());
}

#[test]
fn a_carrier_refuses_the_line() {
    let mut world = World::filled();
    let declined = Problem::new(ErrorCode::PaymentDeclined, "req_1");
    world.gateway.next_refusal = Some(Problem { reason: Some(Reason::SubscriberBlocked), ..declined });
    world.say(Input::SendPressed);
    world.say(Input::SendPressed);
    assert_snapshot!(world.told());
}

#[test]
fn the_gateways_words_are_for_the_shopper_and_not_for_the_page() {
    let mut world = World::filled();
    let words = Words {
        happened: "소액결제가 차단된 번호예요".into(), next: "그대로 두는 것이 안전해요.".into()
    };
    let declined = Problem { words: Some(words), ..Problem::new(ErrorCode::PaymentDeclined, "req_1") };
    world.gateway.next_refusal = Some(Problem { reason: Some(Reason::SubscriberBlocked), ..declined });
    world.say(Input::SendPressed);
    let told = world.told();
    let lines = |part: &str| told.lines().filter(|line| line.contains(part)).map(ToOwned::to_owned).collect::<Vec<_>>();
    let (shown, page) = (lines("details: "), lines("failed, failure"));
    assert!(shown.last().is_some_and(|line| line.contains("subscriber_blocked with words")), "{told}");
    assert!(!page.is_empty() && !page.iter().any(|line| line.contains("with words")), "{told}");
}

#[test]
fn terms_that_changed_have_to_be_agreed_to_again() {
    let mut world = World::filled();
    world.gateway.consent_version = "2026-12-01";
    world.say(Input::SendPressed);
    world.say(Input::AllConsentsSet(true));
    world.say(Input::SendPressed);
    assert_snapshot!(world.told());
}

#[test]
fn a_content_that_changed_has_to_be_confirmed_again() {
    let mut world = World::ready_to_pay();
    world.gateway.consent_version = "2026-12-01";
    world.say(Input::PayPressed);
    world.say(Input::PayPressed);
    world.say(Input::ContentSet(true));
    world.say(Input::PayPressed);
    assert_snapshot!(world.told());
}

#[test]
fn a_session_expires_on_the_first_screen() {
    let mut world = World::filled();
    world.wait(1_800_001);
    world.say(Input::SendPressed);
    assert_snapshot!(world.told());
}

#[test]
fn a_session_expires_on_the_code_screen() {
    let mut world = World::filled();
    world.gateway.expires_at = world.now + 60_000;
    world.say(Input::SendPressed);
    world.transcript.begin_here();
    world.wait(61_000);
    world.pay();
    assert_snapshot!(world.told());
}

#[test]
fn an_unknown_session_is_an_error() {
    let mut world = World::new();
    world.gateway.known = false;
    world.open();
    assert_snapshot!(world.told());
}

#[test]
fn a_shopper_cancels() {
    let mut world = World::filled();
    world.say(Input::CancelPressed);
    assert_snapshot!(world.told());
}

#[test]
fn a_payment_made_elsewhere_cannot_be_cancelled() {
    let mut world = World::ready_to_pay();
    world.say(Input::RestartPressed);
    world.pay_elsewhere();
    world.transcript.begin_here();
    world.say(Input::CancelPressed);
    assert!(matches!(world.flow.state(), State::Paid(_)));
    assert_snapshot!(world.told());
}

#[test]
fn nothing_typed_is_kept_after_the_payment() {
    let mut world = World::ready_to_pay();
    world.say(Input::PayPressed);
    let form = &world.flow.desk().form;
    assert_eq!((form.phone(), form.birth(), form.birth_digit()), ("", "", ""));
}

#[test]
fn the_page_around_cannot_answer_for_the_gateway() {
    let mut world = World::filled();
    world.latency_ms = 300;
    world.say(Input::SendPressed);
    for ticket in 0..9 {
        world.say(Input::ConfirmEnded(Ticket(ticket), ConfirmOutcome::Accepted));
    }
    world.transcript.begin_here();
    world.wait(300);
    assert_snapshot!(world.told());
}
