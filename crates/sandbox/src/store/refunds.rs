//! What was taken off the bills again.

use carrier_checkout_protocol::Timestamp;
use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, Row};

use super::{Store, unreadable};

/// A refund.
pub(crate) struct Refund {
    pub(crate) id: String,
    pub(crate) payment: String,
    /// In won; of a new total one, nothing yet.
    pub(crate) amount: u64,
    /// CAMARA's `amountTransaction`, which every answer repeats.
    pub(crate) transaction: Value,
    /// `total` or `partial`.
    pub(crate) kind: String,
    pub(crate) client_correlator: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) sink: Option<String>,
    pub(crate) created_at: Timestamp,
    /// When it is, or will be, off the bill.
    pub(crate) done_at: Timestamp,
}

/// What came of adding a refund.
pub(crate) enum Added {
    Yes,
    /// There is one with the same correlator.
    Before,
    /// It is more than is left, or all of what is not whole any more.
    TooMuch,
}

impl Store {
    /// Keeps a new refund of a payment of that amount. What is given back is never more.
    pub(crate) async fn add_refund(&self, refund: &mut Refund, paid: u64) -> Result<Added, Error> {
        let mut tx = self.pool.begin().await?;
        let before: bool =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM refunds WHERE payment = ? AND client_correlator = ?)")
                .bind(&refund.payment)
                .bind(&refund.client_correlator)
                .fetch_one(&mut *tx)
                .await?;
        if before {
            return Ok(Added::Before);
        }
        let refunded: i64 = sqlx::query_scalar("SELECT COALESCE(SUM(amount), 0) FROM refunds WHERE payment = ?")
            .bind(&refund.payment)
            .fetch_one(&mut *tx)
            .await?;
        let refunded = u64::try_from(refunded).map_err(|_| unreadable("amount"))?;
        if refund.kind == "total" {
            refund.amount = paid;
        }
        if refunded + refund.amount > paid {
            return Ok(Added::TooMuch);
        }
        sqlx::query(
            "INSERT INTO refunds (id, payment, amount, transaction_json, type, client_correlator, reason, sink,
                 created_at, done_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&refund.id)
        .bind(&refund.payment)
        .bind(i64::try_from(refund.amount).map_err(|_| unreadable("amount"))?)
        .bind(refund.transaction.to_string())
        .bind(&refund.kind)
        .bind(&refund.client_correlator)
        .bind(&refund.reason)
        .bind(&refund.sink)
        .bind(refund.created_at.millis())
        .bind(refund.done_at.millis())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(Added::Yes)
    }

    /// The refunds of a payment, the oldest first.
    pub(crate) async fn refunds(&self, payment: &str) -> Result<Vec<Refund>, Error> {
        let query = sqlx::query("SELECT * FROM refunds WHERE payment = ? ORDER BY rowid").bind(payment);
        query.try_map(refund).fetch_all(&self.pool).await
    }

    /// What was given back of each payment that any of was.
    pub(crate) async fn all_refunded(&self) -> Result<Vec<(String, i64)>, Error> {
        sqlx::query_as("SELECT payment, SUM(amount) FROM refunds GROUP BY payment").fetch_all(&self.pool).await
    }
}

fn refund(row: SqliteRow) -> Result<Refund, Error> {
    let transaction: String = row.try_get("transaction_json")?;
    Ok(Refund {
        id: row.try_get("id")?,
        payment: row.try_get("payment")?,
        amount: u64::try_from(row.try_get::<i64, _>("amount")?).map_err(|_| unreadable("amount"))?,
        transaction: transaction.parse().map_err(|_| unreadable("transaction_json"))?,
        kind: row.try_get("type")?,
        client_correlator: row.try_get("client_correlator")?,
        reason: row.try_get("reason")?,
        sink: row.try_get("sink")?,
        created_at: Timestamp::from_millis(row.try_get("created_at")?),
        done_at: Timestamp::from_millis(row.try_get("done_at")?),
    })
}
