//! What the operator's machines ask.

use utoipa::openapi::HttpMethod;
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::endpoint::{Endpoint, Who};

const OPERATOR: (Who, &str) = (Who::Anybody, "Operator");

pub(super) fn endpoints() -> Vec<Endpoint> {
    let document = ObjectBuilder::new().schema_type(Type::Object);
    vec![
        Endpoint::new((HttpMethod::Get, "/healthz"), "show_health", OPERATOR, "Whether the process answers")
            .answers_plainly("200", "It does.", Some("text/plain")),
        Endpoint::new((HttpMethod::Get, "/readyz"), "show_readiness", OPERATOR, "Whether the gateway can work")
            .answers_plainly("200", "The store can be used.", Some("text/plain"))
            .answers_plainly("503", "The store cannot be used, or the gateway is about to stop.", Some("text/plain")),
        Endpoint::new((HttpMethod::Get, "/openapi.json"), "show_openapi", OPERATOR, "This document").answers_schema(
            "200",
            "OpenAPI 3.1.",
            document,
        ),
    ]
}
