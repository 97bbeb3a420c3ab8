//! What the gateway reads of a request before anything else, from its own files.

#[path = "../../crates/gateway/src/request/fault.rs"]
mod fault;
#[path = "../../crates/gateway/src/request/key.rs"]
mod key;

use http::HeaderMap;

pub(crate) fn idempotency_key(headers: &HeaderMap) -> Option<String> {
    key::idempotency_key(headers)
}

/// What is told of a body that cannot be read.
pub(crate) fn without_values(error: &serde_json::Error) -> String {
    fault::without_values(error)
}

/// Whether a body is refused although it could be read.
pub(crate) fn is_list(text: &str) -> bool {
    fault::is_list(text.as_bytes())
}
