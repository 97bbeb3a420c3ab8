//! A merchant to try the checkout with: four goods, paid by phone bill.
//!
//! What a merchant has to write is in four places: `routes/checkout.rs` makes
//! the session, `pages/checkout.rs` puts the script tag into the page,
//! `routes/confirm.rs` exchanges the token, `routes/webhooks.rs` hears how it
//! ended. `gateway.rs` has the three calls that they make. The rest is a shop.

pub mod config;
pub mod gateway;
pub mod goods;
pub mod months;
pub mod orders;
mod pages;
mod problem;
mod routes;
mod state;

pub use config::{Config, ConfigError};
pub use routes::router;
pub use state::{OpenError, ShopState};

/// What the guide to webhooks shows in Rust compiles.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/webhooks.md")]
struct Guide;
