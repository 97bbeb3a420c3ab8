//! What the phones received.

use carrier_checkout_protocol::{PhoneNumber, Private, Timestamp};
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, Row};

use super::{Store, phone};

/// A text message on somebody's phone.
pub(crate) struct Message {
    /// Counts up in the order of arrival.
    pub(crate) id: i64,
    pub(crate) text: String,
    pub(crate) code: String,
    pub(crate) received_at: Timestamp,
}

/// A phone that received something.
pub(crate) struct RecentPhone {
    pub(crate) phone: Private<PhoneNumber>,
    pub(crate) messages: i64,
    pub(crate) last_at: Timestamp,
}

impl Store {
    /// What a phone received after the message `after`, newest last.
    pub(crate) async fn messages(&self, phone: &Private<PhoneNumber>, after: i64) -> Result<Vec<Message>, Error> {
        sqlx::query("SELECT id, text, code, received_at FROM messages WHERE phone = ? AND id > ? ORDER BY id")
            .bind(phone.reveal().national())
            .bind(after)
            .try_map(message)
            .fetch_all(&self.pool)
            .await
    }

    /// One message of a phone.
    pub(crate) async fn message(&self, phone: &Private<PhoneNumber>, id: i64) -> Result<Option<Message>, Error> {
        sqlx::query("SELECT id, text, code, received_at FROM messages WHERE phone = ? AND id = ?")
            .bind(phone.reveal().national())
            .bind(id)
            .try_map(message)
            .fetch_optional(&self.pool)
            .await
    }

    /// The phones that received something last, the latest first.
    pub(crate) async fn recent_phones(&self) -> Result<Vec<RecentPhone>, Error> {
        sqlx::query(
            "SELECT phone, count(*) AS messages, max(received_at) AS last_at
             FROM messages GROUP BY phone ORDER BY max(id) DESC LIMIT 10",
        )
        .try_map(|row: SqliteRow| {
            Ok(RecentPhone {
                phone: phone(&row)?,
                messages: row.try_get("messages")?,
                last_at: Timestamp::from_millis(row.try_get("last_at")?),
            })
        })
        .fetch_all(&self.pool)
        .await
    }
}

fn message(row: SqliteRow) -> Result<Message, Error> {
    Ok(Message {
        id: row.try_get("id")?,
        text: row.try_get("text")?,
        code: row.try_get("code")?,
        received_at: Timestamp::from_millis(row.try_get("received_at")?),
    })
}
