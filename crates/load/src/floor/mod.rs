//! The floor: a bare program that writes what one checkout leaves in the database, row by row and with as many commits
//! in the same order, and does nothing else. No gateway can be faster on that database.
//!
//! `steps` has the transactions. That each table gets as many rows as by a real gateway is compared in every run.

mod steps;

use std::sync::Arc;

use sqlx::query::Query;
use sqlx::{Connection as _, Database, Encode, Executor, IntoArguments, Postgres, Sqlite, Type};

use crate::database::Pool;

/// A statement with its values.
pub(super) struct Write(&'static str, Vec<Value>);

/// A parameter.
#[derive(Clone)]
pub(super) enum Value {
    Text(String),
    Bytes(Vec<u8>),
    Number(i64),
}

/// Writes checkouts; cheap to clone.
#[derive(Clone)]
pub(crate) struct Floor(Arc<Pool>);

impl Floor {
    pub(crate) fn on(pool: Pool) -> Self {
        Self(Arc::new(pool))
    }

    /// Who sells, for all of them.
    pub(crate) async fn prepare(&self) -> anyhow::Result<()> {
        self.write(&[steps::merchant()]).await
    }

    /// All transactions of one checkout, one after the other.
    pub(crate) async fn pay(&self) -> anyhow::Result<()> {
        for writes in steps::checkout() {
            self.write(&writes).await?;
        }
        Ok(())
    }

    async fn write(&self, writes: &[Write]) -> anyhow::Result<()> {
        match &*self.0 {
            Pool::Sqlite(pool) => {
                let mut connection = pool.acquire().await?;
                match writes {
                    [one] => {
                        connection.execute(bound::<Sqlite>(one)).await?;
                    }
                    several => {
                        let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
                        for write in several {
                            tx.execute(bound::<Sqlite>(write)).await?;
                        }
                        tx.commit().await?;
                    }
                }
            }
            Pool::Postgres(pool) => {
                let mut connection = pool.acquire().await?;
                match writes {
                    [one] => {
                        connection.execute(bound::<Postgres>(one)).await?;
                    }
                    several => {
                        let mut tx = connection.begin().await?;
                        for write in several {
                            tx.execute(bound::<Postgres>(write)).await?;
                        }
                        tx.commit().await?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn bound<DB>(Write(sql, values): &Write) -> Query<'static, DB, DB::Arguments>
where
    DB: Database,
    DB::Arguments: IntoArguments<DB>,
    i64: Encode<'static, DB> + Type<DB>,
    String: Encode<'static, DB> + Type<DB>,
    Vec<u8>: Encode<'static, DB> + Type<DB>,
{
    values.iter().cloned().fold(sqlx::query::<DB>(*sql), |query, value| match value {
        Value::Text(text) => query.bind(text),
        Value::Bytes(bytes) => query.bind(bytes),
        Value::Number(number) => query.bind(number),
    })
}
