//! Stands in for the outside world: the carriers' CAMARA APIs and the
//! shopper's phone.
//!
//! Reading order: [`magic`] says which numbers replay a failure; `carriers`
//! has the APIs, one module each, below what they share (`access`, `body`,
//! `correlator`, `fault`, `line`), and `oauth`, which gives tokens and has
//! phones ring and PASS ask; `phone` shows what the phones received and
//! answers it; `ledger` lists what was charged, and `payouts` pays out to
//! bank accounts; `store` keeps it all in
//! SQLite; `state` and `server` put it together.
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use carrier_checkout_sandbox::{SandboxState, serve};
//!
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! let carriers = format!("http://{}/carriers", listener.local_addr()?);
//! tokio::spawn(serve(listener, SandboxState::in_memory().await?, std::future::pending()));
//! # let _ = carriers; Ok(()) }
//! ```

mod carriers;
mod clock;
mod date;
mod ledger;
pub mod magic;
mod payouts;
mod phone;
mod random;
mod refusals;
mod server;
mod state;
mod store;

pub use carriers::{CLIENT_ID, CLIENT_SECRET};
pub use clock::{Clock, ManualClock, SystemClock};
pub use payouts::PAYOUT_TOKEN;
pub use server::{router, serve};
pub use state::{OpenError, Rules, SandboxState};

/// What the guide shows in Rust compiles.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/sandbox.md")]
struct Guide;
