use async_trait::async_trait;
use carrier_checkout_protocol::Timestamp;

use super::SqlStore;
use super::query::query;
use super::turn::queue;
use crate::limit::{Bucket, Rate};
use crate::store::{Buckets, StoreError};

#[async_trait]
impl Buckets for SqlStore {
    async fn draw(&self, key: &[u8], rate: Rate, spent: u32, now: Timestamp) -> Result<(u32, Bucket), StoreError> {
        let mut tx = self.pool.begin().await?;
        queue(&mut tx, &[key]).await?;
        let kept = query("SELECT level, at FROM buckets WHERE key = $1").bind(key).numbers(&mut tx).await?;
        let bucket = match kept {
            Some((level, at)) => Bucket { level, at: Timestamp::from_millis(at) },
            None => Bucket::full(rate, now),
        };
        let (had, bucket) = bucket.draw(rate, spent, now);
        query(
            "INSERT INTO buckets (key, level, at) VALUES ($1, $2, $3)
             ON CONFLICT (key) DO UPDATE SET level = excluded.level, at = excluded.at",
        )
        .bind(key)
        .bind(bucket.level)
        .bind(bucket.at.millis())
        .execute(&mut tx)
        .await?;
        tx.commit().await?;
        Ok((had, bucket))
    }

    async fn forget_buckets(&self, before: Timestamp) -> Result<(), StoreError> {
        query("DELETE FROM buckets WHERE at <= $1").bind(before.millis()).execute(&self.pool).await?;
        Ok(())
    }
}
