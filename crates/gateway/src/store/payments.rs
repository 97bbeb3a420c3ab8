//! Tokens and payments.

use async_trait::async_trait;
use carrier_checkout_protocol::goods::Billing;
use carrier_checkout_protocol::monthly::{KoreanMonth, Monthly};
use carrier_checkout_protocol::payment::{Dispute, PaymentStatus};
use carrier_checkout_protocol::{
    BillingKeyId, Carrier, ChallengeId, Failure, OrderId, PaymentId, SessionId, Timestamp, Won,
};

use super::{MerchantId, NewEvent, StoreError};
use crate::seal::{Fingerprint, Sealed};

/// A token, with what it is bound to.
#[derive(Debug, Clone)]
pub struct TokenRecord {
    /// Whose it is.
    pub merchant: MerchantId,
    /// Its session.
    pub session: SessionId,
    /// The challenge that was passed.
    pub challenge: ChallengeId,
    /// The order that it pays.
    pub order: OrderId,
    /// The amount that is reserved.
    pub amount: Won,
    /// Until when it can be exchanged.
    pub expires_at: Timestamp,
    /// Whether its challenge ended before it was exchanged.
    pub void: bool,
    /// The payment that it was exchanged for.
    pub payment: Option<PaymentId>,
}

/// A payment, with what its session and challenge know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRecord {
    /// Its id.
    pub id: PaymentId,
    /// Whose it is.
    pub merchant: MerchantId,
    /// Its session.
    pub session: SessionId,
    /// The challenge that was passed.
    pub challenge: ChallengeId,
    /// The merchant's number of the order.
    pub order: OrderId,
    /// What is charged.
    pub amount: Won,
    /// Once or every month.
    pub billing: Billing,
    /// Whose bill it comes with.
    pub carrier: Carrier,
    /// The line.
    pub phone: Sealed,
    /// What is agreed for every month.
    pub monthly: Option<Monthly>,
    /// The key that was issued with it, or that it was charged by.
    pub billing_key: Option<BillingKeyId>,
    /// Whether it is a later month, for which nothing is reserved before.
    pub later: bool,
    /// The carrier's id of it; none of a later month that the carrier has not named yet.
    pub charge: Option<String>,
    /// The keyed hash of the `Idempotency-Key` of the request that made it.
    pub idempotency_key: String,
    /// How far its charge has come: `processing`, `succeeded` or `failed`. What was given back since is in `refunded`.
    pub status: PaymentStatus,
    /// When the token was exchanged.
    pub created_at: Timestamp,
    /// When it was charged.
    pub paid_at: Option<Timestamp>,
    /// How long what is bought is to be held back.
    pub cool_off_hours: u16,
    /// Why nothing was charged.
    pub failure: Option<Failure>,
    /// What freezes it.
    pub dispute: Option<Dispute>,
    /// What of it the shopper has back.
    pub refunded: Option<Won>,
    /// Whether any of that was paid out to a bank account.
    pub paid_out: bool,
    /// When the last of that was given back.
    pub refunded_at: Option<Timestamp>,
    /// How often the carrier was asked, in the background, what became of it.
    pub checks: u32,
}

/// A payment to begin.
#[derive(Debug, Clone)]
pub struct BeginPayment {
    /// Its id.
    pub id: PaymentId,
    /// The hash of its token.
    pub fingerprint: Fingerprint,
    /// Its token, as it was read.
    pub token: TokenRecord,
    /// The keyed hash of the `Idempotency-Key` of the request.
    pub idempotency_key: String,
    /// When.
    pub at: Timestamp,
    /// From when on the background asks what became of it.
    pub check_at: Timestamp,
}

/// What came of beginning a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentBegun {
    /// It processes; the caller tells the carrier to charge.
    Yes,
    /// The token was exchanged before.
    TokenUsed,
    /// The token is past its time, or its challenge has ended.
    TokenExpired,
}

/// How a payment ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentEnd {
    /// On the phone bill since then: the session is paid, and with a first
    /// payment of monthly billing its key is issued.
    Succeeded(Timestamp, Option<NewKey>),
    /// Nothing was charged: the session is open again with this failure. Of a
    /// later month it stays as it is.
    Failed(Failure),
}

/// A key of monthly billing, to be issued with its first payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    /// Its id.
    pub id: BillingKeyId,
    /// The month that the first payment is for.
    pub month: KoreanMonth,
}

impl PaymentRecord {
    /// How far it has come, with what was given back of it.
    #[must_use]
    pub fn standing(&self) -> PaymentStatus {
        match self.refunded {
            None => self.status,
            Some(refunded) if refunded < self.amount => PaymentStatus::PartiallyRefunded,
            Some(_) if self.paid_out => PaymentStatus::Refunded,
            Some(_) => PaymentStatus::Cancelled,
        }
    }
}

/// Which payments a list has.
#[derive(Debug, Clone, Default)]
pub struct PaymentFilter {
    /// Only those that stand there.
    pub status: Option<PaymentStatus>,
    /// Only those of that order.
    pub order: Option<OrderId>,
    /// Only those made then or later.
    pub from: Option<Timestamp>,
    /// Only those made before.
    pub until: Option<Timestamp>,
    /// Only those that come after this one.
    pub after: Option<PaymentId>,
}

/// Tokens and payments.
#[async_trait]
pub trait Payments: Send + Sync {
    /// The token of that hash.
    async fn token(&self, fingerprint: &Fingerprint) -> Result<Option<TokenRecord>, StoreError>;

    /// Spends the token and inserts its payment as processing; session and
    /// challenge move on with it.
    async fn begin_payment(&self, payment: &BeginPayment) -> Result<PaymentBegun, StoreError>;

    /// The payment of that id.
    async fn payment(&self, id: &PaymentId) -> Result<Option<PaymentRecord>, StoreError>;

    /// A merchant's payments, the newest first, so many at most.
    async fn payments_of(
        &self,
        merchant: &MerchantId,
        filter: &PaymentFilter,
        limit: u32,
    ) -> Result<Vec<PaymentRecord>, StoreError>;

    /// Ends a payment that processes, moves its session and puts the event
    /// into the outbox. Says whether it was still processing.
    async fn finish_payment(&self, id: &PaymentId, end: &PaymentEnd, event: &NewEvent) -> Result<bool, StoreError>;

    /// Takes payments that have been processing for too long; until the lease
    /// ends nobody else gets them. Each counts one more check.
    async fn claim_unsettled(&self, now: Timestamp, lease_until: Timestamp) -> Result<Vec<PaymentId>, StoreError>;

    /// Says when to ask again about a payment that still processes.
    async fn check_again(&self, id: &PaymentId, at: Timestamp) -> Result<(), StoreError>;
}
