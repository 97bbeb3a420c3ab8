//! What is to be measured, as JSON in the program's one argument; `scripts/bench/load.mjs` writes it.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use crate::database::Kind;
use crate::gateway::Program;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wish {
    pub(crate) gateway: Program,
    /// Where databases and logs may be: on the disk that is measured.
    pub(crate) directory: PathBuf,
    pub(crate) databases: Vec<Kind>,
    /// How often floor and gateway have their turn.
    pub(crate) repeats: usize,
    /// How long each rate is held.
    pub(crate) seconds: u64,
    /// How many rates are tried for the greatest one.
    pub(crate) steps: u32,
    /// How many payments of before there are; 0 leaves that out.
    pub(crate) payments: u64,
    /// How many sessions are gone through for the memory; 0 leaves that out.
    pub(crate) sessions: u64,
}

impl Wish {
    pub(crate) const fn hold(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}
