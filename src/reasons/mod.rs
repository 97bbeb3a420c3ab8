//! What the shopper reads when something went wrong, and around the window.
//!
//! The widget has only what it says by itself (`own`). The words of all reasons
//! are the gateway's, which sends them with a failure, so that nobody downloads
//! what most never read, and so are the texts of the page that the window is in
//! (`page`): one file per language, compiled with the feature `ssr`. Of the latter
//! the Yew component says a few by itself.
//! A reason without a text does not compile.

#[cfg(any(feature = "ssr", all(feature = "component", feature = "en")))]
#[cfg_attr(not(feature = "ssr"), expect(dead_code, reason = "the component says little of it"))]
pub(crate) mod en;
#[cfg(feature = "ssr")]
mod hosted;
#[cfg(any(feature = "ssr", all(feature = "component", feature = "ja")))]
#[cfg_attr(not(feature = "ssr"), expect(dead_code, reason = "the component says little of it"))]
pub(crate) mod ja;
#[cfg(any(feature = "ssr", all(feature = "component", feature = "ko")))]
#[cfg_attr(not(feature = "ssr"), expect(dead_code, reason = "the component says little of it"))]
pub(crate) mod ko;
#[cfg(any(feature = "ssr", feature = "component"))]
mod monthly;
mod own;
#[cfg(any(feature = "ssr", feature = "component"))]
mod page;
#[cfg(any(feature = "ssr", feature = "component"))]
mod policy;
#[cfg(any(feature = "ssr", all(feature = "component", feature = "vi")))]
#[cfg_attr(not(feature = "ssr"), expect(dead_code, reason = "the component says little of it"))]
pub(crate) mod vi;
#[cfg(any(feature = "ssr", all(feature = "component", feature = "zh-Hans")))]
#[cfg_attr(not(feature = "ssr"), expect(dead_code, reason = "the component says little of it"))]
pub(crate) mod zh_hans;

#[cfg(feature = "ssr")]
pub use hosted::{HostedTexts, hosted};
#[cfg(any(feature = "ssr", feature = "component"))]
pub use monthly::MonthlyTexts;
pub use own::{OwnTexts, Said};
#[cfg(any(feature = "ssr", feature = "component"))]
pub use page::{MailTexts, PageTexts, Question, RefusedPress};
#[cfg(any(feature = "ssr", feature = "component"))]
pub use policy::PolicyTexts;

/// The words of every reason in one language.
#[cfg(any(feature = "ssr", feature = "component"))]
pub struct Reasons {
    /// What happened.
    pub happened: fn(carrier_checkout_protocol::Reason) -> &'static str,
    /// What to do next, and who can do it.
    pub next: fn(carrier_checkout_protocol::Reason) -> &'static str,
}
