//! Events on their way to the merchants.

use async_trait::async_trait;
use carrier_checkout_protocol::webhook::DeliveryStatus;
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

/// A try to deliver an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeliveryTry {
    /// When it ended.
    pub at: Timestamp,
    /// The status that the receiver answered with; none when it did not answer.
    pub status: Option<u16>,
}

/// An event with what has become of its delivery.
#[derive(Debug, Clone)]
pub struct EventRecord {
    /// Its id.
    pub id: EventId,
    /// Its type, such as `payment.succeeded`.
    pub kind: String,
    /// The body.
    pub payload: String,
    /// When it happened.
    pub at: Timestamp,
    /// How far its delivery has come.
    pub status: DeliveryStatus,
    /// When it is tried next.
    pub due_at: Option<Timestamp>,
    /// How often it was tried.
    pub tries: u32,
    /// The last try.
    pub last_try: Option<DeliveryTry>,
}

/// Which events are wanted.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Of that type only.
    pub kind: Option<String>,
    /// With that delivery only.
    pub status: Option<DeliveryStatus>,
    /// Older than this one.
    pub after: Option<EventId>,
    /// How many at most.
    pub limit: u32,
}

/// Events on their way to the merchants.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// So many merchants at most that have a receiver and events that are due,
    /// who has waited longest first.
    async fn merchants_due(&self, now: Timestamp, limit: u32) -> Result<Vec<MerchantId>, StoreError>;

    /// Takes events that are due, of each of those merchants so many at most;
    /// until the lease ends nobody else gets them.
    async fn claim_deliveries(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
        shares: &[(MerchantId, u32)],
    ) -> Result<Vec<Delivery>, StoreError>;

    /// The receiver took it.
    async fn delivered(&self, event: &EventId, tried: &DeliveryTry) -> Result<(), StoreError>;

    /// The receiver did not take it: it is due again then, or given up.
    async fn delivery_failed(
        &self,
        event: &EventId,
        tried: &DeliveryTry,
        again_at: Option<Timestamp>,
    ) -> Result<(), StoreError>;

    /// A merchant's events, the newest first.
    async fn events(&self, merchant: &MerchantId, wanted: &EventFilter) -> Result<Vec<EventRecord>, StoreError>;

    /// The event of that id, if it is the merchant's.
    async fn event(&self, merchant: &MerchantId, id: &EventId) -> Result<Option<EventRecord>, StoreError>;

    /// The events that tell of a payment, or of another thing of that id, the oldest first.
    async fn events_about(&self, merchant: &MerchantId, id: &str) -> Result<Vec<EventRecord>, StoreError>;

    /// Every try to deliver an event, the oldest first.
    async fn delivery_tries(&self, event: &EventId) -> Result<Vec<DeliveryTry>, StoreError>;

    /// Makes an event due at once, with as many tries as a new one has. Says whether there is such an event of the
    /// merchant's.
    async fn redeliver(&self, merchant: &MerchantId, id: &EventId, at: Timestamp) -> Result<bool, StoreError>;
}
