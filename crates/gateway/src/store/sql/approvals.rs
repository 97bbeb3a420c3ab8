use async_trait::async_trait;
use carrier_checkout_protocol::{Carrier, ChallengeId, Failure, SessionId, Timestamp};

use super::SqlStore;
use super::challenge_rows::end;
use super::columns::Columns;
use super::database::Row;
use super::query::query;
use super::turn::At;
use crate::store::{Approvals, PendingApproval, StoreError};

#[async_trait]
impl Approvals for SqlStore {
    async fn claim_approvals(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
    ) -> Result<Vec<PendingApproval>, StoreError> {
        let query = query(
            "UPDATE challenges
             SET poll_at = CASE WHEN state = 'sent' AND approval = 'pending' AND expires_at > $1 THEN $2 END
             WHERE id IN (SELECT id FROM challenges WHERE poll_at <= $1 /*! FOR NO KEY UPDATE SKIP LOCKED */)
             RETURNING id, session, carrier, phone, authentication, poll_at,
                 CASE WHEN own = 'page' THEN reservation END AS payment, poll_every",
        );
        let rows = query.bind(now.millis()).bind(lease_until.millis()).fetch_all(&self.pool).await?;
        rows.iter().filter_map(|row| pending(row).transpose()).collect()
    }

    async fn poll_again(&self, of: &PendingApproval, at: Timestamp, every: i64) -> Result<(), StoreError> {
        let again = query(
            "UPDATE challenges SET poll_at = $1, poll_every = $2
             WHERE id = $3 AND authentication = $4 AND approval = 'pending'",
        );
        again
            .bind(at.millis())
            .bind(every)
            .bind(of.challenge.as_str())
            .bind(&of.authentication)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn approve(&self, of: &PendingApproval, usable_until: Timestamp) -> Result<bool, StoreError> {
        let approved = query(
            "UPDATE challenges SET approval = 'approved', poll_at = NULL, expires_at = $1
             WHERE id = $2 AND authentication = $3 AND approval = 'pending' AND state = 'sent'",
        );
        let approved = approved.bind(usable_until.millis()).bind(of.challenge.as_str()).bind(&of.authentication);
        Ok(approved.execute(&self.pool).await? > 0)
    }

    async fn reject_approval(
        &self,
        of: &PendingApproval,
        failure: &Failure,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin_at(At::Challenge(&of.challenge)).await?;
        let waits = query(
            "SELECT 1 FROM challenges
             WHERE id = $1 AND authentication = $2 AND approval = 'pending' AND state = 'sent' /*! FOR NO KEY UPDATE */",
        );
        let waits = waits.bind(of.challenge.as_str()).bind(&of.authentication);
        if waits.fetch_optional(&mut tx).await?.is_none() || !end(&mut tx, &of.challenge, Some(failure), at).await? {
            return Ok(false);
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn lapse_approval(&self, of: &PendingApproval, now: Timestamp) -> Result<bool, StoreError> {
        let lapsed = query(
            "UPDATE challenges SET poll_at = NULL, expires_at = CASE WHEN expires_at < $1 THEN expires_at ELSE $1 END
             WHERE id = $2 AND authentication = $3 AND approval = 'pending' AND state = 'sent'",
        );
        let lapsed = lapsed.bind(now.millis()).bind(of.challenge.as_str()).bind(&of.authentication);
        Ok(lapsed.execute(&self.pool).await? > 0)
    }
}

/// None for one whose time is over.
fn pending(row: &Row) -> Result<Option<PendingApproval>, StoreError> {
    let row = Columns(row);
    if row.optional_time("poll_at")?.is_none() {
        return Ok(None);
    }
    Ok(Some(PendingApproval {
        challenge: row.read("id", ChallengeId::parse)?,
        session: row.read("session", SessionId::parse)?,
        carrier: row.named("carrier", Carrier::from_wire)?,
        phone: row.sealed("phone")?,
        authentication: row.text("authentication")?,
        payment: row.optional_text("payment")?,
        poll_every: row.count("poll_every")?,
    }))
}
