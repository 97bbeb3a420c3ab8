use async_trait::async_trait;
use carrier_checkout_protocol::consent::Consent;
use carrier_checkout_protocol::session::SessionStatus;
use carrier_checkout_protocol::{ChallengeId, Failure, SessionId, Timestamp};

use super::SqlStore;
use super::challenge_rows::{
    bind_sent, end, give_back, new_challenge, new_consents, new_token, record, release, returning, void_challenge,
};
use super::columns::Columns;
use super::query::query;
use super::sends::use_send;
use super::sessions::take_standing;
use super::steps::new_step;
use super::together::Together;
use super::traces::{counted, look_back, new_attempts};
use super::turn::{At, queue};
use crate::store::{
    Allows, BeginChallenge, Begun, ChallengeRecord, Challenges, LineSends, NewToken, Release, ResendClaim, SentCode,
    Step, StoreError, TryClaim,
};

#[async_trait]
impl Challenges for SqlStore {
    async fn begin_challenge(&self, challenge: &BeginChallenge, allows: Allows<'_>) -> Result<Begun, StoreError> {
        let mut tx = self.pool.begin().await?;
        let session = take_standing(&mut tx, &challenge.session).await?;
        match session.status {
            SessionStatus::Open | SessionStatus::Challenged | SessionStatus::Verified => {}
            closed @ (SessionStatus::Processing
            | SessionStatus::Paid
            | SessionStatus::Cancelled
            | SessionStatus::Expired) => return Ok(Begun::Closed(closed)),
        }
        if session.expires_at <= challenge.at {
            return Ok(Begun::Closed(SessionStatus::Expired));
        }
        if session.sends_used >= challenge.max_sends {
            return Ok(Begun::SendsExhausted);
        }
        queue(&mut tx, &counted(challenge)).await?;
        if !use_send(&mut tx, &challenge.line, challenge.at).await? {
            return Ok(Begun::LineExhausted);
        }
        let looked = look_back(&mut tx, challenge).await?;
        if !allows(&looked) {
            return Ok(Begun::NotAllowed(looked));
        }
        if let Some(before) = &session.challenge {
            void_challenge(&mut tx, before).await?;
        }
        let writes = Together::default()
            .and(new_challenge(challenge, looked.known))
            .and(new_consents(&challenge.session, &challenge.consents, challenge.at))
            // The last: others at the same merchant may wait for it.
            .and(new_attempts(&challenge.traces, challenge.at));
        writes.execute(&mut tx).await?;
        tx.commit().await?;
        Ok(Begun::Yes(looked))
    }

    async fn challenge(&self, id: &ChallengeId) -> Result<Option<ChallengeRecord>, StoreError> {
        let query = query(
            "SELECT c.*, t.sealed AS token, t.expires_at AS token_expires_at
             FROM challenges c LEFT JOIN tokens t ON t.challenge = c.id WHERE c.id = $1",
        );
        query.bind(id.as_str()).fetch_optional(&self.pool).await?.as_ref().map(record).transpose()
    }

    async fn code_sent(&self, id: &ChallengeId, code: &SentCode) -> Result<Option<(ChallengeRecord, u8)>, StoreError> {
        let mut tx = self.pool.begin().await?;
        let waits = query(
            "UPDATE sessions SET status = 'challenged', last_failure = NULL WHERE challenge = $1 RETURNING sends_used",
        );
        let session = waits.bind(id.as_str()).fetch_optional(&mut tx).await?;
        let sent = query(returning!(
            "UPDATE challenges SET state = 'sent', authentication = $1, poll_at = $2, poll_every = COALESCE($9, poll_every),
                 approval = CASE WHEN $2 IS NOT NULL THEN 'pending' END,
                 expires_at = $3, resend_at = $4, own = $5, page = $6, reservation = COALESCE($7, reservation), tries_used = 0
             WHERE id = $8 AND state IN ('sending', 'sent')
                 AND (approval IS DISTINCT FROM 'approved' OR expires_at <= $10)"
        ));
        let sent = bind_sent(sent, code).bind(id.as_str()).bind(code.poll_every).bind(code.at.millis());
        if let Some(session) = session
            && let Some(challenge) = sent.fetch_optional(&mut tx).await?
        {
            new_step(id, Step::CodeSent, code.at).execute(&mut tx).await?;
            tx.commit().await?;
            return Ok(Some((record(&challenge)?, Columns(&session).count("sends_used")?)));
        }
        drop(tx);
        self.came_late(id, code.reservation.as_deref()).await?;
        Ok(None)
    }

    async fn carrier_asks(&self, id: &ChallengeId, asked: &SentCode) -> Result<bool, StoreError> {
        let waits = query(
            "UPDATE challenges SET state = 'sent', authentication = $1, poll_at = $2, poll_every = COALESCE($9, poll_every),
                 approval = CASE WHEN $2 IS NOT NULL THEN 'pending' END,
                 channel = CASE WHEN $2 IS NULL THEN 'sms' ELSE channel END,
                 expires_at = $3, resend_at = $4, own = $5, page = $6, reservation = COALESCE($7, reservation),
                 code_proof = NULL, tries_used = 0
             WHERE id = $8 AND state = 'code_right'",
        );
        let mut tx = self.begin_at(At::Challenge(id)).await?;
        let waits = bind_sent(waits, asked).bind(id.as_str()).bind(asked.poll_every).execute(&mut tx).await?;
        if waits == 0
            && let Some(reservation) = &asked.reservation
        {
            give_back(&mut tx, id, reservation).await?;
        }
        tx.commit().await?;
        Ok(waits > 0)
    }

    async fn claim_resend(
        &self,
        id: &ChallengeId,
        now: Timestamp,
        resend_at: Timestamp,
        max_sends: u8,
        line: &LineSends,
    ) -> Result<ResendClaim, StoreError> {
        let mut tx = self.begin_at(At::Challenge(id)).await?;
        let waits = query(
            "SELECT c.resend_at, s.sends_used FROM challenges c JOIN sessions s ON s.challenge = c.id
             WHERE c.id = $1 AND c.state = 'sent' AND (c.approval IS DISTINCT FROM 'approved' OR c.expires_at <= $2)
                 AND s.status = 'challenged' AND s.expires_at > $2",
        );
        match waits.bind(id.as_str()).bind(now.millis()).numbers(&mut tx).await? {
            None => return Ok(ResendClaim::Closed),
            Some((_, sends)) if sends >= i64::from(max_sends) => return Ok(ResendClaim::SendsExhausted),
            Some((earliest, _)) if earliest > now.millis() => return Ok(ResendClaim::TooSoon),
            Some(_) => {}
        }
        queue(&mut tx, &[&line.line]).await?;
        if !use_send(&mut tx, line, now).await? {
            return Ok(ResendClaim::LineExhausted);
        }
        query("UPDATE challenges SET resend_at = $1 WHERE id = $2")
            .bind(resend_at.millis())
            .bind(id.as_str())
            .execute(&mut tx)
            .await?;
        query("UPDATE sessions SET sends_used = sends_used + 1 WHERE challenge = $1")
            .bind(id.as_str())
            .execute(&mut tx)
            .await?;
        tx.commit().await?;
        Ok(ResendClaim::Granted)
    }

    async fn forget_sends(&self, before: Timestamp) -> Result<(), StoreError> {
        query("DELETE FROM sends WHERE at <= $1").bind(before.millis()).execute(&self.pool).await?;
        Ok(())
    }

    async fn claim_try(
        &self,
        id: &ChallengeId,
        now: Timestamp,
        lease_until: Timestamp,
        max_tries: u8,
    ) -> Result<TryClaim, StoreError> {
        let taken = query(returning!(
            "UPDATE challenges SET tries_used = tries_used + 1, trying_until = $1
             WHERE id = $2 AND state IN ('sent', 'code_right') AND trying_until <= $3 AND tries_used < $4
                 AND EXISTS (SELECT 1 FROM sessions s WHERE s.challenge = $2 AND s.status = 'challenged')"
        ));
        let taken = taken.bind(lease_until.millis()).bind(id.as_str()).bind(now.millis()).bind(max_tries);
        if let Some(row) = taken.fetch_optional(&self.pool).await? {
            let challenge = Box::new(record(&row)?);
            let tries_left = max_tries.saturating_sub(challenge.tries_used);
            return Ok(TryClaim::Granted { challenge, tries_left });
        }
        let tried = query(
            "SELECT c.tries_used, c.trying_until FROM challenges c JOIN sessions s ON s.challenge = c.id
             WHERE c.id = $1 AND c.state IN ('sent', 'code_right') AND s.status = 'challenged'",
        );
        Ok(match tried.bind(id.as_str()).numbers(&self.pool).await? {
            // Somebody tries, or has just tried.
            Some((used, until)) if until > now.millis() || used < i64::from(max_tries) => TryClaim::Busy,
            Some(_) | None => TryClaim::Closed,
        })
    }

    async fn end_try(&self, id: &ChallengeId, give_back: bool) -> Result<(), StoreError> {
        let ended = query(
            "UPDATE challenges SET trying_until = 0,
                 tries_used = CASE WHEN tries_used > $1 THEN tries_used - $1 ELSE 0 END
             WHERE id = $2",
        );
        ended.bind(i64::from(give_back)).bind(id.as_str()).execute(&self.pool).await?;
        Ok(())
    }

    async fn code_right(
        &self,
        id: &ChallengeId,
        proof: &[u8],
        consent: &Consent,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.pool.begin().await?;
        let query = query(
            "UPDATE challenges SET state = 'code_right', code_proof = $1 WHERE id = $2 AND state = 'sent'
             RETURNING session",
        );
        let Some(session) = query.bind(proof).bind(id.as_str()).text(&mut tx).await? else {
            return Ok(false);
        };
        let session = SessionId::parse(&session).map_err(|_| StoreError::Corrupt("challenges.session"))?;
        Together::default().and(new_consents(&session, std::slice::from_ref(consent), at)).execute(&mut tx).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn reserved(&self, id: &ChallengeId, reservation: &str, token: &NewToken) -> Result<bool, StoreError> {
        let mut tx = self.pool.begin().await?;
        let verified = query("UPDATE sessions SET status = 'verified' WHERE challenge = $1 AND status = 'challenged'");
        let reserved = query(
            "UPDATE challenges SET state = 'reserved', reservation = $1, trying_until = 0,
                 tries_used = CASE WHEN tries_used > 1 THEN tries_used - 1 ELSE 0 END
             WHERE id = $2 AND state = 'code_right'",
        );
        if verified.bind(id.as_str()).execute(&mut tx).await? > 0
            && reserved.bind(reservation).bind(id.as_str()).execute(&mut tx).await? > 0
        {
            let writes = Together::default().and([new_token(id, token), new_step(id, Step::Verified, token.at)]);
            writes.execute(&mut tx).await?;
            tx.commit().await?;
            return Ok(true);
        }
        drop(tx);
        self.came_late(id, Some(reservation)).await?;
        Ok(false)
    }

    async fn hold(&self, id: &ChallengeId, reservation: &str) -> Result<(), StoreError> {
        let mut tx = self.begin_at(At::Challenge(id)).await?;
        query("UPDATE challenges SET reservation = $1 WHERE id = $2 AND state NOT IN ('spent', 'ended')")
            .bind(reservation)
            .bind(id.as_str())
            .execute(&mut tx)
            .await?;
        give_back(&mut tx, id, reservation).await?;
        tx.commit().await
    }

    async fn end_challenge(
        &self,
        id: &ChallengeId,
        failure: Option<&Failure>,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin_at(At::Challenge(id)).await?;
        let ended = end(&mut tx, id, failure, at).await?;
        if ended {
            tx.commit().await?;
        }
        Ok(ended)
    }

    async fn claim_releases(&self, now: Timestamp, lease_until: Timestamp) -> Result<Vec<Release>, StoreError> {
        let query = query(
            "UPDATE challenges SET release_at = $1, release_attempts = release_attempts + 1
             WHERE id IN (SELECT id FROM challenges WHERE release_at <= $2 AND reservation IS NOT NULL
                 /*! FOR NO KEY UPDATE SKIP LOCKED */)
             RETURNING id, carrier, phone, reservation, release_attempts - 1 AS attempts",
        );
        let rows = query.bind(lease_until.millis()).bind(now.millis()).fetch_all(&self.pool).await?;
        rows.iter().map(release).collect()
    }

    async fn end_release(&self, id: &ChallengeId, again_at: Option<Timestamp>) -> Result<(), StoreError> {
        query("UPDATE challenges SET release_at = $1 WHERE id = $2")
            .bind(again_at.map(Timestamp::millis))
            .bind(id.as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

impl SqlStore {
    /// What the carrier holds for a challenge that has ended meanwhile, if anything, is to be released.
    async fn came_late(&self, id: &ChallengeId, reservation: Option<&str>) -> Result<(), StoreError> {
        if let Some(reservation) = reservation {
            let mut tx = self.begin_at(At::Challenge(id)).await?;
            give_back(&mut tx, id, reservation).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
