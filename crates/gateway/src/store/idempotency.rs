//! What was answered to which `Idempotency-Key`.

use async_trait::async_trait;
use carrier_checkout_protocol::Timestamp;

use super::StoreError;
use crate::seal::Sealed;

/// A request that wants to be answered once.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Whose keys these are: a merchant's or a session's.
    pub scope: String,
    /// The keyed hash of the key.
    pub key: String,
    /// The keyed hash of method, path and body.
    pub request: Vec<u8>,
    /// When it came.
    pub at: Timestamp,
    /// Until when nobody else may answer it: after a crash, from then on.
    pub lease_until: Timestamp,
}

/// What came of claiming a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claimed {
    /// The caller answers.
    Yes,
    /// Another request with this key is being answered.
    InFlight,
    /// The key came with another request before.
    OtherRequest,
    /// The stored answer.
    Answered(Sealed),
}

/// What was answered to which key.
#[async_trait]
pub trait Idempotency: Send + Sync {
    /// Claims a key that is new, or whose lease is over without an answer.
    async fn claim_key(&self, claim: &Claim) -> Result<Claimed, StoreError>;

    /// Stores the answer.
    async fn answer_key(&self, scope: &str, key: &str, answer: &Sealed) -> Result<(), StoreError>;

    /// Frees a key whose answer is not worth keeping: the request may come again.
    async fn free_key(&self, scope: &str, key: &str) -> Result<(), StoreError>;

    /// Forgets the keys that came before that time.
    async fn forget_keys(&self, before: Timestamp) -> Result<(), StoreError>;
}
