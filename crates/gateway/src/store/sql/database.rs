//! SQLite and PostgreSQL behind one set of operations.

use prometheus_client::metrics::histogram::Histogram;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{ColumnIndex, Decode, Postgres, Row as _, Sqlite, SqlitePool, Type};

use tokio::time::Instant;

use super::postgres_pool::{PostgresPool, PostgresTransaction};
use super::sqlite::SqlitePools;
use crate::store::{Connections, StoreError};

/// The connections of one store.
#[derive(Debug, Clone)]
pub(super) enum Pool {
    Sqlite(SqlitePools, Wait),
    Postgres(PostgresPool, Wait),
}

/// How long connections are waited for. Clones measure together.
#[derive(Debug, Clone)]
pub(super) struct Wait(Histogram);

impl Default for Wait {
    fn default() -> Self {
        Self(Histogram::new([0.000_1, 0.000_5, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0]))
    }
}

impl Wait {
    pub(super) async fn of<T>(&self, something: impl Future<Output = T>) -> T {
        let began = Instant::now();
        let had = something.await;
        self.0.observe(began.elapsed().as_secs_f64());
        had
    }
}

/// What is done altogether or, when this is dropped, not at all.
pub(super) enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(PostgresTransaction),
}

/// Where a query runs: on any connection by itself, or within a transaction.
pub(super) enum On<'c> {
    Pool(&'c Pool),
    Transaction(&'c mut Transaction),
}

/// A row that was read.
pub(super) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Pool {
    /// On SQLite the write lock is taken at once, so that what is read in the transaction stays true. On
    /// PostgreSQL nothing is locked yet: see [`super::turn`].
    pub(super) async fn begin(&self) -> Result<Transaction, StoreError> {
        Ok(match self {
            Self::Sqlite(pools, wait) => {
                Transaction::Sqlite(wait.of(pools.writer.begin_with("BEGIN IMMEDIATE")).await?)
            }
            Self::Postgres(pool, wait) => Transaction::Postgres(wait.of(pool.begin()).await?),
        })
    }

    pub(super) fn connections(&self) -> Connections {
        match self {
            Self::Sqlite(pools, _) => {
                let (writer, readers) = (connections(&pools.writer), connections(&pools.readers));
                Connections {
                    open: writer.open + readers.open,
                    idle: writer.idle + readers.idle,
                    max: writer.max + readers.max,
                    ..writer
                }
            }
            Self::Postgres(pool, _) => pool.connections(),
        }
    }

    pub(super) fn waits(&self) -> Histogram {
        let (Self::Sqlite(_, wait) | Self::Postgres(_, wait)) = self;
        wait.0.clone()
    }

    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite(pools, _) => pools.close().await,
            Self::Postgres(pool, _) => pool.close().await,
        }
    }
}

fn connections(pool: &SqlitePool) -> Connections {
    let open = pool.size();
    Connections {
        database: "sqlite",
        open,
        idle: idle_of(open, pool.num_idle()),
        max: pool.options().get_max_connections(),
    }
}

/// sqlx counts who comes back a moment after somebody else may have taken them: then it is less than none, and wraps.
fn idle_of(open: u32, counted: usize) -> u32 {
    u32::try_from(counted).ok().filter(|idle| *idle <= open).unwrap_or(0)
}

impl Transaction {
    pub(super) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

impl<'c> From<&'c Pool> for On<'c> {
    fn from(pool: &'c Pool) -> Self {
        Self::Pool(pool)
    }
}

impl<'c> From<&'c mut Transaction> for On<'c> {
    fn from(tx: &'c mut Transaction) -> Self {
        Self::Transaction(tx)
    }
}

impl Row {
    /// The value in a column, by its name or number.
    pub(super) fn get<T>(&self, column: impl ColumnIndex<SqliteRow> + ColumnIndex<PgRow>) -> Result<T, StoreError>
    where
        T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>,
    {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_than_none_are_none() {
        let counted = [idle_of(4, 0), idle_of(4, 3), idle_of(4, 4), idle_of(4, usize::MAX), idle_of(0, 1)];
        assert_eq!(counted, [0, 3, 4, 0, 0]);
    }
}
