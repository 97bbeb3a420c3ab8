//! The ledger: every payment, and how far it came.

use carrier_checkout_protocol::{Carrier, PhoneNumber, Private, Timestamp};
use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, Row};

use super::{Store, carrier, phone, unreadable};

/// How far a payment came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    PendingValidation,
    Denied,
    Reserved,
    Succeeded,
    Cancelled,
}

impl Status {
    const ALL: [Self; 5] = [Self::PendingValidation, Self::Denied, Self::Reserved, Self::Succeeded, Self::Cancelled];

    /// The name in CAMARA and in the database.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::PendingValidation => "pending_validation",
            Self::Denied => "denied",
            Self::Reserved => "reserved",
            Self::Succeeded => "succeeded",
            Self::Cancelled => "cancelled",
        }
    }
}

/// What a payment is made of.
pub(crate) struct NewPayment {
    pub(crate) id: String,
    pub(crate) carrier: Carrier,
    pub(crate) phone: Private<PhoneNumber>,
    pub(crate) status: Status,
    /// In won.
    pub(crate) amount: u64,
    /// CAMARA's `paymentAmount`, which every answer repeats.
    pub(crate) payment_amount: Value,
    pub(crate) reference_code: String,
    pub(crate) client_correlator: Option<String>,
    pub(crate) merchant: Option<String>,
    pub(crate) sink: Option<String>,
    /// The carrier's own question about it.
    pub(crate) authorization_id: Option<String>,
    pub(crate) created_at: Timestamp,
}

/// A payment as it is remembered.
pub(crate) struct Payment {
    pub(crate) made: NewPayment,
    pub(crate) paid_at: Option<Timestamp>,
}

/// Which payments a list shall have.
pub(crate) struct Filter {
    pub(crate) carrier: Carrier,
    pub(crate) from: Option<Timestamp>,
    pub(crate) until: Option<Timestamp>,
    /// Names of statuses; empty for all.
    pub(crate) statuses: Vec<String>,
    pub(crate) merchant: Option<String>,
    pub(crate) oldest_first: bool,
    pub(crate) limit: u32,
    pub(crate) offset: u32,
}

/// A query of what a [`Filter`] matches.
macro_rules! matching {
    ($head:literal, $tail:literal) => {
        concat!(
            $head,
            " FROM payments WHERE carrier = ?1
              AND (?2 IS NULL OR created_at >= ?2) AND (?3 IS NULL OR created_at <= ?3)
              AND (?4 = '[]' OR status IN (SELECT value FROM json_each(?4)))
              AND (?5 IS NULL OR merchant = ?5) ",
            $tail
        )
    };
}

impl Store {
    /// Keeps a new payment; `false` when there is one already: with the same
    /// correlator, or, if it has none, with the same reference.
    pub(crate) async fn add_payment(&self, new: &NewPayment) -> Result<bool, Error> {
        let paid_at = (new.status == Status::Succeeded).then(|| new.created_at.millis());
        let added = sqlx::query(
            "INSERT INTO payments (id, carrier, phone, status, amount, payment_amount, reference_code,
                 client_correlator, merchant, sink, authorization_id, created_at, paid_at)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13
             WHERE ?8 IS NOT NULL
                OR NOT EXISTS (SELECT 1 FROM payments WHERE carrier = ?2 AND reference_code = ?7)
             ON CONFLICT (carrier, client_correlator) DO NOTHING",
        )
        .bind(&new.id)
        .bind(new.carrier.as_str())
        .bind(new.phone.reveal().national())
        .bind(new.status.as_str())
        .bind(i64::try_from(new.amount).map_err(|_| unreadable("amount"))?)
        .bind(new.payment_amount.to_string())
        .bind(&new.reference_code)
        .bind(&new.client_correlator)
        .bind(&new.merchant)
        .bind(&new.sink)
        .bind(&new.authorization_id)
        .bind(new.created_at.millis())
        .bind(paid_at)
        .execute(&self.pool)
        .await?;
        Ok(added.rows_affected() == 1)
    }

    /// One payment of a carrier.
    pub(crate) async fn payment(&self, carrier: Carrier, id: &str) -> Result<Option<Payment>, Error> {
        sqlx::query("SELECT * FROM payments WHERE carrier = ? AND id = ?")
            .bind(carrier.as_str())
            .bind(id)
            .try_map(payment)
            .fetch_optional(&self.pool)
            .await
    }

    /// The payment of a carrier that was made with a correlator.
    pub(crate) async fn payment_of_correlator(
        &self,
        carrier: Carrier,
        correlator: &str,
    ) -> Result<Option<Payment>, Error> {
        sqlx::query("SELECT * FROM payments WHERE carrier = ? AND client_correlator = ?")
            .bind(carrier.as_str())
            .bind(correlator)
            .try_map(payment)
            .fetch_optional(&self.pool)
            .await
    }

    /// Moves a payment on; `false` when it is not, or no longer, at `from`.
    pub(crate) async fn move_payment(&self, id: &str, from: Status, to: Status, at: Timestamp) -> Result<bool, Error> {
        let paid_at = (to == Status::Succeeded).then(|| at.millis());
        let moved = sqlx::query("UPDATE payments SET status = ?, paid_at = ? WHERE id = ? AND status = ?")
            .bind(to.as_str())
            .bind(paid_at)
            .bind(id)
            .bind(from.as_str())
            .execute(&self.pool)
            .await?;
        Ok(moved.rows_affected() == 1)
    }

    /// Gives up what was reserved until then and never confirmed.
    pub(crate) async fn release_reserved(&self, until: Timestamp) -> Result<(), Error> {
        sqlx::query(
            "UPDATE payments SET status = 'cancelled'
             WHERE status IN ('reserved', 'pending_validation') AND created_at <= ?",
        )
        .bind(until.millis())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The payments that match, and how many there are beyond the page.
    pub(crate) async fn payments(&self, filter: &Filter) -> Result<(Vec<Payment>, i64), Error> {
        let statuses = Value::from(filter.statuses.clone()).to_string();
        let (from, until) = (filter.from.map(Timestamp::millis), filter.until.map(Timestamp::millis));
        let total = sqlx::query_scalar(matching!("SELECT count(*)", ""))
            .bind(filter.carrier.as_str())
            .bind(from)
            .bind(until)
            .bind(&statuses)
            .bind(&filter.merchant)
            .fetch_one(&self.pool)
            .await?;
        // Multiplied by -1, ascending is descending.
        let page = matching!("SELECT *", "ORDER BY created_at * ?6, rowid * ?6 LIMIT ?7 OFFSET ?8");
        let payments = sqlx::query(page)
            .bind(filter.carrier.as_str())
            .bind(from)
            .bind(until)
            .bind(&statuses)
            .bind(&filter.merchant)
            .bind(if filter.oldest_first { 1 } else { -1 })
            .bind(filter.limit)
            .bind(filter.offset)
            .try_map(payment)
            .fetch_all(&self.pool)
            .await?;
        Ok((payments, total))
    }

    /// Every payment of every carrier, oldest first.
    pub(crate) async fn all_payments(&self) -> Result<Vec<Payment>, Error> {
        sqlx::query("SELECT * FROM payments ORDER BY rowid").try_map(payment).fetch_all(&self.pool).await
    }
}

fn payment(row: SqliteRow) -> Result<Payment, Error> {
    let status: String = row.try_get("status")?;
    let payment_amount: String = row.try_get("payment_amount")?;
    let made = NewPayment {
        id: row.try_get("id")?,
        carrier: carrier(&row)?,
        phone: phone(&row)?,
        status: Status::ALL.into_iter().find(|known| known.as_str() == status).ok_or_else(|| unreadable("status"))?,
        amount: u64::try_from(row.try_get::<i64, _>("amount")?).map_err(|_| unreadable("amount"))?,
        payment_amount: payment_amount.parse().map_err(|_| unreadable("payment_amount"))?,
        reference_code: row.try_get("reference_code")?,
        client_correlator: row.try_get("client_correlator")?,
        merchant: row.try_get("merchant")?,
        sink: row.try_get("sink")?,
        authorization_id: row.try_get("authorization_id")?,
        created_at: Timestamp::from_millis(row.try_get("created_at")?),
    };
    Ok(Payment { made, paid_at: row.try_get::<Option<i64>, _>("paid_at")?.map(Timestamp::from_millis) })
}
