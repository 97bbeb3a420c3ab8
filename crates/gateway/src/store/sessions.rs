//! Sessions: one order each, and how far it has come.

use async_trait::async_trait;
use carrier_checkout_protocol::goods::{Billing, Goods};
use carrier_checkout_protocol::monthly::Monthly;
use carrier_checkout_protocol::session::{Embed, SessionStatus};
use carrier_checkout_protocol::{ChallengeId, Failure, Locale, OrderId, PaymentId, SessionId, StepUp, Timestamp, Won};

use super::{MerchantId, MerchantRecord, NewEvent, StoreError};

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRecord {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub merchant: MerchantId,
    /// The merchant's number of the order.
    pub order: OrderId,
    /// What is to be paid.
    pub amount: Won,
    /// What is bought.
    pub goods: Goods,
    /// Once or every month.
    pub billing: Billing,
    /// What is agreed for every month.
    pub monthly: Option<Monthly>,
    /// How its window stands in the merchant's page.
    pub embed: Embed,
    /// The language that the shopper has chosen in the window.
    pub language: Option<Locale>,
    /// How far it has come.
    pub status: SessionStatus,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when the shopper may begin.
    pub expires_at: Timestamp,
    /// Why the last attempt ended.
    pub last_failure: Option<Failure>,
    /// How many codes have been asked for.
    pub sends_used: u8,
    /// Why it takes only a stronger proof than its order alone would need.
    pub step_up: Option<StepUp>,
    /// The current challenge.
    pub challenge: Option<ChallengeId>,
    /// The payment that processes or succeeded.
    pub payment: Option<PaymentId>,
    /// Whether its window has been shown.
    pub opened: bool,
    /// Who made it, as it was read with it; none of one that is new.
    pub seller: Option<MerchantRecord>,
}

/// What a caller saw before it decided to end a session: if it has moved on
/// since, the decision is void.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its status then.
    pub status: SessionStatus,
    /// Its challenge then.
    pub challenge: Option<ChallengeId>,
}

impl SessionRecord {
    /// What is seen of it now.
    #[must_use]
    pub fn seen(&self) -> Seen {
        Seen { status: self.status, challenge: self.challenge.clone() }
    }
}

/// How a session ends without a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// The shopper or the merchant closed it.
    Cancelled,
    /// Its time is over.
    Expired,
}

/// Sessions.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Adds an open session.
    async fn insert_session(&self, session: &SessionRecord) -> Result<(), StoreError>;

    /// The session of that id.
    async fn session(&self, id: &SessionId) -> Result<Option<SessionRecord>, StoreError>;

    /// Notes the language that the shopper has chosen.
    async fn choose_language(&self, id: &SessionId, language: Locale) -> Result<(), StoreError>;

    /// Ends a session that is open, challenged or verified and still as it was
    /// seen: its challenge ends, its token is void, its reservation becomes
    /// due for release, and the event is put into the outbox. Says whether it
    /// was ended.
    async fn close_session(
        &self,
        id: &SessionId,
        seen: &Seen,
        closing: Closing,
        event: &NewEvent,
    ) -> Result<bool, StoreError>;

    /// Ends a session as [`Sessions::close_session`] does, and in the same transaction adds the open one that takes its
    /// place. Says whether it was ended; if not, nothing was added.
    async fn replace_session(
        &self,
        id: &SessionId,
        seen: &Seen,
        by: &SessionRecord,
        event: &NewEvent,
    ) -> Result<bool, StoreError>;

    /// Sessions that may have come to their end by now: those past their own
    /// time, and those whose token is.
    async fn sessions_due(
        &self,
        now: Timestamp,
        after: Option<&SessionId>,
        limit: u32,
    ) -> Result<Vec<SessionId>, StoreError>;
}
