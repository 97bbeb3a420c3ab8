//! The command as an operator runs it: the real program, in a directory of its own.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod config;
mod disputes;
mod doctor;
mod keys;
mod merchants;
mod migrate;
mod sandbox;
mod serve;
mod support;
