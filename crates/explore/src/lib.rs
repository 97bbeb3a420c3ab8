//! Every state of a checkout: the real flow between a model of gateway, merchant, carrier and network.
mod act;
mod carrier;
pub mod coverage;
pub mod enabled;
mod ends;
mod gateway;
pub mod laws;
mod merchant;
pub mod place;
mod print;
pub mod rules;
pub mod search;
mod tell;
mod wire;
pub mod world;
