//! A merchant's page in Yew that shows the checkout as a component, without the frame: the demo shop's
//! `/checkout/1?embed=yew`. The shop makes the order and the session, and writes the options into the page.
//!
//! `page.rs` is what such a merchant writes. docs/yew.md says whose page this is for: without the frame it can read
//! what the shopper types.

#[cfg(target_arch = "wasm32")]
mod page;

#[cfg(target_arch = "wasm32")]
fn main() {
    page::show();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
