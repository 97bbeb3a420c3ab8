use async_trait::async_trait;
use carrier_checkout_protocol::refund::{RefundKind, RefundStatus};
use carrier_checkout_protocol::{PaymentId, RefundId, Timestamp, Won};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::SqliteStore;
use super::columns::{Columns, to_json};
use super::disputes::frozen;
use super::outbox::insert_event;
use crate::seal::Sealed;
use crate::store::{BeginRefund, NewEvent, RefundBegun, RefundEnd, RefundFinished, RefundRecord, Refunds, StoreError};

#[async_trait]
impl Refunds for SqliteStore {
    async fn begin_refund(&self, refund: &BeginRefund) -> Result<RefundBegun, StoreError> {
        let mut tx = self.begin().await?;
        let before =
            sqlx::query_scalar::<_, String>("SELECT id FROM refunds WHERE payment = ? AND idempotency_key = ?");
        let before =
            before.bind(refund.payment.as_str()).bind(&refund.idempotency_key).fetch_optional(&mut *tx).await?;
        if let Some(before) = before {
            return RefundId::parse(&before).map(RefundBegun::Before).map_err(|_| StoreError::Corrupt("refunds.id"));
        }
        let Some((paid, left)) = left(&mut tx, &refund.payment).await?.filter(|(_, left)| *left > 0) else {
            return Ok(RefundBegun::NothingLeft);
        };
        if frozen(&mut tx, &refund.payment).await? {
            return Ok(RefundBegun::Frozen);
        }
        let amount = refund.amount.map_or(left, |amount| i64::from(amount.get()));
        if amount > left {
            return Ok(RefundBegun::TooLarge);
        }
        if amount < paid && !refund.in_part {
            return Ok(RefundBegun::OnlyWhole);
        }
        insert(&mut tx, refund, amount).await?;
        tx.commit().await?;
        Ok(RefundBegun::Yes)
    }

    async fn refund(&self, id: &RefundId) -> Result<Option<RefundRecord>, StoreError> {
        let query = sqlx::query("SELECT * FROM refunds WHERE id = ?").bind(id.as_str());
        query.fetch_optional(&self.pool).await?.as_ref().map(record).transpose()
    }

    async fn refunds_of(&self, payment: &PaymentId) -> Result<Vec<RefundRecord>, StoreError> {
        let query = sqlx::query("SELECT * FROM refunds WHERE payment = ? ORDER BY created_at DESC, rowid DESC");
        query.bind(payment.as_str()).fetch_all(&self.pool).await?.iter().map(record).collect()
    }

    async fn name_refund(&self, id: &RefundId, carrier_refund: &str) -> Result<(), StoreError> {
        let update = sqlx::query("UPDATE refunds SET carrier_refund = ? WHERE id = ? AND status = 'pending'");
        update.bind(carrier_refund).bind(id.as_str()).execute(&self.pool).await?;
        Ok(())
    }

    async fn finish_refund(
        &self,
        id: &RefundId,
        end: &RefundEnd,
        at: Timestamp,
        refunded: u32,
        event: &NewEvent,
    ) -> Result<RefundFinished, StoreError> {
        let mut tx = self.begin().await?;
        let (status, failure) = match end {
            RefundEnd::Succeeded => (RefundStatus::Succeeded, None),
            RefundEnd::Failed(failure) => (RefundStatus::Failed, Some(to_json(failure)?)),
        };
        let ended = sqlx::query(
            "UPDATE refunds SET status = ?, failure = ?, settled_at = ?, account = NULL, check_at = NULL
             WHERE id = ? AND status = 'pending'",
        );
        let ended = ended.bind(status.as_str()).bind(failure).bind(at.millis()).bind(id.as_str());
        if ended.execute(&mut *tx).await?.rows_affected() == 0 {
            return Ok(RefundFinished::Before);
        }
        if *end == RefundEnd::Succeeded && !add(&mut tx, id, at, refunded).await? {
            return Ok(RefundFinished::Outdated);
        }
        insert_event(&mut tx, event).await?;
        tx.commit().await?;
        Ok(RefundFinished::Yes)
    }

    async fn claim_refunds(&self, now: Timestamp, lease_until: Timestamp) -> Result<Vec<RefundId>, StoreError> {
        let query = sqlx::query_scalar::<_, String>(
            "UPDATE refunds SET check_at = ?, checks = checks + 1 WHERE status = 'pending' AND check_at <= ?
             RETURNING id",
        );
        let ids = query.bind(lease_until.millis()).bind(now.millis()).fetch_all(&self.pool).await?;
        ids.iter().map(|id| RefundId::parse(id).map_err(|_| StoreError::Corrupt("refunds.id"))).collect()
    }

    async fn check_refund_again(&self, id: &RefundId, at: Timestamp) -> Result<(), StoreError> {
        let update = sqlx::query("UPDATE refunds SET check_at = ? WHERE id = ? AND status = 'pending'");
        update.bind(at.millis()).bind(id.as_str()).execute(&self.pool).await?;
        Ok(())
    }
}

/// What was paid, and what of it is neither given back nor about to be; none of what was not charged.
async fn left(tx: &mut SqliteConnection, payment: &PaymentId) -> Result<Option<(i64, i64)>, StoreError> {
    let query = sqlx::query_as(
        "SELECT s.amount, s.amount - (SELECT COALESCE(SUM(r.amount), 0) FROM refunds r
             WHERE r.payment = p.id AND r.status IN ('pending', 'succeeded'))
         FROM payments p JOIN sessions s ON s.id = p.session WHERE p.id = ? AND p.status = 'succeeded'",
    );
    Ok(query.bind(payment.as_str()).fetch_optional(tx).await?)
}

/// Adds a refund to what its payment has given back, provided that this is still so much.
async fn add(tx: &mut SqliteConnection, id: &RefundId, at: Timestamp, refunded: u32) -> Result<bool, StoreError> {
    let added = sqlx::query(
        "UPDATE payments SET refunded = refunded + r.amount, paid_out = paid_out OR r.kind = 'refund', refunded_at = ?
         FROM refunds r WHERE r.id = ? AND payments.id = r.payment AND payments.refunded = ?",
    );
    let added = added.bind(at.millis()).bind(id.as_str()).bind(refunded).execute(tx).await?;
    Ok(added.rows_affected() > 0)
}

async fn insert(tx: &mut SqliteConnection, refund: &BeginRefund, amount: i64) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO refunds (id, payment, amount, kind, status, idempotency_key, reason, account, created_at, check_at)
         VALUES (?, ?, ?, ?, 'pending', ?, ?, ?, ?, ?)",
    )
    .bind(refund.id.as_str())
    .bind(refund.payment.as_str())
    .bind(amount)
    .bind(refund.kind.as_str())
    .bind(&refund.idempotency_key)
    .bind(&refund.reason)
    .bind(refund.account.as_ref().map(|sealed| sealed.0.clone()))
    .bind(refund.at.millis())
    .bind(refund.check_at.millis())
    .execute(tx)
    .await?;
    Ok(())
}

/// The amount of refunds in a row of a payment: none where there is none.
pub(super) fn refunded(row: &Columns<'_>) -> Result<Option<Won>, StoreError> {
    match row.count::<u32>("refunded")? {
        0 => Ok(None),
        won => Won::new(won).map(Some).map_err(|_| StoreError::Corrupt("refunded")),
    }
}

fn record(row: &SqliteRow) -> Result<RefundRecord, StoreError> {
    let row = Columns(row);
    Ok(RefundRecord {
        id: row.read("id", RefundId::parse)?,
        payment: row.read("payment", PaymentId::parse)?,
        amount: row.amount("amount")?,
        kind: row.named("kind", RefundKind::from_wire)?,
        status: row.named("status", RefundStatus::from_wire)?,
        reason: row.optional_text("reason")?,
        account: row.optional_bytes("account")?.map(Sealed),
        carrier_refund: row.optional_text("carrier_refund")?,
        failure: row.optional_json("failure")?,
        created_at: row.time("created_at")?,
        settled_at: row.optional_time("settled_at")?,
        checks: row.count("checks")?,
    })
}
