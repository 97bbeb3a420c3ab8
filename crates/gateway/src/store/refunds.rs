//! What is given back of payments.

use async_trait::async_trait;
use carrier_checkout_protocol::refund::{RefundKind, RefundStatus};
use carrier_checkout_protocol::{Failure, PaymentId, RefundId, Timestamp, Won};

use super::{NewEvent, StoreError};
use crate::seal::Sealed;

/// A refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundRecord {
    /// Its id.
    pub id: RefundId,
    /// What is given back for.
    pub payment: PaymentId,
    /// How much.
    pub amount: Won,
    /// How.
    pub kind: RefundKind,
    /// How far it has come.
    pub status: RefundStatus,
    /// Why, in the merchant's words.
    pub reason: Option<String>,
    /// Where to; forgotten when it has ended.
    pub account: Option<Sealed>,
    /// The carrier's id of it, once it is known.
    pub carrier_refund: Option<String>,
    /// Why nothing was given back.
    pub failure: Option<Failure>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it ended.
    pub settled_at: Option<Timestamp>,
    /// How often it was asked about in the background.
    pub checks: u32,
}

/// A refund to begin.
#[derive(Debug, Clone)]
pub struct BeginRefund {
    /// Its id.
    pub id: RefundId,
    /// What is given back for.
    pub payment: PaymentId,
    /// How much; none for all that is left.
    pub amount: Option<Won>,
    /// How.
    pub kind: RefundKind,
    /// Whether it may be less than the whole payment.
    pub in_part: bool,
    /// Why, in the merchant's words.
    pub reason: Option<String>,
    /// Where to.
    pub account: Option<Sealed>,
    /// The keyed hash of the `Idempotency-Key` of the request.
    pub idempotency_key: String,
    /// When.
    pub at: Timestamp,
    /// From when on the background asks what became of it.
    pub check_at: Timestamp,
}

/// What came of beginning a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundBegun {
    /// It is pending; the caller has it paid.
    Yes,
    /// The same request made this one before.
    Before(RefundId),
    /// Nothing was charged, or nothing is left.
    NothingLeft,
    /// A dispute stops it.
    Frozen,
    /// More than is left.
    TooLarge,
    /// It is less than the whole, which may not be.
    OnlyWhole,
}

/// How a refund ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundEnd {
    /// The shopper has the money back.
    Succeeded,
    /// Nothing was given back.
    Failed(Failure),
}

/// What came of ending a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundFinished {
    /// It has ended, and its event is in the outbox.
    Yes,
    /// It had ended before.
    Before,
    /// Another refund of the same payment has succeeded meanwhile, so that the event would tell too little.
    Outdated,
}

/// What is given back of payments.
#[async_trait]
pub trait Refunds: Send + Sync {
    /// Inserts a refund as pending. In the same transaction it is seen that the payment was charged and is not
    /// frozen, and that with every other refund that is pending or succeeded it is not more than was paid.
    async fn begin_refund(&self, refund: &BeginRefund) -> Result<RefundBegun, StoreError>;

    /// The refund of that id.
    async fn refund(&self, id: &RefundId) -> Result<Option<RefundRecord>, StoreError>;

    /// The refunds of a payment, the newest first.
    async fn refunds_of(&self, payment: &PaymentId) -> Result<Vec<RefundRecord>, StoreError>;

    /// Keeps the carrier's name of a refund.
    async fn name_refund(&self, id: &RefundId, carrier_refund: &str) -> Result<(), StoreError>;

    /// Ends a refund that is pending, forgets its account and puts the event into the outbox, provided that the
    /// payment's refunds that succeeded are `refunded` won before it.
    async fn finish_refund(
        &self,
        id: &RefundId,
        end: &RefundEnd,
        at: Timestamp,
        refunded: u32,
        event: &NewEvent,
    ) -> Result<RefundFinished, StoreError>;

    /// Takes refunds that have been pending for too long; until the lease ends nobody else gets them. Each counts one
    /// more check.
    async fn claim_refunds(&self, now: Timestamp, lease_until: Timestamp) -> Result<Vec<RefundId>, StoreError>;

    /// Says when to ask again about a refund that is still pending.
    async fn check_refund_again(&self, id: &RefundId, at: Timestamp) -> Result<(), StoreError>;
}
