use async_trait::async_trait;
use carrier_checkout_protocol::Timestamp;

use super::SqliteStore;
use super::columns::Columns;
use crate::seal::Sealed;
use crate::store::{Claim, Claimed, Idempotency, StoreError};

#[async_trait]
impl Idempotency for SqliteStore {
    async fn claim_key(&self, claim: &Claim) -> Result<Claimed, StoreError> {
        let mut tx = self.begin().await?;
        let query = sqlx::query("SELECT * FROM idempotency WHERE scope = ? AND key = ?");
        let row = query.bind(&claim.scope).bind(&claim.key).fetch_optional(&mut *tx).await?;
        if let Some(row) = row.as_ref().map(Columns) {
            if row.bytes("request")? != claim.request {
                return Ok(Claimed::OtherRequest);
            }
            if let Some(answer) = row.optional_bytes("answer")? {
                return Ok(Claimed::Answered(Sealed(answer)));
            }
            if row.time("lease_until")? > claim.at {
                return Ok(Claimed::InFlight);
            }
        }
        sqlx::query(
            "INSERT INTO idempotency (scope, key, request, at, lease_until) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (scope, key) DO UPDATE SET lease_until = excluded.lease_until",
        )
        .bind(&claim.scope)
        .bind(&claim.key)
        .bind(&claim.request)
        .bind(claim.at.millis())
        .bind(claim.lease_until.millis())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(Claimed::Yes)
    }

    async fn answer_key(&self, scope: &str, key: &str, answer: &Sealed) -> Result<(), StoreError> {
        sqlx::query("UPDATE idempotency SET answer = ? WHERE scope = ? AND key = ?")
            .bind(&answer.0)
            .bind(scope)
            .bind(key)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn free_key(&self, scope: &str, key: &str) -> Result<(), StoreError> {
        sqlx::query("UPDATE idempotency SET lease_until = 0 WHERE scope = ? AND key = ? AND answer IS NULL")
            .bind(scope)
            .bind(key)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn forget_keys(&self, before: Timestamp) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM idempotency WHERE at < ? AND lease_until < ?")
            .bind(before.millis())
            .bind(before.millis())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
