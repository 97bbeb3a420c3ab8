//! Payments that their shoppers say not to have made.

use async_trait::async_trait;
use carrier_checkout_protocol::PaymentId;
use carrier_checkout_protocol::payment::Dispute;

use super::{NewEvent, StoreError};

/// Disputes: a payment has one at most, and is frozen by it.
#[async_trait]
pub trait Disputes: Send + Sync {
    /// Freezes a payment that succeeded and puts the event into the outbox.
    /// Says whether it was done: no other payment is frozen, and none twice.
    async fn open_dispute(&self, payment: &PaymentId, dispute: &Dispute, event: &NewEvent) -> Result<bool, StoreError>;

    /// Whether a dispute freezes the payment. Whatever moves money for a
    /// payment that succeeded asks the same within its own transaction.
    async fn frozen(&self, payment: &PaymentId) -> Result<bool, StoreError>;
}
