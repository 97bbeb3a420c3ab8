//! Events on their way to the merchants.

use async_trait::async_trait;
use carrier_checkout_protocol::{EventId, Timestamp};

use super::{MerchantId, StoreError, WebhookTarget};

/// An event to tell. It is stored with what it tells of, in one transaction.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Its id.
    pub id: EventId,
    /// Whom to tell.
    pub merchant: MerchantId,
    /// Its type, such as `payment.succeeded`.
    pub kind: &'static str,
    /// The body, exactly as it will be signed and sent.
    pub payload: String,
    /// When it happened.
    pub at: Timestamp,
}

/// An event that is due to be sent.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// The event.
    pub event: EventId,
    /// The body.
    pub payload: String,
    /// How often it was tried before.
    pub attempts: u32,
    /// Where to.
    pub target: WebhookTarget,
    /// Whose it is: the secrets are sealed for this merchant.
    pub merchant: MerchantId,
}

/// Events on their way to the merchants.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Takes events that are due, of merchants that have a receiver; until
    /// the lease ends nobody else gets them.
    async fn claim_deliveries(&self, now: Timestamp, lease_until: Timestamp) -> Result<Vec<Delivery>, StoreError>;

    /// The receiver took it.
    async fn delivered(&self, event: &EventId, at: Timestamp) -> Result<(), StoreError>;

    /// The receiver did not take it: it is due again then, or given up.
    async fn delivery_failed(&self, event: &EventId, again_at: Option<Timestamp>) -> Result<(), StoreError>;
}
