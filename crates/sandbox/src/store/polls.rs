//! A client that asks whether an approval is there.

use carrier_checkout_protocol::{Carrier, Timestamp};
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, Row};

use super::{Approval, ApprovalState, Store};

/// Two polls closer than this are hasty, in milliseconds. The interval is
/// longer, but a client whose timer is early shall not be punished.
const TOO_SOON: i64 = 200;
/// The hasty poll that is told to slow down.
const TOO_OFTEN: i64 = 2;

/// Somebody asks.
pub(crate) struct Poll<'a> {
    pub(crate) carrier: Carrier,
    pub(crate) id: &'a str,
    pub(crate) at: Timestamp,
}

/// What comes of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Polled {
    /// It was approved, and is used now.
    Approved {
        scope: String,
    },
    Waiting,
    /// Waiting, and this poll came too soon after others.
    AskedTooOften,
    Rejected,
    Ended,
}

impl Store {
    /// Asks about an approval; `None` when there is none at that carrier, or
    /// it was used.
    pub(crate) async fn poll(&self, poll: Poll<'_>) -> Result<Option<Polled>, Error> {
        let mut tx = self.pool.begin().await?;
        let row = sqlx::query("SELECT * FROM approvals WHERE id = ? AND carrier = ? AND used = 0")
            .bind(poll.id)
            .bind(poll.carrier.as_str())
            .fetch_optional(&mut *tx)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let hasty = hasty(&row, poll.at)?;
        let polled = judge(&row, hasty, poll.at)?;
        sqlx::query("UPDATE approvals SET used = ?, polled_at = ?, hasty = ? WHERE id = ?")
            .bind(matches!(polled, Some(Polled::Approved { .. })))
            .bind(poll.at.millis())
            .bind(hasty)
            .bind(poll.id)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(polled)
    }
}

/// How many polls in a row came too soon, with this one.
fn hasty(row: &SqliteRow, now: Timestamp) -> Result<i64, Error> {
    let before: Option<i64> = row.try_get("polled_at")?;
    let soon = before.is_some_and(|before| now.millis() - before < TOO_SOON);
    Ok(if soon { row.try_get::<i64, _>("hasty")? + 1 } else { 0 })
}

fn judge(row: &SqliteRow, hasty: i64, now: Timestamp) -> Result<Option<Polled>, Error> {
    let Some(approval) = Approval::read(row)? else { return Ok(None) };
    Ok(Some(match approval.state(now) {
        // The request has expired, whatever was answered meanwhile.
        ApprovalState::Approved if now >= approval.expires_at => Polled::Ended,
        ApprovalState::Approved => Polled::Approved { scope: row.try_get("scope")? },
        ApprovalState::Waiting if hasty >= TOO_OFTEN => Polled::AskedTooOften,
        ApprovalState::Waiting => Polled::Waiting,
        ApprovalState::Rejected => Polled::Rejected,
        ApprovalState::Ended => Polled::Ended,
    }))
}
