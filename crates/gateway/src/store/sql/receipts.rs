use async_trait::async_trait;
use carrier_checkout_protocol::SessionId;

use super::SqlStore;
use super::query::query;
use crate::store::{ReceiptMails, StoreError};

#[async_trait]
impl ReceiptMails for SqlStore {
    async fn claim_receipt_mail(&self, session: &SessionId, most: u8) -> Result<bool, StoreError> {
        let counted = query(
            "INSERT INTO receipt_mails (session, sent) VALUES ($1, 1)
             ON CONFLICT (session) DO UPDATE SET sent = receipt_mails.sent + 1 WHERE receipt_mails.sent < $2",
        )
        .bind(session.as_str())
        .bind(most)
        .execute(&self.pool)
        .await?;
        Ok(counted > 0)
    }

    async fn release_receipt_mail(&self, session: &SessionId) -> Result<(), StoreError> {
        let query = query("UPDATE receipt_mails SET sent = sent - 1 WHERE session = $1 AND sent > 0");
        query.bind(session.as_str()).execute(&self.pool).await?;
        Ok(())
    }
}
