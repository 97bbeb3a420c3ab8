use async_trait::async_trait;
use carrier_checkout_protocol::Channel;
use carrier_checkout_protocol::goods::Goods;
use carrier_checkout_protocol::payment::PaymentStatus;

use super::SqlStore;
use super::columns::Columns;
use super::database::Row;
use super::payments::{payments, record};
use super::query::query;
use crate::store::{DaySum, ListedPayment, Listings, MerchantId, PaymentSearch, Span, StatusSum, StoreError};

/// How far a payment has come, as `PaymentRecord::standing` says it.
macro_rules! standing {
    () => {
        "CASE WHEN p.refunded = 0 THEN p.status WHEN p.refunded < s.amount THEN 'partially_refunded'
             WHEN p.paid_out THEN 'refunded' ELSE 'cancelled' END"
    };
}

#[async_trait]
impl Listings for SqlStore {
    async fn find_payments(
        &self,
        merchant: &MerchantId,
        wanted: &PaymentSearch,
    ) -> Result<Vec<ListedPayment>, StoreError> {
        let mut query = query(payments!("WHERE p.merchant = "));
        query.push_bind(&merchant.0);
        if let Some(id) = &wanted.id {
            query.push(" AND p.id = ").push_bind(id.as_str());
        }
        if let Some(status) = wanted.status {
            query.push(concat!(" AND ", standing!(), " = ")).push_bind(status.as_str());
        }
        if wanted.disputed {
            query.push(" AND d.status = 'open'");
        }
        if let Some(carrier) = wanted.carrier {
            query.push(" AND c.carrier = ").push_bind(carrier.as_str());
        }
        if let Some(channel) = wanted.channel {
            query.push(" AND c.channel = ").push_bind(channel.as_str());
        }
        if let Some(order) = &wanted.order {
            query.push(" AND COALESCE(p.later_order, s.order_id) = ").push_bind(order);
        }
        if let Some(begun) = wanted.begun {
            query.push(" AND p.created_at >= ").push_bind(begun.from.millis());
            query.push(" AND p.created_at < ").push_bind(begun.to.millis());
        }
        if let Some(after) = &wanted.after {
            query.push(" AND (p.created_at, p.rowid) < (SELECT a.created_at, a.rowid FROM payments a WHERE a.id = ");
            query.push_bind(after.as_str()).push(")");
        }
        query.push(" ORDER BY p.created_at DESC, p.rowid DESC LIMIT ").push_bind(wanted.limit);
        query.fetch_all(&self.pool).await?.iter().map(listed).collect()
    }

    async fn payment_sums(&self, merchant: &MerchantId, begun: Span) -> Result<Vec<StatusSum>, StoreError> {
        let query = query(concat!(
            "SELECT ",
            standing!(),
            " AS standing, COUNT(*) AS payments, CAST(SUM(s.amount) AS BIGINT) AS won,
                 CAST(SUM(p.refunded) AS BIGINT) AS refunded
             FROM payments p JOIN sessions s ON s.id = p.session
             WHERE p.merchant = $1 AND p.created_at >= $2 AND p.created_at < $3 GROUP BY standing"
        ));
        let query = query.bind(&merchant.0).bind(begun.from.millis()).bind(begun.to.millis());
        let sum = |row: &Row| {
            let row = Columns(row);
            Ok(StatusSum {
                status: row.named("standing", PaymentStatus::from_wire)?,
                payments: row.count("payments")?,
                won: row.count("won")?,
                refunded: row.count("refunded")?,
            })
        };
        query.fetch_all(&self.pool).await?.iter().map(sum).collect()
    }

    async fn paid_by_day(&self, merchant: &MerchantId, paid: Span) -> Result<Vec<DaySum>, StoreError> {
        // Korea is nine hours ahead all the year.
        let query = query(
            "SELECT (p.paid_at + 32400000) / 86400000 AS day, COUNT(*) AS payments, CAST(SUM(s.amount - p.refunded) AS BIGINT) AS won
             FROM payments p JOIN sessions s ON s.id = p.session
             WHERE p.merchant = $1 AND p.created_at < $3 AND p.paid_at >= $2 AND p.paid_at < $3
             GROUP BY day ORDER BY day",
        );
        let query = query.bind(&merchant.0).bind(paid.from.millis()).bind(paid.to.millis());
        let sum = |row: &Row| {
            let row = Columns(row);
            Ok(DaySum { day: row.count("day")?, payments: row.count("payments")?, won: row.count("won")? })
        };
        query.fetch_all(&self.pool).await?.iter().map(sum).collect()
    }
}

fn listed(row: &Row) -> Result<ListedPayment, StoreError> {
    let columns = Columns(row);
    Ok(ListedPayment {
        payment: record(row)?,
        channel: columns.named("channel", Channel::from_wire)?,
        goods: columns.json::<Goods>("goods")?.name,
    })
}
