//! Money, in whole won.

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize};

/// An amount in Korean won: a whole number from 1 to 10,000,000.
///
/// Carriers bill at most ₩1,000,000 a month; the wider bound only keeps a
/// slip of the keyboard out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct Won(u32);

/// The amount is zero, negative or beyond what any carrier bills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an amount is a whole number of won from 1 to {}", Won::MAX.0)]
pub struct AmountOutOfRange;

impl Won {
    /// The largest amount that is not taken for a slip.
    pub const MAX: Self = Self(10_000_000);

    /// An amount from 1 to [`Won::MAX`].
    ///
    /// # Errors
    /// When it is zero or larger.
    pub const fn new(won: u32) -> Result<Self, AmountOutOfRange> {
        if won == 0 || won > Self::MAX.0 { Err(AmountOutOfRange) } else { Ok(Self(won)) }
    }

    /// The number of won.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Won {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(u32::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Groups the digits by thousands: `9,900`. The unit is the language's affair.
impl fmt::Display for Won {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (millions, thousands, rest) = (self.0 / 1_000_000, self.0 / 1_000 % 1_000, self.0 % 1_000);
        if millions > 0 {
            write!(f, "{millions},{thousands:03},{rest:03}")
        } else if thousands > 0 {
            write!(f, "{thousands},{rest:03}")
        } else {
            write!(f, "{rest}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_thousands() {
        for (won, shown) in
            [(1, "1"), (300, "300"), (9_900, "9,900"), (1_000_000, "1,000,000"), (10_000_000, "10,000,000")]
        {
            assert_eq!(Won::new(won).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn refuses_zero_fractions_signs_and_slips() {
        assert_eq!(Won::new(0), Err(AmountOutOfRange));
        assert_eq!(Won::new(10_000_001), Err(AmountOutOfRange));
        for bad in ["0", "-1", "9.5", "\"9900\"", "null", "99999999999"] {
            assert!(serde_json::from_str::<Won>(bad).is_err(), "{bad}");
        }
    }
}
