//! Instants, and the calendar of Korea.

use core::ops::{Add, Sub};

use serde::{Deserialize, Deserializer, Serialize};

/// An instant: milliseconds since 1970-01-01T00:00:00Z. What is read is one that a browser's `Date` can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(type = "number"))]
#[serde(transparent)]
pub struct Timestamp(i64);

/// Korea has had no daylight saving time since 1988: always UTC+9.
const KOREA_AHEAD_MS: i64 = 9 * 3_600_000;
const DAY_MS: i64 = 86_400_000;

impl Timestamp {
    /// How far from the epoch a browser's `Date` reaches: a hundred million days. Calendars are no sure way beyond it.
    pub const FARTHEST: i64 = 100_000_000 * DAY_MS;

    /// An instant from its milliseconds.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Milliseconds from `earlier` to this; negative when it is the later one.
    #[must_use]
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// What calendar and clock in Korea show at this instant.
    #[must_use]
    pub fn in_korea(self) -> KoreanTime {
        let local = self.0 + KOREA_AHEAD_MS;
        let (day, ms) = (local.div_euclid(DAY_MS), local.rem_euclid(DAY_MS));
        let (year, month, day) = civil_from_days(day);
        let minutes = (ms / 60_000) as u16;
        KoreanTime { year, month, day, hour: (minutes / 60) as u8, minute: (minutes % 60) as u8 }
    }

    /// The last millisecond of this instant's calendar month in Korea: until
    /// then a payment can be cancelled, afterwards it stands on the bill.
    #[must_use]
    pub fn end_of_korean_month(self) -> Self {
        let KoreanTime { year, month, .. } = self.in_korea();
        let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        midnight_in_korea(year, month, 1) - 1
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let millis = i64::deserialize(deserializer)?;
        let within = (-Self::FARTHEST..=Self::FARTHEST).contains(&millis);
        within.then_some(Self(millis)).ok_or_else(|| serde::de::Error::custom("not a time that a Date can hold"))
    }
}

/// When that day begins in Korea.
pub(crate) fn midnight_in_korea(year: i32, month: u8, day: u8) -> Timestamp {
    Timestamp(days_from_civil(year, month, day) * DAY_MS - KOREA_AHEAD_MS)
}

/// Moves an instant by milliseconds.
impl Add<i64> for Timestamp {
    type Output = Self;
    fn add(self, millis: i64) -> Self {
        Self(self.0 + millis)
    }
}

/// Moves an instant back by milliseconds.
impl Sub<i64> for Timestamp {
    type Output = Self;
    fn sub(self, millis: i64) -> Self {
        Self(self.0 - millis)
    }
}

/// Date and time of day in Korea.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KoreanTime {
    /// Year, such as 2026.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
}

/// How many days a month has.
#[must_use]
pub const fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

// Both from Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
fn civil_from_days(days: i64) -> (i32, u8, u8) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = (doy - (153 * mp + 2) / 5 + 1) as u8;
    let month = (if mp < 10 { mp + 3 } else { mp - 9 }) as u8;
    let year = (yoe + era * 400) as i32 + i32::from(month <= 2);
    (year, month, day)
}

fn days_from_civil(year: i32, month: u8, day: u8) -> i64 {
    let y = i64::from(year) - i64::from(month <= 2);
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let mp = (i64::from(month) + 9) % 12;
    let doy = (153 * mp + 2) / 5 + i64::from(day) - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    era * 146_097 + doe - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn korea_is_nine_hours_ahead() {
        // 2026-11-21T23:31:00Z
        let at = Timestamp::from_millis(1_795_303_860_000);
        assert_eq!(at.in_korea(), KoreanTime { year: 2026, month: 11, day: 22, hour: 8, minute: 31 });
    }

    #[test]
    fn the_month_ends_at_midnight_in_korea() {
        // 2026-12-31T14:59:59Z is the last second of the year in Korea.
        let last = Timestamp::from_millis(1_798_729_199_000);
        assert_eq!(last.end_of_korean_month(), last + 999);
        assert_eq!((last + 1_000).in_korea(), KoreanTime { year: 2027, month: 1, day: 1, hour: 0, minute: 0 });
    }

    #[test]
    fn a_time_beyond_all_calendars_is_not_read() {
        for millis in [0, 1_795_303_860_000, -1, Timestamp::FARTHEST, -Timestamp::FARTHEST] {
            let read: Timestamp = serde_json::from_str(&millis.to_string()).unwrap();
            assert_eq!(read.millis(), millis);
            assert!(read <= read.end_of_korean_month());
        }
        for millis in [Timestamp::FARTHEST + 1, -Timestamp::FARTHEST - 1, i64::MAX, i64::MIN] {
            assert!(serde_json::from_str::<Timestamp>(&millis.to_string()).is_err(), "{millis}");
        }
    }

    proptest! {
        #[test]
        fn dates_go_there_and_back(days in -800_000_i64..800_000) {
            let (year, month, day) = civil_from_days(days);
            prop_assert!((1..=days_in_month(year, month)).contains(&day));
            prop_assert_eq!(days_from_civil(year, month, day), days);
        }

        #[test]
        fn a_months_end_is_never_before_now(millis in 0_i64..4_000_000_000_000) {
            let now = Timestamp::from_millis(millis);
            let end = now.end_of_korean_month();
            prop_assert!(end >= now);
            prop_assert_eq!(end.in_korea().month, now.in_korea().month);
            prop_assert_ne!((end + 1).in_korea().month, now.in_korea().month);
        }
    }
}
