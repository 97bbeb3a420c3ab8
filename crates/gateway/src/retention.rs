//! How long what is kept for what: docs/retention.md has it as a table, with the reasons.
//!
//! Payments are kept as long as the law says, by Korea's calendar: a record of one day is kept until that day of the
//! year is over, one or five years later. What the law does not speak of is kept as the operator has set it.

use carrier_checkout_protocol::Timestamp;
use jiff::ToSpan as _;
use jiff::tz::{Offset, TimeZone};

use crate::app::App;
use crate::problem::Refused;
use crate::store::{PaidBefore, Size, StoreError};

/// How many of a kind are deleted in one transaction.
const BATCH: u32 = 100;

const DAY_MS: i64 = 24 * 3_600_000;

/// How long records of payments are kept: decree of the Network Act, art. 66-7 ①.
const SMALL_YEARS: i64 = 1;
const LARGE_YEARS: i64 = 5;

/// How long what the law does not speak of is kept, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// `CARRIER_CHECKOUT_KEEP_LINES_DAYS`: phone numbers that were named and not charged.
    pub lines: u16,
    /// `CARRIER_CHECKOUT_KEEP_UNPAID_DAYS`: sessions that nobody paid.
    pub unpaid: u16,
    /// `CARRIER_CHECKOUT_KEEP_EVENTS_DAYS`: events that were delivered or given up.
    pub events: u16,
}

impl Default for Keep {
    fn default() -> Self {
        Self { lines: 30, unpaid: 365, events: 90 }
    }
}

/// How much was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Forgotten {
    /// Phone numbers that were not charged.
    pub lines: u64,
    /// Sessions that nobody paid.
    pub unpaid: u64,
    /// Sessions that were paid, with their payments.
    pub paid: u64,
    /// Later months of monthly payments that go on.
    pub months: u64,
    /// Events.
    pub events: u64,
}

impl Forgotten {
    /// Whether there may be more of one kind.
    fn is_full(&self) -> bool {
        [self.lines, self.unpaid, self.paid, self.months, self.events].iter().any(|count| *count >= u64::from(BATCH))
    }

    fn add(&mut self, more: Self) {
        self.lines += more.lines;
        self.unpaid += more.unpaid;
        self.paid += more.paid;
        self.months += more.months;
        self.events += more.events;
    }
}

impl App {
    /// Deletes everything that has been kept long enough, a batch after the other. Any number of gateways may do so at
    /// the same time, and be interrupted. Gives how much there was.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget(&self) -> Result<Forgotten, Refused> {
        let mut all = Forgotten::default();
        loop {
            let batch = self.forget_batch().await?;
            all.add(batch);
            if !batch.is_full() {
                break;
            }
        }
        if all != Forgotten::default() {
            let Forgotten { lines, unpaid, paid, months, events } = all;
            tracing::info!(lines, unpaid, paid, months, events, "what was kept long enough has been deleted");
        }
        Ok(all)
    }

    async fn forget_batch(&self) -> Result<Forgotten, Refused> {
        let (store, keep, now) = (&self.store, self.keep, self.now());
        let days = |days: u16| now - i64::from(days) * DAY_MS;
        let (small, large) = (years_before(now, SMALL_YEARS), years_before(now, LARGE_YEARS));
        let small = PaidBefore { size: Size::Small, at: small, disputed: large };
        let large = PaidBefore { size: Size::Large, at: large, disputed: large };
        let (lines, unpaid, events) = (
            store.forget_lines(days(keep.lines), BATCH).await,
            store.forget_unpaid(days(keep.unpaid), BATCH).await,
            store.forget_events(days(keep.events), BATCH).await,
        );
        let (mut paid, mut months) = (Ok(0), Ok(0));
        for before in [small, large] {
            paid = sum(paid, store.forget_paid(before, BATCH).await);
            months = sum(months, store.forget_months(before, BATCH).await);
        }
        // One that fails keeps none of the others.
        Ok(Forgotten { lines: lines?, unpaid: unpaid?, paid: paid?, months: months?, events: events? })
    }
}

/// The midnight in Korea before which so many years are over, whenever in its day something was.
fn years_before(now: Timestamp, years: i64) -> Timestamp {
    let korea = TimeZone::fixed(Offset::constant(9));
    let now = jiff::Timestamp::from_millisecond(now.millis()).unwrap_or(jiff::Timestamp::MAX);
    let day = now.to_zoned(korea.clone()).date().saturating_sub(years.years());
    // Before what no record can be: nothing is deleted when a calendar fails.
    let millis = day.to_zoned(korea).map_or(i64::MIN, |midnight| midnight.timestamp().as_millisecond());
    Timestamp::from_millis(millis)
}

fn sum(one: Result<u64, StoreError>, other: Result<u64, StoreError>) -> Result<u64, StoreError> {
    Ok(one? + other?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn korean(text: &str) -> Timestamp {
        let at: jiff::Timestamp = format!("{text}+09:00").parse().unwrap();
        Timestamp::from_millis(at.as_millisecond())
    }

    #[test]
    fn a_year_is_over_when_its_last_day_is_over_in_korea() {
        let kept = |at: &str, now: &str, years| korean(at) >= years_before(korean(now), years);
        assert!(kept("2026-11-22T00:00:00", "2027-11-22T23:59:59", 1));
        assert!(kept("2026-11-22T23:59:59", "2027-11-22T23:59:59", 1));
        assert!(!kept("2026-11-22T23:59:59", "2027-11-23T00:00:00", 1));
        assert!(kept("2026-11-22T00:00:00", "2031-11-22T23:59:59", 5));
        assert!(!kept("2026-11-22T23:59:59", "2031-11-23T00:00:00", 5));
    }

    #[test]
    fn a_leap_day_is_kept_for_whole_years_too() {
        let kept = |now: &str, years| korean("2028-02-29T12:00:00") >= years_before(korean(now), years);
        assert!(kept("2029-02-28T23:59:59", 1) && !kept("2029-03-01T00:00:00", 1));
        assert!(kept("2033-02-28T23:59:59", 5) && !kept("2033-03-01T00:00:00", 5));
    }
}
