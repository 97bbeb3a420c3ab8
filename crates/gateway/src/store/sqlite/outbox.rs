use async_trait::async_trait;
use carrier_checkout_protocol::{EventId, Timestamp};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::SqliteStore;
use super::columns::Columns;
use super::events::{delivery_tries, event, events_about, find_events};
use crate::store::{
    Delivery, DeliveryTry, EventFilter, EventRecord, MerchantId, NewEvent, Outbox, StoreError, WebhookTarget,
};

#[async_trait]
impl Outbox for SqliteStore {
    async fn claim_deliveries(&self, now: Timestamp, lease_until: Timestamp) -> Result<Vec<Delivery>, StoreError> {
        let mut tx = self.begin().await?;
        let query = sqlx::query(
            "SELECT e.id, e.payload, d.attempts, m.id AS merchant, m.webhook_url, m.webhook_secrets
             FROM deliveries d JOIN events e ON e.id = d.event JOIN merchants m ON m.id = e.merchant
             WHERE d.due_at <= ? AND m.webhook_url IS NOT NULL AND m.webhook_secrets IS NOT NULL
             ORDER BY d.due_at LIMIT 20",
        );
        let rows = query.bind(now.millis()).fetch_all(&mut *tx).await?;
        let due = rows.iter().map(delivery).collect::<Result<Vec<_>, _>>()?;
        for delivery in &due {
            sqlx::query("UPDATE deliveries SET due_at = ?, attempts = attempts + 1 WHERE event = ?")
                .bind(lease_until.millis())
                .bind(delivery.event.as_str())
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
        Ok(due)
    }

    async fn delivered(&self, event: &EventId, tried: &DeliveryTry) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        insert_try(&mut tx, event, tried).await?;
        sqlx::query("UPDATE deliveries SET due_at = NULL, delivered_at = ? WHERE event = ?")
            .bind(tried.at.millis())
            .bind(event.as_str())
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    async fn delivery_failed(
        &self,
        event: &EventId,
        tried: &DeliveryTry,
        again_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        insert_try(&mut tx, event, tried).await?;
        sqlx::query("UPDATE deliveries SET due_at = ? WHERE event = ?")
            .bind(again_at.map(Timestamp::millis))
            .bind(event.as_str())
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
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
        let due = sqlx::query(
            "UPDATE deliveries SET due_at = ?, attempts = 0, delivered_at = NULL
             WHERE event = (SELECT id FROM events WHERE id = ? AND merchant = ?)",
        );
        let due = due.bind(at.millis()).bind(id.as_str()).bind(&merchant.0);
        Ok(due.execute(&self.pool).await?.rows_affected() > 0)
    }
}

/// Puts an event into the outbox, due at once.
pub(super) async fn insert_event(tx: &mut SqliteConnection, event: &NewEvent) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO events (id, merchant, kind, payload, at) VALUES (?, ?, ?, ?, ?)")
        .bind(event.id.as_str())
        .bind(&event.merchant.0)
        .bind(event.kind)
        .bind(&event.payload)
        .bind(event.at.millis())
        .execute(&mut *tx)
        .await?;
    sqlx::query("INSERT INTO deliveries (event, due_at) VALUES (?, ?)")
        .bind(event.id.as_str())
        .bind(event.at.millis())
        .execute(tx)
        .await?;
    Ok(())
}

async fn insert_try(tx: &mut SqliteConnection, event: &EventId, tried: &DeliveryTry) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO delivery_attempts (event, at, status) VALUES (?, ?, ?)")
        .bind(event.as_str())
        .bind(tried.at.millis())
        .bind(tried.status)
        .execute(tx)
        .await?;
    Ok(())
}

fn delivery(row: &SqliteRow) -> Result<Delivery, StoreError> {
    let row = Columns(row);
    Ok(Delivery {
        event: row.read("id", EventId::parse)?,
        payload: row.text("payload")?,
        attempts: row.count("attempts")?,
        merchant: MerchantId(row.text("merchant")?),
        target: WebhookTarget { url: row.text("webhook_url")?, secrets: row.sealed("webhook_secrets")? },
    })
}
