//! What an endpoint refuses with: for each status a problem document with one of these codes.

use std::collections::{BTreeMap, BTreeSet};

use carrier_checkout_protocol::{ErrorCode, Problem};
use serde_json::{Value, json};
use utoipa::openapi::example::{Example, ExampleBuilder};
use utoipa::openapi::path::OperationBuilder;
use utoipa::openapi::schema::{AllOfBuilder, ComponentsBuilder, ObjectBuilder, Type};
use utoipa::openapi::{ContentBuilder, Header, Ref, RefOr, Response, ResponseBuilder};

use super::Schemas;
use super::endpoint::reference;
use crate::catalogue::codes;
use crate::problem::{MEDIA_TYPE, retry_after};

/// The operation with its refusals, one response for each status.
pub(super) fn responses(
    operation: OperationBuilder,
    refusals: Vec<ErrorCode>,
    schemas: &mut Schemas,
) -> OperationBuilder {
    let mut by_status = BTreeMap::<u16, BTreeSet<ErrorCode>>::new();
    for code in refusals {
        by_status.entry(code.status()).or_default().insert(code);
    }
    by_status.into_iter().fold(operation, |operation, (status, codes)| {
        let response = match codes.first() {
            Some(only) if codes.len() == 1 => RefOr::Ref(Ref::from_response_name(only.as_str())),
            Some(_) | None => RefOr::T(response(status, &codes, schemas)),
        };
        operation.response(status.to_string(), response)
    })
}

/// An example of every code, and the response with that code alone; and the headers. The responses point to them.
pub(super) fn components(schemas: &mut Schemas) -> ComponentsBuilder {
    let components = headers_of_all()
        .into_iter()
        .fold(ComponentsBuilder::new(), |components, (name, header)| components.header(name, RefOr::T(header)));
    ErrorCode::ALL.iter().fold(components, |components, code| {
        let alone = response(code.status(), &BTreeSet::from([*code]), schemas);

        let problem = Problem::new(*code, "req_0001Gv3nZ3gmzWGwr4o4TC");
        let example = ExampleBuilder::new().summary(code.title()).value(serde_json::to_value(problem).ok());
        components.example(code.as_str(), RefOr::T(example.build())).response(code.as_str(), RefOr::T(alone))
    })
}

fn response(status: u16, refused: &BTreeSet<ErrorCode>, schemas: &mut Schemas) -> Response {
    let meanings: Vec<_> = codes()
        .into_iter()
        .filter(|entry| refused.contains(&entry.code))
        .map(|entry| format!("- `{}`: {}", entry.code, entry.meaning))
        .collect();
    let only = |values: Vec<Value>| ObjectBuilder::new().enum_values(Some(values));
    let names = only(refused.iter().map(|code| json!(code)).collect()).schema_type(Type::String);
    let narrowed = ObjectBuilder::new()
        .schema_type(Type::Object)
        .property("status", only(vec![json!(status)]).schema_type(Type::Integer))
        .property("code", names);
    let schema = AllOfBuilder::new().item(reference::<Problem>(schemas)).item(narrowed);
    let example = |code: &ErrorCode| {
        let place = format!("#/components/examples/{code}");
        (code.to_string(), RefOr::<Example>::Ref(Ref::new(place)))
    };
    let content = ContentBuilder::new().schema(Some(schema)).examples_from_iter(refused.iter().map(example));
    let response = ResponseBuilder::new()
        .description(meanings.join("\n"))
        .content(MEDIA_TYPE, content.build())
        .header_ref("x-request-id", header("RequestId"));
    headers(response, status, refused).build()
}

fn headers(response: ResponseBuilder, status: u16, refused: &BTreeSet<ErrorCode>) -> ResponseBuilder {
    let response = match status {
        401 => response.header_ref("www-authenticate", header("Bearer")),
        402 | 404 | 409 | 410 | 422 | 429 => response.header_ref("idempotency-replayed", header("Replayed")),
        _ => response,
    };
    let response = if refused.contains(&ErrorCode::RateLimited) {
        response.header_ref("ratelimit", header("RateLimit")).header_ref("ratelimit-policy", header("RateLimitPolicy"))
    } else {
        response
    };
    if refused.iter().any(|code| retry_after(*code).is_some()) {
        response.header_ref("retry-after", header("RetryAfter"))
    } else {
        response
    }
}

/// The header of that name among the components.
pub(super) fn header(name: &str) -> Ref {
    Ref::new(format!("#/components/headers/{name}"))
}

fn headers_of_all() -> [(&'static str, Header); 6] {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let described =
        |schema: ObjectBuilder, what: &str| Header::builder().schema(Some(schema)).description(Some(what)).build();
    let id = text().pattern(Some("^req_[0-9A-Za-z]{22}$"));
    let seconds = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1));
    [
        ("RequestId", described(id, "Names the request in the gateway's log.")),
        (
            "Replayed",
            described(text().enum_values(Some(["true"])), "Only on an answer that was given to this key before."),
        ),
        ("RetryAfter", described(seconds, "In how many seconds the same request may come again, where that is known.")),
        (
            "RateLimit",
            described(text(), "On `rate_limited`: the limit that was met, and in how many seconds there is more."),
        ),
        ("RateLimitPolicy", described(text(), "On `rate_limited`: how many requests that limit lets pass a minute.")),
        ("Bearer", described(text(), "Always `Bearer`.")),
    ]
}
