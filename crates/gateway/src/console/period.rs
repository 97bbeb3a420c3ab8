//! Days and instants as Korea's calendar has them.

use carrier_checkout_protocol::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{ToSpan as _, Zoned};

use super::query::Query;
use crate::store::Span;

/// From one day to another, both of them in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) from: Date,
    pub(super) to: Date,
}

impl Period {
    /// As many days up to today.
    pub(super) fn last(days: i64, now: Timestamp) -> Self {
        let today = day_of(now);
        Self { from: today.saturating_sub((days - 1).days()), to: today }
    }

    /// This month up to today.
    pub(super) fn month(now: Timestamp) -> Self {
        let today = day_of(now);
        Self { from: today.first_of_month(), to: today }
    }

    /// As asked for by `?from=` and `?to=`, in whichever order.
    pub(super) fn asked(query: &Query) -> Option<Self> {
        let day = |name| query.get(name).and_then(|text| text.parse::<Date>().ok());
        let (from, to) = match (day("from"), day("to")) {
            (None, None) => return None,
            (Some(from), Some(to)) => (from.min(to), from.max(to)),
            (Some(from), None) => (from, Date::constant(9998, 12, 31)),
            (None, Some(to)) => (Date::constant(1970, 1, 2), to),
        };
        Some(Self { from, to })
    }

    pub(super) fn span(self) -> Span {
        Span { from: midnight(self.from), to: midnight(self.to.saturating_add(1.day())) }
    }

    /// Every day of it, at most a year's.
    pub(super) fn days(self) -> impl Iterator<Item = Date> {
        self.from.series(1.day()).take_while(move |day| *day <= self.to).take(366)
    }
}

/// The day in Korea.
pub(super) fn day_of(at: Timestamp) -> Date {
    in_korea(at).date()
}

/// The day of that number since 1970-01-01.
pub(super) fn numbered_day(number: i64) -> Date {
    day_of(Timestamp::from_millis(number * 86_400_000))
}

/// `2026-11-22 22:31:05`
pub(super) fn clock(at: Timestamp) -> String {
    in_korea(at).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// The instant as machines write it.
pub(super) fn machine(at: Timestamp) -> String {
    in_korea(at).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// Korea has had no daylight saving time since 1988: always UTC+9.
fn korea() -> TimeZone {
    TimeZone::fixed(Offset::constant(9))
}

fn in_korea(at: Timestamp) -> Zoned {
    jiff::Timestamp::from_millisecond(at.millis()).unwrap_or(jiff::Timestamp::MAX).to_zoned(korea())
}

fn midnight(day: Date) -> Timestamp {
    let millis = day.to_zoned(korea()).map_or(i64::MAX, |zoned| zoned.timestamp().as_millisecond());
    Timestamp::from_millis(millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_and_ends_at_midnight_in_korea() {
        // 2026-11-21T23:31:00Z is the morning of the 22nd.
        let at = Timestamp::from_millis(1_795_303_860_000);
        let Span { from, to } = Period::last(1, at).span();
        assert_eq!((clock(from), clock(to)), ("2026-11-22 00:00:00".to_owned(), "2026-11-23 00:00:00".to_owned()));
        assert_eq!(machine(at), "2026-11-22T08:31:00+09:00");
        assert_eq!(Period::month(at).days().count(), 22);
        assert_eq!(numbered_day((at.millis() + 9 * 3_600_000) / 86_400_000), day_of(at));
    }
}
