use async_trait::async_trait;
use carrier_checkout_protocol::monthly::{BillingDay, KoreanMonth, Monthly, StoppedBy};
use carrier_checkout_protocol::{BillingKeyId, Carrier, ChallengeId, PaymentId, SessionId, Timestamp};

use super::SqlStore;
use super::columns::Columns;
use super::database::{Row, Transaction};
use super::outbox::insert_event;
use super::query::query;
use super::turn::At;
use crate::store::{BeginMonth, BillingKeyRecord, BillingKeys, MerchantId, MonthBegun, NewEvent, NewKey, StoreError};

#[async_trait]
impl BillingKeys for SqlStore {
    async fn billing_key(&self, id: &BillingKeyId) -> Result<Option<BillingKeyRecord>, StoreError> {
        let query = query(
            "SELECT k.*, s.merchant, s.goods/*!::json*/ ->> 'name' AS goods, s.amount, s.billing_day, p.session, p.challenge,
                 c.carrier, c.phone,
                 EXISTS (SELECT 1 FROM disputes d JOIN payments f ON f.id = d.payment WHERE f.billing_key = k.id
                     AND d.status <> 'rejected') AS frozen,
                 (SELECT MAX(m.month) FROM payments m WHERE m.billing_key = k.id AND m.status <> 'failed') AS last_month,
                 (SELECT l.id FROM payments l WHERE l.billing_key = k.id ORDER BY l.created_at DESC, l.rowid DESC LIMIT 1)
                     AS last_payment
             FROM billing_keys k JOIN payments p ON p.id = k.first_payment JOIN sessions s ON s.id = p.session
                 JOIN challenges c ON c.id = p.challenge
             WHERE k.id = $1",
        );
        query.bind(id.as_str()).fetch_optional(&self.pool).await?.as_ref().map(record).transpose()
    }

    async fn begin_month(&self, month: &BeginMonth) -> Result<MonthBegun, StoreError> {
        let mut tx = self.begin_at(At::BillingKey(&month.key)).await?;
        let before = query(
            "SELECT id FROM payments WHERE billing_key = $1 AND idempotency_key = $2 AND later_order IS NOT NULL",
        );
        let before = before.bind(month.key.as_str()).bind(&month.idempotency_key).text(&mut tx).await?;
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
        query("UPDATE payments SET later_charge = $1 WHERE id = $2 AND later_order IS NOT NULL")
            .bind(charge)
            .bind(payment.as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn may_charge(&self, payment: &PaymentId) -> Result<bool, StoreError> {
        let mut tx = self.begin_at(At::Payment(payment)).await?;
        let key = query("SELECT billing_key FROM payments WHERE id = $1 AND billing_key IS NOT NULL");
        let key = key.bind(payment.as_str()).text(&mut tx).await?;
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
        let mut tx = self.begin_at(At::BillingKey(id)).await?;
        let stopped =
            query("UPDATE billing_keys SET stopped_at = $1, stopped_by = $2 WHERE id = $3 AND stopped_at IS NULL");
        let stopped = stopped.bind(at.millis()).bind(by.as_str()).bind(id.as_str()).execute(&mut tx).await?;
        if stopped == 0 {
            return Ok(false);
        }
        insert_event(&mut tx, event).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// Issues the key of a first payment that has just succeeded.
pub(super) async fn issue(
    tx: &mut Transaction,
    key: &NewKey,
    payment: &PaymentId,
    at: Timestamp,
) -> Result<(), StoreError> {
    query("INSERT INTO billing_keys (id, first_payment, created_at) VALUES ($1, $2, $3)")
        .bind(key.id.as_str())
        .bind(payment.as_str())
        .bind(at.millis())
        .execute(&mut *tx)
        .await?;
    query("UPDATE payments SET billing_key = $1, month = $2 WHERE id = $3")
        .bind(key.id.as_str())
        .bind(key.month.number())
        .bind(payment.as_str())
        .execute(tx)
        .await?;
    Ok(())
}

/// Whether the key is neither stopped nor, by a dispute of any of its payments that is open or upheld, frozen.
async fn chargeable(tx: &mut Transaction, key: &BillingKeyId) -> Result<bool, StoreError> {
    let query = query(
        "SELECT EXISTS (SELECT 1 FROM billing_keys WHERE id = $1 AND stopped_at IS NULL)
             AND NOT EXISTS (SELECT 1 FROM disputes d JOIN payments p ON p.id = d.payment WHERE p.billing_key = $1
                 AND d.status <> 'rejected')",
    );
    query.bind(key.as_str()).flag(tx).await
}

/// Inserts the month where the first payment's session and line are. Says whether nothing was in the way.
async fn insert_month(tx: &mut Transaction, month: &BeginMonth) -> Result<bool, StoreError> {
    let inserted = query(
        "INSERT INTO payments (id, session, challenge, idempotency_key, status, created_at, check_at, billing_key, month,
             later_order, merchant)
         SELECT $1, p.session, p.challenge, $2, 'processing', $3, $4, k.id, $5, $6, p.merchant
         FROM billing_keys k JOIN payments p ON p.id = k.first_payment WHERE k.id = $7
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
    Ok(inserted > 0)
}

/// Why the month could not be inserted.
async fn in_the_way(tx: &mut Transaction, month: &BeginMonth) -> Result<MonthBegun, StoreError> {
    let query = query("SELECT EXISTS (SELECT 1 FROM payments WHERE billing_key = $1 AND status = 'processing')");
    let under_way = query.bind(month.key.as_str()).flag(tx).await?;
    Ok(if under_way { MonthBegun::UnderWay } else { MonthBegun::Paid })
}

fn record(row: &Row) -> Result<BillingKeyRecord, StoreError> {
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
