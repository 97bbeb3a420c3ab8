//! What the phones received.

use carrier_checkout_protocol::{PhoneNumber, Private, Timestamp};
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, Row};

use super::{Approval, Store, phone};

/// Something that somebody's phone received.
pub(crate) struct Message {
    /// Counts up in the order of arrival.
    pub(crate) id: i64,
    pub(crate) text: String,
    pub(crate) kind: Kind,
    pub(crate) received_at: Timestamp,
}

/// What there is to do about a message.
pub(crate) enum Kind {
    /// A text message: its code is to be typed.
    Sms { code: String },
    /// A call or a PASS request: it is to be answered.
    Asks(Approval),
}

/// A phone that received something.
pub(crate) struct RecentPhone {
    pub(crate) phone: Private<PhoneNumber>,
    pub(crate) messages: i64,
    pub(crate) last_at: Timestamp,
}

/// A query of the messages of a phone that match.
macro_rules! messages {
    ($which:literal) => {
        concat!(
            "SELECT m.id, m.text, m.code, m.received_at, a.means, a.state, a.expires_at
             FROM messages m LEFT JOIN approvals a ON a.message = m.id
             WHERE m.phone = ?1 ",
            $which,
            " ORDER BY m.id"
        )
    };
}

impl Store {
    /// Everything that a phone received, newest last.
    pub(crate) async fn messages(&self, phone: &Private<PhoneNumber>) -> Result<Vec<Message>, Error> {
        sqlx::query(messages!("")).bind(phone.reveal().national()).try_map(message).fetch_all(&self.pool).await
    }

    /// What can be news on a page that shows a phone's messages up to `shown`:
    /// what came after that, and whatever is or was to be answered.
    pub(crate) async fn news(&self, phone: &Private<PhoneNumber>, shown: i64) -> Result<Vec<Message>, Error> {
        sqlx::query(messages!("AND (m.id > ?2 OR a.id IS NOT NULL)"))
            .bind(phone.reveal().national())
            .bind(shown)
            .try_map(message)
            .fetch_all(&self.pool)
            .await
    }

    /// One message of a phone.
    pub(crate) async fn message(&self, phone: &Private<PhoneNumber>, id: i64) -> Result<Option<Message>, Error> {
        sqlx::query(messages!("AND m.id = ?2"))
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
    let kind = match Approval::read(&row)? {
        Some(approval) => Kind::Asks(approval),
        None => Kind::Sms { code: row.try_get("code")? },
    };
    Ok(Message {
        id: row.try_get("id")?,
        text: row.try_get("text")?,
        kind,
        received_at: Timestamp::from_millis(row.try_get("received_at")?),
    })
}
