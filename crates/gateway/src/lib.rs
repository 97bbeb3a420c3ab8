//! The operator's server: it keeps sessions, consents and payments, speaks to
//! the carriers, and tells the merchants what happened.
//!
//! Reading order: [`app`] puts the parts together; `api` has one file per
//! resource; `charge`, `refunds` and `lifecycle` are the rules behind them; [`store`] is
//! what is remembered; [`camara`] are the carriers, [`payouts`] whoever pays out
//! to bank accounts and [`webhooks`] the merchants; [`problem`], [`idempotency`] and [`auth`] stand before every
//! handler, [`limit`] and `load` before those; `openapi` describes them all; [`server`] holds the connections,
//! [`metrics`] is what an operator watches; [`policy`] says which proof a payment needs.

mod address;
mod api;
pub mod app;
pub mod appearance;
mod approvals;
pub mod auth;
pub mod background;
pub mod camara;
pub mod capability;
pub mod catalogue;
mod charge;
pub mod clock;
pub mod config;
mod consents;
mod console;
mod direct;
pub mod disputes;
mod funnel;
pub mod idempotency;
pub mod keyring;
mod lifecycle;
pub mod limit;
mod load;
pub mod mail;
pub mod mapping;
pub mod merchants;
mod message;
pub mod metrics;
mod months;
mod openapi;
pub mod page;
pub mod payouts;
pub mod policy;
pub mod problem;
pub mod random;
mod refunds;
pub mod request;
pub mod retention;
pub mod seal;
pub mod server;
pub mod serving;
mod stalled;
pub mod store;
pub mod telemetry;
mod told;
mod view;
pub mod webhooks;
mod words;

pub use app::App;
