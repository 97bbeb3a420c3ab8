//! Access tokens: only their hashes are kept.

use carrier_checkout_protocol::{Carrier, Timestamp};
use sha2::{Digest, Sha256};
use sqlx::Error;

use super::Store;

impl Store {
    /// Keeps a token until it expires, and forgets those that have.
    pub(crate) async fn keep_token(
        &self,
        token: &str,
        carrier: Carrier,
        scope: &str,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("DELETE FROM tokens WHERE expires_at <= ?").bind(now.millis()).execute(&mut *tx).await?;
        sqlx::query("INSERT INTO tokens (hash, carrier, scope, expires_at) VALUES (?, ?, ?, ?)")
            .bind(hash(token))
            .bind(carrier.as_str())
            .bind(scope)
            .bind(expires_at.millis())
            .execute(&mut *tx)
            .await?;
        tx.commit().await
    }

    /// What a token of that carrier is for, unless it has expired.
    pub(crate) async fn scope_of(
        &self,
        token: &str,
        carrier: Carrier,
        now: Timestamp,
    ) -> Result<Option<String>, Error> {
        sqlx::query_scalar("SELECT scope FROM tokens WHERE hash = ? AND carrier = ? AND expires_at > ?")
            .bind(hash(token))
            .bind(carrier.as_str())
            .bind(now.millis())
            .fetch_optional(&self.pool)
            .await
    }
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}
