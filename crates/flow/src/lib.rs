//! The checkout as a pure state machine.
//!
//! [`Flow::step`] takes an [`Input`] (something that happened) and the time,
//! and gives back the next flow and the [`Effect`]s to perform. It has no DOM,
//! no clock, no randomness and no async: a browser, a server or a test drives it.
//!
//! Reading order: [`input`] and [`effect`] are its two sides; [`flow`] is the
//! turn-table between states; [`desk`] is what stays while states change, with
//! the one request under way (`requests`) and the gateway's time (`clock`);
//! [`form`] is what the shopper fills in; [`state`] has one file per screen;
//! `look` tells whether a key has changed more than its field; `trouble` says what a missing answer means; [`terms`] are the texts behind
//! the ticks.

mod clock;
pub mod desk;
pub mod effect;
pub mod flow;
pub mod form;
#[cfg(feature = "imprint")]
pub mod imprint;
pub mod input;
mod look;
mod requests;
pub mod state;
pub mod terms;
mod trouble;

pub use desk::Desk;
pub use effect::{Effect, Field, Remedy, Request, Ticket};
pub use flow::Flow;
pub use form::Form;
pub use input::{Input, Reply, Trouble};
pub use state::State;
