//! Deleting what has been kept long enough. How long that is, and why, is in docs/retention.md.
//!
//! Each call deletes a batch, the oldest first, in one transaction, and gives how many of them there were: fewer than
//! were asked for when there are no more. What somebody is at is left for the next time.

use async_trait::async_trait;
use carrier_checkout_protocol::Timestamp;

use super::StoreError;

/// Whether a payment is of an amount that the law has kept longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// At most [`LARGE_ABOVE`].
    Small,
    /// More than that.
    Large,
}

/// Up to this amount, in won, records are kept for a shorter time.
pub const LARGE_ABOVE: i64 = 10_000;

/// What payments of one size are deleted.
#[derive(Debug, Clone, Copy)]
pub struct PaidBefore {
    /// Of which amount.
    pub size: Size,
    /// Charged, given back and, where they are monthly, stopped before that time.
    pub at: Timestamp,
    /// And if somebody disputes them, since before that time.
    pub disputed: Timestamp,
}

/// Deleting what has been kept long enough.
#[async_trait]
pub trait Retention: Send + Sync {
    /// Lines that were named and not charged, with whatever proved them, of sessions that were over before that time.
    async fn forget_lines(&self, before: Timestamp, limit: u32) -> Result<u64, StoreError>;

    /// Sessions that ended before that time and were never paid, with everything that belongs to them.
    async fn forget_unpaid(&self, before: Timestamp, limit: u32) -> Result<u64, StoreError>;

    /// Sessions that were paid, with everything that belongs to them. None of which a refund is pending or a monthly
    /// payment goes on.
    async fn forget_paid(&self, before: PaidBefore, limit: u32) -> Result<u64, StoreError>;

    /// The later months of monthly payments, but for the newest of each and those that somebody disputes.
    async fn forget_months(&self, before: PaidBefore, limit: u32) -> Result<u64, StoreError>;

    /// Events of before that time that are not to be delivered any more.
    async fn forget_events(&self, before: Timestamp, limit: u32) -> Result<u64, StoreError>;
}
