//! "월자동결제 해지".

use carrier_checkout_flow::{Input, Remedy, State};
use carrier_checkout_protocol::{ErrorCode, Problem, Reason};
use insta::assert_snapshot;

use crate::{
    disputes::paid,
    world::Fate::{Answered, DoneAndLost},
};

#[test]
fn a_shopper_stops_what_is_charged_monthly_and_it_is_still_so_after_a_reload() {
    let mut world = paid(&[]);
    world.say(Input::RemedyToggled(Remedy::Stop));
    world.say(Input::RemedyPressed);
    world.reload();
    assert_eq!((world.gateway.stops, world.gateway.disputes), (1, 0));
    assert_snapshot!(world.told());
}

#[test]
fn only_what_is_asked_about_is_done() {
    let mut world = paid(&[]);
    world.say(Input::RemedyPressed);
    world.say(Input::RemedyToggled(Remedy::Dispute));
    world.say(Input::RemedyToggled(Remedy::Stop));
    world.say(Input::RemedyToggled(Remedy::Stop));
    world.say(Input::RemedyPressed);
    assert_eq!((world.gateway.stops, world.gateway.disputes), (0, 0));
    world.say(Input::RemedyToggled(Remedy::Stop));
    world.say(Input::RemedyPressed);
    assert_eq!((world.gateway.stops, world.gateway.disputes), (1, 0));
    assert_snapshot!(world.told());
}

#[test]
fn a_stop_whose_answer_is_lost_is_made_again_with_the_same_key() {
    let mut world = paid(&[DoneAndLost, Answered]);
    world.say(Input::RemedyToggled(Remedy::Stop));
    world.say(Input::RemedyPressed);
    world.wait(1_000);
    assert_eq!(world.gateway.stops, 1);
    assert_snapshot!(world.told());
}

#[test]
fn whatever_the_gateway_refuses_the_receipt_stays_and_it_can_be_stopped_again() {
    for code in [ErrorCode::SessionExpired, ErrorCode::BillingKeyNotFound, ErrorCode::CarrierUnavailable] {
        let mut world = paid(&[]);
        world.gateway.next_refusal = Some(Problem::new(code, "req_1"));
        world.say(Input::RemedyToggled(Remedy::Stop));
        world.say(Input::RemedyPressed);
        let State::Paid(paid) = world.flow.state() else { panic!("{:?}", world.flow.state()) };
        let failure = paid.failure().unwrap();
        assert_eq!((failure.reason, failure.quote.as_deref()), (Reason::GatewayError, Some("req_1")));
        world.say(Input::RemedyPressed);
        assert_eq!(world.gateway.stops, 1);
    }
}
