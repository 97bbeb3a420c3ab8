//! SQLite: one file, which one gateway process uses.

use std::fs::OpenOptions;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, chown};
use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection, SqlitePool};

use super::CONNECTION_WITHIN;
use crate::store::StoreError;

pub(super) static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");

/// How long a write waits for another one, of this process or of another.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// As many reads go on at the same time, beside the one write.
const READERS: u32 = 3;

/// The connections of one file. SQLite writes one transaction at a time, and whoever finds another one at it tries again
/// after ever longer pauses. So all writes take one connection, and wait for it in the order in which they came.
#[derive(Debug, Clone)]
pub(super) struct SqlitePools {
    pub(super) writer: SqlitePool,
    pub(super) readers: SqlitePool,
}

impl SqlitePools {
    /// The connections for a statement by itself.
    pub(super) const fn of(&self, writes: bool) -> &SqlitePool {
        if writes { &self.writer } else { &self.readers }
    }

    pub(super) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Connects to a file as it is, if there is one: makes nothing and ends no lease, as a gateway may be at work on it.
pub(super) async fn connect(database: &str) -> Result<SqlitePools, StoreError> {
    let options = SqliteConnectOptions::new().foreign_keys(true).busy_timeout(BUSY_TIMEOUT);
    let options = options.filename(database).create_if_missing(false).synchronous(SqliteSynchronous::Full);
    let options = options.pragma("secure_delete", "ON");
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    Ok(SqlitePools { writer: pool.clone(), readers: pool })
}

/// Makes the file if there is none, and connects to it.
pub(super) async fn create(database: &str) -> Result<SqlitePools, StoreError> {
    create_private(database).map_err(|error| StoreError::Unavailable(Box::new(error)))?;
    connect(database).await
}

/// Opens the file, or a store that lives in memory for `:memory:`; makes what
/// is missing. Leases of a process that is gone are ended: the file belongs to
/// one process.
pub(super) async fn open(database: &str) -> Result<SqlitePools, StoreError> {
    let in_memory = database == ":memory:";
    // What is deleted is overwritten, so that it is not in the file, nor in a copy of it.
    let options = SqliteConnectOptions::new().foreign_keys(true).busy_timeout(BUSY_TIMEOUT);
    let options = options.pragma("secure_delete", "ON");
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
    let writer = pool(1).connect_with(options.clone()).await?;
    MIGRATIONS.run(&writer).await.map_err(|error| StoreError::Unavailable(Box::new(error)))?;
    end_leases(&writer).await?;
    // A store in memory is its one connection.
    let readers = if in_memory { writer.clone() } else { pool(READERS).connect_with(options).await? };
    Ok(SqlitePools { writer, readers })
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        // A file does not go away.
        .test_before_acquire(false)
        .max_connections(connections)
        .acquire_timeout(CONNECTION_WITHIN)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .before_acquire(|connection, _| Box::pin(is_free(connection)))
}

/// Whether a connection is in nobody's transaction. SQLite ends one by itself when the disk is full; who then rolls it
/// back is told that there is none, and counts it as still there, for ever: no other one could begin on this connection.
async fn is_free(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if connection.is_in_transaction() {
        // A rollback may be on its way.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

async fn end_leases(pool: &SqlitePool) -> Result<(), StoreError> {
    sqlx::query("UPDATE idempotency SET lease_until = 0 WHERE answer IS NULL").execute(pool).await?;
    // Of a session that is over nobody tries a code again.
    let tried = "UPDATE challenges SET trying_until = 0 WHERE trying_until > 0 AND id IN
        (SELECT challenge FROM sessions WHERE status IN ('open', 'challenged', 'verified'))";
    sqlx::query(tried).execute(pool).await?;
    sqlx::query("UPDATE payments SET check_at = 0 WHERE status = 'processing'").execute(pool).await?;
    sqlx::query("UPDATE refunds SET check_at = 0 WHERE status = 'pending'").execute(pool).await?;
    Ok(())
}

/// Makes the file if there is none. Nobody else on the machine has a reason to
/// read it; what SQLite puts beside it gets the same rights.
///
/// What root makes belongs to whom the directory belongs to: a command that an operator runs shall not lock the gateway
/// out, which has another user.
fn create_private(database: &str) -> std::io::Result<()> {
    let file = OpenOptions::new().append(true).create(true).mode(0o600).open(database)?.metadata()?;
    let directory = match Path::new(database).parent() {
        Some(directory) if !directory.as_os_str().is_empty() => std::fs::metadata(directory)?,
        Some(_) | None => std::fs::metadata(".")?,
    };
    if file.uid() == 0 && file.len() == 0 && directory.uid() != 0 {
        chown(database, Some(directory.uid()), Some(directory.gid()))?;
    }
    Ok(())
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
    async fn a_transaction_that_the_full_disk_has_ended_is_not_in_the_way_of_the_next() {
        let file = std::env::temp_dir().join(format!("carrier-checkout-full-{}", crate::random::hex()));
        let pools = open(file.to_str().unwrap()).await.unwrap();
        for _ in 0..3 {
            let mut tx = pools.writer.begin_with("BEGIN IMMEDIATE").await.unwrap();
            let pages: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(&mut *tx).await.unwrap();
            sqlx::raw_sql(sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {pages}")))
                .execute(&mut *tx)
                .await
                .unwrap();
            let full = sqlx::query("INSERT INTO secrets (name, sealed) VALUES ('full', zeroblob(1000000))");
            let error = full.execute(&mut *tx).await.unwrap_err();
            assert_eq!(error.as_database_error().and_then(|error| error.code()).as_deref(), Some("13"), "{error}");
        }
        let tx = pools.writer.begin_with("BEGIN IMMEDIATE").await.unwrap();
        tx.commit().await.unwrap();
        pools.close().await;
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", file.display()));
        }
    }

    #[tokio::test]
    async fn payments_disputes_and_keys_of_before_are_kept() {
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
        let key: (String, Vec<u8>) =
            sqlx::query_as("SELECT merchant, hash FROM merchant_keys").fetch_one(&pool).await.unwrap();
        assert_eq!(key, ("m".to_owned(), vec![0]), "the merchant keeps its key");
        let broken = sqlx::query("PRAGMA foreign_key_check").fetch_all(&pool).await.unwrap();
        assert!(broken.is_empty());
        let orphan = sqlx::query("INSERT INTO disputes (id, payment, opened_at) VALUES ('dp2', 'none', 7)");
        assert!(orphan.execute(&pool).await.is_err(), "disputes still refer to payments");
    }
}
