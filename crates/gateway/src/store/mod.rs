//! What the gateway remembers.
//!
//! A [`Store`] offers the steps of the domain, not tables: "begin this
//! payment", not "update a row". Each method is atomic and durable when it
//! returns, also against any number of gateways on the same store. A step
//! that may only be taken from some state compares and sets, and its answer
//! says whether it was taken. So two requests that race cannot both win, and
//! no caller ever needs a lock.
//!
//! To add a store: implement the traits below (one file each keeps them
//! small), keep every rule that their comments state inside one transaction,
//! and run the tests in `tests/gateway` on it. Five rules carry the weight:
//!
//! 1. At most one payment per session is processing or succeeded.
//! 2. A token is spent and its payment inserted in one transaction.
//! 3. A payment's end, its session's end and the event that tells of it are
//!    one transaction.
//!
//! 4. For each key of monthly billing at most one payment is processing, and
//!    for each month of it at most one is processing or succeeded.
//!
//! 5. What is pending or succeeded of a payment's refunds is never more than
//!    was paid.
//!
//! And whatever moves money for a payment that succeeded asks, within its
//! transaction, whether a dispute has frozen it ([`Disputes::frozen`]).
//!
//! Times come from the caller; a store has no clock.

mod approvals;
mod billing_keys;
mod challenges;
mod disputes;
mod idempotency;
mod listings;
mod logins;
mod merchants;
mod outbox;
mod payments;
mod receipts;
mod refunds;
mod sessions;
mod sqlite;
mod steps;
mod traces;

pub use approvals::{Approvals, PendingApproval};
pub use billing_keys::{BeginMonth, BillingKeyRecord, BillingKeys, MonthBegun};
pub use challenges::{
    BeginChallenge, Begun, CarriersOwn, ChallengeRecord, ChallengeState, Challenges, LineSends, NewToken, Release,
    ResendClaim, SentCode, TryClaim,
};
pub use disputes::Disputes;
pub use idempotency::{Claim, Claimed, Idempotency};
pub use listings::{DaySum, ListedPayment, Listings, PaymentSearch, StatusSum};
pub use logins::{LoginRecord, LoginTries, Logins, NewLogin};
pub use merchants::{MerchantId, MerchantRecord, Merchants, WebhookTarget};
pub use outbox::{Delivery, DeliveryTry, EventFilter, EventRecord, NewEvent, Outbox};
pub use payments::{
    BeginPayment, NewKey, PaymentBegun, PaymentEnd, PaymentFilter, PaymentRecord, Payments, TokenRecord,
};
pub use receipts::ReceiptMails;
pub use refunds::{BeginRefund, RefundBegun, RefundEnd, RefundFinished, RefundRecord, Refunds};
pub use sessions::{Closing, Seen, SessionRecord, Sessions};
pub use sqlite::SqliteStore;
pub use steps::{FailureCount, FailureMet, Funnel, Reached, Span, Step, StepTaken, Steps};
pub use traces::{LineHistory, Trace, Traces};

/// Everything that the gateway remembers.
#[async_trait::async_trait]
pub trait Store:
    Merchants
    + Sessions
    + Challenges
    + Approvals
    + Traces
    + Payments
    + BillingKeys
    + Disputes
    + ReceiptMails
    + Refunds
    + Idempotency
    + Outbox
    + Steps
    + Listings
    + Logins
    + 'static
{
    /// Whether the store can be reached.
    async fn ready(&self) -> Result<(), StoreError>;
}

/// The store failed, or holds what it should not.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It could not be reached, or refused.
    #[error("the store cannot be used")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A stored value is not what was stored.
    #[error("the store holds a bad {0}")]
    Corrupt(&'static str),
}
