//! The shop's router, with a gateway that answers as it is told to.
#![expect(clippy::unwrap_used, reason = "a helper that cannot go on ends its test")]

mod cancels;
mod confirm;
mod gateway;
mod hosted;
mod keys;
mod months;
mod pages;
mod webhooks;
mod world;
