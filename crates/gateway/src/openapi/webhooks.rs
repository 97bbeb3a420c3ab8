//! What merchants are told, by Standard Webhooks.

use carrier_checkout_protocol::webhook::Event;
use serde_json::Value;
use utoipa::openapi::path::{OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{AllOfBuilder, ObjectBuilder, Type};
use utoipa::openapi::{ContentBuilder, HttpMethod, PathItem, Paths, PathsBuilder, Required, ResponseBuilder};

use super::endpoint::{reference, typed};
use super::{Schemas, examples};

const HEADERS: [(&str, &str); 3] = [
    ("webhook-id", "The event's id: the same in every delivery."),
    ("webhook-timestamp", "When it was sent, in seconds since 1970."),
    ("webhook-signature", "`v1,` and the base64 of an HMAC-SHA256, one for each of your secrets, with spaces between."),
];

/// Every type of event.
pub(super) fn all(schemas: &mut Schemas) -> Paths {
    let kinds = [
        ("payment.succeeded", "The payment is on the phone bill", examples::payment()),
        ("payment.failed", "Nothing was charged", examples::failed_payment()),
        ("payment.disputed", "The shopper says not to have paid", examples::disputed_payment()),
        ("payment.dispute_closed", "The operator has decided on a dispute", examples::closed_dispute()),
        ("payment.cancelled", "The payment was taken off the bill again", examples::cancelled_payment()),
        ("payment.refunded", "The shopper has some of it back, or all", examples::refunded_payment()),
        ("refund.failed", "Nothing was given back", examples::failed_refund()),
        ("billing_key.stopped", "Monthly billing was stopped", examples::stopped_key()),
        ("session.expired", "The session ended without a payment", examples::expired_session()),
    ];
    let paths = PathsBuilder::new();
    let all = kinds.into_iter().fold(paths, |paths, (kind, summary, data)| {
        paths.path(kind, PathItem::new(HttpMethod::Post, told((kind, summary), data, schemas)))
    });
    all.build()
}

fn told((kind, summary): (&str, &str), data: Value, schemas: &mut Schemas) -> OperationBuilder {
    let name = ObjectBuilder::new().schema_type(Type::String).enum_values(Some([kind]));
    let narrowed = ObjectBuilder::new().schema_type(Type::Object).property("type", name);
    let schema = AllOfBuilder::new().item(reference::<Event>(schemas)).item(narrowed);
    let content = ContentBuilder::new().schema(Some(schema)).example(typed::<Event>(examples::event(kind, data)));
    let body = RequestBodyBuilder::new().content("application/json", content.build()).required(Some(Required::True));
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let headers = HEADERS.map(|(name, what)| {
        let header = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header).required(Required::True);
        header.description(Some(what)).schema(Some(text())).build()
    });
    let answer = |what: &str| ResponseBuilder::new().description(what);
    OperationBuilder::new()
        .summary(Some(summary))
        .operation_id(Some(kind.replace('.', "_")))
        .parameters(Some(headers))
        .request_body(Some(body.build()))
        .response("2XX", answer("Taken. Within 15 seconds."))
        .response("410", answer("Not wanted: this event does not come again."))
        .response("default", answer("Not taken: it comes again, ten times in three days."))
}
