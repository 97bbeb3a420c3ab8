//! PostgreSQL, which any number of gateways share.

use std::net::IpAddr;
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{ConnectOptions as _, Connection as _};

use super::CONNECTION_WITHIN;
use super::postgres_pool::PostgresPool;
use crate::store::StoreError;

pub(super) static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/postgres");

/// As many connections as one gateway takes at most.
const CONNECTIONS: u32 = 10;

/// How long somebody who runs a command waits for a database that does not answer.
const CONNECT_WITHIN: Duration = Duration::from_secs(10);

/// What every transaction relies on, whatever the server's defaults are: each
/// statement sees what was committed before it, a commit is on the disk,
/// nobody waits for a row longer than SQLite would, and a gateway that is cut
/// off within a transaction gives its rows back.
const SETTINGS: [(&str, &str); 4] = [
    ("default_transaction_isolation", "read committed"),
    ("synchronous_commit", "on"),
    ("lock_timeout", "10s"),
    ("idle_in_transaction_session_timeout", "30s"),
];

/// Opens the database of that URL and makes what is missing.
pub(super) async fn open(url: &str) -> Result<PostgresPool, StoreError> {
    let options = options(url)?;
    migrate(&options).await?;
    Ok(PostgresPool::open(options.options(SETTINGS), CONNECTIONS, CONNECTION_WITHIN).await?)
}

/// Connects to a database as it is.
pub(super) async fn connect(url: &str) -> Result<PostgresPool, StoreError> {
    Ok(PostgresPool::open(options(url)?.options(SETTINGS), 1, CONNECT_WITHIN).await?)
}

pub(super) fn options(url: &str) -> Result<PgConnectOptions, StoreError> {
    // How long a query took can look like a birth date in the log.
    Ok(PgConnectOptions::from_str(url)?.application_name("carrier-checkout").disable_statement_logging())
}

/// Of gateways that start together one does it, and the others wait as long as that takes.
pub(super) async fn migrate(options: &PgConnectOptions) -> Result<(), StoreError> {
    let mut connection = options.connect().await?;
    MIGRATIONS.run(&mut connection).await.map_err(|error| StoreError::Unavailable(Box::new(error)))?;
    Ok(connection.close().await?)
}

/// Whether nobody between this machine and the database of that URL can read what is said: they are on one
/// machine, or the URL insists on encryption.
pub(crate) fn is_private(url: &str) -> Result<bool, StoreError> {
    let options = PgConnectOptions::from_str(url)?;
    let host = options.get_host().trim_matches(['[', ']']);
    let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    let socket = options.get_socket().is_some() || host.starts_with('/');
    // With less nobody sees whether it is the database that answers.
    let certain = matches!(options.get_ssl_mode(), PgSslMode::VerifyFull);
    Ok(here || socket || certain)
}
