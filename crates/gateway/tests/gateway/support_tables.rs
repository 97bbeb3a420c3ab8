//! What stands in the tables of a test's database, as somebody who has stolen it would read it.

use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};

/// A connection of the test's own.
pub(crate) enum Tables {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// One value, and where it stands.
pub(crate) struct Cell {
    pub(crate) table: String,
    pub(crate) column: String,
    pub(crate) bytes: Vec<u8>,
}

/// Does that with whichever connection it is.
macro_rules! with {
    ($tables:expr, $connection:ident => $body:expr) => {
        match $tables {
            Tables::Sqlite($connection) => $body,
            Tables::Postgres($connection) => $body,
        }
    };
}

impl Tables {
    /// Of a file, or of a database on the tests' server.
    pub(crate) async fn of(database: &str) -> Self {
        if database.starts_with("postgres:") {
            Self::Postgres(PgConnection::connect(database).await.unwrap())
        } else {
            Self::Sqlite(SqliteConnection::connect(&format!("sqlite:{database}")).await.unwrap())
        }
    }

    pub(crate) async fn run(&mut self, sql: &str) {
        with!(self, connection => drop(sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await.unwrap()));
    }

    pub(crate) async fn number(&mut self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        with!(self, connection => sqlx::query_scalar(sql).fetch_one(connection).await.unwrap())
    }

    pub(crate) async fn texts(&mut self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        with!(self, connection => sqlx::query_scalar(sql).fetch_all(connection).await.unwrap())
    }

    /// Rows of a name and a value.
    pub(crate) async fn values(&mut self, sql: &str) -> Vec<(String, Vec<u8>)> {
        let sql = AssertSqlSafe(sql.to_owned());
        with!(self, connection => sqlx::query_as(sql).fetch_all(connection).await.unwrap())
    }

    /// Runs that with a value and a name as its parameters.
    pub(crate) async fn put(&mut self, sql: &str, value: &[u8], name: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        with!(self, connection => {
            let done = sqlx::query(sql).bind(value).bind(name).execute(connection).await.unwrap();
            assert_eq!(done.rows_affected(), 1);
        });
    }

    /// The tables' names, but for that of the migrations.
    pub(crate) async fn names(&mut self) -> Vec<String> {
        let sql = match self {
            Self::Sqlite(_) => {
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> '_sqlx_migrations'
                 ORDER BY name"
            }
            Self::Postgres(_) => {
                "SELECT table_name::text FROM information_schema.tables
                 WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations' ORDER BY table_name"
            }
        };
        self.texts(sql).await
    }

    /// Every value of every table; numbers as they are written.
    pub(crate) async fn cells(&mut self) -> Vec<Cell> {
        let mut cells = Vec::new();
        for table in self.names().await {
            let every_value = self.every_value(&table).await;
            for (column, bytes) in self.values(&every_value).await {
                cells.push(Cell { table: table.clone(), column, bytes });
            }
        }
        cells
    }

    async fn every_value(&mut self, table: &str) -> String {
        let columns = match self {
            Self::Sqlite(_) => format!("SELECT name FROM pragma_table_info('{table}')"),
            Self::Postgres(_) => format!(
                "SELECT column_name || CASE WHEN data_type = 'bytea' THEN '!' ELSE '' END
                 FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}'"
            ),
        };
        let columns = self.texts(&columns).await;
        let is_sqlite = matches!(self, Self::Sqlite(_));
        let select = |column: &String| {
            let name = column.trim_end_matches('!');
            let value = match (is_sqlite, name == column) {
                (true, _) => format!("CAST({name} AS BLOB)"),
                (false, true) => format!("convert_to({name}::text, 'UTF8')"),
                (false, false) => name.to_owned(),
            };
            format!("SELECT '{name}', {value} FROM {table} WHERE {name} IS NOT NULL")
        };
        columns.iter().map(select).collect::<Vec<_>>().join(" UNION ALL ")
    }
}
