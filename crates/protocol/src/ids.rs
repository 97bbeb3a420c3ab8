//! Names of things: a prefix that says what it names, mostly the time at which it was made, then 128 random bits.
//!
//! The time comes first so that what is made together is stored together: a database finds room for new rows in few
//! pages, however many rows there are. It is no secret, and not to be relied on: ids of before it have none.

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::Timestamp;

/// The text is not an id of the kind that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id that starts with {expected:?}")]
pub struct InvalidId {
    expected: &'static str,
}

/// The random characters: 22 of base 62 hold 128 bits.
const LENGTH: usize = 22;

/// Those of the time before them: milliseconds until the year 2081.
const TIME: usize = 7;

/// The last so many digits, in the order of their bytes.
fn base62<const DIGITS: usize>(mut number: u128) -> String {
    const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut digits = [b'0'; DIGITS];
    for digit in digits.iter_mut().rev() {
        *digit = ALPHABET[(number % 62) as usize];
        number /= 62;
    }
    digits.iter().map(|&byte| char::from(byte)).collect()
}

fn is_id(rest: &str) -> bool {
    [LENGTH, TIME + LENGTH].contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_alphanumeric())
}

macro_rules! id {
    ($(#[$meta:meta])* $name:ident, $prefix:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// What every such id starts with.
            pub const PREFIX: &'static str = $prefix;

            /// Makes an id of 128 random bits, which the caller brings.
            #[must_use]
            pub fn from_random(bits: u128) -> Self {
                Self(format!("{}{}", $prefix, base62::<LENGTH>(bits)))
            }

            /// Makes an id of a time and 128 random bits: a later one sorts behind it.
            #[must_use]
            pub fn made_at(at: Timestamp, bits: u128) -> Self {
                let at = u128::try_from(at.millis()).unwrap_or_default();
                Self(format!("{}{}{}", $prefix, base62::<TIME>(at), base62::<LENGTH>(bits)))
            }

            /// Reads an id: the prefix, then 22 or 29 letters or digits.
            ///
            /// # Errors
            /// When it is anything else.
            pub fn parse(text: &str) -> Result<Self, InvalidId> {
                match text.strip_prefix($prefix) {
                    Some(rest) if is_id(rest) => Ok(Self(text.to_owned())),
                    Some(_) | None => Err(InvalidId { expected: $prefix }),
                }
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                let pattern = format!("^{}([0-9A-Za-z]{{{TIME}}})?[0-9A-Za-z]{{{LENGTH}}}$", $prefix);
                $crate::openapi::text(&pattern, &Self::made_at(Timestamp::from_millis(1_795_000_000_000), 1 << 100).0)
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    };
}

id!(
    /// A checkout session: one order, for one sitting. The merchant's page holds it.
    SessionId, "cs_"
);
id!(
    /// One attempt to prove that the shopper holds the line.
    ChallengeId, "ch_"
);
id!(
    /// What the merchant's backend exchanges for the payment: single use, 10 minutes.
    TokenId, "tok_"
);
id!(
    /// A payment.
    PaymentId, "pay_"
);
id!(
    /// An event told by webhook.
    EventId, "evt_"
);
id!(
    /// What the later months of monthly billing are charged by.
    BillingKeyId, "bk_"
);
id!(
    /// A payment that is given back, wholly or in part.
    RefundId, "re_"
);
id!(
    /// A shopper's word that a payment is not theirs.
    DisputeId, "dp_"
);

/// The merchant's own order number: 1 to 64 of `A-Z a-z 0-9 - _ = .`
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(type = "string"))]
#[serde(transparent)]
pub struct OrderId(String);

/// The order number is empty, longer than 64 or has another character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an order id has 1 to 64 characters of A-Z a-z 0-9 - _ = .")]
pub struct InvalidOrderId;

impl OrderId {
    /// Reads an order number.
    ///
    /// # Errors
    /// When its length or a character is not allowed.
    pub fn parse(text: &str) -> Result<Self, InvalidOrderId> {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-_=.".contains(&b);
        if (1..=64).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidOrderId)
        }
    }

    /// The order number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for OrderId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_every_bit_counts() {
        for bits in [0, 1, u128::MAX, u128::MAX - 1, 0x0123_4567_89ab_cdef] {
            let id = SessionId::from_random(bits);
            assert_eq!(SessionId::parse(id.as_str()), Ok(id));
        }
        assert_ne!(SessionId::from_random(u128::MAX), SessionId::from_random(u128::MAX - 1));
    }

    #[test]
    fn an_id_that_is_made_later_sorts_behind() {
        let at = |millis, bits| SessionId::made_at(Timestamp::from_millis(millis), bits);
        let times = [0, 1, 61, 62, 1_795_000_000_000, 1_795_000_000_001, 3_521_614_606_207];
        assert!(times.map(|millis| at(millis, u128::MAX)).windows(2).all(|two| two[0] < two[1]));
        assert!(times.map(|millis| at(millis, 0)).iter().all(|id| SessionId::parse(id.as_str()).as_ref() == Ok(id)));
        assert_ne!(at(1, 0), at(1, 1));
    }

    #[test]
    fn an_id_of_another_kind_or_length_is_refused() {
        let payment = PaymentId::from_random(7);
        assert!(SessionId::parse(payment.as_str()).is_err());
        for bad in ["", "cs_", "cs_short", "cs_../../../../etc/passwd00", "cs_가나다라마바사아"] {
            assert!(SessionId::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_order_id_keeps_to_its_alphabet() {
        assert!(OrderId::parse("A-1_2=3.4").is_ok());
        for bad in ["", "a b", "주문", "a/b", &"x".repeat(65)] {
            assert!(OrderId::parse(bad).is_err(), "{bad}");
        }
    }
}
