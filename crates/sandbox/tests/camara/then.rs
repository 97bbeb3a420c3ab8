//! What has to come back.

use cucumber::then;
use serde_json::Value;

use crate::property;
use crate::world::World;

#[then(regex = r"^the response status code is (\d+)$")]
fn the_status(world: &mut World, status: u16) {
    assert_eq!(world.answer().status, status, "{}", world.answer().text);
}

/// Some features write the HTTP status so, whether or not there is a body.
#[then(regex = r#"^the response property "\$\.status" is (\d+)$"#)]
fn status_in_the_body(world: &mut World, status: u16) {
    let answer = world.answer();
    assert_eq!(answer.status, status, "{}", answer.text);
    if status >= 400 {
        assert_eq!(answer.json()["status"], status, "{}", answer.text);
    }
}

#[then(regex = r#"^the response header "([^"]+)" is "([^"]+)"$"#)]
fn header(world: &mut World, name: String, value: String) {
    let given = world.answer().header(&name).unwrap_or_else(|| panic!("no {name}"));
    assert_eq!(given.split(';').next().unwrap_or_default().trim(), value);
}

#[then(regex = r#"^the response header "([^"]+)" has same value as the request header "([^"]+)"$"#)]
fn same_header(world: &mut World, name: String, sent: String) {
    let sent = world.headers.get(&sent).unwrap_or_else(|| panic!("{sent} was not sent"));
    assert_eq!(world.answer().header(&name), Some(sent.as_str()));
}

#[then(regex = r#"^the response body complies with the OAS schema at "([^"]+)"$"#)]
fn body(world: &mut World, place: String) {
    let errors = world.api().errors(world.api().at(&place), &world.answer().json());
    assert!(errors.is_empty(), "{errors:?}: {}", world.answer().text);
}

#[then(regex = r#"^the response (?:body )?property "([^"]+)" contains a user friendly text$"#)]
fn a_text(world: &mut World, path: String) {
    let body = world.answer().json();
    let text = property::get(&body, &path).and_then(Value::as_str).unwrap_or_else(|| panic!("no {path}: {body}"));
    assert!(text.contains(' ') && text.len() > 8, "not a text for people: {text}");
}

#[then(regex = r#"^the response (?:body )?property "([^"]+)" is (?:set )?"([^"]*)"$"#)]
fn a_value(world: &mut World, path: String, value: String) {
    let body = world.answer().json();
    let given = property::get(&body, &path);
    assert_eq!(given.and_then(Value::as_str), Some(value.as_str()), "{body}");
}

#[then(regex = r#"^the response (?:body )?property "([^"]+)" is (true|false|false OR not returned)$"#)]
fn a_truth(world: &mut World, path: String, truth: String) {
    let body = world.answer().json();
    match property::get(&body, &path) {
        None => assert!(truth.ends_with("not returned"), "no {path}: {body}"),
        Some(given) => assert_eq!(*given, Value::Bool(truth == "true"), "{body}"),
    }
}

#[then(regex = r#"^the response (?:body )?property "([^"]+)" is (returned|not returned)$"#)]
fn there_or_not(world: &mut World, path: String, which: String) {
    let body = world.answer().json();
    assert_eq!(property::get(&body, &path).is_some(), which == "returned", "{body}");
}

#[then(
    regex = r#"^the response body (?:array )?property "([^"]+)" has the same (?:value|information) as provided in the request body$"#
)]
fn as_it_was_sent(world: &mut World, path: String) {
    let body = world.answer().json();
    let sent = world.body.as_ref().and_then(|sent| property::get(sent, &path));
    assert!(sent.is_some(), "{path} was not sent");
    assert_eq!(property::get(&body, &path), sent);
}
