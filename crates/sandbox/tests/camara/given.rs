//! What is given, and what is sent.

use cucumber::{given, when};
use serde_json::Value;

use crate::api::Operation;
use crate::environment::ENVIRONMENT;
use crate::property;
use crate::world::World;

/// Somebody's, but nobody's here.
const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

#[given(regex = r#"^an environment at "apiRoot"$"#)]
#[given(regex = r"^that the service is not available for all phone numbers commercialized by the operator$")]
#[given(regex = r"^that the environment is configured with a threshold policy of N transactions per second$")]
fn so_it_is(_world: &mut World) {}

#[given(regex = r#"^the resource "([^"]+)"$"#)]
fn the_resource(world: &mut World, resource: String) {
    world.resource = resource;
}

#[given(regex = r#"^(?:the )?header "([^"]+)" is set to "([^"]+)"$"#)]
fn header(world: &mut World, name: String, value: String) {
    world.headers.insert(name, value);
}

#[given(regex = r#"^(?:the )?header "([^"]+)" is removed$"#)]
fn no_header(world: &mut World, name: String) {
    world.headers.remove(&name);
}

#[given(regex = r#"^the header "([^"]+)" (complies|does not comply) with the schema at "([^"]+)"$"#)]
fn header_of_a_schema(world: &mut World, name: String, how: String, place: String) {
    let schema = world.api().at(&place);
    let value = match how.as_str() {
        "complies" => world.sample(schema, &name),
        _ => world.sampler(world.api()).wrong(schema),
    };
    world.headers.insert(name, value.as_str().expect("a text for a header").to_owned());
}

#[given(regex = r#"^(?:the )?header "Authorization" is set(?: to (an? .+))?$"#)]
async fn authorization(world: &mut World, which: String) {
    let operation = world.operation();
    let scope = (which == "an access token without the required scope").then(|| operation.foreign_scope());
    let token = world.sandbox().token(&world.carrier, scope).await;
    let token = match which.as_str() {
        // The sandbox's tokens are for client credentials, and say nothing about a line.
        ""
        | "a valid access token"
        | "a valid access token which does not identify a single phone number"
        | "a valid access token not emitted for a specific phone number"
        | "an access token without the required scope" => token,
        "an invalid access token" => format!("{token}-not"),
        "an expired access token" => {
            world.sandbox().clock.advance(world.rules.token_life + 1_000);
            token
        }
        other => panic!("the sandbox does not give {other}"),
    };
    world.headers.insert("Authorization".to_owned(), format!("Bearer {token}"));
}

#[given(regex = r#"^the path param(?:eter)? "([^"]+)" is (.+)$"#)]
async fn path_parameter(world: &mut World, name: String, what: String) {
    let value = match what.as_str() {
        "set to the value for that payment" => world.facts["paymentId"].as_str().expect("an id").to_owned(),
        what if what.contains("does not identify a valid") => NOBODY.to_owned(),
        "set to a valid value" | "set to a valid value in the environment" => world.make_payment(None).await,
        "set to a valid value of an already confirmed payment" => settled(world, "confirmPayment").await,
        "set to a valid value of an already cancelled payment" => settled(world, "cancelPayment").await,
        other => panic!("nobody knows a {name} that is {other}"),
    };
    world.path.insert(name, value);
}

async fn settled(world: &mut World, how: &str) -> String {
    let payment = world.make_payment(None).await;
    world.settle(&payment, how).await;
    payment
}

#[given(regex = r"^(?:an|at least an) existing payment created by operation createPayment OR preparePayment$")]
async fn an_existing_payment(world: &mut World) {
    world.make_payment(None).await;
}

#[given(regex = r"^the request body is set by default to a request body compliant with the schema$")]
fn body_by_default(world: &mut World) {
    world.body = Some(world.new_body(&world.operation()));
}

/// What earlier steps have put into it stays.
#[given(regex = r"^the request body is set to a valid request body$")]
fn a_valid_body(world: &mut World) {
    let operation = world.operation();
    let body = world.body.clone().unwrap_or_else(|| world.new_body(&operation));
    let errors = world.api().errors(operation.body().expect("an operation that takes a body"), &body);
    assert!(errors.is_empty(), "{errors:?}: {body}");
    world.body = Some(body);
}

#[given(regex = r"^the request body is not included$")]
fn no_body(world: &mut World) {
    world.body = None;
}

#[given(regex = r#"^the request body is set to "(.+)"$"#)]
fn body(world: &mut World, json: String) {
    world.body = Some(serde_json::from_str(&json).expect("JSON"));
}

#[given(regex = r"^(a valid phone number, identified by the token or provided in the request body, .+)$")]
fn a_line_in_the_body(world: &mut World, words: String) {
    let number = ENVIRONMENT.phrases.get(&words).unwrap_or_else(|| panic!("no phrase: {words}"));
    let body = world.body.as_mut().expect("a body");
    let path = property::find(body, "phoneNumber").expect("a phoneNumber in the body");
    property::set(body, &path, number.clone());
}

#[given(regex = r"^an authenticationId has been retrieved from a send-code request$")]
async fn a_code_was_sent(world: &mut World) {
    world.send_code().await;
    let id = world.facts["authenticationId"].clone();
    property::set(world.body.as_mut().expect("a body"), "$.authenticationId", id);
}

#[given(regex = r"^Two send-code request has been sequentially triggered for the same phoneNumber$")]
async fn two_codes_were_sent(world: &mut World) {
    world.send_code().await;
    world.send_code().await;
}

#[given(regex = r"^a validate-code has been succesfully performed for a authenticationId$")]
async fn a_code_was_used(world: &mut World) {
    world.send_code().await;
    world.validate_code().await;
}

#[given(regex = r"^the time elapsed since the send-code exceed the allowed time$")]
fn the_code_is_too_old(world: &mut World) {
    world.sandbox().clock.advance(world.rules.code_life + 1_000);
}

#[given(regex = r#"^\(config_var:"(\w+)"-1\) of send-code requests for this phone number has been submitted$"#)]
async fn sent_before(world: &mut World, name: String) {
    for _ in 1..ENVIRONMENT.number(&name) {
        world.send(world.operation()).await;
        assert_eq!(world.answer().status, 200, "{}", world.answer().text);
    }
}

#[given(
    regex = r#"^\(config_var:"(\w+)"-1\) calls with the request body property "([^"]+)" set to a value distinct from the value received in the SMS were performed$"#
)]
async fn tried_before(world: &mut World, name: String, path: String) {
    let other = world.unlike_the_code();
    property::set(world.body.as_mut().expect("a body"), &path, other);
    for _ in 1..ENVIRONMENT.number(&name) {
        world.send(world.operation()).await;
        assert_eq!(world.answer().status, 400, "{}", world.answer().text);
    }
}

#[given(regex = r"^the threshold of requests has been reached$")]
async fn too_many_requests(world: &mut World) {
    for _ in 0..world.rules.requests_a_second.expect("a sandbox that counts requests") {
        world.send(world.operation()).await;
    }
}

#[when(regex = r#"^the HTTP "(\w+)" request is sent$"#)]
async fn send_by_method(world: &mut World, method: String) {
    let operation = Operation::at(&world.resource, Some(&method.to_ascii_lowercase()));
    world.send(operation).await;
}

#[when(regex = r#"^the request "(\w+)" is sent$"#)]
async fn send(world: &mut World, id: String) {
    let operation = Operation::named(&id);
    assert_eq!(operation.resource(), world.resource, "the resource is not that of {id}");
    world.send(operation).await;
}

#[when(regex = r#"^the request "(\w+)" is sent after "(\d+)" times$"#)]
async fn send_again_and_again(world: &mut World, id: String, times: u32) {
    for _ in 0..times {
        world.send(Operation::named(&id)).await;
    }
}

impl World {
    /// A code that was not sent.
    pub(crate) fn unlike_the_code(&self) -> Value {
        let code = self.facts.get("code").unwrap_or(&ENVIRONMENT.values["code"]);
        let digits = code.as_str().expect("digits").bytes();
        digits.map(|digit| char::from(b'0' + (digit - b'0' + 1) % 10)).collect::<String>().into()
    }

    /// A value that nobody has: of the property with that name.
    pub(crate) fn unknown(&self, name: &str) -> Value {
        if name == "code" { self.unlike_the_code() } else { NOBODY.into() }
    }
}
