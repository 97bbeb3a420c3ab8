//! Personal data that must not reach a log.

use core::fmt;

use serde::{Deserialize, Serialize};

/// What kind of personal data a type is, for the text shown in its place.
pub trait Personal {
    /// Shown by `Debug` instead of the value, such as `[phone]`.
    const SHOWN_AS: &'static str;
}

/// Holds personal data: it travels on the wire, but `Debug` never shows it.
///
/// Reading it is always the call [`Private::reveal`], so that a reviewer can
/// search for every place that does.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Private<T>(T);

impl<T> Private<T> {
    /// Wraps a value as soon as it is known.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself: never for a log, a URL, an event or storage.
    pub const fn reveal(&self) -> &T {
        &self.0
    }

    /// The value itself, by move.
    pub fn into_revealed(self) -> T {
        self.0
    }
}

impl<T: Personal> fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::SHOWN_AS)
    }
}

#[cfg(test)]
mod tests {
    use crate::{BirthDate, OneTimeCode, PhoneNumber, Private};

    #[test]
    fn debug_shows_the_kind_and_never_the_value() {
        let phone = Private::new(PhoneNumber::parse("010-2345-6789").unwrap());
        let birth = Private::new(BirthDate::parse("900101", "1").unwrap());
        let code = Private::new(OneTimeCode::parse("123456").unwrap());
        assert_eq!(format!("{phone:?} {birth:?} {code:?}"), "[phone] [birth] [code]");
        assert_eq!(format!("{:?}", Some(&phone)), "Some([phone])");
    }
}
