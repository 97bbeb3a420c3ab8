//! Events as their merchant sees them.

use carrier_checkout_protocol::webhook::DeliveryStatus;
use carrier_checkout_protocol::{EventId, Timestamp};

use super::columns::Columns;
use super::database::{Pool, Row};
use super::query::{Query, query};
use crate::store::{DeliveryTry, EventFilter, EventRecord, MerchantId, StoreError};

/// An event with its delivery and the last try of it. Before the first try there is none.
const EVENTS: &str = "SELECT e.id, e.kind, e.payload, e.at, d.due_at, d.delivered_at,
         (SELECT COUNT(*) FROM delivery_attempts a WHERE a.event = e.id) AS tries,
         t.at AS tried_at, t.status AS tried_status
     FROM events e JOIN deliveries d ON d.event = e.id
         LEFT JOIN delivery_attempts t ON t.rowid =
             (SELECT rowid FROM delivery_attempts a WHERE a.event = e.id ORDER BY a.at DESC, a.rowid DESC LIMIT 1)
     WHERE e.merchant = ";

fn of(merchant: &MerchantId) -> Query {
    let mut query = query(EVENTS);
    query.push_bind(&merchant.0);
    query
}

pub(super) async fn find_events(
    pool: &Pool,
    merchant: &MerchantId,
    wanted: &EventFilter,
) -> Result<Vec<EventRecord>, StoreError> {
    let mut query = of(merchant);
    if let Some(kind) = &wanted.kind {
        query.push(" AND e.kind = ").push_bind(kind);
    }
    match wanted.status {
        Some(DeliveryStatus::Pending) => query.push(" AND d.due_at IS NOT NULL"),
        Some(DeliveryStatus::Delivered) => query.push(" AND d.due_at IS NULL AND d.delivered_at IS NOT NULL"),
        Some(DeliveryStatus::GivenUp) => query.push(" AND d.due_at IS NULL AND d.delivered_at IS NULL"),
        None => &mut query,
    };
    if let Some(after) = &wanted.after {
        query.push(" AND (e.at, e.id) < (SELECT at, id FROM events WHERE id = ");
        query.push_bind(after.as_str()).push(")");
    }
    query.push(" ORDER BY e.at DESC, e.id DESC LIMIT ").push_bind(wanted.limit);
    query.fetch_all(pool).await?.iter().map(record).collect()
}

pub(super) async fn event(pool: &Pool, merchant: &MerchantId, id: &EventId) -> Result<Option<EventRecord>, StoreError> {
    let mut query = of(merchant);
    query.push(" AND e.id = ").push_bind(id.as_str());
    query.fetch_optional(pool).await?.as_ref().map(record).transpose()
}

pub(super) async fn events_about(pool: &Pool, merchant: &MerchantId, id: &str) -> Result<Vec<EventRecord>, StoreError> {
    let mut query = of(merchant);
    // As the index on it has it.
    query
        .push_either(" AND json_extract(e.payload, '$.data.id') = ", " AND e.payload::json #>> '{data,id}' = ")
        .push_bind(id);
    // The plus keeps SQLite from walking through all of a merchant's events only because they are in order.
    query.push(" ORDER BY +e.at, e.id");
    query.fetch_all(pool).await?.iter().map(record).collect()
}

pub(super) async fn delivery_tries(pool: &Pool, event: &EventId) -> Result<Vec<DeliveryTry>, StoreError> {
    let query = query("SELECT at, status FROM delivery_attempts WHERE event = $1 ORDER BY at, rowid");
    let rows = query.bind(event.as_str()).fetch_all(pool).await?;
    let tried = |row: &Row| {
        let row = Columns(row);
        Ok(DeliveryTry { at: row.time("at")?, status: row.optional_count("status")? })
    };
    rows.iter().map(tried).collect()
}

fn record(row: &Row) -> Result<EventRecord, StoreError> {
    let row = Columns(row);
    let due_at = row.optional_time("due_at")?;
    let tried_at: Option<Timestamp> = row.optional_time("tried_at")?;
    let tried_status = row.optional_count("tried_status")?;
    Ok(EventRecord {
        id: row.read("id", EventId::parse)?,
        kind: row.text("kind")?,
        payload: row.text("payload")?,
        at: row.time("at")?,
        status: match (due_at, row.optional_time("delivered_at")?) {
            (Some(_), _) => DeliveryStatus::Pending,
            (None, Some(_)) => DeliveryStatus::Delivered,
            (None, None) => DeliveryStatus::GivenUp,
        },
        due_at,
        tries: row.count("tries")?,
        last_try: tried_at.map(|at| DeliveryTry { at, status: tried_status }),
    })
}
