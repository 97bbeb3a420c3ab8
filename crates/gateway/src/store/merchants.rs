//! Merchants: who may make sessions, and where their events go.

use async_trait::async_trait;
use carrier_checkout_protocol::Timestamp;
use carrier_checkout_protocol::goods::Seller;

use super::StoreError;
use crate::seal::{Fingerprint, Sealed};

/// Names a merchant; it never leaves the gateway and the carriers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MerchantId(pub String);

/// A merchant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MerchantRecord {
    /// Its id.
    pub id: MerchantId,
    /// Who sells, as the window and the message show it.
    pub seller: Seller,
    /// The origins whose pages may hold the frame.
    pub origins: Vec<String>,
    /// Those of them whose pages may show the checkout without the frame.
    pub direct_origins: Vec<String>,
    /// Where its events go.
    pub webhook: Option<WebhookTarget>,
}

/// Where a merchant's events go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookTarget {
    /// The receiver.
    pub url: String,
    /// The secrets, sealed, as [`crate::merchants::Secret`]s: two while one is being replaced.
    pub secrets: Sealed,
}

/// A merchant as the operator sees it.
#[derive(Debug, Clone)]
pub struct ListedMerchant {
    /// Who it is.
    pub merchant: MerchantRecord,
    /// Its keys, the newest first.
    pub keys: Vec<KeyRecord>,
    /// Since when its keys are refused, if they are.
    pub disabled_at: Option<Timestamp>,
}

/// A secret key of a merchant's.
#[derive(Debug, Clone)]
pub struct KeyRecord {
    /// Its hash; the key itself is kept nowhere.
    pub hash: Fingerprint,
    /// When it was made; 0 of one that is older than this record.
    pub made_at: Timestamp,
    /// When it ends, if another one takes its place.
    pub ends_at: Option<Timestamp>,
}

/// Merchants.
#[async_trait]
pub trait Merchants: Send + Sync {
    /// Adds a merchant, or replaces the one of that id, which keeps its keys.
    async fn put_merchant(&self, merchant: &MerchantRecord) -> Result<(), StoreError>;

    /// Puts a changed merchant in the place of the one that had these webhook secrets. Says whether it still had them:
    /// somebody may have replaced them, or sealed them anew, since it was read.
    async fn change_merchant(&self, merchant: &MerchantRecord, had: Option<&Sealed>) -> Result<bool, StoreError>;

    /// The merchant of that id.
    async fn merchant(&self, id: &MerchantId) -> Result<Option<MerchantRecord>, StoreError>;

    /// Whether any merchant's pages at that origin may show the checkout without the frame.
    async fn is_direct_origin(&self, origin: &str) -> Result<bool, StoreError>;

    /// The merchant whose secret key has that hash, if neither has ended by now; with that hash as it is stored.
    async fn merchant_by_key(
        &self,
        key: &Fingerprint,
        now: Timestamp,
    ) -> Result<Option<(MerchantRecord, Fingerprint)>, StoreError>;

    /// Gives a merchant another key. The others end then, unless they end before.
    async fn put_key(
        &self,
        merchant: &MerchantId,
        key: &Fingerprint,
        now: Timestamp,
        others_end: Timestamp,
    ) -> Result<(), StoreError>;

    /// All merchants, in the order of their names.
    async fn merchants(&self) -> Result<Vec<ListedMerchant>, StoreError>;

    /// Refuses a merchant's keys from now on, or takes them again. Says whether there is such a merchant.
    async fn disable_merchant(&self, id: &MerchantId, since: Option<Timestamp>) -> Result<bool, StoreError>;
}
