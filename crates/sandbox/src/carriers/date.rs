//! Dates as CAMARA writes them: RFC 3339, always with a time zone.

use carrier_checkout_protocol::Timestamp;

/// `2026-11-21T23:31:00Z`.
pub(super) fn rfc3339(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.millis()).unwrap_or_default().to_string()
}

/// Reads a date that has a time zone.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let at: jiff::Timestamp = text.parse().ok()?;
    Some(Timestamp::from_millis(at.as_millisecond()))
}
