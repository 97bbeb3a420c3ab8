//! Compares what the carriers answer with CAMARA's own OpenAPI files.

use std::sync::LazyLock;

use axum::http::Method;
use serde_json::Value;

use crate::support::Answer;

/// Faults that CAMARA leaves to the server: the lists in its files are not
/// exhaustive, as they say themselves.
const UNLISTED: [u16; 4] = [405, 413, 415, 503];

static APIS: LazyLock<Vec<(&str, Value)>> = LazyLock::new(|| {
    [
        ("/one-time-password-sms/v1", include_str!("../../camara/one-time-password-sms/one-time-password-sms.yaml")),
        ("/carrier-billing/v0.5", include_str!("../../camara/carrier-billing/carrier-billing.yaml")),
        ("/carrier-billing-refund/v0.3", include_str!("../../camara/carrier-billing/carrier-billing-refund.yaml")),
        ("/sim-swap/v2", include_str!("../../camara/sim-swap/sim-swap.yaml")),
    ]
    .map(|(base, yaml)| (base, serde_norway::from_str(yaml).unwrap()))
    .into()
});

/// Fails when a carrier's answer is not one that its file documents.
pub(crate) fn check(method: &Method, path: &str, answer: &Answer) {
    let Some((base, api)) = APIS.iter().find(|(base, _)| path.contains(base)) else { return };
    let place = path.split_once(base).unwrap().1;
    let status = answer.status.as_u16();
    let about = format!("{method} {base}{place} {status}: {}", answer.text);
    let correlator = answer.headers.get("x-correlator");
    assert!(correlator.is_some_and(|value| !value.is_empty()), "no x-correlator: {about}");
    let Some(operation) = operation(api, method, place) else {
        assert!([404, 405].contains(&status), "{about}");
        return valid(api, &api["components"]["schemas"]["ErrorInfo"], &answer.json(), &about);
    };
    let response = resolve(api, &operation["responses"][status.to_string()]);
    if response.is_null() {
        assert!(UNLISTED.contains(&status), "not documented: {about}");
        return valid(api, &api["components"]["schemas"]["ErrorInfo"], &answer.json(), &about);
    }
    for name in response["headers"].as_object().into_iter().flatten().map(|(name, _)| name) {
        assert!(answer.headers.contains_key(name), "no {name}: {about}");
    }
    let schema = &response["content"]["application/json"]["schema"];
    if schema.is_null() {
        assert!(answer.text.is_empty(), "a body where there is none: {about}");
    } else {
        assert_eq!(answer.header("content-type"), "application/json", "{about}");
        valid(api, schema, &answer.json(), &about);
    }
}

fn operation<'a>(api: &'a Value, method: &Method, place: &str) -> Option<&'a Value> {
    let paths = api["paths"].as_object()?;
    let matches = |template: &str| {
        let (template, place): (Vec<_>, Vec<_>) = (template.split('/').collect(), place.split('/').collect());
        template.len() == place.len()
            && template.iter().zip(place).all(|(part, given)| part.starts_with('{') || *part == given)
    };
    // The one with the fewest variables is the closest: /payments/prepare, …/refunds/remaining-amount.
    let fitting = paths.iter().filter(|(template, _)| matches(template.as_str()));
    let (_, item) = fitting.min_by_key(|(template, _)| template.matches('{').count())?;
    item.get(method.as_str().to_ascii_lowercase())
}

fn resolve<'a>(api: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(place) => resolve(api, api.pointer(place.strip_prefix('#').unwrap()).unwrap()),
        None => value,
    }
}

/// The part of JSON Schema that the files use.
fn valid(api: &Value, schema: &Value, value: &Value, about: &str) {
    let schema = resolve(api, schema);
    if value.is_null() && schema["nullable"] == true {
        return;
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        valid(api, part, value, about);
    }
    if let Some(allowed) = schema["enum"].as_array() {
        assert!(allowed.contains(value), "{value} is none of {allowed:?}: {about}");
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(value.get(name.as_str().unwrap()).is_some(), "{name} is missing: {about}");
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(value) = value.get(name) {
            valid(api, property, value, about);
        }
    }
    match schema["type"].as_str() {
        Some("array") => value.as_array().unwrap().iter().for_each(|item| valid(api, &schema["items"], item, about)),
        Some(kind) => assert!(is_a(kind, schema, value), "{value} is not a {kind}: {about}"),
        None => {}
    }
}

fn is_a(kind: &str, schema: &Value, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.as_f64().is_some_and(|number| number >= schema["minimum"].as_f64().unwrap_or(f64::MIN)),
        "string" => value.as_str().is_some_and(|text| {
            let most = schema["maxLength"].as_u64().unwrap_or(u64::MAX);
            let dated = schema["format"] != "date-time" || text.parse::<jiff::Timestamp>().is_ok();
            text.chars().count() as u64 <= most && dated
        }),
        _ => panic!("a type that the check does not know: {kind}"),
    }
}

#[test]
#[should_panic(expected = "authenticationId")]
fn an_answer_that_lacks_a_property_is_found() {
    let headers = [("x-correlator", "c"), ("content-type", "application/json")];
    let headers = headers.map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
    let answer =
        Answer { status: axum::http::StatusCode::OK, headers: headers.into_iter().collect(), text: "{}".into() };
    check(&Method::POST, "/carriers/skt/one-time-password-sms/v1/send-code", &answer);
}
