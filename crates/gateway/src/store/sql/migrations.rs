//! Which steps bring a database up to date, for whoever operates it. A gateway that starts takes them by itself.

use sqlx::migrate::{MigrateError, Migrator};

use super::SqlStore;
use super::columns::Columns;
use super::database::{Pool, Wait};
use super::query::{Query, query};
use super::{is_postgres, postgres, sqlite};
use crate::seal::Sealed;
use crate::store::StoreError;

/// A step that brings a database up to date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    /// Its number; they are taken in this order.
    pub version: i64,
    /// What it is about.
    pub about: String,
}

impl SqlStore {
    /// Connects to a database that is there, as it is: nothing is made or brought up to date, and what a gateway is at
    /// work on stays its own.
    ///
    /// # Errors
    /// When there is none.
    pub async fn connect(database: &str) -> Result<Self, StoreError> {
        let pool = match is_postgres(database) {
            true => Pool::Postgres(postgres::connect(database).await?, Wait::default()),
            false => Pool::Sqlite(sqlite::connect(database).await?, Wait::default()),
        };
        Ok(Self { pool })
    }

    /// Brings a database up to date, and makes a SQLite file that is not there. Gives what was done.
    ///
    /// # Errors
    /// When it cannot be used, or is of a later version.
    pub async fn migrate(database: &str) -> Result<Vec<Migration>, StoreError> {
        let store = match is_postgres(database) {
            true => Self::connect(database).await?,
            false => Self { pool: Pool::Sqlite(sqlite::create(database).await?, Wait::default()) },
        };
        let due = store.due().await?;
        match &store.pool {
            Pool::Sqlite(pools, _) => store.migrator().run(&pools.writer).await?,
            Pool::Postgres(..) => postgres::migrate(&postgres::options(database)?).await?,
        }
        store.close().await;
        Ok(due)
    }

    /// What is to be done before this gateway can use it.
    ///
    /// # Errors
    /// When it cannot be read, or is of a later version.
    pub async fn due(&self) -> Result<Vec<Migration>, StoreError> {
        let done = self.done().await?;
        let known = |version: &i64| self.migrator().iter().any(|migration| migration.version == *version);
        if let Some(version) = done.iter().find(|version| !known(version)) {
            return Err(MigrateError::VersionMissing(*version).into());
        }
        let due = self.migrator().iter().filter(|migration| !done.contains(&migration.version));
        let due =
            due.map(|migration| Migration { version: migration.version, about: migration.description.to_string() });
        Ok(due.collect())
    }

    /// The phone numbers of a few challenges, sealed, with the ids that they are sealed for.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn sealed_phones(&self) -> Result<Vec<(String, Sealed)>, StoreError> {
        let rows =
            query("SELECT id, phone FROM challenges WHERE length(phone) > 0 LIMIT 5").fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok((Columns(row).text("id")?, Columns(row).sealed("phone")?))).collect()
    }

    /// What the database says that it is.
    ///
    /// # Errors
    /// When it cannot be asked.
    pub async fn version(&self) -> Result<String, StoreError> {
        let query = Query::either(
            "SELECT 'SQLite ' || sqlite_version()",
            "SELECT 'PostgreSQL ' || current_setting('server_version')",
        );
        Ok(query.text(&self.pool).await?.unwrap_or_default())
    }

    /// The numbers of the steps that have been taken.
    async fn done(&self) -> Result<Vec<i64>, StoreError> {
        let begun = Query::either(
            "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = '_sqlx_migrations')",
            "SELECT to_regclass('_sqlx_migrations') IS NOT NULL",
        );
        if !begun.flag(&self.pool).await? {
            return Ok(Vec::new());
        }
        let rows = query("SELECT version FROM _sqlx_migrations WHERE success").fetch_all(&self.pool).await?;
        rows.iter().map(|row| row.get("version")).collect()
    }

    fn migrator(&self) -> &'static Migrator {
        match &self.pool {
            Pool::Sqlite(..) => &sqlite::MIGRATIONS,
            Pool::Postgres(..) => &postgres::MIGRATIONS,
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        Self::Unavailable(Box::new(error))
    }
}
