use async_trait::async_trait;
use carrier_checkout_protocol::Timestamp;

use super::SqlStore;
use super::columns::Columns;
use super::merchants::merchant;
use super::query::query;
use super::turn::queue;
use crate::seal::Fingerprint;
use crate::store::{LoginRecord, LoginTries, Logins, NewLogin, StoreError};

#[async_trait]
impl Logins for SqlStore {
    async fn claim_login_try(&self, tries: &LoginTries, at: Timestamp) -> Result<bool, StoreError> {
        let mut tx = self.pool.begin().await?;
        queue(&mut tx, &[&tries.address]).await?;
        let count = query("SELECT COUNT(*) FROM console_tries WHERE address = $1 AND at > $2");
        let count = count.bind(&tries.address).bind(tries.since.millis()).number(&mut tx).await?;
        if count >= i64::from(tries.max) {
            return Ok(false);
        }
        let insert = query("INSERT INTO console_tries (address, at) VALUES ($1, $2)");
        insert.bind(&tries.address).bind(at.millis()).execute(&mut tx).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn begin_login(&self, login: &NewLogin, address: &[u8]) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        query("INSERT INTO console_logins (hash, merchant, key_hash, test, expires_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(&login.hash.0)
            .bind(&login.merchant.0)
            .bind(&login.key.0)
            .bind(login.test)
            .bind(login.expires_at.millis())
            .execute(&mut tx)
            .await?;
        query("DELETE FROM console_tries WHERE address = $1").bind(address).execute(&mut tx).await?;
        tx.commit().await
    }

    async fn login(&self, hash: &Fingerprint, now: Timestamp) -> Result<Option<LoginRecord>, StoreError> {
        let query = query(
            "SELECT m.*, l.test, l.key_hash FROM console_logins l
             JOIN merchants m ON m.id = l.merchant JOIN merchant_keys k ON k.hash = l.key_hash
             WHERE l.hash = $1 AND l.expires_at > $2 AND (k.ends_at IS NULL OR k.ends_at > $2)
                 AND m.disabled_at IS NULL",
        );
        let row = query.bind(&hash.0).bind(now.millis()).fetch_optional(&self.pool).await?;
        let Some(row) = &row else { return Ok(None) };
        let columns = Columns(row);
        let key = Fingerprint(columns.bytes("key_hash")?);
        Ok(Some(LoginRecord { merchant: merchant(row)?, key, test: columns.flag("test")? }))
    }

    async fn end_login(&self, hash: &Fingerprint) -> Result<(), StoreError> {
        query("DELETE FROM console_logins WHERE hash = $1").bind(&hash.0).execute(&self.pool).await?;
        Ok(())
    }

    async fn forget_logins(&self, now: Timestamp, tries_before: Timestamp) -> Result<(), StoreError> {
        query("DELETE FROM console_logins WHERE expires_at <= $1").bind(now.millis()).execute(&self.pool).await?;
        query("DELETE FROM console_tries WHERE at <= $1").bind(tries_before.millis()).execute(&self.pool).await?;
        Ok(())
    }
}
