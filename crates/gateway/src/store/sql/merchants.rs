use async_trait::async_trait;
use carrier_checkout_protocol::Timestamp;
use carrier_checkout_protocol::goods::Seller;

use super::SqlStore;
use super::columns::{Columns, to_json};
use super::database::Row;
use super::outbox::hold_events;
use super::query::{Query, query};
use crate::seal::{Fingerprint, Sealed};
use crate::store::{KeyRecord, ListedMerchant, MerchantId, MerchantRecord, Merchants, StoreError, WebhookTarget};

#[async_trait]
impl Merchants for SqlStore {
    async fn put_merchant(&self, merchant: &MerchantRecord) -> Result<(), StoreError> {
        let put = query(
            "INSERT INTO merchants (id, seller_name, seller_phone, seller_email, origins, direct_origins, webhook_url,
                 webhook_secrets) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (id) DO UPDATE SET seller_name = excluded.seller_name, seller_phone = excluded.seller_phone,
                 seller_email = excluded.seller_email, origins = excluded.origins,
                 direct_origins = excluded.direct_origins, webhook_url = excluded.webhook_url,
                 webhook_secrets = excluded.webhook_secrets",
        );
        let mut tx = self.pool.begin().await?;
        bound(put, merchant)?.execute(&mut tx).await?;
        if merchant.webhook.is_none() {
            hold_events(&mut tx, &merchant.id).await?;
        }
        tx.commit().await
    }

    async fn change_merchant(&self, merchant: &MerchantRecord, had: Option<&Sealed>) -> Result<bool, StoreError> {
        let change = query(
            "UPDATE merchants SET seller_name = $2, seller_phone = $3, seller_email = $4, origins = $5,
                 direct_origins = $6, webhook_url = $7, webhook_secrets = $8
             WHERE id = $1 AND webhook_secrets IS NOT DISTINCT FROM $9",
        );
        let change = bound(change, merchant)?.bind(had.map(|secrets| &secrets.0));
        Ok(change.execute(&self.pool).await? > 0)
    }

    async fn merchant(&self, id: &MerchantId) -> Result<Option<MerchantRecord>, StoreError> {
        let row = query("SELECT * FROM merchants WHERE id = $1").bind(&id.0).fetch_optional(&self.pool).await?;
        row.as_ref().map(merchant).transpose()
    }

    async fn is_direct_origin(&self, origin: &str) -> Result<bool, StoreError> {
        let query = Query::either(
            "SELECT EXISTS (SELECT 1 FROM merchants, json_each(direct_origins) WHERE json_each.value = $1)",
            "SELECT EXISTS (SELECT 1 FROM merchants WHERE direct_origins::jsonb ? $1)",
        );
        query.bind(origin).flag(&self.pool).await
    }

    async fn merchant_by_key(
        &self,
        key: &Fingerprint,
        now: Timestamp,
    ) -> Result<Option<(MerchantRecord, Fingerprint)>, StoreError> {
        let query = query(
            "SELECT m.*, k.hash AS key_hash FROM merchant_keys k JOIN merchants m ON m.id = k.merchant
             WHERE k.hash = $1 AND (k.ends_at IS NULL OR k.ends_at > $2) AND m.disabled_at IS NULL",
        );
        let row = query.bind(&key.0).bind(now.millis()).fetch_optional(&self.pool).await?;
        let Some(row) = &row else { return Ok(None) };
        Ok(Some((merchant(row)?, Fingerprint(Columns(row).bytes("key_hash")?))))
    }

    async fn put_key(
        &self,
        merchant: &MerchantId,
        key: &Fingerprint,
        now: Timestamp,
        others_end: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        // What has ended long ago is of no use to anybody.
        query("DELETE FROM merchant_keys WHERE merchant = $1 AND ends_at <= $2")
            .bind(&merchant.0)
            .bind(now.millis())
            .execute(&mut tx)
            .await?;
        query(
            "UPDATE merchant_keys SET ends_at = $1 WHERE merchant = $2 AND hash <> $3
                 AND (ends_at IS NULL OR ends_at > $1)",
        )
        .bind(others_end.millis())
        .bind(&merchant.0)
        .bind(&key.0)
        .execute(&mut tx)
        .await?;
        query("INSERT INTO merchant_keys (hash, merchant, made_at) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING")
            .bind(&key.0)
            .bind(&merchant.0)
            .bind(now.millis())
            .execute(&mut tx)
            .await?;
        tx.commit().await
    }

    async fn merchants(&self) -> Result<Vec<ListedMerchant>, StoreError> {
        let rows = query("SELECT * FROM merchants ORDER BY seller_name, id").fetch_all(&self.pool).await?;
        let mut listed = Vec::new();
        for row in &rows {
            let disabled_at = Columns(row).optional_time("disabled_at")?;
            listed.push(ListedMerchant { merchant: merchant(row)?, keys: Vec::new(), disabled_at });
        }
        let keys = query("SELECT * FROM merchant_keys ORDER BY made_at DESC, hash").fetch_all(&self.pool).await?;
        for row in &keys {
            let row = Columns(row);
            let merchant = row.text("merchant")?;
            let key = KeyRecord {
                hash: Fingerprint(row.bytes("hash")?),
                made_at: row.time("made_at")?,
                ends_at: row.optional_time("ends_at")?,
            };
            if let Some(listed) = listed.iter_mut().find(|listed| listed.merchant.id.0 == merchant) {
                listed.keys.push(key);
            }
        }
        Ok(listed)
    }

    async fn disable_merchant(&self, id: &MerchantId, since: Option<Timestamp>) -> Result<bool, StoreError> {
        let update = query("UPDATE merchants SET disabled_at = $1 WHERE id = $2");
        Ok(update.bind(since.map(Timestamp::millis)).bind(&id.0).execute(&self.pool).await? > 0)
    }
}

/// What is said of a merchant, `$1` to `$8` in the order of the table's columns.
fn bound(query: Query, merchant: &MerchantRecord) -> Result<Query, StoreError> {
    Ok(query
        .bind(&merchant.id.0)
        .bind(&merchant.seller.name)
        .bind(&merchant.seller.phone)
        .bind(&merchant.seller.email)
        .bind(to_json(&merchant.origins)?)
        .bind(to_json(&merchant.direct_origins)?)
        .bind(merchant.webhook.as_ref().map(|webhook| &webhook.url))
        .bind(merchant.webhook.as_ref().map(|webhook| &webhook.secrets.0)))
}

pub(super) fn merchant(row: &Row) -> Result<MerchantRecord, StoreError> {
    named(&Columns(row), "id")
}

/// The merchant in a row that has more than that: its columns, with its id in that one.
pub(super) fn named(row: &Columns<'_>, id: &'static str) -> Result<MerchantRecord, StoreError> {
    let secrets = row.optional_bytes("webhook_secrets")?.map(Sealed);
    Ok(MerchantRecord {
        id: MerchantId(row.text(id)?),
        seller: Seller {
            name: row.text("seller_name")?,
            phone: row.text("seller_phone")?,
            email: row.optional_text("seller_email")?,
        },
        origins: row.json("origins")?,
        direct_origins: row.json("direct_origins")?,
        webhook: row.optional_text("webhook_url")?.zip(secrets).map(|(url, secrets)| WebhookTarget { url, secrets }),
    })
}
