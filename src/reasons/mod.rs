//! What the shopper reads when something went wrong, and around the window.
//!
//! The widget has only what it says by itself (`own`). The words of all reasons
//! are the gateway's, which sends them with a failure, so that nobody downloads
//! what most never read, and so are the texts of the page that the window is in
//! (`page`): one file per language, compiled with the feature `ssr`.
//! A reason without a text does not compile.

#[cfg(feature = "ssr")]
pub(crate) mod en;
#[cfg(feature = "ssr")]
mod hosted;
#[cfg(feature = "ssr")]
pub(crate) mod ja;
#[cfg(feature = "ssr")]
pub(crate) mod ko;
#[cfg(feature = "ssr")]
mod monthly;
mod own;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod policy;
#[cfg(feature = "ssr")]
pub(crate) mod vi;
#[cfg(feature = "ssr")]
pub(crate) mod zh_hans;

#[cfg(feature = "ssr")]
pub use hosted::{HostedTexts, hosted};
#[cfg(feature = "ssr")]
pub use monthly::MonthlyTexts;
pub use own::{OwnTexts, Said};
#[cfg(feature = "ssr")]
pub use page::{MailTexts, PageTexts, Question, RefusedPress};
#[cfg(feature = "ssr")]
pub use policy::PolicyTexts;

/// The words of every reason in one language.
#[cfg(feature = "ssr")]
pub struct Reasons {
    /// What happened.
    pub happened: fn(carrier_checkout_protocol::Reason) -> &'static str,
    /// What to do next, and who can do it.
    pub next: fn(carrier_checkout_protocol::Reason) -> &'static str,
}
