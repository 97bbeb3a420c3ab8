use async_trait::async_trait;
use carrier_checkout_protocol::Timestamp;
use subtle::ConstantTimeEq as _;

use super::SqlStore;
use super::columns::Columns;
use super::database::{Pool, Transaction};
use super::query::query;
use crate::seal::Sealed;
use crate::store::{Claim, Claimed, Idempotency, StoreError};

#[async_trait]
impl Idempotency for SqlStore {
    async fn claim_key(&self, claim: &Claim) -> Result<Claimed, StoreError> {
        // The first one is who inserts it; whoever comes meanwhile waits here until that is certain.
        if insert(&self.pool, claim).await? {
            return Ok(Claimed::Yes);
        }
        let mut tx = self.pool.begin().await?;
        let query = query("SELECT * FROM idempotency WHERE scope = $1 AND key = $2 /*! FOR NO KEY UPDATE */");
        let row = query.bind(&claim.scope).bind(&claim.key).fetch_optional(&mut tx).await?;
        // None: forgotten just now. The caller comes again.
        let Some(row) = row.as_ref().map(Columns) else { return Ok(Claimed::InFlight) };
        if !bool::from(row.bytes("request")?.ct_eq(&claim.request)) {
            return Ok(Claimed::OtherRequest);
        }
        if let Some(answer) = row.optional_bytes("answer")? {
            return Ok(Claimed::Answered(Sealed(answer)));
        }
        if row.time("lease_until")? > claim.at {
            return Ok(Claimed::InFlight);
        }
        lease(&mut tx, claim).await?;
        tx.commit().await?;
        Ok(Claimed::Yes)
    }

    async fn answer_key(&self, scope: &str, key: &str, answer: &Sealed) -> Result<(), StoreError> {
        query("UPDATE idempotency SET answer = $1 WHERE scope = $2 AND key = $3")
            .bind(&answer.0)
            .bind(scope)
            .bind(key)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn free_key(&self, scope: &str, key: &str) -> Result<(), StoreError> {
        query("UPDATE idempotency SET lease_until = 0 WHERE scope = $1 AND key = $2 AND answer IS NULL")
            .bind(scope)
            .bind(key)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn forget_keys(&self, before: Timestamp) -> Result<(), StoreError> {
        query("DELETE FROM idempotency WHERE at < $1 AND lease_until < $2")
            .bind(before.millis())
            .bind(before.millis())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

/// Says whether the key is new.
async fn insert(pool: &Pool, claim: &Claim) -> Result<bool, StoreError> {
    let inserted = query(
        "INSERT INTO idempotency (scope, key, request, at, lease_until) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (scope, key) DO NOTHING",
    )
    .bind(&claim.scope)
    .bind(&claim.key)
    .bind(&claim.request)
    .bind(claim.at.millis())
    .bind(claim.lease_until.millis())
    .execute(pool)
    .await?;
    Ok(inserted > 0)
}

async fn lease(tx: &mut Transaction, claim: &Claim) -> Result<(), StoreError> {
    query("UPDATE idempotency SET lease_until = $1 WHERE scope = $2 AND key = $3")
        .bind(claim.lease_until.millis())
        .bind(&claim.scope)
        .bind(&claim.key)
        .execute(tx)
        .await?;
    Ok(())
}
