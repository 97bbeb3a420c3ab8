//! The flow against a simulated gateway, merchant and clock: journeys as
//! readable transcripts, and laws that hold on any way.

mod acts;
mod clocks;
mod codes;
mod gateway;
mod journeys;
mod laws;
mod losses;
mod merchant;
mod merchants;
mod pages;
mod shopper;
mod transcript;
mod typing;
mod watch;
mod world;
