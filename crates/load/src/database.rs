//! Databases to measure on, each new and with the gateway's own tables.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use carrier_checkout_gateway::random;
use carrier_checkout_gateway::store::SqlStore;
use serde::{Deserialize, Serialize};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, PgPool, Row as _, SqlitePool};

use crate::machine::family;
use crate::server::Server;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// Where databases are made.
pub(crate) struct Databases {
    kind: Kind,
    directory: PathBuf,
    server: Option<Server>,
}

/// The connections of a program of our own.
#[derive(Clone)]
pub(crate) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// What a checkout leaves in them.
pub(crate) const TABLES: [&str; 12] = [
    "sessions",
    "consents",
    "challenges",
    "tokens",
    "payments",
    "idempotency",
    "events",
    "deliveries",
    "delivery_attempts",
    "sends",
    "attempts",
    "session_steps",
];

impl Databases {
    pub(crate) fn of(kind: Kind, directory: &Path) -> anyhow::Result<Self> {
        let server = match kind {
            Kind::Sqlite => None,
            Kind::Postgres => Some(Server::start(directory)?),
        };
        Ok(Self { kind, directory: directory.to_owned(), server })
    }

    pub(crate) const fn kind(&self) -> Kind {
        self.kind
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    /// A new one, named as a gateway is told.
    pub(crate) async fn fresh(&self) -> anyhow::Result<String> {
        let name = format!("load_{}", random::hex());
        let database = match &self.server {
            None => self.directory.join(format!("{name}.db")).display().to_string(),
            Some(server) => {
                let mut connection = PgConnection::connect(&server.url("postgres")).await?;
                sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await?;
                server.url(&name)
            }
        };
        SqlStore::open(&database).await?.close().await;
        Ok(database)
    }

    /// The database of PostgreSQL from which others are moved.
    pub(crate) fn maintenance(&self) -> anyhow::Result<String> {
        Ok(self.server.as_ref().context("SQLite has no server")?.url("postgres"))
    }

    /// Whose PostgreSQL's processes are, if we are root.
    pub(crate) fn owner(&self) -> Option<(u32, u32)> {
        self.server.as_ref()?.owner
    }

    /// Which program it is.
    pub(crate) async fn version(&self) -> anyhow::Result<String> {
        let pool = Pool::open(self.kind, &self.fresh().await?).await?;
        let version: String = match &pool {
            Pool::Sqlite(pool) => sqlx::query_scalar("SELECT sqlite_version()").fetch_one(pool).await?,
            Pool::Postgres(pool) => sqlx::query_scalar("SHOW server_version").fetch_one(pool).await?,
        };
        pool.close().await;
        Ok(version)
    }

    /// What the database's own processes have used so far; SQLite has none.
    pub(crate) fn cpu(&self) -> anyhow::Result<Duration> {
        match &self.server {
            None => Ok(Duration::ZERO),
            Some(server) => family(server.process()?),
        }
    }
}

impl Pool {
    /// As durable as the gateway's. SQLite has one connection: several would only wait for each other.
    pub(crate) async fn open(kind: Kind, database: &str) -> anyhow::Result<Self> {
        Ok(match kind {
            Kind::Sqlite => {
                let options = SqliteConnectOptions::new()
                    .filename(database)
                    .foreign_keys(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full);
                Self::Sqlite(
                    SqlitePoolOptions::new()
                        .test_before_acquire(false)
                        .max_connections(1)
                        .connect_with(options)
                        .await?,
                )
            }
            Kind::Postgres => {
                let options = database.parse::<PgConnectOptions>()?.options([("synchronous_commit", "on")]);
                Self::Postgres(
                    PgPoolOptions::new().test_before_acquire(false).max_connections(10).connect_with(options).await?,
                )
            }
        })
    }

    /// How many rows each of the tables has.
    pub(crate) async fn rows(&self) -> anyhow::Result<Vec<(&'static str, i64)>> {
        let mut rows = Vec::new();
        for table in TABLES {
            let sql = format!("SELECT COUNT(*) FROM {table}");
            let count = match self {
                Self::Sqlite(pool) => sqlx::query(AssertSqlSafe(sql)).fetch_one(pool).await?.try_get(0)?,
                Self::Postgres(pool) => sqlx::query(AssertSqlSafe(sql)).fetch_one(pool).await?.try_get(0)?,
            };
            rows.push((table, count));
        }
        Ok(rows)
    }

    /// The first column of every row, as texts.
    pub(crate) async fn texts(&self, sql: &'static str) -> anyhow::Result<Vec<String>> {
        Ok(match self {
            Self::Sqlite(pool) => sqlx::query_scalar(sql).fetch_all(pool).await?,
            Self::Postgres(pool) => sqlx::query_scalar(sql).fetch_all(pool).await?,
        })
    }

    /// Does all of that, apart by semicolons.
    pub(crate) async fn run(&self, sql: String) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(pool) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(pool).await.map(drop)?,
            Self::Postgres(pool) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(pool).await.map(drop)?,
        }
        Ok(())
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}
