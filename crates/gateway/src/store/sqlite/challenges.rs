use async_trait::async_trait;
use carrier_checkout_protocol::consent::Consent;
use carrier_checkout_protocol::session::SessionStatus;
use carrier_checkout_protocol::{ChallengeId, Failure, SessionId, Timestamp};

use sqlx::SqliteConnection;

use super::SqliteStore;
use super::challenge_rows::{end, insert_challenge, insert_consent, insert_token, record, release, void_challenge};
use super::sends::use_send;
use super::sessions::session;
use super::steps::take_step;
use super::traces::insert_attempts;
use crate::store::{
    BeginChallenge, Begun, CarriersOwn, ChallengeRecord, Challenges, LineSends, NewToken, Release, ResendClaim,
    SentCode, Step, StoreError, TryClaim,
};

#[async_trait]
impl Challenges for SqliteStore {
    async fn begin_challenge(&self, challenge: &BeginChallenge) -> Result<Begun, StoreError> {
        let mut tx = self.begin().await?;
        let session = session(&mut tx, &challenge.session).await?.ok_or(StoreError::Corrupt("session"))?;
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
        if !use_send(&mut tx, &challenge.line, challenge.at).await? {
            return Ok(Begun::LineExhausted);
        }
        if let Some(before) = &session.challenge {
            void_challenge(&mut tx, before).await?;
        }
        insert_challenge(&mut tx, challenge).await?;
        insert_attempts(&mut tx, &challenge.traces, challenge.at).await?;
        for consent in &challenge.consents {
            insert_consent(&mut tx, &challenge.session, consent, challenge.at).await?;
        }
        tx.commit().await?;
        Ok(Begun::Yes)
    }

    async fn challenge(&self, id: &ChallengeId) -> Result<Option<ChallengeRecord>, StoreError> {
        let query = sqlx::query(
            "SELECT c.*, t.sealed AS token, t.expires_at AS token_expires_at
             FROM challenges c LEFT JOIN tokens t ON t.challenge = c.id WHERE c.id = ?",
        );
        query.bind(id.as_str()).fetch_optional(&self.pool).await?.as_ref().map(record).transpose()
    }

    async fn code_sent(&self, id: &ChallengeId, code: &SentCode) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let sent = sqlx::query(
            "UPDATE challenges SET state = 'sent', authentication = ?1, poll_at = ?2, poll_every = COALESCE(?9, poll_every),
                 approval = CASE WHEN ?2 IS NOT NULL THEN 'pending' END,
                 expires_at = ?3, resend_at = ?4, own = ?5, page = ?6, reservation = COALESCE(?7, reservation), tries_used = 0
             WHERE id = ?8 AND state IN ('sending', 'sent') AND (approval IS NOT 'approved' OR expires_at <= ?10)",
        );
        let sent = bind_sent(sent, code)
            .bind(id.as_str())
            .bind(code.poll_every)
            .bind(code.at.millis())
            .execute(&mut *tx)
            .await?;
        if sent.rows_affected() == 0 {
            give_back_late(&mut tx, id, code).await?;
            tx.commit().await?;
            return Ok(false);
        }
        sqlx::query("UPDATE sessions SET status = 'challenged', last_failure = NULL WHERE challenge = ?")
            .bind(id.as_str())
            .execute(&mut *tx)
            .await?;
        take_step(&mut tx, id, Step::CodeSent, code.at).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn carrier_asks(&self, id: &ChallengeId, asked: &SentCode) -> Result<bool, StoreError> {
        let waits = sqlx::query(
            "UPDATE challenges SET state = 'sent', authentication = ?1, poll_at = ?2, poll_every = COALESCE(?9, poll_every),
                 approval = CASE WHEN ?2 IS NOT NULL THEN 'pending' END,
                 channel = CASE WHEN ?2 IS NULL THEN 'sms' ELSE channel END,
                 expires_at = ?3, resend_at = ?4, own = ?5, page = ?6, reservation = COALESCE(?7, reservation),
                 code_proof = NULL, tries_used = 0
             WHERE id = ?8 AND state = 'code_right'",
        );
        let mut tx = self.begin().await?;
        let waits = bind_sent(waits, asked).bind(id.as_str()).bind(asked.poll_every).execute(&mut *tx).await?;
        if waits.rows_affected() == 0 {
            give_back_late(&mut tx, id, asked).await?;
        }
        tx.commit().await?;
        Ok(waits.rows_affected() > 0)
    }

    async fn claim_resend(
        &self,
        id: &ChallengeId,
        now: Timestamp,
        resend_at: Timestamp,
        max_sends: u8,
        line: &LineSends,
    ) -> Result<ResendClaim, StoreError> {
        let mut tx = self.begin().await?;
        let query = sqlx::query_as::<_, (i64, i64)>(
            "SELECT c.resend_at, s.sends_used FROM challenges c JOIN sessions s ON s.challenge = c.id
             WHERE c.id = ?1 AND c.state = 'sent' AND (c.approval IS NOT 'approved' OR c.expires_at <= ?2)
                 AND s.status = 'challenged' AND s.expires_at > ?2",
        );
        match query.bind(id.as_str()).bind(now.millis()).fetch_optional(&mut *tx).await? {
            None => return Ok(ResendClaim::Closed),
            Some((_, sends)) if sends >= i64::from(max_sends) => return Ok(ResendClaim::SendsExhausted),
            Some((earliest, _)) if earliest > now.millis() => return Ok(ResendClaim::TooSoon),
            Some(_) => {}
        }
        if !use_send(&mut tx, line, now).await? {
            return Ok(ResendClaim::LineExhausted);
        }
        sqlx::query("UPDATE challenges SET resend_at = ? WHERE id = ?")
            .bind(resend_at.millis())
            .bind(id.as_str())
            .execute(&mut *tx)
            .await?;
        sqlx::query("UPDATE sessions SET sends_used = sends_used + 1 WHERE challenge = ?")
            .bind(id.as_str())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(ResendClaim::Granted)
    }

    async fn forget_sends(&self, before: Timestamp) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM sends WHERE at <= ?").bind(before.millis()).execute(&self.pool).await?;
        Ok(())
    }

    async fn claim_try(
        &self,
        id: &ChallengeId,
        now: Timestamp,
        lease_until: Timestamp,
        max_tries: u8,
    ) -> Result<TryClaim, StoreError> {
        let mut tx = self.begin().await?;
        let query = sqlx::query_as::<_, (i64, i64)>(
            "SELECT c.tries_used, c.trying_until FROM challenges c JOIN sessions s ON s.challenge = c.id
             WHERE c.id = ? AND c.state IN ('sent', 'code_right') AND s.status = 'challenged'",
        );
        let used = match query.bind(id.as_str()).fetch_optional(&mut *tx).await? {
            Some((_, until)) if until > now.millis() => return Ok(TryClaim::Busy),
            Some((used, _)) if used < i64::from(max_tries) => used,
            Some(_) | None => return Ok(TryClaim::Closed),
        };
        sqlx::query("UPDATE challenges SET tries_used = tries_used + 1, trying_until = ? WHERE id = ?")
            .bind(lease_until.millis())
            .bind(id.as_str())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        let left = i64::from(max_tries) - used - 1;
        Ok(TryClaim::Granted { tries_left: u8::try_from(left).unwrap_or_default() })
    }

    async fn end_try(&self, id: &ChallengeId, give_back: bool) -> Result<(), StoreError> {
        sqlx::query("UPDATE challenges SET trying_until = 0, tries_used = MAX(0, tries_used - ?) WHERE id = ?")
            .bind(i64::from(give_back))
            .bind(id.as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn code_right(
        &self,
        id: &ChallengeId,
        proof: &[u8],
        consent: &Consent,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let query = sqlx::query_scalar::<_, String>(
            "UPDATE challenges SET state = 'code_right', code_proof = ? WHERE id = ? AND state = 'sent'
             RETURNING session",
        );
        let Some(session) = query.bind(proof).bind(id.as_str()).fetch_optional(&mut *tx).await? else {
            return Ok(false);
        };
        let session = SessionId::parse(&session).map_err(|_| StoreError::Corrupt("challenges.session"))?;
        insert_consent(&mut tx, &session, consent, at).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn reserved(&self, id: &ChallengeId, reservation: &str, token: &NewToken) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let verified = sqlx::query(
            "UPDATE challenges SET state = 'reserved', reservation = ?1 WHERE id = ?2 AND state = 'code_right'
                 AND EXISTS (SELECT 1 FROM sessions s WHERE s.challenge = ?2 AND s.status = 'challenged')",
        )
        .bind(reservation)
        .bind(id.as_str())
        .execute(&mut *tx)
        .await?
        .rows_affected()
            > 0;
        if verified {
            sqlx::query("UPDATE sessions SET status = 'verified' WHERE challenge = ?")
                .bind(id.as_str())
                .execute(&mut *tx)
                .await?;
            insert_token(&mut tx, id, token).await?;
            take_step(&mut tx, id, Step::Verified, token.at).await?;
        } else {
            sqlx::query("UPDATE challenges SET reservation = ?, release_at = 0 WHERE id = ? AND state = 'ended'")
                .bind(reservation)
                .bind(id.as_str())
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
        Ok(verified)
    }

    async fn end_challenge(
        &self,
        id: &ChallengeId,
        failure: Option<&Failure>,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let ended = end(&mut tx, id, failure, at).await?;
        if ended {
            tx.commit().await?;
        }
        Ok(ended)
    }

    async fn claim_releases(&self, now: Timestamp, lease_until: Timestamp) -> Result<Vec<Release>, StoreError> {
        let query = sqlx::query(
            "UPDATE challenges SET release_at = ?, release_attempts = release_attempts + 1
             WHERE release_at <= ? AND reservation IS NOT NULL
             RETURNING id, carrier, phone, reservation, release_attempts - 1 AS attempts",
        );
        let rows = query.bind(lease_until.millis()).bind(now.millis()).fetch_all(&self.pool).await?;
        rows.iter().map(release).collect()
    }

    async fn end_release(&self, id: &ChallengeId, again_at: Option<Timestamp>) -> Result<(), StoreError> {
        sqlx::query("UPDATE challenges SET release_at = ? WHERE id = ?")
            .bind(again_at.map(Timestamp::millis))
            .bind(id.as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

/// What was sent, as the first seven parameters.
fn bind_sent<'q>(
    query: sqlx::query::Query<'q, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>,
    sent: &'q SentCode,
) -> sqlx::query::Query<'q, sqlx::Sqlite, sqlx::sqlite::SqliteArguments> {
    let (own, page) = match &sent.own {
        None => (None, None),
        Some(CarriersOwn::Code) => (Some("code"), None),
        Some(CarriersOwn::Page(url)) => (Some("page"), Some(url)),
    };
    query
        .bind(&sent.authentication)
        .bind(sent.poll_at.map(Timestamp::millis))
        .bind(sent.expires_at.millis())
        .bind(sent.resend_at.millis())
        .bind(own)
        .bind(page)
        .bind(&sent.reservation)
}

/// The challenge ended meanwhile: what was reserved with the code is given back.
async fn give_back_late(tx: &mut SqliteConnection, id: &ChallengeId, sent: &SentCode) -> Result<(), StoreError> {
    if let Some(reservation) = &sent.reservation {
        sqlx::query("UPDATE challenges SET reservation = ?, release_at = 0 WHERE id = ? AND state = 'ended'")
            .bind(reservation)
            .bind(id.as_str())
            .execute(tx)
            .await?;
    }
    Ok(())
}
