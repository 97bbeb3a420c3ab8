use async_trait::async_trait;
use carrier_checkout_protocol::goods::Billing;
use carrier_checkout_protocol::session::SessionStatus;
use carrier_checkout_protocol::{ChallengeId, Locale, OrderId, PaymentId, SessionId, StepUp, Timestamp};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::SqliteStore;
use super::billing_keys::monthly;
use super::challenge_rows::void_challenge;
use super::columns::{Columns, to_json};
use super::outbox::insert_event;
use crate::store::{Closing, MerchantId, NewEvent, Seen, SessionRecord, Sessions, StoreError};

#[async_trait]
impl Sessions for SqliteStore {
    async fn insert_session(&self, session: &SessionRecord) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        insert(&mut connection, session).await
    }

    async fn session(&self, id: &SessionId) -> Result<Option<SessionRecord>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        session(&mut connection, id).await
    }

    async fn choose_language(&self, id: &SessionId, language: Locale) -> Result<(), StoreError> {
        let update = sqlx::query("UPDATE sessions SET language = ? WHERE id = ?");
        update.bind(language.as_str()).bind(id.as_str()).execute(&self.pool).await?;
        Ok(())
    }

    async fn close_session(
        &self,
        id: &SessionId,
        seen: &Seen,
        closing: Closing,
        event: &NewEvent,
    ) -> Result<bool, StoreError> {
        let status = match closing {
            Closing::Cancelled => SessionStatus::Cancelled,
            Closing::Expired => SessionStatus::Expired,
        };
        let mut tx = self.begin().await?;
        let closed = close(&mut tx, id, seen, status, event).await?;
        if closed {
            tx.commit().await?;
        }
        Ok(closed)
    }

    async fn replace_session(
        &self,
        id: &SessionId,
        seen: &Seen,
        by: &SessionRecord,
        event: &NewEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let closed = close(&mut tx, id, seen, SessionStatus::Expired, event).await?;
        if closed {
            insert(&mut tx, by).await?;
            tx.commit().await?;
        }
        Ok(closed)
    }

    async fn sessions_due(&self, now: Timestamp, limit: u32) -> Result<Vec<SessionId>, StoreError> {
        let rows: Vec<String> = sqlx::query_scalar(
            "SELECT id FROM sessions WHERE status IN ('open', 'challenged', 'verified') AND expires_at <= ?1
             UNION
             SELECT s.id FROM sessions s JOIN tokens t ON t.challenge = s.challenge
             WHERE s.status = 'verified' AND t.expires_at <= ?1
             LIMIT ?2",
        )
        .bind(now.millis())
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|id| SessionId::parse(id).map_err(|_| StoreError::Corrupt("sessions.id"))).collect()
    }
}

async fn insert(connection: &mut SqliteConnection, session: &SessionRecord) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO sessions (id, merchant, order_id, amount, goods, billing, billing_day, embed, status, created_at,
             expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(session.id.as_str())
    .bind(&session.merchant.0)
    .bind(session.order.as_str())
    .bind(i64::from(session.amount.get()))
    .bind(to_json(&session.goods)?)
    .bind(session.billing.as_str())
    .bind(session.monthly.map(|monthly| monthly.day.get()))
    .bind(if session.embed.is_default() { None } else { Some(to_json(&session.embed)?) })
    .bind(session.status.as_str())
    .bind(session.created_at.millis())
    .bind(session.expires_at.millis())
    .execute(connection)
    .await?;
    Ok(())
}

/// Says whether the session was still as it was seen, and is ended now.
async fn close(
    tx: &mut SqliteConnection,
    id: &SessionId,
    seen: &Seen,
    status: SessionStatus,
    event: &NewEvent,
) -> Result<bool, StoreError> {
    let closed = sqlx::query(
        "UPDATE sessions SET status = ? WHERE id = ? AND status = ? AND challenge IS ?
             AND status IN ('open', 'challenged', 'verified')",
    )
    .bind(status.as_str())
    .bind(id.as_str())
    .bind(seen.status.as_str())
    .bind(seen.challenge.as_ref().map(ChallengeId::as_str))
    .execute(&mut *tx)
    .await?;
    if closed.rows_affected() == 0 {
        return Ok(false);
    }
    if let Some(challenge) = &seen.challenge {
        void_challenge(tx, challenge).await?;
    }
    insert_event(tx, event).await?;
    Ok(true)
}

/// The session as this transaction sees it.
pub(super) async fn session(
    connection: &mut SqliteConnection,
    id: &SessionId,
) -> Result<Option<SessionRecord>, StoreError> {
    let query = sqlx::query(
        "SELECT s.*, p.id AS payment FROM sessions s
         LEFT JOIN payments p ON p.session = s.id AND p.status IN ('processing', 'succeeded')
             AND p.later_order IS NULL
         WHERE s.id = ?",
    );
    let row = query.bind(id.as_str()).fetch_optional(connection).await?;
    row.as_ref().map(record).transpose()
}

fn record(row: &SqliteRow) -> Result<SessionRecord, StoreError> {
    let row = Columns(row);
    Ok(SessionRecord {
        id: row.read("id", SessionId::parse)?,
        merchant: MerchantId(row.text("merchant")?),
        order: row.read("order_id", OrderId::parse)?,
        amount: row.amount("amount")?,
        goods: row.json("goods")?,
        billing: row.named("billing", Billing::from_wire)?,
        monthly: monthly(&row)?,
        embed: row.optional_json("embed")?.unwrap_or_default(),
        language: row.named_optional("language", Locale::from_wire)?,
        status: row.named("status", SessionStatus::from_wire)?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        last_failure: row.optional_json("last_failure")?,
        sends_used: row.count("sends_used")?,
        step_up: row.named_optional("step_up", StepUp::from_wire)?,
        challenge: row.read_optional("challenge", ChallengeId::parse)?,
        payment: row.read_optional("payment", PaymentId::parse)?,
    })
}
