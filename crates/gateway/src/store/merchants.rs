//! Merchants: who may make sessions, and where their events go.

use async_trait::async_trait;
use carrier_checkout_protocol::goods::Seller;

use super::StoreError;
use crate::seal::{Fingerprint, Sealed};

/// Names a merchant; it never leaves the gateway and the carriers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MerchantId(pub String);

/// A merchant.
#[derive(Debug, Clone)]
pub struct MerchantRecord {
    /// Its id.
    pub id: MerchantId,
    /// Who sells, as the window and the message show it.
    pub seller: Seller,
    /// The origins whose pages may hold the frame.
    pub origins: Vec<String>,
    /// Those of them whose pages may show the checkout without the frame.
    pub direct_origins: Vec<String>,
    /// The hash of its secret key; the key itself is kept nowhere.
    pub key: Fingerprint,
    /// Where its events go.
    pub webhook: Option<WebhookTarget>,
}

/// Where a merchant's events go.
#[derive(Debug, Clone)]
pub struct WebhookTarget {
    /// The receiver.
    pub url: String,
    /// The secrets, sealed, as a JSON array of `whsec_…`: two while one is being replaced.
    pub secrets: Sealed,
}

/// Merchants.
#[async_trait]
pub trait Merchants: Send + Sync {
    /// Adds a merchant, or replaces the one of that id.
    async fn put_merchant(&self, merchant: &MerchantRecord) -> Result<(), StoreError>;

    /// The merchant of that id.
    async fn merchant(&self, id: &MerchantId) -> Result<Option<MerchantRecord>, StoreError>;

    /// Whether any merchant's pages at that origin may show the checkout without the frame.
    async fn is_direct_origin(&self, origin: &str) -> Result<bool, StoreError>;

    /// The merchant whose secret key has that hash.
    async fn merchant_by_key(&self, key: &Fingerprint) -> Result<Option<MerchantRecord>, StoreError>;
}
