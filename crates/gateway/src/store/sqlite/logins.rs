use async_trait::async_trait;
use carrier_checkout_protocol::Timestamp;

use super::SqliteStore;
use super::columns::Columns;
use super::merchants::merchant;
use crate::seal::Fingerprint;
use crate::store::{LoginRecord, LoginTries, Logins, NewLogin, StoreError};

#[async_trait]
impl Logins for SqliteStore {
    async fn claim_login_try(&self, tries: &LoginTries, at: Timestamp) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let count = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM console_tries WHERE address = ? AND at > ?");
        let count = count.bind(&tries.address).bind(tries.since.millis()).fetch_one(&mut *tx).await?;
        if count >= i64::from(tries.max) {
            return Ok(false);
        }
        let insert = sqlx::query("INSERT INTO console_tries (address, at) VALUES (?, ?)");
        insert.bind(&tries.address).bind(at.millis()).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn begin_login(&self, login: &NewLogin, address: &[u8]) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query("INSERT INTO console_logins (hash, merchant, key_hash, test, expires_at) VALUES (?, ?, ?, ?, ?)")
            .bind(&login.hash.0)
            .bind(&login.merchant.0)
            .bind(&login.key.0)
            .bind(login.test)
            .bind(login.expires_at.millis())
            .execute(&mut *tx)
            .await?;
        sqlx::query("DELETE FROM console_tries WHERE address = ?").bind(address).execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    }

    async fn login(&self, hash: &Fingerprint, now: Timestamp) -> Result<Option<LoginRecord>, StoreError> {
        let query = sqlx::query(
            "SELECT m.*, l.test FROM console_logins l JOIN merchants m ON m.id = l.merchant AND m.key_hash = l.key_hash
             WHERE l.hash = ? AND l.expires_at > ?",
        );
        let row = query.bind(&hash.0).bind(now.millis()).fetch_optional(&self.pool).await?;
        let Some(row) = &row else { return Ok(None) };
        Ok(Some(LoginRecord { merchant: merchant(row)?, test: Columns(row).flag("test")? }))
    }

    async fn end_login(&self, hash: &Fingerprint) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM console_logins WHERE hash = ?").bind(&hash.0).execute(&self.pool).await?;
        Ok(())
    }

    async fn forget_logins(&self, now: Timestamp, tries_before: Timestamp) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM console_logins WHERE expires_at <= ?").bind(now.millis()).execute(&self.pool).await?;
        sqlx::query("DELETE FROM console_tries WHERE at <= ?").bind(tries_before.millis()).execute(&self.pool).await?;
        Ok(())
    }
}
