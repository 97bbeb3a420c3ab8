//! Every state of a checkout: the real flow between a model of gateway, merchant, carrier and network.
//!
//! Nothing of the flow is copied: pages hold `carrier_checkout_flow::Flow` itself, and every screen, retry and key is
//! its own doing. The rest is a model of what the code does that is named in each module, one session of one merchant.
//! Whatever happens is an act (`act`): a message arrives, an alarm rings, the shopper does what the screen asks for.
//! Those are free, and happen in every order. What goes otherwise than well (`enabled::Mischief`: a message is lost,
//! somebody dies, a button is pressed that nobody expects) happens at every point too, as many times as the bounds say.
//! The search (`search`) meets every world that can come of it, and from each goes on in a world where all is well, to
//! see that it ends as it should (`ends`). What must hold is in [`laws`].
//!
//! Worlds are told apart by fingerprints (`print`). Seen from now, what is past is past, and an end far away is told
//! apart by the half minute; a ticket or key is who holds it. So two worlds may be taken for one that differ in how far
//! off something is: then one of them is explored. What is reported has happened, in a way that can be read.
//!
//! Why not the crate `stateright`: it looks for states that never come to an end along the ways that it happens to walk,
//! and keeps whole states; here every state is asked for its end, and the least mischief comes first.
//!
//! Reading order: [`rules`], `wire`, `gateway`, `carrier`, `merchant`, [`world`], `act`, [`enabled`], [`laws`], `ends`,
//! [`search`]; [`chapters`] are what is explored, [`report`] is what is printed.

mod act;
mod carrier;
pub mod chapters;
pub mod coverage;
pub mod enabled;
mod ends;
mod gateway;
pub mod laws;
mod merchant;
pub mod place;
mod print;
pub mod report;
pub mod rules;
pub mod search;
mod tell;
pub mod unreached;
mod wire;
pub mod world;
