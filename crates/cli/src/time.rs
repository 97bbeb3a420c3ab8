//! How times are written.

use carrier_checkout_protocol::Timestamp;

/// A time of the wire, as RFC 3339 has it.
pub(crate) fn shown(at: Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(at.millis()).unwrap_or_default();
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
