use async_trait::async_trait;
use carrier_checkout_protocol::{EventId, Timestamp};

use super::SqlStore;
use super::columns::Columns;
use super::database::{Row, Transaction};
use super::events::{delivery_tries, event, events_about, find_events};
use super::query::query;
use crate::store::{
    Delivery, DeliveryTry, EventFilter, EventRecord, MerchantId, NewEvent, Outbox, StoreError, WebhookTarget,
};

#[async_trait]
impl Outbox for SqlStore {
    async fn claim_deliveries(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let claimed = query(
            "UPDATE deliveries SET due_at = $1, attempts = attempts + 1
             WHERE event IN (
                 SELECT d.event
                 FROM deliveries d JOIN events e ON e.id = d.event JOIN merchants m ON m.id = e.merchant
                 WHERE d.due_at <= $2 AND m.webhook_url IS NOT NULL AND m.webhook_secrets IS NOT NULL
                 ORDER BY d.due_at LIMIT $3 /*! FOR NO KEY UPDATE OF d SKIP LOCKED */)
             RETURNING event",
        );
        let claimed = claimed.bind(lease_until.millis()).bind(now.millis()).bind(limit).texts(&self.pool).await?;
        if claimed.is_empty() {
            return Ok(Vec::new());
        }
        // Nobody else has them now.
        let mut due = query(
            "SELECT e.id, e.payload, d.attempts - 1 AS attempts, m.id AS merchant, m.webhook_url, m.webhook_secrets
             FROM deliveries d JOIN events e ON e.id = d.event JOIN merchants m ON m.id = e.merchant
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
        let mut tx = self.pool.begin().await?;
        insert_try(&mut tx, event, tried).await?;
        query("UPDATE deliveries SET due_at = NULL, delivered_at = $1 WHERE event = $2")
            .bind(tried.at.millis())
            .bind(event.as_str())
            .execute(&mut tx)
            .await?;
        tx.commit().await
    }

    async fn delivery_failed(
        &self,
        event: &EventId,
        tried: &DeliveryTry,
        again_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        insert_try(&mut tx, event, tried).await?;
        query("UPDATE deliveries SET due_at = $1 WHERE event = $2")
            .bind(again_at.map(Timestamp::millis))
            .bind(event.as_str())
            .execute(&mut tx)
            .await?;
        tx.commit().await
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
             WHERE event = (SELECT id FROM events WHERE id = $2 AND merchant = $3)",
        );
        let due = due.bind(at.millis()).bind(id.as_str()).bind(&merchant.0);
        Ok(due.execute(&self.pool).await? > 0)
    }
}

/// Puts an event into the outbox, due at once.
pub(super) async fn insert_event(tx: &mut Transaction, event: &NewEvent) -> Result<(), StoreError> {
    query("INSERT INTO events (id, merchant, kind, payload, at) VALUES ($1, $2, $3, $4, $5)")
        .bind(event.id.as_str())
        .bind(&event.merchant.0)
        .bind(event.kind)
        .bind(&event.payload)
        .bind(event.at.millis())
        .execute(&mut *tx)
        .await?;
    query("INSERT INTO deliveries (event, due_at) VALUES ($1, $2)")
        .bind(event.id.as_str())
        .bind(event.at.millis())
        .execute(tx)
        .await?;
    Ok(())
}

async fn insert_try(tx: &mut Transaction, event: &EventId, tried: &DeliveryTry) -> Result<(), StoreError> {
    query("INSERT INTO delivery_attempts (event, at, status) VALUES ($1, $2, $3)")
        .bind(event.as_str())
        .bind(tried.at.millis())
        .bind(tried.status)
        .execute(tx)
        .await?;
    Ok(())
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
