//! What the policy looks back on.

use async_trait::async_trait;
use carrier_checkout_protocol::{SessionId, StepUp, Timestamp};

use super::StoreError;

/// Somebody who began, as a keyed hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// What is hashed: `line`, `person`, `address` or `merchant`.
    pub scope: &'static str,
    /// The hash.
    pub key: Vec<u8>,
}

/// What a line has paid before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LineHistory {
    /// For cash-like goods, in won.
    pub cash_like_spent: u64,
    /// Whether it has paid anything at all.
    pub known: bool,
}

/// What the policy looks back on.
#[async_trait]
pub trait Traces: Send + Sync {
    /// How often each of them began since then.
    async fn count_attempts(&self, traces: &[Trace], since: Timestamp) -> Result<Vec<u32>, StoreError>;

    /// What the line has paid: for cash-like goods since `spent_since`, in
    /// other sessions than that one, where what is being proved or charged
    /// counts as well; and whether it paid anything in the time of `known`
    /// that nobody disputes.
    async fn line_history(
        &self,
        line: &[u8],
        session: &SessionId,
        spent_since: Timestamp,
        known: (Timestamp, Timestamp),
    ) -> Result<LineHistory, StoreError>;

    /// The session takes only a stronger proof from now on.
    async fn step_up(&self, session: &SessionId, why: StepUp) -> Result<(), StoreError>;

    /// Forgets who began before that time.
    async fn forget_attempts(&self, before: Timestamp) -> Result<(), StoreError>;
}
