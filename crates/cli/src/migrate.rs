//! `carrier-checkout migrate`: brings the database up to date, or says what is due.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use carrier_checkout_gateway::config::{Settings, masked};
use carrier_checkout_gateway::store::{Migration, SqlStore, is_postgres};

use crate::say;

pub(crate) async fn migrate(settings: &Settings, check: bool) -> anyhow::Result<ExitCode> {
    let database = settings.database()?;
    let cannot = || format!("the database {} cannot be used", masked(&database));
    if check {
        let due = due(&database).await.with_context(cannot)?;
        say(&summary(&due, "is due", "The database is up to date."))?;
        return Ok(if due.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let done = SqlStore::migrate(&database).await.with_context(cannot)?;
    say(&summary(&done, "done", "The database was up to date."))
}

/// What is to be done. Of a file that is not there that is everything, and it is not made for the question.
async fn due(database: &str) -> anyhow::Result<Vec<Migration>> {
    if !is_postgres(database) && !Path::new(database).exists() {
        return Ok(SqlStore::connect(":memory:").await?.due().await?);
    }
    Ok(SqlStore::connect(database).await?.due().await?)
}

fn summary(migrations: &[Migration], what: &str, nothing: &str) -> String {
    if migrations.is_empty() {
        return nothing.to_owned();
    }
    let lines: Vec<_> = migrations.iter().map(|one| format!("{:04} {}: {what}", one.version, one.about)).collect();
    lines.join("\n")
}

/// A database that the commands work on: it is there, and up to date.
pub(crate) async fn open(settings: &Settings) -> anyhow::Result<SqlStore> {
    let database = settings.database()?;
    let cannot = || format!("the database {} cannot be used", masked(&database));
    if !is_postgres(&database) && !Path::new(&database).exists() {
        anyhow::bail!("there is no database {database} yet: run `carrier-checkout migrate` first");
    }
    let store = SqlStore::connect(&database).await.with_context(cannot)?;
    if !store.due().await.with_context(cannot)?.is_empty() {
        anyhow::bail!("the database is not up to date: run `carrier-checkout migrate` first");
    }
    Ok(store)
}
