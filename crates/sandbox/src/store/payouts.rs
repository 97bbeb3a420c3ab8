//! What was paid out to bank accounts.

use carrier_checkout_protocol::Timestamp;
use sqlx::Error;

use super::Store;

/// A payout.
#[derive(sqlx::FromRow)]
pub(crate) struct Payout {
    pub(crate) id: String,
    /// In won.
    pub(crate) amount: u32,
    /// Why nothing was paid out.
    pub(crate) failure: Option<String>,
    done_at: i64,
}

impl Payout {
    /// How far it has come at that time.
    pub(crate) const fn status(&self, now: Timestamp) -> &'static str {
        match &self.failure {
            Some(_) => "failed",
            None if self.done_at <= now.millis() => "succeeded",
            None => "pending",
        }
    }
}

impl Store {
    /// Keeps a payout, unless there is one of that id.
    pub(crate) async fn add_payout(
        &self,
        id: &str,
        amount: u32,
        failure: Option<&str>,
        at: Timestamp,
        done_at: Timestamp,
    ) -> Result<(), Error> {
        let insert = "INSERT OR IGNORE INTO payouts (id, amount, failure, created_at, done_at) VALUES (?, ?, ?, ?, ?)";
        let insert = sqlx::query(insert).bind(id).bind(amount).bind(failure).bind(at.millis()).bind(done_at.millis());
        insert.execute(&self.pool).await?;
        Ok(())
    }

    /// Every payout, the oldest first.
    pub(crate) async fn payouts(&self) -> Result<Vec<Payout>, Error> {
        let select = "SELECT id, amount, failure, done_at FROM payouts ORDER BY rowid";
        sqlx::query_as(select).fetch_all(&self.pool).await
    }
}
