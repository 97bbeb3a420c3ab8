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

/// How far the policy looks back on whoever begins.
#[derive(Debug, Clone, Copy)]
pub struct LookBack {
    /// From when on attempts count.
    pub attempts_since: Timestamp,
    /// From when on what the line has paid for cash-like goods counts.
    pub spent_since: Timestamp,
    /// Between which times a payment makes the line a known one.
    pub known: (Timestamp, Timestamp),
}

/// What the policy looks back on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LookedBack {
    /// How often each of the traces began, without this attempt.
    pub counts: Vec<u32>,
    /// For cash-like goods in other sessions, in won; what is being proved or
    /// charged counts as well, from the moment at which its challenge begins. Looked up for such goods only.
    pub cash_like_spent: u64,
    /// Whether the line paid anything in the time of `known` that nobody disputes. Looked up for such goods only.
    pub known: bool,
}

/// What the policy looks back on.
#[async_trait]
pub trait Traces: Send + Sync {
    /// The session takes only a stronger proof from now on.
    async fn step_up(&self, session: &SessionId, why: StepUp) -> Result<(), StoreError>;

    /// Forgets who began before that time.
    async fn forget_attempts(&self, before: Timestamp) -> Result<(), StoreError>;
}
