//! Keys of monthly billing, and the months that are charged by them.

use async_trait::async_trait;
use carrier_checkout_protocol::monthly::{KoreanMonth, Monthly, StoppedBy};
use carrier_checkout_protocol::{BillingKeyId, Carrier, ChallengeId, OrderId, PaymentId, SessionId, Timestamp, Won};

use super::{MerchantId, NewEvent, StoreError};
use crate::seal::Sealed;

/// A key, with what its session, challenge and payments know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillingKeyRecord {
    /// Its id.
    pub id: BillingKeyId,
    /// Whose it is.
    pub merchant: MerchantId,
    /// The session in which the shopper agreed.
    pub session: SessionId,
    /// The challenge by which the line was proved.
    pub challenge: ChallengeId,
    /// What the goods are called.
    pub goods: String,
    /// What each month costs.
    pub amount: Won,
    /// What was agreed for every month.
    pub monthly: Monthly,
    /// Whose bill it comes with.
    pub carrier: Carrier,
    /// The line.
    pub phone: Sealed,
    /// When it was issued.
    pub created_at: Timestamp,
    /// When it was stopped, and by whom.
    pub stopped: Option<(Timestamp, StoppedBy)>,
    /// Whether a payment of it is disputed.
    pub frozen: bool,
    /// The last month that is paid, or being charged.
    pub last_month: KoreanMonth,
    /// The payment that it was issued with.
    pub first_payment: PaymentId,
    /// The newest payment, whatever became of it.
    pub last_payment: PaymentId,
}

/// A later month to charge.
#[derive(Debug, Clone)]
pub struct BeginMonth {
    /// The payment's id; also the carrier's `clientCorrelator` of it.
    pub id: PaymentId,
    /// The key.
    pub key: BillingKeyId,
    /// The merchant's number of this month's order.
    pub order: OrderId,
    /// Which month.
    pub month: KoreanMonth,
    /// The keyed hash of the `Idempotency-Key` of the request.
    pub idempotency_key: String,
    /// When.
    pub at: Timestamp,
    /// From when on the background asks what became of it.
    pub check_at: Timestamp,
}

/// What came of beginning a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MonthBegun {
    /// It processes; the caller has the carrier charge.
    Yes,
    /// The same request began this one before.
    Before(PaymentId),
    /// The key is stopped, or a dispute freezes it.
    NotChargeable,
    /// A month of it is being charged.
    UnderWay,
    /// The month is paid.
    Paid,
}

/// Keys of monthly billing. One is issued in the transaction in which the
/// first payment succeeds: see [`super::PaymentEnd::Succeeded`].
#[async_trait]
pub trait BillingKeys: Send + Sync {
    /// The key of that id.
    async fn billing_key(&self, id: &BillingKeyId) -> Result<Option<BillingKeyRecord>, StoreError>;

    /// Inserts a later month as processing, unless the key is stopped or frozen, a month of it is being charged, or the
    /// month is paid.
    async fn begin_month(&self, month: &BeginMonth) -> Result<MonthBegun, StoreError>;

    /// Keeps the carrier's id of a later month's charge.
    async fn name_charge(&self, payment: &PaymentId, charge: &str) -> Result<(), StoreError>;

    /// Whether a later month that processes may still be asked for: its key is neither stopped nor frozen.
    async fn may_charge(&self, payment: &PaymentId) -> Result<bool, StoreError>;

    /// Stops a key for good and puts the event into the outbox. Says whether
    /// it was done now.
    async fn stop_billing_key(
        &self,
        id: &BillingKeyId,
        at: Timestamp,
        by: StoppedBy,
        event: &NewEvent,
    ) -> Result<bool, StoreError>;
}
