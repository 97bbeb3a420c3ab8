//! What is pasted and typed into the fields.

use carrier_checkout_flow::Input;
use insta::assert_snapshot;

use crate::{
    shopper::{PHONE, message, typed},
    world::World,
};

#[test]
fn a_message_pasted_into_the_code_field_gives_its_code() {
    let mut world = World::on_code();
    world.say(Input::CodeTyped(message(&world.latest_code())));
    world.say(Input::ContentSet(true));
    world.say(Input::PayPressed);
    assert_snapshot!(world.told());
}

#[test]
fn a_phone_number_pasted_with_its_country_becomes_the_national_one() {
    let mut world = World::opened();
    world.transcript.begin_here();
    world.say(typed("+82 10-2345-6789"));
    assert_eq!(world.flow.desk().form.phone(), PHONE);
    assert_snapshot!(world.told());
}

#[test]
fn what_is_typed_while_a_code_is_asked_for_is_kept() {
    let mut world = World::filled();
    world.latency_ms = 300;
    world.say(Input::SendPressed);
    world.say(typed("010-9999"));
    world.wait(300);
    world.say(Input::RestartPressed);
    assert_eq!(world.flow.desk().form.phone(), "010-9999");
    assert_snapshot!(world.told());
}
