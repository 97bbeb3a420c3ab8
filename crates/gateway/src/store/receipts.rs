//! Copies of receipts that were mailed.

use async_trait::async_trait;
use carrier_checkout_protocol::SessionId;

use super::StoreError;

/// Counts the copies of a receipt. Where to they went is nobody's to keep.
#[async_trait]
pub trait ReceiptMails: Send + Sync {
    /// Counts one more, unless there are so many already. Says whether it may be sent.
    async fn claim_receipt_mail(&self, session: &SessionId, most: u8) -> Result<bool, StoreError>;

    /// It was not sent after all.
    async fn release_receipt_mail(&self, session: &SessionId) -> Result<(), StoreError>;
}
