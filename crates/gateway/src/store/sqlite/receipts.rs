use async_trait::async_trait;
use carrier_checkout_protocol::SessionId;

use super::SqliteStore;
use crate::store::{ReceiptMails, StoreError};

#[async_trait]
impl ReceiptMails for SqliteStore {
    async fn claim_receipt_mail(&self, session: &SessionId, most: u8) -> Result<bool, StoreError> {
        let counted = sqlx::query(
            "INSERT INTO receipt_mails (session, sent) VALUES (?, 1)
             ON CONFLICT (session) DO UPDATE SET sent = sent + 1 WHERE sent < ?",
        )
        .bind(session.as_str())
        .bind(most)
        .execute(&self.pool)
        .await?;
        Ok(counted.rows_affected() > 0)
    }

    async fn release_receipt_mail(&self, session: &SessionId) -> Result<(), StoreError> {
        let query = sqlx::query("UPDATE receipt_mails SET sent = sent - 1 WHERE session = ? AND sent > 0");
        query.bind(session.as_str()).execute(&self.pool).await?;
        Ok(())
    }
}
