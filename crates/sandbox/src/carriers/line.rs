//! Which line a request is about.

use carrier_checkout_protocol::phone::PhoneError;
use carrier_checkout_protocol::{PhoneNumber, Private};
use serde::{Deserialize, Deserializer};

use super::{Code, Fault};

/// A number as CAMARA takes it: `^\+[1-9][0-9]{4,14}$`.
pub(super) struct E164(String);

impl<'de> Deserialize<'de> for E164 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| serde::de::Error::custom("not an E.164 number"))
    }
}

/// A number that is not one of the carrier's mobile lines.
pub(super) enum NoLine {
    /// A Korean number, but not a mobile one.
    NotMobile,
    /// Nobody's, or of another country.
    Unknown,
}

impl E164 {
    /// A number as it is written in a body or a hint.
    pub(super) fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+')?;
        let is_number =
            (5..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
        is_number.then(|| Self(text.to_owned()))
    }

    /// The line of that number. Every 010 number is a line of every carrier.
    pub(super) fn line(&self) -> Result<Private<PhoneNumber>, NoLine> {
        PhoneNumber::parse(&self.0).map(Private::new).map_err(|error| match error {
            PhoneError::NotMobile | PhoneError::SafeNumber | PhoneError::LegacyPrefix => NoLine::NotMobile,
            PhoneError::Empty
            | PhoneError::TooShort
            | PhoneError::TooLong
            | PhoneError::Foreign
            | PhoneError::Ambiguous => NoLine::Unknown,
        })
    }
}

/// The line that an optional `phoneNumber` names. Our tokens are two-legged:
/// they do not say whose line it is, so the request has to.
pub(super) fn named(number: Option<&E164>) -> Result<Private<PhoneNumber>, Fault> {
    number.ok_or(Code::MissingIdentifier)?.line().map_err(|no_line| {
        match no_line {
            NoLine::NotMobile => Code::ServiceNotApplicable,
            NoLine::Unknown => Code::IdentifierNotFound,
        }
        .into()
    })
}
