//! The least that a page needs, as docs/yew.md shows it. `main.rs` is a page that uses more.

#[cfg(target_arch = "wasm32")]
pub mod payment;
