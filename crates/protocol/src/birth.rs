//! The first seven digits of a resident registration number, never thirteen.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::private::Personal;
use crate::time::days_in_month;

/// Date of birth and the digit after it, which tells century, sex and whether
/// the holder is a foreigner: 1, 2, 5, 6 for the 1900s and 3, 4, 7, 8 for the 2000s.
///
/// On the wire: seven digits, such as `"9001011"`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct BirthDate([u8; 7]);

/// Why seven digits are not a birth date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BirthError {
    /// The six digits are missing or too few.
    #[error("six digits of the date of birth are needed")]
    DateIncomplete,
    /// The calendar has no such day.
    #[error("there is no such day")]
    NoSuchDay,
    /// The seventh digit is missing.
    #[error("the first digit after the hyphen is needed")]
    DigitMissing,
    /// The seventh digit is not 1 to 8.
    #[error("the digit after the hyphen is 1 to 8")]
    DigitOutOfRange,
}

impl BirthDate {
    /// Reads `YYMMDD` and the digit after it; spaces around are ignored.
    ///
    /// # Errors
    /// The first of the two fields that is wrong, and how.
    pub fn parse(date: &str, digit: &str) -> Result<Self, BirthError> {
        let date = digits(date).filter(|d| d.len() == 6).ok_or(BirthError::DateIncomplete)?;
        let two = |at: usize| date[at] * 10 + date[at + 1];
        let (year, month, day) = (two(0), two(2), two(4));
        // Until the century is known, 29 February is judged by the laxer one.
        if !(1..=12).contains(&month) || !(1..=days_in_month(2000 + i32::from(year), month)).contains(&day) {
            return Err(BirthError::NoSuchDay);
        }
        let digit = match digits(digit).as_deref() {
            Some([digit]) => *digit,
            Some([]) | None => return Err(BirthError::DigitMissing),
            Some(_) => return Err(BirthError::DigitOutOfRange),
        };
        let century = match digit {
            1 | 2 | 5 | 6 => 1900,
            3 | 4 | 7 | 8 => 2000,
            _ => return Err(BirthError::DigitOutOfRange),
        };
        if day > days_in_month(century + i32::from(year), month) {
            return Err(BirthError::NoSuchDay);
        }
        let mut seven = [digit; 7];
        seven[..6].copy_from_slice(&date);
        Ok(Self(seven))
    }

    /// The seven digits: personal data, only for the request that needs them.
    #[must_use]
    pub fn digits(&self) -> String {
        self.0.iter().map(|&d| char::from(b'0' + d)).collect()
    }
}

fn digits(text: &str) -> Option<Vec<u8>> {
    text.trim().chars().map(crate::phone::digit_value).collect()
}

impl Personal for BirthDate {
    const SHOWN_AS: &'static str = "[birth]";
}

impl Serialize for BirthDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.digits())
    }
}

impl<'de> Deserialize<'de> for BirthDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (date, digit) = text.split_at_checked(6).unwrap_or((&text, ""));
        Self::parse(date, digit).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn real_days_of_both_centuries_are_read() {
        for (date, digit) in
            [("900101", "1"), ("000229", "3"), ("960229", "2"), ("050431", "x"), ("051130", "8"), (" ９０0101 ", "5")]
        {
            let read = BirthDate::parse(date, digit);
            if digit == "x" {
                assert_eq!(read.err(), Some(BirthError::NoSuchDay))
            } else {
                assert!(read.is_ok(), "{date}")
            }
        }
    }

    #[test]
    fn each_slip_is_named() {
        for (date, digit, error) in [
            ("", "1", BirthError::DateIncomplete),
            ("9001", "1", BirthError::DateIncomplete),
            ("9001011", "1", BirthError::DateIncomplete),
            ("90-1-1", "1", BirthError::DateIncomplete),
            ("901301", "1", BirthError::NoSuchDay),
            ("900230", "1", BirthError::NoSuchDay),
            ("000229", "1", BirthError::NoSuchDay), // 1900 was no leap year
            ("900101", "", BirthError::DigitMissing),
            ("900101", "9", BirthError::DigitOutOfRange),
            ("900101", "0", BirthError::DigitOutOfRange),
            ("900101", "12", BirthError::DigitOutOfRange),
        ] {
            assert_eq!(BirthDate::parse(date, digit).err(), Some(error), "{date}-{digit}");
        }
    }

    #[test]
    fn thirteen_digits_are_refused_on_the_wire() {
        assert!(serde_json::from_str::<BirthDate>("\"9001011\"").is_ok());
        for bad in ["\"9001011234567\"", "\"900101\"", "\"가나다라마바사\"", "9001011"] {
            assert!(serde_json::from_str::<BirthDate>(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_is_read_reads_back(date in "\\PC{0,8}", digit in "\\PC{0,2}") {
            if let Ok(birth) = BirthDate::parse(&date, &digit) {
                let seven = birth.digits();
                prop_assert!(BirthDate::parse(&seven[..6], &seven[6..]) == Ok(birth));
            }
        }
    }
}
