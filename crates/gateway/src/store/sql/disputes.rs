use async_trait::async_trait;
use carrier_checkout_protocol::payment::{Dispute, DisputeStatus};
use carrier_checkout_protocol::{DisputeId, PaymentId, Timestamp};

use super::SqlStore;
use super::columns::Columns;
use super::database::On;
use super::outbox::insert_event;
use super::query::query;
use super::turn::At;
use crate::store::{Disputes, NewEvent, StoreError};

#[async_trait]
impl Disputes for SqlStore {
    async fn open_dispute(&self, payment: &PaymentId, dispute: &Dispute, event: &NewEvent) -> Result<bool, StoreError> {
        let mut tx = self.begin_at(At::Payment(payment)).await?;
        let opened = query(
            "INSERT INTO disputes (id, payment, opened_at)
             SELECT $1, id, $2 FROM payments WHERE id = $3 AND status = 'succeeded'
             ON CONFLICT (payment) DO NOTHING",
        )
        .bind(dispute.id.as_str())
        .bind(dispute.opened_at.millis())
        .bind(payment.as_str())
        .execute(&mut tx)
        .await?;
        if opened == 0 {
            return Ok(false);
        }
        insert_event(&mut tx, event).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn close_dispute(
        &self,
        payment: &PaymentId,
        status: DisputeStatus,
        at: Timestamp,
        event: &NewEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin_at(At::Payment(payment)).await?;
        let close = query("UPDATE disputes SET status = $1, closed_at = $2 WHERE payment = $3 AND status = 'open'");
        let closed = close.bind(status.as_str()).bind(at.millis()).bind(payment.as_str()).execute(&mut tx).await?;
        if closed == 0 {
            return Ok(false);
        }
        insert_event(&mut tx, event).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn disputed_payment(&self, id: &DisputeId) -> Result<Option<PaymentId>, StoreError> {
        let query = query("SELECT payment FROM disputes WHERE id = $1");
        let payment = query.bind(id.as_str()).text(&self.pool).await?;
        payment.map(|id| PaymentId::parse(&id).map_err(|_| StoreError::Corrupt("disputes.payment"))).transpose()
    }

    async fn open_disputes(&self) -> Result<Vec<PaymentId>, StoreError> {
        let query = query("SELECT payment FROM disputes WHERE status = 'open' ORDER BY opened_at, id");
        let payments = query.texts(&self.pool).await?;
        payments.iter().map(|id| PaymentId::parse(id).map_err(|_| StoreError::Corrupt("disputes.payment"))).collect()
    }

    async fn frozen(&self, payment: &PaymentId) -> Result<bool, StoreError> {
        frozen(&self.pool, payment).await
    }
}

/// Whether the payment is frozen, as this transaction sees it.
pub(super) async fn frozen(on: impl Into<On<'_>>, payment: &PaymentId) -> Result<bool, StoreError> {
    let query = query("SELECT EXISTS (SELECT 1 FROM disputes WHERE payment = $1 AND status = 'open')");
    query.bind(payment.as_str()).flag(on).await
}

/// The dispute in a row of a payment, if it has one.
pub(super) fn dispute(row: &Columns<'_>) -> Result<Option<Dispute>, StoreError> {
    let Some(id) = row.read_optional("dispute", DisputeId::parse)? else { return Ok(None) };
    Ok(Some(Dispute {
        id,
        status: row.named("dispute_status", DisputeStatus::from_wire)?,
        opened_at: row.time("disputed_at")?,
        closed_at: row.optional_time("dispute_closed_at")?,
    }))
}
