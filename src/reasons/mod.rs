//! What the shopper reads when something went wrong.
//!
//! The widget has only what it says by itself (`own`). The words of all reasons
//! are the gateway's, which sends them with a failure, so that nobody downloads
//! what most never read: one file per language, compiled with the feature `ssr`.
//! A reason without a text does not compile.

#[cfg(all(feature = "ssr", feature = "en"))]
pub(crate) mod en;
#[cfg(all(feature = "ssr", feature = "ko"))]
pub(crate) mod ko;
mod own;

pub use own::{OwnTexts, Said};

/// The words of every reason in one language.
#[cfg(feature = "ssr")]
pub struct Reasons {
    /// What happened.
    pub happened: fn(carrier_checkout_protocol::Reason) -> &'static str,
    /// What to do next, and who can do it.
    pub next: fn(carrier_checkout_protocol::Reason) -> &'static str,
}
