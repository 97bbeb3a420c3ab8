use async_trait::async_trait;
use carrier_checkout_protocol::goods::Billing;
use carrier_checkout_protocol::session::SessionStatus;
use carrier_checkout_protocol::{ChallengeId, Locale, OrderId, PaymentId, SessionId, StepUp, Timestamp};

use super::SqlStore;
use super::billing_keys::monthly;
use super::challenge_rows::void_challenge;
use super::columns::{Columns, to_json};
use super::database::{On, Row, Transaction};
use super::merchants::named;
use super::outbox::insert_event;
use super::query::{Query, query};
use super::turn::At;
use crate::store::{Closing, MerchantId, NewEvent, Seen, SessionRecord, Sessions, StoreError};

#[async_trait]
impl Sessions for SqlStore {
    async fn insert_session(&self, session: &SessionRecord) -> Result<(), StoreError> {
        insert(&self.pool, session).await
    }

    async fn session(&self, id: &SessionId) -> Result<Option<SessionRecord>, StoreError> {
        session(&self.pool, id).await
    }

    async fn choose_language(&self, id: &SessionId, language: Locale) -> Result<(), StoreError> {
        let update = query("UPDATE sessions SET language = $1 WHERE id = $2");
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
        let mut tx = self.begin_at(At::Session(id)).await?;
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
        let mut tx = self.begin_at(At::Session(id)).await?;
        let closed = close(&mut tx, id, seen, SessionStatus::Expired, event).await?;
        if closed {
            insert(&mut tx, by).await?;
            tx.commit().await?;
        }
        Ok(closed)
    }

    async fn sessions_due(
        &self,
        now: Timestamp,
        after: Option<&SessionId>,
        limit: u32,
    ) -> Result<Vec<SessionId>, StoreError> {
        // SQLite goes through a cross join in its order: the tokens that may have run out are few. Without being told
        // it would look at every session that there ever was, because they are wanted in the order of their ids.
        let rows = Query::either(
            "SELECT id FROM sessions INDEXED BY sessions_waiting
             WHERE status IN ('open', 'challenged', 'verified') AND expires_at <= $1 AND id > $3
             UNION
             SELECT s.id FROM tokens t CROSS JOIN sessions s
             WHERE t.payment IS NULL AND t.void = FALSE AND t.expires_at <= $1
                 AND s.challenge = t.challenge AND s.status = 'verified' AND s.id > $3
             ORDER BY id LIMIT $2",
            "SELECT id FROM sessions
             WHERE status IN ('open', 'challenged', 'verified') AND expires_at <= $1 AND id > $3
             UNION
             SELECT s.id FROM tokens t CROSS JOIN sessions s
             WHERE t.payment IS NULL AND t.void = FALSE AND t.expires_at <= $1
                 AND s.challenge = t.challenge AND s.status = 'verified' AND s.id > $3
             ORDER BY id LIMIT $2",
        )
        .bind(now.millis())
        .bind(limit)
        .bind(after.map_or("", SessionId::as_str))
        .texts(&self.pool)
        .await?;
        rows.iter().map(|id| SessionId::parse(id).map_err(|_| StoreError::Corrupt("sessions.id"))).collect()
    }
}

async fn insert(on: impl Into<On<'_>>, session: &SessionRecord) -> Result<(), StoreError> {
    query(
        "INSERT INTO sessions (id, merchant, order_id, amount, goods, billing, billing_day, embed, status, created_at,
             expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
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
    .execute(on)
    .await?;
    Ok(())
}

/// Says whether the session was still as it was seen, and is ended now.
async fn close(
    tx: &mut Transaction,
    id: &SessionId,
    seen: &Seen,
    status: SessionStatus,
    event: &NewEvent,
) -> Result<bool, StoreError> {
    let closed = query(
        "UPDATE sessions SET status = $1 WHERE id = $2 AND status = $3 AND challenge IS NOT DISTINCT FROM $4
             AND status IN ('open', 'challenged', 'verified')",
    )
    .bind(status.as_str())
    .bind(id.as_str())
    .bind(seen.status.as_str())
    .bind(seen.challenge.as_ref().map(ChallengeId::as_str))
    .execute(&mut *tx)
    .await?;
    if closed == 0 {
        return Ok(false);
    }
    if let Some(challenge) = &seen.challenge {
        void_challenge(tx, challenge).await?;
    }
    insert_event(tx, event).await?;
    Ok(true)
}

/// How far a session is.
pub(super) struct Standing {
    pub(super) status: SessionStatus,
    pub(super) expires_at: Timestamp,
    pub(super) sends_used: u8,
    pub(super) challenge: Option<ChallengeId>,
}

/// Takes the turn at a session ([`super::turn`]) and reads how far it is, by one statement.
pub(super) async fn take_standing(tx: &mut Transaction, id: &SessionId) -> Result<Standing, StoreError> {
    let query =
        query("SELECT status, expires_at, sends_used, challenge FROM sessions WHERE id = $1 /*! FOR NO KEY UPDATE */");
    let row = query.bind(id.as_str()).fetch_optional(tx).await?.ok_or(StoreError::Corrupt("session"))?;
    let row = Columns(&row);
    Ok(Standing {
        status: row.named("status", SessionStatus::from_wire)?,
        expires_at: row.time("expires_at")?,
        sends_used: row.count("sends_used")?,
        challenge: row.read_optional("challenge", ChallengeId::parse)?,
    })
}

/// The session as this transaction sees it.
pub(super) async fn session(on: impl Into<On<'_>>, id: &SessionId) -> Result<Option<SessionRecord>, StoreError> {
    let query = query(
        "SELECT s.*, m.seller_name, m.seller_phone, m.seller_email, m.origins, m.direct_origins,
             m.webhook_url, m.webhook_secrets, p.id AS payment,
             EXISTS (SELECT 1 FROM session_steps o WHERE o.session = s.id AND o.step = 'opened') AS opened
         FROM sessions s JOIN merchants m ON m.id = s.merchant
         LEFT JOIN payments p ON p.session = s.id AND p.status IN ('processing', 'succeeded')
             AND p.later_order IS NULL
         WHERE s.id = $1",
    );
    let row = query.bind(id.as_str()).fetch_optional(on).await?;
    row.as_ref().map(record).transpose()
}

fn record(row: &Row) -> Result<SessionRecord, StoreError> {
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
        opened: row.flag("opened")?,
        seller: Some(named(&row, "merchant")?),
    })
}
