use async_trait::async_trait;
use carrier_checkout_protocol::payment::Dispute;
use carrier_checkout_protocol::{DisputeId, PaymentId};
use sqlx::SqliteConnection;

use super::SqliteStore;
use super::columns::Columns;
use super::outbox::insert_event;
use crate::store::{Disputes, NewEvent, StoreError};

#[async_trait]
impl Disputes for SqliteStore {
    async fn open_dispute(&self, payment: &PaymentId, dispute: &Dispute, event: &NewEvent) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let opened = sqlx::query(
            "INSERT INTO disputes (id, payment, opened_at)
             SELECT ?, id, ? FROM payments WHERE id = ? AND status = 'succeeded'
             ON CONFLICT (payment) DO NOTHING",
        )
        .bind(dispute.id.as_str())
        .bind(dispute.opened_at.millis())
        .bind(payment.as_str())
        .execute(&mut *tx)
        .await?;
        if opened.rows_affected() == 0 {
            return Ok(false);
        }
        insert_event(&mut tx, event).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn frozen(&self, payment: &PaymentId) -> Result<bool, StoreError> {
        let mut connection = self.pool.acquire().await?;
        frozen(&mut connection, payment).await
    }
}

/// Whether the payment is frozen, as this transaction sees it.
pub(super) async fn frozen(connection: &mut SqliteConnection, payment: &PaymentId) -> Result<bool, StoreError> {
    let query = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM disputes WHERE payment = ?)");
    Ok(query.bind(payment.as_str()).fetch_one(connection).await?)
}

/// The dispute in a row of a payment, if it has one.
pub(super) fn dispute(row: &Columns<'_>) -> Result<Option<Dispute>, StoreError> {
    let (id, opened_at) = (row.read_optional("dispute", DisputeId::parse)?, row.optional_time("disputed_at")?);
    Ok(id.zip(opened_at).map(|(id, opened_at)| Dispute { id, opened_at }))
}
