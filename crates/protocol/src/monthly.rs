//! Monthly billing (월자동결제): what is agreed, and the key by which the later months are charged.

use serde::{Deserialize, Deserializer, Serialize};

use crate::carrier::Carrier;
use crate::ids::{BillingKeyId, OrderId, PaymentId, SessionId};
use crate::money::Won;
use crate::phone::MaskedPhone;
use crate::time::{KoreanTime, Timestamp, midnight_in_korea};

/// The day of each month on which the shopper agrees to be charged: 1 to 28.
///
/// Not every month has a 29th, 30th or 31st. A day that moves to the end of
/// February is not the day that was agreed to, and carriers that compare a
/// month's day with the first one's refuse it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct BillingDay(u8);

/// The day is not one that every month has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("monthly.day is a day that every month has, from 1 to 28")]
pub struct NotEveryMonth;

impl BillingDay {
    /// A day that every month has.
    ///
    /// # Errors
    /// When it is 0, or a day that some months do not have.
    pub const fn new(day: u8) -> Result<Self, NotEveryMonth> {
        if day >= 1 && day <= 28 { Ok(Self(day)) } else { Err(NotEveryMonth) }
    }

    /// The day's number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl<'de> Deserialize<'de> for BillingDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(u8::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// What is agreed beside goods and amount: needed exactly for what is billed monthly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Monthly {
    /// From the month after the first payment on, the day of each.
    pub day: BillingDay,
}

/// A calendar month in Korea. For each key it is charged once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KoreanMonth {
    year: i32,
    month: u8,
}

impl KoreanMonth {
    /// The month in which that instant is.
    #[must_use]
    pub fn of(at: Timestamp) -> Self {
        let KoreanTime { year, month, .. } = at.in_korea();
        Self { year, month }
    }

    /// `202612`: in the order of time, and readable where it is stored.
    #[must_use]
    pub fn number(self) -> i32 {
        self.year * 100 + i32::from(self.month)
    }

    /// The month of that number.
    #[must_use]
    pub fn numbered(number: i32) -> Option<Self> {
        let month = u8::try_from(number.rem_euclid(100)).ok().filter(|month| (1..=12).contains(month))?;
        Some(Self { year: number.div_euclid(100), month })
    }

    /// The month after it.
    #[must_use]
    pub const fn next(self) -> Self {
        match self.month {
            12 => Self { year: self.year + 1, month: 1 },
            month => Self { year: self.year, month: month + 1 },
        }
    }

    /// When that day of it begins.
    #[must_use]
    pub fn on(self, day: BillingDay) -> Timestamp {
        midnight_in_korea(self.year, self.month, day.get())
    }
}

/// What the window says of an order that is billed monthly, in its language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthlyWords {
    /// The kind of billing, and the day.
    pub terms: String,
}

/// What the receipt says of the months to come, in the language of the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthlyStanding {
    /// When it is charged next, or that it is not.
    pub text: String,
    /// Whether it goes on, and can be stopped.
    pub active: bool,
}

crate::wire_enum! {
    /// Whether a key can be charged.
    pub enum BillingKeyStatus {
        /// Once in each month.
        Active = "active",
        /// Not while a payment of it is disputed.
        Frozen = "frozen",
        /// Never again. Final.
        Stopped = "stopped",
    }
}

crate::wire_enum! {
    /// Who stopped monthly billing.
    pub enum StoppedBy {
        /// The shopper, on the receipt.
        Shopper = "shopper",
        /// The merchant's backend.
        Merchant = "merchant",
    }
}

/// A key of monthly billing, as the merchant's backend sees it. It is issued
/// with the first payment, and is good for that amount and that line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillingKey {
    /// Its id.
    pub id: BillingKeyId,
    /// Whether it can be charged.
    pub status: BillingKeyStatus,
    /// The session in which the shopper agreed.
    pub session: SessionId,
    /// What is bought.
    pub goods: String,
    /// What each month costs, no more and no less.
    pub amount: Won,
    /// The day of each month.
    pub day: BillingDay,
    /// Whose bill it comes with.
    pub carrier: Carrier,
    /// The line, its middle hidden.
    pub phone: MaskedPhone,
    /// When it was issued.
    pub created_at: Timestamp,
    /// The beginning of the next day, in Korea, from which on it can be charged: past when this month's is due.
    /// None when it cannot be charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub next_charge: Option<Timestamp>,
    /// When it was stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub stopped_at: Option<Timestamp>,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub stopped_by: Option<StoppedBy>,
    /// The payment that it was issued with.
    pub first_payment: PaymentId,
    /// The newest payment, whatever became of it.
    pub last_payment: PaymentId,
}

/// `POST /v1/billing_keys/{id}/payments`: charges one more month. The amount
/// is repeated to be compared with what was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChargeKey {
    /// The merchant's number of this month's order.
    pub order_id: OrderId,
    /// The amount that the merchant believes to be agreed.
    pub amount: Won,
    /// Only in sandbox mode: the time that it is taken to be, so that nobody has to wait for a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub sandbox_time: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_one_that_every_month_has() {
        for day in 1..=28 {
            assert_eq!(BillingDay::new(day).map(BillingDay::get), Ok(day));
        }
        for bad in ["0", "29", "31", "-1", "1.5", "\"15\"", "null"] {
            assert!(serde_json::from_str::<BillingDay>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn months_follow_each_other_and_read_back() {
        let november = KoreanMonth::of(Timestamp::from_millis(1_795_303_860_000));
        assert_eq!(november.number(), 202_611);
        assert_eq!((november.next().number(), november.next().next().number()), (202_612, 202_701));
        assert!(november < november.next() && november.next() < november.next().next());
        assert_eq!(KoreanMonth::numbered(202_611), Some(november));
        for bad in [202_600, 202_613, 12_345_699] {
            assert_eq!(KoreanMonth::numbered(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_korea() {
        // 2026-12-31T15:00:00Z is the first moment of 2027 in Korea.
        let new_year = KoreanMonth::numbered(202_701).unwrap();
        let day = |day| new_year.on(BillingDay::new(day).unwrap());
        assert_eq!(day(1).millis(), 1_798_729_200_000);
        assert_eq!(day(28).millis() - day(1).millis(), 27 * 86_400_000);
        assert_eq!((KoreanMonth::of(day(1)), KoreanMonth::of(day(1) - 1).next()), (new_year, new_year));
    }
}
