//! Which lines got codes, inside the transactions of the challenges.

use carrier_checkout_protocol::Timestamp;

use super::database::Transaction;
use super::query::query;
use crate::store::{LineSends, StoreError};

/// Uses a send to a line whose turn was taken ([`super::turn::queue`]), unless it has had as many as it may.
pub(super) async fn use_send(tx: &mut Transaction, line: &LineSends, at: Timestamp) -> Result<bool, StoreError> {
    let insert = query(
        "INSERT INTO sends (line, at)
         SELECT $1, $2 WHERE (SELECT COUNT(*) FROM sends WHERE line = $1 AND at > $3) < $4",
    );
    let insert = insert.bind(&line.line).bind(at.millis()).bind(line.since.millis()).bind(line.max);
    Ok(insert.execute(tx).await? > 0)
}
