//! Which lines got codes, inside the transactions of the challenges.

use carrier_checkout_protocol::Timestamp;
use sqlx::SqliteConnection;

use crate::store::{LineSends, StoreError};

/// Uses a send to a line, unless it has had as many as it may.
pub(super) async fn use_send(tx: &mut SqliteConnection, line: &LineSends, at: Timestamp) -> Result<bool, StoreError> {
    let count = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM sends WHERE line = ? AND at > ?");
    if count.bind(&line.line).bind(line.since.millis()).fetch_one(&mut *tx).await? >= i64::from(line.max) {
        return Ok(false);
    }
    let insert = sqlx::query("INSERT INTO sends (line, at) VALUES (?, ?)");
    insert.bind(&line.line).bind(at.millis()).execute(tx).await?;
    Ok(true)
}
