//! "본인이 결제하지 않았어요".

use carrier_checkout_flow::{Input, Remedy, State};
use carrier_checkout_protocol::{
    DisputeId, ErrorCode, Problem, Reason, Timestamp, checkout::Checkout, monthly::MonthlyStanding,
};
use insta::assert_snapshot;

use crate::{
    gateway::{Gateway, Standing},
    world::{
        Fate::{self, Answered, DoneAndLost, Lost},
        World,
    },
};

impl Gateway {
    pub(crate) fn remedy(&mut self, remedy: Remedy, now: Timestamp) -> Result<Checkout, ErrorCode> {
        let Standing::Paid(receipt) = &mut self.standing else { return Err(ErrorCode::PaymentNotFound) };
        match remedy {
            Remedy::Dispute if receipt.dispute.is_none() => {
                self.disputes += 1;
                receipt.dispute = Some(DisputeId::from_random(1));
                // What is disputed is charged no more.
                receipt.monthly = Some(ended());
            }
            Remedy::Stop if receipt.monthly != Some(ended()) => {
                self.stops += 1;
                receipt.monthly = Some(ended());
            }
            Remedy::Dispute | Remedy::Stop => {}
        }
        self.checkout(now)
    }
}

/// No later month is charged.
fn ended() -> MonthlyStanding {
    MonthlyStanding { text: "멈췄어요".into(), active: false }
}

/// On the receipt.
pub(crate) fn paid(fates: &[Fate]) -> World {
    let mut world = World::ready_to_pay();
    world.say(Input::PayPressed);
    world.transcript.begin_here();
    world.fates.extend(fates);
    world
}

#[test]
fn somebody_who_did_not_pay_reports_it() {
    let mut world = paid(&[]);
    world.say(Input::RemedyToggled(Remedy::Dispute));
    world.say(Input::RemedyPressed);
    world.reload();
    assert_eq!(world.gateway.disputes, 1);
    assert_snapshot!(world.told());
}

#[test]
fn nothing_is_reported_by_asking_and_closing() {
    let mut world = paid(&[]);
    world.say(Input::RemedyPressed);
    world.say(Input::RemedyToggled(Remedy::Dispute));
    world.say(Input::RemedyToggled(Remedy::Dispute));
    world.say(Input::RemedyPressed);
    assert_eq!(world.gateway.disputes, 0);
    assert_snapshot!(world.told());
}

#[test]
fn a_double_click_reports_once_and_nothing_closes_meanwhile() {
    let mut world = paid(&[]);
    world.say(Input::RemedyToggled(Remedy::Dispute));
    world.latency_ms = 300;
    world.say(Input::RemedyPressed);
    world.say(Input::RemedyPressed);
    world.say(Input::RemedyToggled(Remedy::Dispute));
    world.wait(300);
    assert_eq!(world.gateway.disputes, 1);
    assert_snapshot!(world.told());
}

#[test]
fn a_report_whose_answer_is_lost_is_made_again_with_the_same_key() {
    let mut world = paid(&[DoneAndLost, Answered]);
    world.say(Input::RemedyToggled(Remedy::Dispute));
    world.say(Input::RemedyPressed);
    world.wait(1_000);
    assert_eq!(world.gateway.disputes, 1);
    assert_snapshot!(world.told());
}

#[test]
fn a_report_that_never_arrives_can_be_made_again() {
    let mut world = paid(&[Lost, Lost, Lost, Lost]);
    world.say(Input::RemedyToggled(Remedy::Dispute));
    world.say(Input::RemedyPressed);
    world.wait(30_000);
    world.say(Input::RemedyPressed);
    assert_eq!(world.gateway.disputes, 1);
    assert_snapshot!(world.told());
}

#[test]
fn whatever_the_gateway_refuses_the_receipt_stays_and_the_report_can_be_made_again() {
    for code in [ErrorCode::SessionExpired, ErrorCode::PaymentNotFound, ErrorCode::CarrierUnavailable] {
        let mut world = paid(&[]);
        world.gateway.next_refusal = Some(Problem::new(code, "req_1"));
        world.say(Input::RemedyToggled(Remedy::Dispute));
        world.say(Input::RemedyPressed);
        let State::Paid(paid) = world.flow.state() else { panic!("{:?}", world.flow.state()) };
        let failure = paid.failure().unwrap();
        assert_eq!((failure.reason, failure.quote.as_deref()), (Reason::GatewayError, Some("req_1")));
        world.say(Input::RemedyPressed);
        assert_eq!(world.gateway.disputes, 1);
    }
}
