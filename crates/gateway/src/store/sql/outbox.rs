use async_trait::async_trait;
use carrier_checkout_protocol::{EventId, Timestamp};

use super::SqlStore;
use super::columns::Columns;
use super::database::{Row, Transaction};
use super::events::{delivery_tries, event, events_about, find_events};
use super::query::{Query, query};
use super::together::Together;
use crate::store::{
    Delivery, DeliveryTry, EventFilter, EventRecord, MerchantId, NewEvent, Outbox, StoreError, WebhookTarget,
};

#[async_trait]
impl Outbox for SqlStore {
    async fn merchants_due(&self, now: Timestamp, limit: u32) -> Result<Vec<MerchantId>, StoreError> {
        // From each merchant that waits to the next one by the index: how many events each has does not matter.
        let due = query(
            "WITH RECURSIVE waiting (merchant) AS (
                 SELECT MIN(merchant) FROM deliveries WHERE due_at IS NOT NULL
                 UNION ALL
                 SELECT (SELECT MIN(d.merchant) FROM deliveries d WHERE d.due_at IS NOT NULL AND d.merchant > w.merchant)
                 FROM waiting w WHERE w.merchant IS NOT NULL),
             oldest (merchant, due_at) AS (
                 SELECT w.merchant, (SELECT MIN(d.due_at) FROM deliveries d
                     WHERE d.merchant = w.merchant AND d.due_at IS NOT NULL)
                 FROM waiting w WHERE w.merchant IS NOT NULL)
             SELECT o.merchant FROM oldest o JOIN merchants m ON m.id = o.merchant
             WHERE o.due_at <= $1 AND m.webhook_url IS NOT NULL AND m.webhook_secrets IS NOT NULL
             ORDER BY o.due_at LIMIT $2",
        );
        let merchants = due.bind(now.millis()).bind(limit).texts(&self.pool).await?;
        Ok(merchants.into_iter().map(MerchantId).collect())
    }

    async fn claim_deliveries(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
        shares: &[(MerchantId, u32)],
    ) -> Result<Vec<Delivery>, StoreError> {
        if shares.is_empty() {
            return Ok(Vec::new());
        }
        let mut claim = query("UPDATE deliveries SET due_at = ");
        claim.push_bind(lease_until.millis()).push(", attempts = attempts + 1 WHERE event IN (");
        for (number, (merchant, share)) in shares.iter().enumerate() {
            claim.push(if number == 0 { "" } else { " UNION ALL " });
            claim.push("SELECT event FROM (SELECT event FROM deliveries WHERE merchant = ").push_bind(&merchant.0);
            claim.push(" AND due_at <= ").push_bind(now.millis()).push(" ORDER BY due_at LIMIT ").push_bind(*share);
            claim.push(" /*! FOR NO KEY UPDATE SKIP LOCKED */) AS due");
        }
        claim.push(") RETURNING event");
        let claimed = claim.texts(&self.pool).await?;
        if claimed.is_empty() {
            return Ok(Vec::new());
        }
        // Nobody else has them now.
        let mut due = query(
            "SELECT e.id, e.payload, d.attempts - 1 AS attempts, m.id AS merchant, m.webhook_url, m.webhook_secrets
             FROM deliveries d JOIN events e ON e.id = d.event JOIN merchants m ON m.id = d.merchant
             WHERE m.webhook_url IS NOT NULL AND m.webhook_secrets IS NOT NULL AND d.event IN ",
        );
        for (number, event) in claimed.iter().enumerate() {
            due.push(if number == 0 { "(" } else { ", " }).push_bind(event);
        }
        // Those of the same millisecond in the order in which they came, as far as it can be seen.
        due.push_either(") ORDER BY e.at, e.rowid", ") ORDER BY e.at, e.ctid");
        due.fetch_all(&self.pool).await?.iter().map(delivery).collect()
    }

    async fn delivered(&self, event: &EventId, tried: &DeliveryTry) -> Result<(), StoreError> {
        let done = query("UPDATE deliveries SET due_at = NULL, delivered_at = $1 WHERE event = $2");
        let done = done.bind(tried.at.millis()).bind(event.as_str());
        Together::default().and([new_try(event, tried), done]).commit(&self.pool).await
    }

    async fn delivery_failed(
        &self,
        event: &EventId,
        tried: &DeliveryTry,
        again_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let again = query("UPDATE deliveries SET due_at = $1 WHERE event = $2");
        let again = again.bind(again_at.map(Timestamp::millis)).bind(event.as_str());
        Together::default().and([new_try(event, tried), again]).commit(&self.pool).await
    }

    async fn events(&self, merchant: &MerchantId, wanted: &EventFilter) -> Result<Vec<EventRecord>, StoreError> {
        find_events(&self.pool, merchant, wanted).await
    }

    async fn event(&self, merchant: &MerchantId, id: &EventId) -> Result<Option<EventRecord>, StoreError> {
        event(&self.pool, merchant, id).await
    }

    async fn events_about(&self, merchant: &MerchantId, id: &str) -> Result<Vec<EventRecord>, StoreError> {
        events_about(&self.pool, merchant, id).await
    }

    async fn delivery_tries(&self, event: &EventId) -> Result<Vec<DeliveryTry>, StoreError> {
        delivery_tries(&self.pool, event).await
    }

    async fn redeliver(&self, merchant: &MerchantId, id: &EventId, at: Timestamp) -> Result<bool, StoreError> {
        // What is under way counts as the new delivery's first try, or is followed by it: receivers know an event by its id.
        let due = query(
            "UPDATE deliveries SET due_at = $1, attempts = 0, delivered_at = NULL
             WHERE event = $2 AND merchant = $3",
        );
        let due = due.bind(at.millis()).bind(id.as_str()).bind(&merchant.0);
        Ok(due.execute(&self.pool).await? > 0)
    }
}

/// What the merchant was to be told is not due any more, until it is asked for: nobody is there to take it.
pub(super) async fn hold_events(tx: &mut Transaction, merchant: &MerchantId) -> Result<(), StoreError> {
    query("UPDATE deliveries SET due_at = NULL WHERE merchant = $1 AND due_at IS NOT NULL")
        .bind(&merchant.0)
        .execute(tx)
        .await?;
    Ok(())
}

/// Puts an event into the outbox, due at once if its merchant has a receiver.
pub(super) async fn insert_event(tx: &mut Transaction, event: &NewEvent) -> Result<(), StoreError> {
    Together::default().and(new_event(event)).execute(tx).await
}

/// The same, as the writes that it takes.
pub(super) fn new_event(event: &NewEvent) -> [Query; 2] {
    let row = query("INSERT INTO events (id, merchant, kind, payload, at) VALUES ($1, $2, $3, $4, $5)");
    let row = row
        .bind(event.id.as_str())
        .bind(&event.merchant.0)
        .bind(event.kind)
        .bind(&event.payload)
        .bind(event.at.millis());
    let delivery = query(
        "INSERT INTO deliveries (event, merchant, due_at)
         SELECT $1, $2, CASE WHEN webhook_url IS NOT NULL AND webhook_secrets IS NOT NULL THEN CAST($3 AS BIGINT) END
         FROM merchants WHERE id = $2",
    );
    [row, delivery.bind(event.id.as_str()).bind(&event.merchant.0).bind(event.at.millis())]
}

fn new_try(event: &EventId, tried: &DeliveryTry) -> Query {
    query("INSERT INTO delivery_attempts (event, at, status) VALUES ($1, $2, $3)")
        .bind(event.as_str())
        .bind(tried.at.millis())
        .bind(tried.status)
}

fn delivery(row: &Row) -> Result<Delivery, StoreError> {
    let row = Columns(row);
    Ok(Delivery {
        event: row.read("id", EventId::parse)?,
        payload: row.text("payload")?,
        attempts: row.count("attempts")?,
        merchant: MerchantId(row.text("merchant")?),
        target: WebhookTarget { url: row.text("webhook_url")?, secrets: row.sealed("webhook_secrets")? },
    })
}
