//! Challenges: one attempt each to prove that the shopper holds the line.

use async_trait::async_trait;
use carrier_checkout_protocol::consent::Consent;
use carrier_checkout_protocol::session::SessionStatus;
use carrier_checkout_protocol::{Approval, Carrier, ChallengeId, Channel, Failure, SessionId, Timestamp};

use super::{LookBack, LookedBack, StoreError, Trace};
use crate::seal::{Fingerprint, Sealed};

/// How far a challenge has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChallengeState {
    /// The carrier has been asked to send the first code.
    Sending,
    /// A code has been sent.
    Sent,
    /// The carrier took the code; the amount is being reserved.
    CodeRight,
    /// The amount is reserved and a token waits.
    Reserved,
    /// The token was exchanged.
    Spent,
    /// Over without a payment.
    Ended,
}

/// What the carrier asks the shopper by itself before it reserves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CarriersOwn {
    /// A code that it has made and sent.
    Code,
    /// A page that it has.
    Page(String),
}

/// A challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChallengeRecord {
    /// Its id; also the carrier's `clientCorrelator` of its reservation.
    pub id: ChallengeId,
    /// Its session.
    pub session: SessionId,
    /// How the shopper proves to hold the line.
    pub channel: Channel,
    /// Whose line it is.
    pub carrier: Carrier,
    /// The line.
    pub phone: Sealed,
    /// The host of the page around the frame, for the message's last line.
    pub embedder: Option<String>,
    /// How far it has come.
    pub state: ChallengeState,
    /// The carrier's name of the last code, or of the request that the shopper is to approve.
    pub authentication: Option<String>,
    /// How far that request has come.
    pub approval: Option<Approval>,
    /// Whether the carrier asks by itself; then there is a payment that waits for the answer.
    pub own: Option<CarriersOwn>,
    /// The keyed hash of the right code, once it is known.
    pub code_proof: Option<Vec<u8>>,
    /// How often the last code was tried.
    pub tries_used: u8,
    /// Until when the last code can be used.
    pub expires_at: Timestamp,
    /// Before this no further code is sent.
    pub resend_at: Timestamp,
    /// The carrier's id of the reserved payment.
    pub reservation: Option<String>,
    /// The token, sealed, and until when it can be exchanged.
    pub token: Option<(Sealed, Timestamp)>,
}

/// A challenge to begin.
#[derive(Debug, Clone)]
pub struct BeginChallenge {
    /// Its id.
    pub id: ChallengeId,
    /// Its session.
    pub session: SessionId,
    /// How the shopper proves to hold the line.
    pub channel: Channel,
    /// Whose line it is.
    pub carrier: Carrier,
    /// The line.
    pub phone: Sealed,
    /// The host of the page around the frame, for the message's last line.
    pub embedder: Option<String>,
    /// What was agreed to.
    pub consents: Vec<Consent>,
    /// When.
    pub at: Timestamp,
    /// How many codes a session may ask for.
    pub max_sends: u8,
    /// How many codes the line may get.
    pub line: LineSends,
    /// Who begins.
    pub traces: Vec<Trace>,
    /// How far the policy looks back on them.
    pub back: LookBack,
    /// Whether what is bought is as good as cash: only then what the line has paid matters.
    pub cash_like: bool,
    /// How long what is bought is held back from a line that is not known.
    pub cool_off_hours: u16,
}

/// What the policy says of what was looked back on.
pub type Allows<'a> = &'a (dyn Fn(&LookedBack) -> bool + Sync);

/// How many codes a line may get, whichever sessions ask for them.
#[derive(Debug, Clone)]
pub struct LineSends {
    /// The keyed hash of the line.
    pub line: Vec<u8>,
    /// From when on they count.
    pub since: Timestamp,
    /// How many.
    pub max: u32,
}

/// What came of beginning a challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// It is the session's challenge now, and one send is used.
    Yes(LookedBack),
    /// The policy does not allow it; nothing was done.
    NotAllowed(LookedBack),
    /// No further code is sent in this session.
    SendsExhausted,
    /// The line has had as many codes as it may for now.
    LineExhausted,
    /// The session is past this step.
    Closed(SessionStatus),
}

/// A code that the carrier has sent, or a request that the shopper is to approve.
#[derive(Debug, Clone)]
pub struct SentCode {
    /// The carrier's name of it.
    pub authentication: String,
    /// From when on the carrier is asked whether it was approved; none for a code.
    pub poll_at: Option<Timestamp>,
    /// How often it is asked at most, in milliseconds.
    pub poll_every: Option<i64>,
    /// Whether the carrier asks by itself.
    pub own: Option<CarriersOwn>,
    /// The carrier's id of the payment, where there is one already.
    pub reservation: Option<String>,
    /// When it was sent.
    pub at: Timestamp,
    /// Until when it can be used.
    pub expires_at: Timestamp,
    /// Before this no further code is sent.
    pub resend_at: Timestamp,
}

/// What came of asking for another code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResendClaim {
    /// One send is used; the caller sends.
    Granted,
    /// Too soon.
    TooSoon,
    /// No further code is sent in this session.
    SendsExhausted,
    /// The line has had as many codes as it may for now.
    LineExhausted,
    /// The challenge is past this step, or not the session's any more.
    Closed,
}

/// What came of claiming a try.
#[derive(Debug)]
pub enum TryClaim {
    /// One try is used; the caller asks the carrier, and nobody else may
    /// until [`Challenges::end_try`] or the end of the lease.
    Granted {
        /// The challenge as it now is.
        challenge: Box<ChallengeRecord>,
        /// How many more remain after this one.
        tries_left: u8,
    },
    /// Another request is trying at this moment.
    Busy,
    /// There are no tries left, or the challenge is past this step.
    Closed,
}

/// The token of a passed challenge.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// Its hash, by which it is found.
    pub fingerprint: Fingerprint,
    /// Itself, sealed, so that a reloaded page gets it again.
    pub sealed: Sealed,
    /// When the challenge was passed.
    pub at: Timestamp,
    /// Until when it can be exchanged.
    pub expires_at: Timestamp,
}

/// A reservation that is to be given back to the carrier.
#[derive(Debug, Clone)]
pub struct Release {
    /// The challenge that made it.
    pub challenge: ChallengeId,
    /// Whose line it is.
    pub carrier: Carrier,
    /// The line.
    pub phone: Sealed,
    /// The carrier's id of the reserved payment.
    pub reservation: String,
    /// How often it was tried before.
    pub attempts: u32,
}

/// Challenges.
#[async_trait]
pub trait Challenges: Send + Sync {
    /// Begins a challenge in a session that is open, challenged or verified
    /// and not past its time. The consents are recorded, one send of session
    /// and line is used, and the challenge before it ends as by [`Challenges::end_challenge`].
    ///
    /// The policy is asked within the transaction, when it is the turn of line,
    /// person and address: who begin at the same time are counted one after the other.
    async fn begin_challenge(&self, challenge: &BeginChallenge, allows: Allows<'_>) -> Result<Begun, StoreError>;

    /// The challenge of that id.
    async fn challenge(&self, id: &ChallengeId) -> Result<Option<ChallengeRecord>, StoreError>;

    /// Records a code that was sent: no try of it is used. Gives the challenge as it then is, and how many sends its
    /// session has used, if it was still its session's and waiting for a code.
    async fn code_sent(&self, id: &ChallengeId, code: &SentCode) -> Result<Option<(ChallengeRecord, u8)>, StoreError>;

    /// The shopper has proved to hold the line, and the carrier wants more before it reserves: the challenge waits
    /// for that, with no try used. Says whether it was at that step.
    async fn carrier_asks(&self, id: &ChallengeId, asked: &SentCode) -> Result<bool, StoreError>;

    /// Uses a send of session and line for another code of a challenge, not
    /// before its time, and moves that time to `resend_at`.
    async fn claim_resend(
        &self,
        id: &ChallengeId,
        now: Timestamp,
        resend_at: Timestamp,
        max_sends: u8,
        line: &LineSends,
    ) -> Result<ResendClaim, StoreError>;

    /// Forgets which lines got codes before that time.
    async fn forget_sends(&self, before: Timestamp) -> Result<(), StoreError>;

    /// Uses a try, before the carrier is asked, so that guesses at the same
    /// time cannot be more than allowed.
    async fn claim_try(
        &self,
        id: &ChallengeId,
        now: Timestamp,
        lease_until: Timestamp,
        max_tries: u8,
    ) -> Result<TryClaim, StoreError>;

    /// Ends the lease of a try; gives the try back when the carrier did not judge it.
    async fn end_try(&self, id: &ChallengeId, give_back: bool) -> Result<(), StoreError>;

    /// Records that the carrier took the code, and what was agreed to with
    /// it. Says whether the challenge was waiting for that.
    async fn code_right(
        &self,
        id: &ChallengeId,
        proof: &[u8],
        consent: &Consent,
        at: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Records the reservation; when the code was right and the session still
    /// waits, the token too, and the session is verified: the try has ended, as
    /// one that counts for nothing. Else the reservation becomes due for
    /// release. Says which.
    async fn reserved(&self, id: &ChallengeId, reservation: &str, token: &NewToken) -> Result<bool, StoreError>;

    /// Notes what the carrier holds for a challenge that comes to nothing: it becomes due for release with the
    /// challenge's end, at once if that has ended.
    async fn hold(&self, id: &ChallengeId, reservation: &str) -> Result<(), StoreError>;

    /// Ends a challenge that is its session's and not spent: its token is
    /// void, its reservation becomes due for release, and the session is open
    /// with that failure. Says whether it was ended.
    async fn end_challenge(
        &self,
        id: &ChallengeId,
        failure: Option<&Failure>,
        at: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Takes reservations that are due for release; until the lease ends
    /// nobody else gets them.
    async fn claim_releases(&self, now: Timestamp, lease_until: Timestamp) -> Result<Vec<Release>, StoreError>;

    /// Ends a release: done, or due again at that time.
    async fn end_release(&self, id: &ChallengeId, again_at: Option<Timestamp>) -> Result<(), StoreError>;
}
