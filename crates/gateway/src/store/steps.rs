//! How far sessions came, and what stopped them: what the console counts. No personal data.

use async_trait::async_trait;
use carrier_checkout_protocol::{Carrier, Channel, Failure, Reason, SessionId, Timestamp};

use super::{MerchantId, StoreError};

/// A step of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Its window was shown.
    Opened,
    /// A code was sent, or the shopper asked to approve.
    CodeSent,
    /// The line was proved and the amount reserved: there is a token.
    Verified,
    /// It is on the phone bill.
    Paid,
}

impl Step {
    /// Every step, in their order.
    pub const ALL: [Self; 4] = [Self::Opened, Self::CodeSent, Self::Verified, Self::Paid];

    /// Its name in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::CodeSent => "code_sent",
            Self::Verified => "verified",
            Self::Paid => "paid",
        }
    }

    /// The step of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == name)
    }
}

/// From that instant up to, and without, that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub to: Timestamp,
}

/// A step that a session has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepTaken {
    /// Which.
    pub step: Step,
    /// Whose line; none before there is one.
    pub line: Option<(Carrier, Channel)>,
    /// When it was first taken.
    pub at: Timestamp,
}

/// What stopped a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailureMet {
    /// Why, and the code to quote.
    pub failure: Failure,
    /// Whose line; none before there is one.
    pub line: Option<(Carrier, Channel)>,
    /// When it was first met.
    pub at: Timestamp,
}

/// How many sessions took each step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reached {
    /// As [`Step::Opened`].
    pub opened: u64,
    /// As [`Step::CodeSent`].
    pub code_sent: u64,
    /// As [`Step::Verified`].
    pub verified: u64,
    /// As [`Step::Paid`].
    pub paid: u64,
}

/// How far the sessions came that were made in a time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Funnel {
    /// How many were made.
    pub made: u64,
    /// How many took each step.
    pub all: Reached,
    /// The same for each carrier and channel. A session that tried two ways counts in both.
    pub lines: Vec<(Carrier, Channel, Reached)>,
}

/// How many sessions met a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailureCount {
    /// Why.
    pub reason: Reason,
    /// The code to quote.
    pub quote: Option<String>,
    /// Whose line; none before there is one.
    pub carrier: Option<Carrier>,
    /// How many sessions.
    pub sessions: u64,
}

/// How far sessions came, and what stopped them.
///
/// The steps after the first are written by whoever takes them, in the transaction that takes them.
#[async_trait]
pub trait Steps: Send + Sync {
    /// The window of that session was shown. Only the first time counts.
    async fn opened(&self, session: &SessionId, at: Timestamp) -> Result<(), StoreError>;

    /// Something stopped that session and ended nothing: a refusal before there was a challenge, or a wrong code.
    async fn met_failure(
        &self,
        session: &SessionId,
        failure: &Failure,
        line: Option<(Carrier, Channel)>,
        at: Timestamp,
    ) -> Result<(), StoreError>;

    /// The steps of a session, in the order in which they were taken.
    async fn steps_of(&self, session: &SessionId) -> Result<Vec<StepTaken>, StoreError>;

    /// What stopped a session, in the order in which it did.
    async fn failures_of(&self, session: &SessionId) -> Result<Vec<FailureMet>, StoreError>;

    /// How far the sessions came that a merchant made in that time.
    async fn funnel(&self, merchant: &MerchantId, made: Span) -> Result<Funnel, StoreError>;

    /// What stopped the sessions that a merchant made in that time, the most frequent first.
    async fn failure_counts(&self, merchant: &MerchantId, made: Span) -> Result<Vec<FailureCount>, StoreError>;
}
