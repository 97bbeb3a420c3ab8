//! Dates as CAMARA writes them (RFC 3339, always with a time zone), and as the
//! phone shows them.

use carrier_checkout_protocol::Timestamp;
use carrier_checkout_protocol::time::KoreanTime;

/// `2026-11-21T23:31:00Z`.
pub(crate) fn rfc3339(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.millis()).unwrap_or_default().to_string()
}

/// Reads a date that has a time zone.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let at: jiff::Timestamp = text.parse().ok()?;
    Some(Timestamp::from_millis(at.as_millisecond()))
}

/// `11월 22일 오전 8:31`, as a Korean phone shows it.
pub(crate) fn korean(at: Timestamp) -> String {
    let KoreanTime { month, day, hour, minute, .. } = at.in_korea();
    let half = if hour < 12 { "오전" } else { "오후" };
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    format!("{month}월 {day}일 {half} {hour}:{minute:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_reads_back_and_needs_a_zone() {
        let at = Timestamp::from_millis(1_795_303_860_123);
        assert_eq!(rfc3339(at), "2026-11-21T23:31:00.123Z");
        assert_eq!(parse(&rfc3339(at)), Some(at));
        assert_eq!(parse("2026-11-22T08:31:00.123+09:00"), Some(at));
        for bad in ["2026-11-22T08:31:00", "2026-11-22", "", "now"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_phone_shows_the_time_of_korea() {
        let morning = Timestamp::from_millis(1_795_303_860_000);
        assert_eq!(korean(morning), "11월 22일 오전 8:31");
        assert_eq!(korean(morning + 4 * 3_600_000), "11월 22일 오후 12:31");
        assert_eq!(korean(morning + 16 * 3_600_000), "11월 23일 오전 12:31");
    }
}
