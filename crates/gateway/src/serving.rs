//! How much the gateway takes on, and of whom.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// How much the gateway takes on, and of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serving {
    /// Where `/metrics` is served; nowhere when left out.
    pub metrics_listen: Option<SocketAddr>,
    /// How often one and the same may ask.
    pub rates: Rates,
    /// How many requests are worked on at the same time; 0 is any number.
    pub requests_at_once: usize,
    /// How many connections are held; each open window is one.
    pub connections: usize,
    /// For how long it says not to be ready and goes on, once it is told to stop.
    pub drain: Duration,
    /// Directories of earlier builds, whose files pages that are open still ask for.
    pub previous_assets: Vec<PathBuf>,
}

/// How many requests a minute; 0 is any number. As many may come at once after a quiet minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// Of a merchant's backend.
    pub merchant: u32,
    /// Of windows and hosted pages at one address: those that make something, and pages. Behind one address can be an
    /// office, or thousands of phones of one carrier.
    pub address: u32,
    /// With a key or session that nobody knows, from one address.
    pub failures: u32,
}
