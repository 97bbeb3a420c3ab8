//! What the sandbox remembers, in SQLite: a module for each table, and
//! one for the polls of the approvals.

mod approvals;
mod codes;
mod messages;
mod payments;
mod payouts;
mod polls;
mod refunds;
mod tokens;

use std::path::Path;

use carrier_checkout_protocol::{Carrier, PhoneNumber, Private};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow};
use sqlx::{Error, Row};

pub(crate) use approvals::{Approval, ApprovalState, Means, NewApproval};
pub(crate) use codes::{Attempt, NewCode, Purpose, Verdict};
pub(crate) use messages::{Kind, Message, RecentPhone};
pub(crate) use payments::{Filter, NewPayment, Payment, Status};
pub(crate) use payouts::Payout;
pub(crate) use polls::{Poll, Polled};
pub(crate) use refunds::{Added, Refund};

/// The database.
#[derive(Clone)]
pub(crate) struct Store {
    pool: SqlitePool,
}

impl Store {
    pub(crate) async fn in_memory() -> Result<Self, Error> {
        Self::connect(SqliteConnectOptions::new().in_memory(true)).await
    }

    pub(crate) async fn open(path: &Path) -> Result<Self, Error> {
        let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
        Self::connect(options.journal_mode(SqliteJournalMode::Wal)).await
    }

    /// One connection, which never ends: a database in memory lives as long
    /// as its connection, and transactions that wait for each other here
    /// cannot find the database busy.
    async fn connect(options: SqliteConnectOptions) -> Result<Self, Error> {
        let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let pool = pool.connect_with(options).await?;
        sqlx::migrate!("./migrations").run(&pool).await?;
        Ok(Self { pool })
    }
}

/// The carrier in a row.
fn carrier(row: &SqliteRow) -> Result<Carrier, Error> {
    let name: String = row.try_get("carrier")?;
    Carrier::from_wire(&name).ok_or_else(|| unreadable("carrier"))
}

/// The phone number in a row.
fn phone(row: &SqliteRow) -> Result<Private<PhoneNumber>, Error> {
    let national: String = row.try_get("phone")?;
    PhoneNumber::parse(&national).map(Private::new).map_err(|_| unreadable("phone"))
}

/// A column that holds what this program did not write.
fn unreadable(column: &str) -> Error {
    Error::ColumnDecode { index: column.to_owned(), source: "not a value of this program".into() }
}
