use async_trait::async_trait;
use carrier_checkout_protocol::Timestamp;

use super::SqlStore;
use super::query::{Query, query};
use crate::store::{PaidBefore, Retention, Size, StoreError};

/// A session with all that belongs to it, in an order in which nothing refers to what is gone. A key and its first
/// payment refer to each other, so that one of them lets go first.
const SESSION: [(&str, &str); 13] = [
    ("DELETE FROM disputes WHERE payment IN (SELECT id FROM payments WHERE session IN (", "))"),
    ("DELETE FROM refunds WHERE payment IN (SELECT id FROM payments WHERE session IN (", "))"),
    ("DELETE FROM tokens WHERE challenge IN (SELECT id FROM challenges WHERE session IN (", "))"),
    ("DELETE FROM payments WHERE later_order IS NOT NULL AND session IN (", ")"),
    ("UPDATE payments SET billing_key = NULL, month = NULL WHERE billing_key IS NOT NULL AND session IN (", ")"),
    ("DELETE FROM billing_keys WHERE first_payment IN (SELECT id FROM payments WHERE session IN (", "))"),
    ("DELETE FROM payments WHERE session IN (", ")"),
    ("DELETE FROM challenges WHERE session IN (", ")"),
    ("DELETE FROM consents WHERE session IN (", ")"),
    ("DELETE FROM session_steps WHERE session IN (", ")"),
    ("DELETE FROM session_failures WHERE session IN (", ")"),
    ("DELETE FROM receipt_mails WHERE session IN (", ")"),
    ("DELETE FROM sessions WHERE id IN (", ")"),
];

const LINE: [(&str, &str); 3] = [
    ("UPDATE sessions SET challenge = NULL WHERE challenge IN (", ")"),
    ("DELETE FROM tokens WHERE challenge IN (", ")"),
    ("DELETE FROM challenges WHERE id IN (", ")"),
];

const MONTH: [(&str, &str); 2] =
    [("DELETE FROM refunds WHERE payment IN (", ")"), ("DELETE FROM payments WHERE id IN (", ")")];

const EVENT: [(&str, &str); 3] = [
    ("DELETE FROM delivery_attempts WHERE event IN (", ")"),
    ("DELETE FROM deliveries WHERE event IN (", ")"),
    ("DELETE FROM events WHERE id IN (", ")"),
];

/// Which rows are due.
struct Due {
    /// With its times as the first parameters.
    rows: &'static str,
    /// The column of their ids.
    and_id_in: &'static str,
    oldest_first: &'static str,
    /// On PostgreSQL, with their sessions; what somebody is at is passed over.
    locked: &'static str,
}

/// Nothing that was reserved for the session has still to be given back.
macro_rules! released {
    () => {
        " AND NOT EXISTS (SELECT 1 FROM challenges c WHERE c.session = s.id AND c.release_at IS NOT NULL)"
    };
}

const LINES: Due = Due {
    rows: "SELECT c.id FROM challenges c JOIN sessions s ON s.id = c.session
           WHERE c.state <> 'spent' AND c.release_at IS NULL
               AND s.status IN ('paid', 'cancelled', 'expired') AND s.expires_at < $1
               AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.challenge = c.id)",
    and_id_in: " AND c.id IN (",
    oldest_first: "",
    locked: " /*! FOR UPDATE OF s, c SKIP LOCKED */",
};

const UNPAID: Due = Due {
    rows: concat!(
        "SELECT s.id FROM sessions s WHERE s.status IN ('cancelled', 'expired') AND s.expires_at < $1
             AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.session = s.id
                 AND (p.status <> 'failed' OR p.created_at >= $1))",
        released!()
    ),
    and_id_in: " AND s.id IN (",
    oldest_first: " ORDER BY s.expires_at",
    locked: " /*! FOR UPDATE OF s SKIP LOCKED */",
};

/// Paid sessions of that size, as one of two indexes has them.
macro_rules! paid {
    ($size:literal) => {
        Due {
            rows: concat!(
                "SELECT s.id FROM sessions s WHERE s.status = 'paid' AND s.amount ",
                $size,
                " AND s.created_at < $1
                     AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.session = s.id
                         AND (p.status = 'processing' OR COALESCE(p.paid_at, p.created_at) >= $1))
                     AND NOT EXISTS (SELECT 1 FROM payments p JOIN refunds r ON r.payment = p.id WHERE p.session = s.id
                         AND (r.status = 'pending' OR r.settled_at >= $1))
                     AND NOT EXISTS (SELECT 1 FROM payments p JOIN disputes d ON d.payment = p.id WHERE p.session = s.id
                         AND (d.status = 'open' OR COALESCE(d.closed_at, d.opened_at) >= $2))
                     AND NOT EXISTS (SELECT 1 FROM payments p JOIN billing_keys k ON k.first_payment = p.id
                         WHERE p.session = s.id AND NOT EXISTS (SELECT 1 FROM billing_keys e WHERE e.id = k.id
                             AND COALESCE(e.stopped_at, (SELECT MIN(d.closed_at) FROM disputes d
                                 JOIN payments f ON f.id = d.payment WHERE f.billing_key = e.id
                                 AND d.status = 'upheld')) < $1))",
                released!()
            ),
            and_id_in: " AND s.id IN (",
            oldest_first: " ORDER BY s.created_at",
            locked: " /*! FOR UPDATE OF s SKIP LOCKED */",
        }
    };
}

/// Later months of payments of that size. The newest tells which month comes next.
macro_rules! months {
    ($size:literal) => {
        Due {
            rows: concat!(
                "SELECT p.id FROM payments p JOIN sessions s ON s.id = p.session
                 WHERE p.later_order IS NOT NULL AND p.created_at < $1 AND s.amount ",
                $size,
                " AND p.status <> 'processing' AND COALESCE(p.paid_at, p.created_at) < $1
                     AND NOT EXISTS (SELECT 1 FROM disputes d WHERE d.payment = p.id)
                     AND NOT EXISTS (SELECT 1 FROM refunds r WHERE r.payment = p.id
                         AND (r.status = 'pending' OR r.settled_at >= $1))
                     AND (p.status = 'failed' OR EXISTS (SELECT 1 FROM payments n
                         WHERE n.billing_key = p.billing_key AND n.month > p.month AND n.status <> 'failed'))"
            ),
            and_id_in: " AND p.id IN (",
            oldest_first: " ORDER BY p.created_at",
            locked: " /*! FOR UPDATE OF s SKIP LOCKED */",
        }
    };
}

/// What has been due for so long is of no use to anybody.
const EVENTS: Due = Due {
    rows: "SELECT e.id FROM events e JOIN deliveries d ON d.event = e.id
           WHERE e.at < $1 AND (d.due_at IS NULL OR d.due_at < $1)",
    and_id_in: " AND e.id IN (",
    oldest_first: " ORDER BY e.at",
    locked: " /*! FOR UPDATE OF d SKIP LOCKED */",
};

#[async_trait]
impl Retention for SqlStore {
    async fn forget_lines(&self, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
        self.forget(&LINES, &[before], limit, &LINE).await
    }

    async fn forget_unpaid(&self, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
        self.forget(&UNPAID, &[before], limit, &SESSION).await
    }

    async fn forget_paid(&self, before: PaidBefore, limit: u32) -> Result<u64, StoreError> {
        let due = match before.size {
            Size::Small => paid!("<= 10000"),
            Size::Large => paid!("> 10000"),
        };
        self.forget(&due, &[before.at, before.disputed], limit, &SESSION).await
    }

    async fn forget_months(&self, before: PaidBefore, limit: u32) -> Result<u64, StoreError> {
        let due = match before.size {
            Size::Small => months!("<= 10000"),
            Size::Large => months!("> 10000"),
        };
        self.forget(&due, &[before.at], limit, &MONTH).await
    }

    async fn forget_events(&self, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
        self.forget(&EVENTS, &[before], limit, &EVENT).await
    }
}

impl SqlStore {
    /// Deletes what is due. Looking for it takes no lock; what is found is looked at once more when it is taken.
    async fn forget(
        &self,
        due: &Due,
        times: &[Timestamp],
        limit: u32,
        steps: &[(&'static str, &'static str)],
    ) -> Result<u64, StoreError> {
        let mut found = due.query(times);
        found.push(due.oldest_first).push(" LIMIT ").push_bind(limit);
        let ids = found.texts(&self.pool).await?;
        if ids.is_empty() {
            return Ok(0);
        }
        let mut tx = self.pool.begin().await?;
        let mut taken = due.query(times);
        list(taken.push(due.and_id_in), &ids).push(")").push(due.locked);
        let ids = taken.texts(&mut tx).await?;
        if !ids.is_empty() {
            for (before, after) in steps {
                let mut statement = query(before);
                list(&mut statement, &ids).push(after);
                statement.execute(&mut tx).await?;
            }
        }
        tx.commit().await?;
        Ok(ids.len() as u64)
    }
}

impl Due {
    fn query(&self, times: &[Timestamp]) -> Query {
        times.iter().fold(query(self.rows), |query, time| query.bind(time.millis()))
    }
}

/// Goes on with these ids, one after the other.
fn list<'a>(statement: &'a mut Query, ids: &[String]) -> &'a mut Query {
    for (number, id) in ids.iter().enumerate() {
        if number > 0 {
            statement.push(", ");
        }
        statement.push_bind(id);
    }
    statement
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Otherwise the first row of a new table keeps its session for ever, and each deletion looks through all of it.
    #[tokio::test]
    async fn whatever_refers_to_what_is_deleted_is_deleted_with_it_and_found_by_an_index() {
        let pool = super::super::sqlite::open(":memory:").await.unwrap();
        let references: Vec<(String, String, String, bool)> = sqlx::query_as(
            "SELECT t.name, f.\"from\", f.\"table\", EXISTS (SELECT 1 FROM pragma_index_list(t.name) l
                 JOIN pragma_index_info(l.name) i WHERE i.seqno = 0 AND i.name = f.\"from\" AND NOT (l.partial
                     AND (SELECT sql FROM sqlite_schema WHERE name = l.name) NOT LIKE '%' || f.\"from\" || ' IS NOT NULL'))
             FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f
             WHERE t.type = 'table' AND f.\"table\" <> 'merchants'",
        )
        .fetch_all(&pool.writer)
        .await
        .unwrap();
        assert!(references.len() >= 14, "{references:?}");
        for (table, column, to, indexed) in references {
            let with_session = SESSION.iter().any(|(step, _)| step.starts_with(&format!("DELETE FROM {table} ")));
            let with_event = EVENT.iter().any(|(step, _)| step.starts_with(&format!("DELETE FROM {table} ")));
            assert!(if to == "events" { with_event } else { with_session }, "{table} is not deleted with its {to}");
            assert!(indexed, "no index has {table}.{column} first");
        }
    }
}
