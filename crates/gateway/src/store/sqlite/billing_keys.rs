use async_trait::async_trait;
use carrier_checkout_protocol::monthly::{BillingDay, KoreanMonth, Monthly, StoppedBy};
use carrier_checkout_protocol::{BillingKeyId, Carrier, ChallengeId, PaymentId, SessionId, Timestamp};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::SqliteStore;
use super::columns::Columns;
use super::outbox::insert_event;
use crate::store::{BeginMonth, BillingKeyRecord, BillingKeys, MerchantId, MonthBegun, NewEvent, NewKey, StoreError};

#[async_trait]
impl BillingKeys for SqliteStore {
    async fn billing_key(&self, id: &BillingKeyId) -> Result<Option<BillingKeyRecord>, StoreError> {
        let query = sqlx::query(
            "SELECT k.*, s.merchant, s.goods ->> 'name' AS goods, s.amount, s.billing_day, p.session, p.challenge,
                 c.carrier, c.phone,
                 EXISTS (SELECT 1 FROM disputes d JOIN payments f ON f.id = d.payment WHERE f.billing_key = k.id) AS frozen,
                 (SELECT MAX(m.month) FROM payments m WHERE m.billing_key = k.id AND m.status <> 'failed') AS last_month,
                 (SELECT l.id FROM payments l WHERE l.billing_key = k.id ORDER BY l.created_at DESC, l.rowid DESC LIMIT 1)
                     AS last_payment
             FROM billing_keys k JOIN payments p ON p.id = k.first_payment JOIN sessions s ON s.id = p.session
                 JOIN challenges c ON c.id = p.challenge
             WHERE k.id = ?",
        );
        query.bind(id.as_str()).fetch_optional(&self.pool).await?.as_ref().map(record).transpose()
    }

    async fn begin_month(&self, month: &BeginMonth) -> Result<MonthBegun, StoreError> {
        let mut tx = self.begin().await?;
        let before = sqlx::query_scalar::<_, String>(
            "SELECT id FROM payments WHERE billing_key = ? AND idempotency_key = ? AND later_order IS NOT NULL",
        );
        let before = before.bind(month.key.as_str()).bind(&month.idempotency_key).fetch_optional(&mut *tx).await?;
        if let Some(before) = before {
            return PaymentId::parse(&before).map(MonthBegun::Before).map_err(|_| StoreError::Corrupt("payments.id"));
        }
        if !chargeable(&mut tx, &month.key).await? {
            return Ok(MonthBegun::NotChargeable);
        }
        if !insert_month(&mut tx, month).await? {
            return in_the_way(&mut tx, month).await;
        }
        tx.commit().await?;
        Ok(MonthBegun::Yes)
    }

    async fn name_charge(&self, payment: &PaymentId, charge: &str) -> Result<(), StoreError> {
        sqlx::query("UPDATE payments SET later_charge = ? WHERE id = ? AND later_order IS NOT NULL")
            .bind(charge)
            .bind(payment.as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn may_charge(&self, payment: &PaymentId) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let key = sqlx::query_scalar::<_, Option<String>>("SELECT billing_key FROM payments WHERE id = ?");
        let key = key.bind(payment.as_str()).fetch_optional(&mut *tx).await?.flatten();
        match key.map(|key| BillingKeyId::parse(&key)) {
            Some(Ok(key)) => chargeable(&mut tx, &key).await,
            Some(Err(_)) | None => Err(StoreError::Corrupt("payments.billing_key")),
        }
    }

    async fn stop_billing_key(
        &self,
        id: &BillingKeyId,
        at: Timestamp,
        by: StoppedBy,
        event: &NewEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let stopped =
            sqlx::query("UPDATE billing_keys SET stopped_at = ?, stopped_by = ? WHERE id = ? AND stopped_at IS NULL");
        let stopped = stopped.bind(at.millis()).bind(by.as_str()).bind(id.as_str()).execute(&mut *tx).await?;
        if stopped.rows_affected() == 0 {
            return Ok(false);
        }
        insert_event(&mut tx, event).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// Issues the key of a first payment that has just succeeded.
pub(super) async fn issue(
    tx: &mut SqliteConnection,
    key: &NewKey,
    payment: &PaymentId,
    at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO billing_keys (id, first_payment, created_at) VALUES (?, ?, ?)")
        .bind(key.id.as_str())
        .bind(payment.as_str())
        .bind(at.millis())
        .execute(&mut *tx)
        .await?;
    sqlx::query("UPDATE payments SET billing_key = ?, month = ? WHERE id = ?")
        .bind(key.id.as_str())
        .bind(key.month.number())
        .bind(payment.as_str())
        .execute(tx)
        .await?;
    Ok(())
}

/// Whether the key is neither stopped nor, by a dispute of any of its payments, frozen.
async fn chargeable(tx: &mut SqliteConnection, key: &BillingKeyId) -> Result<bool, StoreError> {
    let query = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM billing_keys WHERE id = ?1 AND stopped_at IS NULL)
             AND NOT EXISTS (SELECT 1 FROM disputes d JOIN payments p ON p.id = d.payment WHERE p.billing_key = ?1)",
    );
    Ok(query.bind(key.as_str()).fetch_one(tx).await?)
}

/// Inserts the month where the first payment's session and line are. Says whether nothing was in the way.
async fn insert_month(tx: &mut SqliteConnection, month: &BeginMonth) -> Result<bool, StoreError> {
    let inserted = sqlx::query(
        "INSERT INTO payments (id, session, challenge, idempotency_key, status, created_at, check_at, billing_key, month,
             later_order, merchant)
         SELECT ?, p.session, p.challenge, ?, 'processing', ?, ?, k.id, ?, ?, p.merchant
         FROM billing_keys k JOIN payments p ON p.id = k.first_payment WHERE k.id = ?
         ON CONFLICT DO NOTHING",
    )
    .bind(month.id.as_str())
    .bind(&month.idempotency_key)
    .bind(month.at.millis())
    .bind(month.check_at.millis())
    .bind(month.month.number())
    .bind(month.order.as_str())
    .bind(month.key.as_str())
    .execute(tx)
    .await?;
    Ok(inserted.rows_affected() > 0)
}

/// Why the month could not be inserted.
async fn in_the_way(tx: &mut SqliteConnection, month: &BeginMonth) -> Result<MonthBegun, StoreError> {
    let query =
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM payments WHERE billing_key = ? AND status = 'processing')");
    let under_way: bool = query.bind(month.key.as_str()).fetch_one(tx).await?;
    Ok(if under_way { MonthBegun::UnderWay } else { MonthBegun::Paid })
}

fn record(row: &SqliteRow) -> Result<BillingKeyRecord, StoreError> {
    let row = Columns(row);
    let (stopped_at, stopped_by) =
        (row.optional_time("stopped_at")?, row.named_optional("stopped_by", StoppedBy::from_wire)?);
    Ok(BillingKeyRecord {
        id: row.read("id", BillingKeyId::parse)?,
        merchant: MerchantId(row.text("merchant")?),
        session: row.read("session", SessionId::parse)?,
        challenge: row.read("challenge", ChallengeId::parse)?,
        goods: row.text("goods")?,
        amount: row.amount("amount")?,
        monthly: monthly(&row)?.ok_or(StoreError::Corrupt("sessions.billing_day"))?,
        carrier: row.named("carrier", Carrier::from_wire)?,
        phone: row.sealed("phone")?,
        created_at: row.time("created_at")?,
        stopped: stopped_at.zip(stopped_by),
        frozen: row.flag("frozen")?,
        last_month: KoreanMonth::numbered(row.count("last_month")?).ok_or(StoreError::Corrupt("payments.month"))?,
        first_payment: row.read("first_payment", PaymentId::parse)?,
        last_payment: row.read("last_payment", PaymentId::parse)?,
    })
}

/// What a row of a session has agreed for every month.
pub(super) fn monthly(row: &Columns<'_>) -> Result<Option<Monthly>, StoreError> {
    let Some(day) = row.optional_count::<u8>("billing_day")? else { return Ok(None) };
    let day = BillingDay::new(day).map_err(|_| StoreError::Corrupt("billing_day"))?;
    Ok(Some(Monthly { day }))
}
