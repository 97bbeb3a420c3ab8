//! A query with its values, in the SQL that both databases understand.
//!
//! Parameters are `$1`, `$2`, …, which SQLite takes as PostgreSQL does. What
//! stands in `/*! … */` is for PostgreSQL alone: SQLite sees a comment. Where
//! even that does not do, there are two texts: [`Query::either`].

use std::borrow::Cow;

use sqlx::query::Query as Bound;
use sqlx::{AssertSqlSafe, Database, Encode, Postgres, Sqlite, Type};

use super::database::{On, Pool, Row, Transaction};
use crate::store::StoreError;

/// A query that is not sent yet.
pub(super) struct Query {
    sqlite: Cow<'static, str>,
    postgres: Cow<'static, str>,
    values: Vec<Value>,
}

/// A parameter.
pub(super) enum Value {
    Text(Option<String>),
    Number(Option<i64>),
    Flag(bool),
    Bytes(Option<Vec<u8>>),
}

/// A query of that text on both databases.
pub(super) fn query(sql: &'static str) -> Query {
    Query::either(sql, sql)
}

impl Query {
    /// A query whose text is another on PostgreSQL.
    pub(super) fn either(sqlite: &'static str, postgres: &'static str) -> Self {
        Self { sqlite: sqlite.into(), postgres: for_postgres(postgres), values: Vec::new() }
    }

    /// The value of the next parameter.
    pub(super) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Goes on with that text.
    pub(super) fn push(&mut self, sql: &'static str) -> &mut Self {
        self.push_either(sql, sql)
    }

    /// Goes on with a text that is another on PostgreSQL.
    pub(super) fn push_either(&mut self, sqlite: &'static str, postgres: &'static str) -> &mut Self {
        self.sqlite.to_mut().push_str(sqlite);
        self.postgres.to_mut().push_str(&for_postgres(postgres));
        self
    }

    /// Goes on with a parameter of that value.
    pub(super) fn push_bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        let parameter = format!("${}", self.values.len());
        self.sqlite.to_mut().push_str(&parameter);
        self.postgres.to_mut().push_str(&parameter);
        self
    }

    /// Goes on with `w` and that number, the name of a part.
    pub(super) fn push_name(&mut self, number: usize) -> &mut Self {
        let name = format!("w{number}");
        self.sqlite.to_mut().push_str(&name);
        self.postgres.to_mut().push_str(&name);
        self
    }

    /// Goes on with another query, whose parameters become the next ones.
    pub(super) fn push_query(&mut self, other: Self) -> &mut Self {
        let before = self.values.len();
        renumbered(&other.sqlite, before, self.sqlite.to_mut());
        renumbered(&other.postgres, before, self.postgres.to_mut());
        self.values.extend(other.values);
        self
    }

    /// Runs it. Gives how many rows it changed.
    pub(super) async fn execute(self, on: impl Into<On<'_>>) -> Result<u64, StoreError> {
        let writes = self.writes();
        Ok(match on.into() {
            On::Pool(Pool::Sqlite(pools, wait)) => {
                self.sqlite().execute(&mut *wait.of(pools.of(writes).acquire()).await?).await?.rows_affected()
            }
            On::Pool(Pool::Postgres(pool, wait)) => {
                let mut lent = wait.of(pool.lend()).await?;
                let done = self.postgres().execute(lent.connection()?).await?;
                lent.give_back();
                done.rows_affected()
            }
            On::Transaction(Transaction::Sqlite(tx)) => self.sqlite().execute(&mut **tx).await?.rows_affected(),
            On::Transaction(Transaction::Postgres(tx)) => {
                self.postgres().execute(tx.connection()?).await?.rows_affected()
            }
        })
    }

    pub(super) async fn fetch_all(self, on: impl Into<On<'_>>) -> Result<Vec<Row>, StoreError> {
        let writes = self.writes();
        let sqlite = |rows: Vec<_>| rows.into_iter().map(Row::Sqlite).collect();
        let postgres = |rows: Vec<_>| rows.into_iter().map(Row::Postgres).collect();
        Ok(match on.into() {
            On::Pool(Pool::Sqlite(pools, wait)) => {
                sqlite(self.sqlite().fetch_all(&mut *wait.of(pools.of(writes).acquire()).await?).await?)
            }
            On::Pool(Pool::Postgres(pool, wait)) => {
                let mut lent = wait.of(pool.lend()).await?;
                let rows = self.postgres().fetch_all(lent.connection()?).await?;
                lent.give_back();
                postgres(rows)
            }
            On::Transaction(Transaction::Sqlite(tx)) => sqlite(self.sqlite().fetch_all(&mut **tx).await?),
            On::Transaction(Transaction::Postgres(tx)) => postgres(self.postgres().fetch_all(tx.connection()?).await?),
        })
    }

    pub(super) async fn fetch_optional(self, on: impl Into<On<'_>>) -> Result<Option<Row>, StoreError> {
        let writes = self.writes();
        Ok(match on.into() {
            On::Pool(Pool::Sqlite(pools, wait)) => {
                self.sqlite().fetch_optional(&mut *wait.of(pools.of(writes).acquire()).await?).await?.map(Row::Sqlite)
            }
            On::Pool(Pool::Postgres(pool, wait)) => {
                let mut lent = wait.of(pool.lend()).await?;
                let row = self.postgres().fetch_optional(lent.connection()?).await?;
                lent.give_back();
                row.map(Row::Postgres)
            }
            On::Transaction(Transaction::Sqlite(tx)) => self.sqlite().fetch_optional(&mut **tx).await?.map(Row::Sqlite),
            On::Transaction(Transaction::Postgres(tx)) => {
                self.postgres().fetch_optional(tx.connection()?).await?.map(Row::Postgres)
            }
        })
    }

    pub(super) async fn fetch_one(self, on: impl Into<On<'_>>) -> Result<Row, StoreError> {
        self.fetch_optional(on).await?.ok_or_else(|| sqlx::Error::RowNotFound.into())
    }

    /// The one row's first column, as a yes or no.
    pub(super) async fn flag(self, on: impl Into<On<'_>>) -> Result<bool, StoreError> {
        self.fetch_one(on).await?.get(0)
    }

    /// The one row's first column, as a number.
    pub(super) async fn number(self, on: impl Into<On<'_>>) -> Result<i64, StoreError> {
        self.fetch_one(on).await?.get(0)
    }

    /// The first column of a row that may be missing.
    pub(super) async fn text(self, on: impl Into<On<'_>>) -> Result<Option<String>, StoreError> {
        self.fetch_optional(on).await?.map(|row| row.get(0)).transpose()
    }

    /// The first two columns of a row that may be missing, as numbers.
    pub(super) async fn numbers(self, on: impl Into<On<'_>>) -> Result<Option<(i64, i64)>, StoreError> {
        let Some(row) = self.fetch_optional(on).await? else { return Ok(None) };
        Ok(Some((row.get(0)?, row.get(1)?)))
    }

    /// The first column of every row.
    pub(super) async fn texts(self, on: impl Into<On<'_>>) -> Result<Vec<String>, StoreError> {
        self.fetch_all(on).await?.iter().map(|row| row.get(0)).collect()
    }

    /// Whether it changes anything, which is up to one connection on SQLite.
    fn writes(&self) -> bool {
        !["SELECT", "WITH"].iter().any(|verb| self.sqlite.starts_with(verb))
    }

    #[cfg(test)]
    pub(super) fn for_postgres(&self) -> &str {
        &self.postgres
    }

    fn sqlite(self) -> Bound<'static, Sqlite, <Sqlite as Database>::Arguments> {
        bound(self.sqlite, self.values)
    }

    fn postgres(self) -> Bound<'static, Postgres, <Postgres as Database>::Arguments> {
        bound(self.postgres, self.values)
    }
}

fn for_postgres(sql: &'static str) -> Cow<'static, str> {
    // No text of ours has another comment.
    if sql.contains("/*!") { sql.replace("/*!", " ").replace("*/", " ").into() } else { sql.into() }
}

/// The text with every parameter so many later.
fn renumbered(sql: &str, later: usize, into: &mut String) {
    let mut parts = sql.split('$');
    into.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, rest) = part.split_at(digits);
        into.push('$');
        match number.parse::<usize>() {
            Ok(number) => into.push_str(&(number + later).to_string()),
            Err(_) => into.push_str(number),
        }
        into.push_str(rest);
    }
}

/// Every text is made of constants alone: values are parameters.
fn bound<DB>(sql: Cow<'static, str>, values: Vec<Value>) -> Bound<'static, DB, DB::Arguments>
where
    DB: Database,
    bool: Encode<'static, DB> + Type<DB>,
    Option<i64>: Encode<'static, DB> + Type<DB>,
    Option<String>: Encode<'static, DB> + Type<DB>,
    Option<Vec<u8>>: Encode<'static, DB> + Type<DB>,
{
    values.into_iter().fold(sqlx::query::<DB>(AssertSqlSafe(sql)), |query, value| match value {
        Value::Text(text) => query.bind(text),
        Value::Number(number) => query.bind(number),
        Value::Flag(flag) => query.bind(flag),
        Value::Bytes(bytes) => query.bind(bytes),
    })
}

/// What can be a parameter, and as the same what may be missing.
macro_rules! values {
    ($($variant:ident: $($type:ty),+;)+) => {$($(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(Some(value.into()))
            }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                Self::$variant(value.map(Into::into))
            }
        }
    )+)+};
}

values! {
    Text: &str, &String, String;
    Number: i64, i32, u8, u16, u32;
    Bytes: &[u8], Vec<u8>;
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<&Vec<u8>> for Value {
    fn from(bytes: &Vec<u8>) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl From<Option<&Vec<u8>>> for Value {
    fn from(bytes: Option<&Vec<u8>>) -> Self {
        Self::from(bytes.map(Vec::as_slice))
    }
}

impl From<&Option<String>> for Value {
    fn from(text: &Option<String>) -> Self {
        Self::from(text.as_deref())
    }
}
