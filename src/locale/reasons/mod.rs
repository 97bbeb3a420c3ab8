//! What the shopper reads of each reason, one file per language.
//!
//! These texts are not in the widget: the gateway sends the words of a failure
//! with it, so that nobody downloads what most never read. A reason without a
//! text does not compile.

#[cfg(feature = "en")]
pub(super) mod en;
#[cfg(feature = "ko")]
pub(super) mod ko;

use carrier_checkout_protocol::{Locale, Reason, Words};

/// The reasons in one language.
pub struct Reasons {
    /// What happened.
    pub happened: fn(Reason) -> &'static str,
    /// What to do next, and who can do it.
    pub next: fn(Reason) -> &'static str,
}

/// The words of a reason, for a window in that language.
#[must_use]
pub fn words(reason: Reason, locale: Locale) -> Words {
    let reasons = &super::texts(locale).reasons;
    Words { happened: (reasons.happened)(reason).to_owned(), next: (reasons.next)(reason).to_owned() }
}
