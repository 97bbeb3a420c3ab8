//! What waits to be done: what an operator watches.

use async_trait::async_trait;
use carrier_checkout_protocol::Timestamp;
use prometheus_client::metrics::histogram::Histogram;

use super::StoreError;

/// How many wait, and since when the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    /// How many.
    pub count: u64,
    /// Since when the one that has waited longest.
    pub since: Option<Timestamp>,
}

/// What waits to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Backlog {
    /// Events for merchants that have a receiver, since they are due. Those whose next try is to come are counted, too.
    pub deliveries: Waiting,
    /// Payments of which nobody knows yet whether they are on the bill, since they were begun.
    pub payments: Waiting,
    /// Refunds that are pending, since they were asked for.
    pub refunds: Waiting,
    /// Reservations to give back, since they are due.
    pub releases: Waiting,
    /// Sessions whose time is over and that have not been ended, since then. Those with a token or a code that can
    /// still be used are counted, too.
    pub sessions: Waiting,
}

/// The connections to the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Connections {
    /// `sqlite` or `postgres`.
    pub database: &'static str,
    /// Those that are open.
    pub open: u32,
    /// Those of them that nobody uses.
    pub idle: u32,
    /// As many as may be open.
    pub max: u32,
}

/// What an operator watches of a store.
#[async_trait]
pub trait Watched: Send + Sync {
    /// What waits to be done, at that time.
    async fn backlog(&self, now: Timestamp) -> Result<Backlog, StoreError>;

    /// Its connections, without asking the database.
    fn connections(&self) -> Connections;

    /// How long its connections were waited for.
    fn waits(&self) -> Histogram;
}
