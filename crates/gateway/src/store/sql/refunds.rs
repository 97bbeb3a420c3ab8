use async_trait::async_trait;
use carrier_checkout_protocol::refund::{RefundKind, RefundStatus};
use carrier_checkout_protocol::{PaymentId, RefundId, Timestamp, Won};

use super::SqlStore;
use super::columns::{Columns, to_json};
use super::database::{Row, Transaction};
use super::disputes::frozen;
use super::outbox::insert_event;
use super::query::query;
use super::turn::At;
use crate::seal::Sealed;
use crate::store::{BeginRefund, NewEvent, RefundBegun, RefundEnd, RefundFinished, RefundRecord, Refunds, StoreError};

#[async_trait]
impl Refunds for SqlStore {
    async fn begin_refund(&self, refund: &BeginRefund) -> Result<RefundBegun, StoreError> {
        let mut tx = self.begin_at(At::Payment(&refund.payment)).await?;
        let before = query("SELECT id FROM refunds WHERE payment = $1 AND idempotency_key = $2");
        let before = before.bind(refund.payment.as_str()).bind(&refund.idempotency_key).text(&mut tx).await?;
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
        let query = query("SELECT * FROM refunds WHERE id = $1").bind(id.as_str());
        query.fetch_optional(&self.pool).await?.as_ref().map(record).transpose()
    }

    async fn refunds_of(&self, payment: &PaymentId) -> Result<Vec<RefundRecord>, StoreError> {
        let query = query("SELECT * FROM refunds WHERE payment = $1 ORDER BY created_at DESC, rowid DESC");
        query.bind(payment.as_str()).fetch_all(&self.pool).await?.iter().map(record).collect()
    }

    async fn name_refund(&self, id: &RefundId, carrier_refund: &str) -> Result<(), StoreError> {
        let update = query("UPDATE refunds SET carrier_refund = $1 WHERE id = $2 AND status = 'pending'");
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
        let mut tx = self.begin_at(At::Refund(id)).await?;
        let (status, failure) = match end {
            RefundEnd::Succeeded => (RefundStatus::Succeeded, None),
            RefundEnd::Failed(failure) => (RefundStatus::Failed, Some(to_json(failure)?)),
        };
        let ended = query(
            "UPDATE refunds SET status = $1, failure = $2, settled_at = $3, account = NULL, check_at = NULL
             WHERE id = $4 AND status = 'pending'",
        );
        let ended = ended.bind(status.as_str()).bind(failure).bind(at.millis()).bind(id.as_str());
        if ended.execute(&mut tx).await? == 0 {
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
        let query = query(
            "UPDATE refunds SET check_at = $1, checks = checks + 1
             WHERE id IN (SELECT id FROM refunds WHERE status = 'pending' AND check_at <= $2
                 /*! FOR NO KEY UPDATE SKIP LOCKED */)
             RETURNING id",
        );
        let ids = query.bind(lease_until.millis()).bind(now.millis()).texts(&self.pool).await?;
        ids.iter().map(|id| RefundId::parse(id).map_err(|_| StoreError::Corrupt("refunds.id"))).collect()
    }

    async fn check_refund_again(&self, id: &RefundId, at: Timestamp) -> Result<(), StoreError> {
        let update = query("UPDATE refunds SET check_at = $1 WHERE id = $2 AND status = 'pending'");
        update.bind(at.millis()).bind(id.as_str()).execute(&self.pool).await?;
        Ok(())
    }
}

/// What was paid, and what of it is neither given back nor about to be; none of what was not charged.
async fn left(tx: &mut Transaction, payment: &PaymentId) -> Result<Option<(i64, i64)>, StoreError> {
    let query = query(
        "SELECT s.amount, s.amount - (SELECT CAST(COALESCE(SUM(r.amount), 0) AS BIGINT) FROM refunds r
             WHERE r.payment = p.id AND r.status IN ('pending', 'succeeded'))
         FROM payments p JOIN sessions s ON s.id = p.session WHERE p.id = $1 AND p.status = 'succeeded'",
    );
    query.bind(payment.as_str()).numbers(tx).await
}

/// Adds a refund to what its payment has given back, provided that this is still so much.
async fn add(tx: &mut Transaction, id: &RefundId, at: Timestamp, refunded: u32) -> Result<bool, StoreError> {
    let added = query(
        "UPDATE payments SET refunded = refunded + r.amount, paid_out = paid_out OR r.kind = 'refund', refunded_at = $1
         FROM refunds r WHERE r.id = $2 AND payments.id = r.payment AND payments.refunded = $3",
    );
    let added = added.bind(at.millis()).bind(id.as_str()).bind(refunded).execute(tx).await?;
    Ok(added > 0)
}

async fn insert(tx: &mut Transaction, refund: &BeginRefund, amount: i64) -> Result<(), StoreError> {
    query(
        "INSERT INTO refunds (id, payment, amount, kind, status, idempotency_key, reason, account, created_at, check_at)
         VALUES ($1, $2, $3, $4, 'pending', $5, $6, $7, $8, $9)",
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

fn record(row: &Row) -> Result<RefundRecord, StoreError> {
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
