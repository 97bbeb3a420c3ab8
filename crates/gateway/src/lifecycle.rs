//! When a session comes to its end by itself.

use carrier_checkout_protocol::session::SessionStatus;
use carrier_checkout_protocol::webhook::Happened;
use carrier_checkout_protocol::{ChallengeId, ErrorCode, Failure, Reason, SessionId};

use crate::app::App;
use crate::console::LOGIN_TRIES_LIVE_MS;
use crate::problem::Refused;
use crate::store::{ChallengeRecord, Closing, NewEvent, SessionRecord};

/// How many sessions the sweeper looks at together, and how often in one round.
const TOGETHER: u32 = 100;
const OFTEN: u32 = 50;

/// How long answered keys are remembered.
const KEYS_LIVE_MS: i64 = 24 * 3_600_000;

/// Over how long the codes of a line are counted.
pub(crate) const SENDS_LIVE_MS: i64 = 3_600_000;

/// What time has done to a session.
enum Lapse {
    /// Nothing.
    None,
    /// It is over.
    Expired,
    /// Only its token is: the shopper may begin again.
    Token(ChallengeId),
}

impl App {
    /// The session as it stands at this moment: time may have ended it since
    /// it was last touched.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn session(&self, id: &SessionId) -> Result<Option<SessionRecord>, Refused> {
        let Some(session) = self.store.session(id).await? else { return Ok(None) };
        let moved = match self.lapse(&session).await? {
            Lapse::None => return Ok(Some(session)),
            Lapse::Expired => self.close(&session, Closing::Expired).await?,
            Lapse::Token(challenge) => self.end_challenge(&challenge, None).await?,
        };
        tracing::debug!(moved, "a session came to its end");
        Ok(self.store.session(id).await?)
    }

    /// Ends a session without a payment and gives it as it then is: one that
    /// processes, is paid or is over stays so. A request that moves it
    /// meanwhile makes it be looked at again, which the sends that a session
    /// has keep to a few times.
    pub(crate) async fn end_session(&self, id: &SessionId, closing: Closing) -> Result<SessionRecord, Refused> {
        loop {
            let session = self.session(id).await?.ok_or(ErrorCode::SessionNotFound)?;
            match session.status {
                SessionStatus::Open | SessionStatus::Challenged | SessionStatus::Verified => {
                    self.close(&session, closing).await?;
                }
                SessionStatus::Processing | SessionStatus::Paid | SessionStatus::Cancelled | SessionStatus::Expired => {
                    return Ok(session);
                }
            }
        }
    }

    /// Adds a session in the place of another one of its merchant, which ends with it: after that the amount of the
    /// old one can no longer be charged. One that is over already cannot be charged either way.
    ///
    /// # Errors
    /// When the old one is unknown, is being paid or is paid: then there is no new one.
    pub(crate) async fn replace_session(&self, old: &SessionId, by: &SessionRecord) -> Result<(), Refused> {
        let unknown = || Refused::reason(ErrorCode::SessionNotFound, Reason::SessionUnknown);
        loop {
            let found = self.session(old).await?.filter(|session| session.merchant == by.merchant);
            let session = found.ok_or_else(unknown)?;
            match session.status {
                SessionStatus::Open | SessionStatus::Challenged | SessionStatus::Verified => {
                    let event = self.ended(&session, SessionStatus::Expired)?;
                    if self.store.replace_session(old, &session.seen(), by, &event).await? {
                        self.tell_of_end(&session);
                        return Ok(());
                    }
                }
                SessionStatus::Processing => return Err(ErrorCode::SessionInPayment.into()),
                SessionStatus::Paid => return Err(Refused::reason(ErrorCode::SessionClosed, Reason::AlreadyPaid)),
                SessionStatus::Cancelled | SessionStatus::Expired => return Ok(self.store.insert_session(by).await?),
            }
        }
    }

    /// Ends a session without a payment. Says whether it was still as given.
    async fn close(&self, session: &SessionRecord, closing: Closing) -> Result<bool, Refused> {
        let status = match closing {
            Closing::Cancelled => SessionStatus::Cancelled,
            Closing::Expired => SessionStatus::Expired,
        };
        let event = self.ended(session, status)?;
        let closed = self.store.close_session(&session.id, &session.seen(), closing, &event).await?;
        self.tell_of_end(session);
        Ok(closed)
    }

    /// The event that tells of a session's end.
    fn ended(&self, session: &SessionRecord, status: SessionStatus) -> Result<NewEvent, Refused> {
        // Nothing is shown of it any more, wherever that was.
        let told = self.show_session(&SessionRecord { status, ..session.clone() }, &[]);
        self.event(&session.merchant, Happened::SessionExpired(told))
    }

    fn tell_of_end(&self, session: &SessionRecord) {
        self.wake.carriers.notify_one();
        self.wake.outbox.tell(&session.merchant);
        self.tell_windows(&session.id);
    }

    /// Ends a challenge: the session is open again.
    pub(crate) async fn end_challenge(&self, id: &ChallengeId, failure: Option<&Failure>) -> Result<bool, Refused> {
        let ended = self.store.end_challenge(id, failure, self.now()).await?;
        if let Some(failure) = failure.filter(|_| ended) {
            self.metrics.failed(failure);
        }
        self.wake.carriers.notify_one();
        Ok(ended)
    }

    /// The current challenge of a session.
    pub(crate) async fn challenge_of(&self, session: &SessionRecord) -> Result<Option<ChallengeRecord>, Refused> {
        match &session.challenge {
            Some(id) => Ok(self.store.challenge(id).await?),
            None => Ok(None),
        }
    }

    /// Ends the sessions whose time is over, and forgets old keys and sends.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sweep(&self) -> Result<(), Refused> {
        let now = self.now();
        let mut after = None;
        for _ in 0..OFTEN {
            let due = self.store.sessions_due(now, after.as_ref(), TOGETHER).await?;
            for id in &due {
                // One that fails has been logged, and shall not keep the others.
                let _ = self.session(id).await;
            }
            if u32::try_from(due.len()).is_ok_and(|due| due < TOGETHER) {
                break;
            }
            // Some stay as they are, because their code or token still holds: they shall not hide the others.
            after = due.into_iter().next_back();
        }
        self.store.forget_sends(now - SENDS_LIVE_MS).await?;
        self.store.forget_logins(now, now - LOGIN_TRIES_LIVE_MS).await?;
        self.store.forget_attempts(now - self.policy.window_ms()).await?;
        self.store.forget_keys(now - KEYS_LIVE_MS).await?;
        self.forget_callers().await
    }

    /// A code that was sent in time may be used, and a token too, after the
    /// time until which the shopper may begin.
    async fn lapse(&self, session: &SessionRecord) -> Result<Lapse, Refused> {
        let now = self.now();
        let over = session.expires_at <= now;
        match session.status {
            SessionStatus::Open => Ok(if over { Lapse::Expired } else { Lapse::None }),
            SessionStatus::Challenged if over => {
                let usable = self.challenge_of(session).await?.is_some_and(|challenge| challenge.expires_at > now);
                Ok(if usable { Lapse::None } else { Lapse::Expired })
            }
            SessionStatus::Verified => {
                let challenge = self.challenge_of(session).await?;
                let token = challenge.and_then(|challenge| Some((challenge.id, challenge.token?.1)));
                Ok(match token {
                    Some((_, expires_at)) if expires_at > now => Lapse::None,
                    Some(_) | None if over => Lapse::Expired,
                    Some((challenge, _)) => Lapse::Token(challenge),
                    None => Lapse::None,
                })
            }
            SessionStatus::Challenged
            | SessionStatus::Processing
            | SessionStatus::Paid
            | SessionStatus::Cancelled
            | SessionStatus::Expired => Ok(Lapse::None),
        }
    }
}
