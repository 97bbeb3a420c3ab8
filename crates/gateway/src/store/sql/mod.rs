//! The store in a database: one SQLite file, or PostgreSQL.
//!
//! Both have the same tables and run the same operations, which stand here
//! once, one file for each trait. What differs is in few places: the SQL in
//! [`query`] (`/*! … */`), the rows in [`database`], how a transaction comes
//! to its turn in [`turn`], and how a database is opened in [`sqlite`] and
//! [`postgres`]. The types are alike, too: numbers are `INTEGER` here and
//! `BIGINT` there, flags are `TRUE` and `FALSE`, and `rowid`, by which rows of
//! the same millisecond are in order, is a column of its own on PostgreSQL.
//!
//! On SQLite the file belongs to one process, and what a process that is gone
//! had leased is free at once. PostgreSQL is shared by any number of gateways:
//! a lease ends by the clock alone, and none may be off by more than seconds.

mod approvals;
mod backlog;
mod billing_keys;
mod challenge_rows;
mod challenges;
mod columns;
mod database;
mod disputes;
mod events;
mod idempotency;
mod limits;
mod listings;
mod logins;
mod merchants;
mod migrations;
mod outbox;
mod payments;
mod postgres;
mod postgres_pool;
mod query;
mod receipts;
mod refunds;
mod retention;
mod sealings;
mod sends;
mod sessions;
mod sqlite;
mod steps;
mod together;
mod traces;
mod turn;

use std::time::Duration;

use async_trait::async_trait;

pub use self::migrations::Migration;
pub(crate) use self::postgres::is_private;

use self::database::{Pool, Wait};
use self::query::query;
use super::{Store, StoreError};

/// How long a connection is waited for. Whoever is told so by then comes again; later, nobody wants the answer any more.
const CONNECTION_WITHIN: Duration = Duration::from_secs(10);

/// The store in a database.
#[derive(Debug, Clone)]
pub struct SqlStore {
    pool: Pool,
}

impl SqlStore {
    /// Opens the database and makes what is missing: PostgreSQL by a URL that
    /// begins with `postgres://` or `postgresql://`, else the SQLite file of
    /// that path, or one that lives in memory for `:memory:`.
    ///
    /// # Errors
    /// When the database cannot be opened or is of a later version.
    pub async fn open(database: &str) -> Result<Self, StoreError> {
        let pool = match is_postgres(database) {
            true => Pool::Postgres(postgres::open(database).await?, Wait::default()),
            false => Pool::Sqlite(sqlite::open(database).await?, Wait::default()),
        };
        Ok(Self { pool })
    }

    /// Closes the database; later calls fail.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Whether that names a PostgreSQL database.
#[must_use]
pub fn is_postgres(database: &str) -> bool {
    database.starts_with("postgres://") || database.starts_with("postgresql://")
}

#[async_trait]
impl Store for SqlStore {
    async fn readable(&self) -> Result<(), StoreError> {
        query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }

    async fn writable(&self) -> Result<(), StoreError> {
        query("INSERT INTO pulse (id, beats) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET beats = pulse.beats + 1")
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if is_busy(&error) { Self::Busy(Box::new(error)) } else { Self::Unavailable(Box::new(error)) }
    }
}

/// Whether nothing is wrong but that others were quicker for too long: no connection was free, or SQLite's file or a
/// row of PostgreSQL's was locked.
fn is_busy(error: &sqlx::Error) -> bool {
    const SQLITE_BUSY: u32 = 5;
    const LOCK_NOT_AVAILABLE: &str = "55P03";
    let sqlx::Error::Database(error) = error else { return matches!(error, sqlx::Error::PoolTimedOut) };
    let Some(code) = error.code() else { return false };
    // SQLite says more in the higher bits.
    code == LOCK_NOT_AVAILABLE || code.parse::<u32>().is_ok_and(|code| code & 0xff == SQLITE_BUSY)
}

#[cfg(test)]
mod tests {
    use sqlx::sqlite::SqliteConnectOptions;
    use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

    use super::*;

    #[tokio::test]
    async fn that_others_were_quicker_for_too_long_is_no_failure() {
        let file = std::env::temp_dir().join(format!("carrier-checkout-busy-{}", crate::random::hex()));
        let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true).busy_timeout(Duration::ZERO);
        let mut first = options.connect().await.unwrap();
        first.execute("CREATE TABLE t (a INTEGER)").await.unwrap();
        first.execute("BEGIN IMMEDIATE").await.unwrap();
        let mut second = options.connect().await.unwrap();
        let locked = second.execute("INSERT INTO t VALUES (1)").await.unwrap_err();
        assert!(matches!(StoreError::from(locked), StoreError::Busy(_)));
        let wrong = second.execute("INSERT INTO nothing VALUES (1)").await.unwrap_err();
        assert!(matches!(StoreError::from(wrong), StoreError::Unavailable(_)));

        let refused = crate::problem::Refused::from(StoreError::from(sqlx::Error::PoolTimedOut));
        assert_eq!(refused.code, carrier_checkout_protocol::ErrorCode::Overloaded);
        first.close().await.unwrap();
        second.close().await.unwrap();
        std::fs::remove_file(file).unwrap();
    }
}
