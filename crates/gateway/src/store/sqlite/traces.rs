use async_trait::async_trait;
use carrier_checkout_protocol::{SessionId, StepUp, Timestamp};
use sqlx::SqliteConnection;

use super::SqliteStore;
use crate::store::{LineHistory, StoreError, Trace, Traces};

#[async_trait]
impl Traces for SqliteStore {
    async fn count_attempts(&self, traces: &[Trace], since: Timestamp) -> Result<Vec<u32>, StoreError> {
        let mut counts = Vec::with_capacity(traces.len());
        for trace in traces {
            let query =
                sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM attempts WHERE scope = ? AND key = ? AND at > ?");
            let query = query.bind(trace.scope).bind(&trace.key).bind(since.millis());
            counts.push(u32::try_from(query.fetch_one(&self.pool).await?).unwrap_or(u32::MAX));
        }
        Ok(counts)
    }

    async fn line_history(
        &self,
        line: &[u8],
        session: &SessionId,
        spent_since: Timestamp,
        (known_since, known_until): (Timestamp, Timestamp),
    ) -> Result<LineHistory, StoreError> {
        let query = sqlx::query_as::<_, (i64, i64)>(
            "SELECT COALESCE(SUM(CASE WHEN s.id <> ?2 AND s.goods ->> 'cash_like'
                        AND (s.status IN ('challenged', 'verified') OR p.created_at > ?3) THEN s.amount END), 0),
                    COUNT(CASE WHEN p.status = 'succeeded' AND p.paid_at > ?4 AND p.paid_at <= ?5
                        AND d.id IS NULL AND p.refunded < s.amount THEN 1 END)
             FROM challenges c JOIN sessions s ON s.challenge = c.id
                 LEFT JOIN payments p ON p.challenge = c.id AND p.status IN ('processing', 'succeeded')
                     AND p.later_order IS NULL
                 LEFT JOIN disputes d ON d.payment = p.id
             WHERE c.line = ?1",
        );
        let query = query.bind(line).bind(session.as_str()).bind(spent_since.millis());
        let query = query.bind(known_since.millis()).bind(known_until.millis());
        let (spent, payments) = query.fetch_one(&self.pool).await?;
        Ok(LineHistory { cash_like_spent: u64::try_from(spent).unwrap_or_default(), known: payments > 0 })
    }

    async fn step_up(&self, session: &SessionId, why: StepUp) -> Result<(), StoreError> {
        sqlx::query("UPDATE sessions SET step_up = ? WHERE id = ?")
            .bind(why.as_str())
            .bind(session.as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn forget_attempts(&self, before: Timestamp) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM attempts WHERE at <= ?").bind(before.millis()).execute(&self.pool).await?;
        Ok(())
    }
}

/// Records who began, inside the transaction that begins.
pub(super) async fn insert_attempts(
    tx: &mut SqliteConnection,
    traces: &[Trace],
    at: Timestamp,
) -> Result<(), StoreError> {
    for trace in traces {
        sqlx::query("INSERT INTO attempts (scope, key, at) VALUES (?, ?, ?)")
            .bind(trace.scope)
            .bind(&trace.key)
            .bind(at.millis())
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}
