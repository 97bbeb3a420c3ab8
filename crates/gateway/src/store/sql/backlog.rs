use async_trait::async_trait;
use carrier_checkout_protocol::Timestamp;
use prometheus_client::metrics::histogram::Histogram;

use super::SqlStore;
use super::query::{Query, query};
use crate::store::{Backlog, Connections, StoreError, Waiting, Watched};

#[async_trait]
impl Watched for SqlStore {
    async fn backlog(&self, now: Timestamp) -> Result<Backlog, StoreError> {
        let now = now.millis();
        let deliveries = query(
            "SELECT COUNT(*), MIN(d.due_at) FROM deliveries d JOIN merchants m ON m.id = d.merchant
             WHERE d.due_at IS NOT NULL AND m.webhook_url IS NOT NULL AND m.webhook_secrets IS NOT NULL",
        );
        let payments = query("SELECT COUNT(*), MIN(created_at) FROM payments WHERE status = 'processing'");
        let refunds = query("SELECT COUNT(*), MIN(created_at) FROM refunds WHERE status = 'pending'");
        let releases = query("SELECT COUNT(*), MIN(release_at) FROM challenges WHERE release_at <= $1").bind(now);
        let sessions = query(
            "SELECT COUNT(*), MIN(expires_at) FROM sessions
             WHERE status IN ('open', 'challenged', 'verified') AND expires_at <= $1",
        );
        Ok(Backlog {
            deliveries: self.waiting(deliveries).await?,
            payments: self.waiting(payments).await?,
            refunds: self.waiting(refunds).await?,
            releases: self.waiting(releases).await?,
            sessions: self.waiting(sessions.bind(now)).await?,
        })
    }

    fn connections(&self) -> Connections {
        self.pool.connections()
    }

    fn waits(&self) -> Histogram {
        self.pool.waits()
    }
}

impl SqlStore {
    async fn waiting(&self, query: Query) -> Result<Waiting, StoreError> {
        let row = query.fetch_one(&self.pool).await?;
        let since = row.get::<Option<i64>>(1)?.map(Timestamp::from_millis);
        Ok(Waiting { count: row.get::<i64>(0)?.unsigned_abs(), since })
    }
}
