//! The contract as OpenAPI 3.1: `GET /openapi.json`.
//!
//! Bodies are described by their types (`carrier_checkout_protocol`, feature `openapi`). [`endpoint`] is what an
//! endpoint takes and answers, with what every one of its kind does; `merchant`, `window` and `operator` are the
//! endpoints, `webhooks` what merchants are told, `examples` what stands beside all of them.
//!
//! A test compares it with the router's routes and methods, and `npm run test:contract` with what a gateway answers.

mod endpoint;
mod examples;
mod merchant;
mod nulls;
mod operator;
mod problems;
mod webhooks;
mod window;

use std::sync::LazyLock;

use axum::Router;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use bytes::Bytes;
use http::HeaderValue;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE};
use serde_json::Value;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{InfoBuilder, LicenseBuilder, OpenApiBuilder, PathItem, PathsBuilder, RefOr, Schema};

use endpoint::{MERCHANT_KEY, SESSION};

/// Schemas by their names.
type Schemas = Vec<(String, RefOr<Schema>)>;

const DESCRIPTION: &str = "\
Korean carrier billing: a merchant's backend makes a session, the window asks the shopper for a proof, and the backend \
exchanges the token of that for a payment.

Amounts are integers in won, times milliseconds since 1970. A request that makes or moves anything has an \
`Idempotency-Key`: the same key with the same body gives the same answer again, for 24 hours. Errors are RFC 9457 \
problem documents with a `code` for programs and, where a shopper is concerned, a `reason`. New members, codes and \
types of events may come.";

/// What the groups of endpoints are called.
const TAGS: [(&str, &str); 7] = [
    ("Sessions", "A session is one order, for one sitting."),
    ("Payments", "A token becomes a payment; the lists."),
    ("Refunds", "Cancelling within the month, refunding after it."),
    ("Monthly billing", "The later months of what is billed monthly."),
    ("Events", "What webhooks have told, and to be told again."),
    ("Window", "What the gateway's own window asks, with its session as the bearer."),
    ("Operator", "Whether the gateway works, and this document."),
];

/// The route of the document.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/openapi.json", get(show))
}

async fn show() -> Response {
    static TEXT: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(document().to_string()));
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (CACHE_CONTROL, HeaderValue::from_static("public, max-age=300")),
        // There is nothing in it that is not public: editors and viewers on other pages may load it.
        (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    (headers, TEXT.clone()).into_response()
}

/// The whole document.
fn document() -> Value {
    let mut schemas = Schemas::new();
    let mut paths = PathsBuilder::new();
    for endpoint in merchant::endpoints().into_iter().chain(window::endpoints()).chain(operator::endpoints()) {
        let path = endpoint.path;
        let (method, operation) = endpoint.finish(&mut schemas);
        paths = paths.path(path, PathItem::new(method, operation));
    }
    let webhooks = webhooks::all(&mut schemas);
    let license = LicenseBuilder::new().name("MIT OR Apache-2.0").identifier(Some("MIT OR Apache-2.0"));
    let info = InfoBuilder::new()
        .title("carrier-checkout")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .license(Some(license.build()));
    let tags = TAGS.map(|(name, what)| TagBuilder::new().name(name).description(Some(what)).build());
    let components = problems::components(&mut schemas)
        .schemas_from_iter(schemas)
        .security_scheme(MERCHANT_KEY, bearer("A merchant's secret key, such as `sk_test_demo` of the sandbox."))
        .security_scheme(SESSION, bearer("The session of the window, such as `cs_…`."));
    let api = OpenApiBuilder::new()
        .info(info.build())
        .tags(Some(tags))
        .paths(paths.build())
        .webhooks(Some(webhooks))
        .components(Some(components.build()));
    // It is made of plain maps and texts, which can always be written.
    let mut document = serde_json::to_value(api.build()).unwrap_or_default();
    nulls::only_where_taken(&mut document);
    document
}

fn bearer(what: &str) -> SecurityScheme {
    SecurityScheme::Http(Http::builder().scheme(HttpAuthScheme::Bearer).description(Some(what)).build())
}
