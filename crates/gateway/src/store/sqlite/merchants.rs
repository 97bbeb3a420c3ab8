use async_trait::async_trait;
use carrier_checkout_protocol::goods::Seller;
use sqlx::sqlite::SqliteRow;

use super::SqliteStore;
use super::columns::{Columns, to_json};
use crate::seal::{Fingerprint, Sealed};
use crate::store::{MerchantId, MerchantRecord, Merchants, StoreError, WebhookTarget};

#[async_trait]
impl Merchants for SqliteStore {
    async fn put_merchant(&self, merchant: &MerchantRecord) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO merchants (id, seller_name, seller_phone, seller_email, origins, direct_origins, key_hash,
                 webhook_url, webhook_secrets) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET seller_name = excluded.seller_name, seller_phone = excluded.seller_phone,
                 seller_email = excluded.seller_email, origins = excluded.origins,
                 direct_origins = excluded.direct_origins, key_hash = excluded.key_hash, webhook_url = excluded.webhook_url,
                 webhook_secrets = excluded.webhook_secrets",
        )
        .bind(&merchant.id.0)
        .bind(&merchant.seller.name)
        .bind(&merchant.seller.phone)
        .bind(&merchant.seller.email)
        .bind(to_json(&merchant.origins)?)
        .bind(to_json(&merchant.direct_origins)?)
        .bind(&merchant.key.0)
        .bind(merchant.webhook.as_ref().map(|webhook| &webhook.url))
        .bind(merchant.webhook.as_ref().map(|webhook| &webhook.secrets.0))
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    async fn merchant(&self, id: &MerchantId) -> Result<Option<MerchantRecord>, StoreError> {
        let row = sqlx::query("SELECT * FROM merchants WHERE id = ?").bind(&id.0).fetch_optional(&self.pool).await?;
        row.as_ref().map(merchant).transpose()
    }

    async fn is_direct_origin(&self, origin: &str) -> Result<bool, StoreError> {
        let query = "SELECT EXISTS (SELECT 1 FROM merchants, json_each(direct_origins) WHERE json_each.value = ?)";
        Ok(sqlx::query_scalar(query).bind(origin).fetch_one(&self.pool).await?)
    }

    async fn merchant_by_key(&self, key: &Fingerprint) -> Result<Option<MerchantRecord>, StoreError> {
        let query = sqlx::query("SELECT * FROM merchants WHERE key_hash = ?").bind(&key.0);
        query.fetch_optional(&self.pool).await?.as_ref().map(merchant).transpose()
    }
}

pub(super) fn merchant(row: &SqliteRow) -> Result<MerchantRecord, StoreError> {
    let row = Columns(row);
    let secrets = row.optional_bytes("webhook_secrets")?.map(Sealed);
    Ok(MerchantRecord {
        id: MerchantId(row.text("id")?),
        seller: Seller {
            name: row.text("seller_name")?,
            phone: row.text("seller_phone")?,
            email: row.optional_text("seller_email")?,
        },
        origins: row.json("origins")?,
        direct_origins: row.json("direct_origins")?,
        key: Fingerprint(row.bytes("key_hash")?),
        webhook: row.optional_text("webhook_url")?.zip(secrets).map(|(url, secrets)| WebhookTarget { url, secrets }),
    })
}
