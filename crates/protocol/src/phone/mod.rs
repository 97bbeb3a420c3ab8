//! Korean mobile numbers: [`PhoneNumber`] and what is accepted for one,
//! [`typing`] for the field while it is typed in.

mod parse;
pub mod typing;

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::private::Personal;
pub use parse::PhoneError;

/// A Korean mobile number: `010` and eight digits.
///
/// On the wire: the eleven digits, such as `"01012345678"`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PhoneNumber([u8; 11]);

impl PhoneNumber {
    /// Reads what people type and paste: any separators, digits of any
    /// script, `+82`, `0082`, a lost leading zero, a sentence around it.
    ///
    /// # Errors
    /// Why it is not one number that can pay.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        parse::parse(text).map(Self)
    }

    /// `01012345678`: personal data.
    #[must_use]
    pub fn national(&self) -> String {
        self.0.iter().map(|&d| char::from(b'0' + d)).collect()
    }

    /// `+821012345678`, as the carriers' APIs want it: personal data.
    #[must_use]
    pub fn e164(&self) -> String {
        format!("+82{}", &self.national()[1..])
    }

    /// `010-1234-5678`, as it is shown to the one who typed it: personal data.
    #[must_use]
    pub fn hyphenated(&self) -> String {
        let n = self.national();
        format!("{}-{}-{}", &n[..3], &n[3..7], &n[7..])
    }

    /// `010-****-5678`, for later screens, receipts and the merchant.
    #[must_use]
    pub fn masked(&self) -> MaskedPhone {
        MaskedPhone(format!("010-****-{}", &self.national()[7..]))
    }
}

impl Personal for PhoneNumber {
    const SHOWN_AS: &'static str = "[phone]";
}

impl Serialize for PhoneNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.national())
    }
}

impl<'de> Deserialize<'de> for PhoneNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// A number with its middle hidden: `010-****-5678`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(type = "string"))]
#[serde(transparent)]
pub struct MaskedPhone(String);

impl MaskedPhone {
    /// As shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MaskedPhone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The value of a decimal digit in the scripts that phones and spreadsheets
/// put on the clipboard: ASCII, full-width, Arabic-Indic.
pub(crate) const fn digit_value(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06f0}'..='\u{06f9}' => '\u{06f0}',
        _ => return None,
    };
    Some((c as u32 - zero as u32) as u8)
}
