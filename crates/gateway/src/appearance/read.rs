//! The appearance in the frame's address.

use carrier_checkout_protocol::appearance::Appearance;
use serde_json::{Map, Value};

/// Longer than any appearance has to be.
const LONGEST: usize = 1_000;

/// What is understood of it: JSON, as `POST /v1/sessions` takes it. The shopper cannot mend what is wrong with it, so a
/// part that says nothing is left out alone; the merchant hears of it when it makes a session, or in the playground.
#[must_use]
pub fn from_address(text: &str) -> Appearance {
    let Some(Value::Object(parts)) = (text.len() <= LONGEST).then(|| json(text)).flatten() else {
        return Appearance::default();
    };
    let understood = parts.into_iter().filter(|(name, value)| read([(name.clone(), value.clone())]).is_some());
    // Both ways of writing one name, say, which are understood only apart.
    read(understood).unwrap_or_default()
}

/// The loader writes whatever the page says as JSON, and an attribute says JSON already.
fn json(text: &str) -> Option<Value> {
    match serde_json::from_str(text).ok()? {
        Value::String(inner) => serde_json::from_str(&inner).ok(),
        value => Some(value),
    }
}

fn read(parts: impl IntoIterator<Item = (String, Value)>) -> Option<Appearance> {
    serde_json::from_value(Value::Object(Map::from_iter(parts))).ok()
}
