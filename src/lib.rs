//! The checkout window for Korean carrier billing: a Yew component for the browser.
//!
//! Reading order: `carrier_checkout_flow` decides everything; [`view`] shows a
//! flow and turns what the shopper does into its inputs; `driver` feeds the flow
//! and performs its effects with the browser powers in `effect`; `api` is what
//! JavaScript calls; [`locale`] and [`reasons`] have the texts.
//!
//! [`view`] and [`locale`] compile on every target, so that a server can render
//! the same window (`server`, with the feature `ssr`); `api`, `driver` and
//! `effect` only for the browser, and so is `component`, the window without the
//! frame, for pages that are in Yew themselves (feature `component`).

pub mod locale;
pub mod reasons;
#[cfg(feature = "ssr")]
pub mod server;
pub mod view;

#[cfg(all(target_arch = "wasm32", feature = "module"))]
mod allocator;
#[cfg(all(target_arch = "wasm32", feature = "module"))]
pub mod api;
#[cfg(all(target_arch = "wasm32", feature = "component"))]
pub mod component;
#[cfg(target_arch = "wasm32")]
pub mod driver;
#[cfg(target_arch = "wasm32")]
pub mod effect;
