//! How much callers have asked for, across all gateways.

use async_trait::async_trait;
use carrier_checkout_protocol::Timestamp;

use super::StoreError;
use crate::limit::{Bucket, Rate};

/// The buckets of those who ask for much. One that is not there is full.
#[async_trait]
pub trait Buckets: Send + Sync {
    /// Pays for what a gateway has spent on credit of the bucket of that hash, and takes a portion more. Gives how many
    /// tokens were had, and the bucket as it then is.
    async fn draw(&self, key: &[u8], rate: Rate, spent: u32, now: Timestamp) -> Result<(u32, Bucket), StoreError>;

    /// Forgets those that nobody has drawn from since then.
    async fn forget_buckets(&self, before: Timestamp) -> Result<(), StoreError>;
}
