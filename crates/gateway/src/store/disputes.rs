//! Payments that their shoppers say not to have made.

use async_trait::async_trait;
use carrier_checkout_protocol::payment::{Dispute, DisputeStatus};
use carrier_checkout_protocol::{DisputeId, PaymentId, Timestamp};

use super::{NewEvent, StoreError};

/// Disputes: a payment has one at most, and is frozen while it is open.
#[async_trait]
pub trait Disputes: Send + Sync {
    /// Freezes a payment that succeeded and puts the event into the outbox.
    /// Says whether it was done: no other payment is frozen, and none twice.
    async fn open_dispute(&self, payment: &PaymentId, dispute: &Dispute, event: &NewEvent) -> Result<bool, StoreError>;

    /// Records the operator's decision and puts the event into the outbox. Says whether it was done: an open one is
    /// closed, and none twice.
    async fn close_dispute(
        &self,
        payment: &PaymentId,
        status: DisputeStatus,
        at: Timestamp,
        event: &NewEvent,
    ) -> Result<bool, StoreError>;

    /// The payment that a dispute is about.
    async fn disputed_payment(&self, id: &DisputeId) -> Result<Option<PaymentId>, StoreError>;

    /// The payments whose disputes are open, the longest waiting first.
    async fn open_disputes(&self) -> Result<Vec<PaymentId>, StoreError>;

    /// Whether an open dispute freezes the payment. Whatever moves money for a
    /// payment that succeeded asks the same within its own transaction.
    async fn frozen(&self, payment: &PaymentId) -> Result<bool, StoreError>;
}
