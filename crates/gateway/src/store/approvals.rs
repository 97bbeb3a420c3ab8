//! Calls and requests in the PASS app that wait for the shopper.

use async_trait::async_trait;
use carrier_checkout_protocol::{Carrier, ChallengeId, Failure, SessionId, Timestamp};

use super::StoreError;
use crate::seal::Sealed;

/// A request that the carrier is to be asked about.
#[derive(Debug, Clone)]
pub struct PendingApproval {
    /// Its challenge.
    pub challenge: ChallengeId,
    /// The challenge's session.
    pub session: SessionId,
    /// Whose line it is.
    pub carrier: Carrier,
    /// The line.
    pub phone: Sealed,
    /// The carrier's name of the request.
    pub authentication: String,
    /// The carrier's id of the payment, where it asks on a page of its own.
    pub payment: Option<String>,
    /// How often the carrier wants to be asked at most, in milliseconds.
    pub poll_every: i64,
}

/// Calls and requests in the PASS app. A request is named by its challenge and
/// the carrier's name of it: an answer to an earlier one moves nothing.
#[async_trait]
pub trait Approvals: Send + Sync {
    /// Takes the requests that are due; until the lease ends nobody else gets
    /// them. Those past their time are never due again.
    async fn claim_approvals(&self, now: Timestamp, lease_until: Timestamp)
    -> Result<Vec<PendingApproval>, StoreError>;

    /// Says when to ask again, and how often from now on.
    async fn poll_again(&self, of: &PendingApproval, at: Timestamp, every: i64) -> Result<(), StoreError>;

    /// Records that the shopper approved, and until when that can be used.
    /// Says whether the challenge was waiting for it.
    async fn approve(&self, of: &PendingApproval, usable_until: Timestamp) -> Result<bool, StoreError>;

    /// Ends its challenge, as [`super::Challenges::end_challenge`] does, if it is still waited for.
    async fn reject_approval(&self, of: &PendingApproval, failure: &Failure, at: Timestamp)
    -> Result<bool, StoreError>;

    /// Records that nobody answered in time.
    async fn lapse_approval(&self, of: &PendingApproval, now: Timestamp) -> Result<bool, StoreError>;
}
