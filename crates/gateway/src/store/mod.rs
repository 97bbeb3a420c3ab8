//! What the gateway remembers.
//!
//! A [`Store`] offers the steps of the domain, not tables: "begin this
//! payment", not "update a row". Each method is atomic and durable when it
//! returns, also against any number of gateways on the same store. A step
//! that may only be taken from some state compares and sets, and its answer
//! says whether it was taken. So two requests that race cannot both win, and
//! no caller ever needs a lock.
//!
//! There is one, [`SqlStore`], for SQLite and for PostgreSQL. Both take nearly
//! the same SQL, and so every operation stands in `sql` once; its head says
//! what differs, and `sql/turn.rs` how transactions of one session follow each
//! other where several gateways share the database. The tests in
//! `tests/gateway` run on both. To add an operation: keep every rule that the
//! traits' comments state inside one transaction, and begin that transaction
//! at its session (`begin_at`). Five rules carry the weight:
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
mod backlog;
mod billing_keys;
mod challenges;
mod disputes;
mod idempotency;
mod limits;
mod listings;
mod logins;
mod merchants;
mod outbox;
mod payments;
mod receipts;
mod refunds;
mod retention;
mod sealings;
mod sessions;
mod sql;
mod steps;
mod traces;

pub use approvals::{Approvals, PendingApproval};
pub use backlog::{Backlog, Connections, Waiting, Watched};
pub use billing_keys::{BeginMonth, BillingKeyRecord, BillingKeys, MonthBegun};
pub use challenges::{
    Allows, BeginChallenge, Begun, CarriersOwn, ChallengeRecord, ChallengeState, Challenges, LineSends, NewToken,
    Release, ResendClaim, SentCode, TryClaim,
};
pub use disputes::Disputes;
pub use idempotency::{Claim, Claimed, Idempotency};
pub use limits::Buckets;
pub use listings::{DaySum, ListedPayment, Listings, PaymentSearch, StatusSum};
pub use logins::{LoginRecord, LoginTries, Logins, NewLogin};
pub use merchants::{KeyRecord, ListedMerchant, MerchantId, MerchantRecord, Merchants, WebhookTarget};
pub use outbox::{Delivery, DeliveryTry, EventFilter, EventRecord, NewEvent, Outbox};
pub use payments::{
    BeginPayment, NewKey, PaymentBegun, PaymentEnd, PaymentFilter, PaymentRecord, Payments, TokenRecord,
};
pub use receipts::ReceiptMails;
pub use refunds::{BeginRefund, RefundBegun, RefundEnd, RefundFinished, RefundRecord, Refunds};
pub use retention::{LARGE_ABOVE, PaidBefore, Retention, Size};
pub use sealings::{SealedColumn, SealedRow, Sealings};
pub use sessions::{Closing, Seen, SessionRecord, Sessions};
pub use sql::is_postgres;
pub(crate) use sql::is_private;
pub use sql::{Migration, SqlStore};
pub use steps::{FailureCount, FailureMet, Funnel, Reached, Span, Step, StepTaken, Steps};
pub use traces::{LookBack, LookedBack, Trace, Traces};

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
    + Watched
    + Buckets
    + Sealings
    + Retention
    + 'static
{
    /// Whether the store can be read.
    async fn readable(&self) -> Result<(), StoreError>;

    /// Whether it can be written to: a disk may be full, or a database read-only.
    async fn writable(&self) -> Result<(), StoreError>;
}

/// The store failed, or holds what it should not.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It could not be reached, or refused.
    #[error("the store cannot be used")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Others were quicker for too long; the same may be asked again.
    #[error("the store has too much to do")]
    Busy(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A stored value is not what was stored.
    #[error("the store holds a bad {0}")]
    Corrupt(&'static str),
}
