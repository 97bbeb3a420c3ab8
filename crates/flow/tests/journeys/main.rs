//! The flow against a simulated gateway, merchant and clock: journeys as
//! readable transcripts, and laws that hold on any way.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod acts;
mod approvals;
mod cancels;
mod challenges;
mod clocks;
mod codes;
mod disputes;
mod expiry;
mod gateway;
mod journeys;
mod laws;
mod losses;
mod merchant;
mod merchants;
mod monthly;
mod order;
mod pages;
mod recovery;
mod shopper;
mod transcript;
mod typing;
mod watch;
mod world;
