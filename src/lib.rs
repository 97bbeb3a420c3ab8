//! The checkout window for Korean carrier billing: a Yew component for the browser.
//!
//! Reading order: `carrier_checkout_flow` decides everything; [`view`] shows a
//! flow and turns what the shopper does into its inputs; `driver` feeds the flow
//! and performs its effects with the browser powers in `effect`; `api` is what
//! JavaScript calls; [`locale`] and [`reasons`] have the texts.
//!
//! [`view`] and [`locale`] compile on every target, so that a server can render
//! the same window (`server`, with the feature `ssr`); `api`, `driver` and
//! `effect` only for the browser.

pub mod locale;
pub mod reasons;
#[cfg(feature = "ssr")]
pub mod server;
pub mod view;

#[cfg(target_arch = "wasm32")]
mod allocator;
#[cfg(target_arch = "wasm32")]
pub mod api;
#[cfg(target_arch = "wasm32")]
pub mod driver;
#[cfg(target_arch = "wasm32")]
pub mod effect;
