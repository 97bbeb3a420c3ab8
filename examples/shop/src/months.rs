//! The later months of an order that is charged monthly.

use carrier_checkout_protocol::monthly::KoreanMonth;
use carrier_checkout_protocol::payment::Payment;
use carrier_checkout_protocol::{OrderId, Timestamp};
use sqlx::{Error, Row, SqliteConnection};

use crate::orders::{Order, Orders};

/// A month that is to be charged, as its number says: `202612`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due(KoreanMonth);

impl Due {
    /// The month in which that day is.
    #[must_use]
    pub fn on(day: Timestamp) -> Self {
        Self(KoreanMonth::of(day))
    }

    /// The month of that number.
    #[must_use]
    pub fn numbered(number: i32) -> Option<Self> {
        KoreanMonth::numbered(number).map(Self)
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> i32 {
        self.0.number()
    }

    /// The month's own order number: `M-….202612`.
    #[must_use]
    pub fn order_id(self, order: &OrderId) -> Option<OrderId> {
        OrderId::parse(&format!("{order}.{}", self.number())).ok()
    }

    /// When it may be charged, if the good is charged monthly.
    #[must_use]
    pub fn begins(self, order: &Order) -> Option<Timestamp> {
        order.good.monthly.map(|monthly| self.0.on(monthly.day))
    }
}

impl Orders {
    /// The later months of an order, the oldest first, whatever became of each.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn months(&self, order: &OrderId) -> Result<Vec<Payment>, Error> {
        let select = sqlx::query("SELECT told FROM months WHERE order_id = ? ORDER BY rowid").bind(order.as_str());
        let rows = select.fetch_all(self.pool()).await?;
        rows.iter().map(|row| serde_json::from_str(row.try_get("told")?).map_err(|e| Error::Decode(e.into()))).collect()
    }
}

/// Takes in what became of a later month: of this order's key, and for what a month costs.
pub(crate) async fn take_in(connection: &mut SqliteConnection, order: &Order, payment: &Payment) -> Result<(), Error> {
    let key = order.payment.as_ref().and_then(|first| first.billing_key.as_ref());
    let own = payment.order_id.as_str().strip_prefix(order.id.as_str()).is_some_and(|month| month.starts_with('.'));
    if !own || key.is_none() || payment.billing_key.as_ref() != key || payment.amount != order.good.price {
        tracing::error!(order = %order.id, "the gateway's payment is not of this order");
        return Ok(());
    }
    let told = serde_json::to_string(payment).map_err(|error| Error::Encode(error.into()))?;
    // What has ended stays as it ended: answers and webhooks may arrive in any order.
    let insert = "INSERT INTO months (payment, order_id, told) VALUES (?, ?, ?)
        ON CONFLICT (payment) DO UPDATE SET told = excluded.told WHERE months.told ->> 'status' = 'processing'
            OR (excluded.told ->> 'refunded_amount') > COALESCE(months.told ->> 'refunded_amount', 0)";
    sqlx::query(insert).bind(payment.id.as_str()).bind(order.id.as_str()).bind(told).execute(connection).await?;
    Ok(())
}
