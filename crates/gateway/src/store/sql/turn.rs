//! Whose turn it is.
//!
//! All that happens to one session, its challenges, token, payments, refunds,
//! dispute and billing key, happens one after the other, so that what a
//! transaction has read is still true when it writes. On SQLite that is so
//! for the whole file. On PostgreSQL a transaction takes its session's row
//! first, before any other, by an update of it or a lock, and waits for whoever has it: two of one session
//! follow each other, those of others go on, and as everybody takes it first
//! nobody waits in a circle. Each statement then sees what was committed
//! before it began (`READ COMMITTED`), so also what the one before has done.
//!
//! What is counted across sessions, codes to a line and tries to log in, takes
//! its turn by a hash ([`queue`]), always after the session's. A single statement takes
//! one row and no turn: PostgreSQL looks at its condition anew when it had to
//! wait. The claims of the background skip the rows of others.

use carrier_checkout_protocol::{BillingKeyId, ChallengeId, PaymentId, RefundId, SessionId};

use super::SqlStore;
use super::database::Transaction;
use super::query::query;
use crate::store::StoreError;

/// By what a transaction knows its session.
pub(super) enum At<'a> {
    Session(&'a SessionId),
    Challenge(&'a ChallengeId),
    Payment(&'a PaymentId),
    Refund(&'a RefundId),
    BillingKey(&'a BillingKeyId),
}

impl SqlStore {
    /// Begins a transaction when it is its turn at that session.
    pub(super) async fn begin_at(&self, at: At<'_>) -> Result<Transaction, StoreError> {
        let mut tx = self.pool.begin().await?;
        if let Transaction::Postgres(_) = &tx {
            take(&mut tx, at).await?;
        }
        Ok(tx)
    }
}

/// The row is locked as an update of it would: rows that refer to it can be inserted meanwhile.
macro_rules! row {
    ($id:literal) => {
        concat!("SELECT 1 FROM sessions WHERE id = ", $id, " FOR NO KEY UPDATE")
    };
}

async fn take(tx: &mut Transaction, at: At<'_>) -> Result<(), StoreError> {
    // To which session something belongs never changes.
    let row = match at {
        At::Session(id) => query(row!("$1")).bind(id.as_str()),
        At::Challenge(id) => query(row!("(SELECT session FROM challenges WHERE id = $1)")).bind(id.as_str()),
        At::Payment(id) => query(row!("(SELECT session FROM payments WHERE id = $1)")).bind(id.as_str()),
        At::Refund(id) => {
            let session = row!("(SELECT p.session FROM refunds r JOIN payments p ON p.id = r.payment WHERE r.id = $1)");
            query(session).bind(id.as_str())
        }
        At::BillingKey(id) => {
            let session = row!(
                "(SELECT p.session FROM billing_keys k JOIN payments p ON p.id = k.first_payment WHERE k.id = $1)"
            );
            query(session).bind(id.as_str())
        }
    };
    row.fetch_optional(tx).await?;
    Ok(())
}

/// Waits for the others that count under those hashes, one after the other, until the transaction ends.
pub(super) async fn queue(tx: &mut Transaction, hashes: &[&[u8]]) -> Result<(), StoreError> {
    if let Transaction::Postgres(_) = tx {
        let mut turns = query("SELECT");
        for (number, hash) in hashes.iter().enumerate() {
            let mut key = [0; 8];
            key.iter_mut().zip(*hash).for_each(|(byte, of_hash)| *byte = *of_hash);
            turns.push(if number == 0 { " pg_advisory_xact_lock(" } else { "), pg_advisory_xact_lock(" });
            turns.push_bind(i64::from_be_bytes(key));
        }
        turns.push(")");
        turns.fetch_optional(tx).await?;
    }
    Ok(())
}
