//! The store in one SQLite file, which one gateway process uses.

mod approvals;
mod billing_keys;
mod challenge_rows;
mod challenges;
mod columns;
mod disputes;
mod events;
mod idempotency;
mod listings;
mod logins;
mod merchants;
mod outbox;
mod payments;
mod receipts;
mod refunds;
mod sends;
mod sessions;
mod steps;
mod traces;

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, Sqlite, SqlitePool, Transaction};

use super::{Store, StoreError};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");

/// How long a write waits for another one.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The store in one SQLite file.
#[derive(Debug, Clone)]
pub struct SqliteStore {
    pool: SqlitePool,
}

impl SqliteStore {
    /// Opens the file, or a store that lives in memory for `:memory:`; makes
    /// what is missing. Leases of a process that is gone are ended: the file
    /// belongs to one process.
    ///
    /// # Errors
    /// When the file cannot be opened or is of a later version.
    pub async fn open(database: &str) -> Result<Self, StoreError> {
        let in_memory = database == ":memory:";
        let options = SqliteConnectOptions::new().foreign_keys(true).busy_timeout(BUSY_TIMEOUT);
        let options = if in_memory {
            options.in_memory(true)
        } else {
            create_private(database).map_err(|error| StoreError::Unavailable(Box::new(error)))?;
            let options = options
                .filename(database)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full);
            // Alone: two connections that change a new file's journal at once refuse each other, without waiting.
            options.connect().await?.close().await?;
            options
        };
        // A store in memory is its one connection.
        let pool = SqlitePoolOptions::new().max_connections(if in_memory { 1 } else { 4 });
        let pool = pool.min_connections(1).idle_timeout(None).max_lifetime(None).connect_with(options).await?;
        MIGRATIONS.run(&pool).await.map_err(|error| StoreError::Unavailable(Box::new(error)))?;
        let store = Self { pool };
        store.end_leases().await?;
        Ok(store)
    }

    /// Closes the file; later calls fail.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Takes the write lock at once, so that what is read in the transaction stays true.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.pool.begin_with("BEGIN IMMEDIATE").await?)
    }

    async fn end_leases(&self) -> Result<(), StoreError> {
        sqlx::query("UPDATE idempotency SET lease_until = 0 WHERE answer IS NULL").execute(&self.pool).await?;
        sqlx::query("UPDATE challenges SET trying_until = 0 WHERE trying_until > 0").execute(&self.pool).await?;
        sqlx::query("UPDATE payments SET check_at = 0 WHERE status = 'processing'").execute(&self.pool).await?;
        sqlx::query("UPDATE refunds SET check_at = 0 WHERE status = 'pending'").execute(&self.pool).await?;
        Ok(())
    }
}

/// Makes the file if there is none. Nobody else on the machine has a reason to
/// read it; what SQLite puts beside it gets the same rights.
fn create_private(database: &str) -> std::io::Result<()> {
    OpenOptions::new().append(true).create(true).mode(0o600).open(database).map(drop)
}

#[async_trait]
impl Store for SqliteStore {
    async fn ready(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Unavailable(Box::new(error))
    }
}

#[cfg(test)]
mod tests {
    use sqlx::migrate::Migrator;

    use super::*;

    /// A payment of before monthly billing, and its dispute.
    const BEFORE: &str = "
        INSERT INTO merchants (id, seller_name, seller_phone, origins, key_hash) VALUES ('m', 's', 'p', '[]', x'00');
        INSERT INTO sessions (id, merchant, order_id, amount, goods, billing, status, created_at, expires_at)
            VALUES ('cs', 'm', 'o', 9900, '{}', 'one_off', 'paid', 1, 2);
        INSERT INTO challenges (id, session, channel, carrier, phone, state, reservation)
            VALUES ('ch', 'cs', 'sms', 'SKT', x'00', 'spent', 'r');
        INSERT INTO payments (id, session, challenge, idempotency_key, status, created_at, paid_at, checks)
            VALUES ('pay', 'cs', 'ch', 'k', 'succeeded', 3, 4, 5);
        INSERT INTO disputes (id, payment, opened_at) VALUES ('dp', 'pay', 6);";

    #[tokio::test]
    async fn payments_and_disputes_of_before_monthly_billing_are_kept() {
        let options = SqliteConnectOptions::new().foreign_keys(true).in_memory(true);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
        let earlier: Vec<_> = MIGRATIONS.iter().filter(|migration| migration.version < 6).cloned().collect();
        Migrator::with_migrations(earlier).run(&pool).await.unwrap();
        sqlx::raw_sql(BEFORE).execute(&pool).await.unwrap();
        MIGRATIONS.run(&pool).await.unwrap();
        let kept: (String, i64, i64, String, Option<String>) = sqlx::query_as(
            "SELECT p.id, p.paid_at, p.checks, d.id, p.billing_key FROM payments p JOIN disputes d ON d.payment = p.id",
        )
        .fetch_one(&pool)
        .await
        .unwrap();
        assert_eq!(kept, ("pay".to_owned(), 4, 5, "dp".to_owned(), None));
        let broken = sqlx::query("PRAGMA foreign_key_check").fetch_all(&pool).await.unwrap();
        assert!(broken.is_empty());
        let orphan = sqlx::query("INSERT INTO disputes (id, payment, opened_at) VALUES ('dp2', 'none', 7)");
        assert!(orphan.execute(&pool).await.is_err(), "disputes still refer to payments");
    }
}
