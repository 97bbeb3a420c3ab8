//! One-time codes: sent once, tried a few times, used once.

use carrier_checkout_protocol::{Carrier, PhoneNumber, Private, Timestamp};
use sqlx::{Error, Row};

use super::{Store, unreadable};
use crate::state::Rules;

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To prove that somebody holds the line.
    Proof,
    /// The carrier's own question about one payment.
    Payment,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Proof => "proof",
            Self::Payment => "payment",
        }
    }
}

/// A code, and the message that carries it.
pub(crate) struct NewCode {
    pub(crate) id: String,
    pub(crate) purpose: Purpose,
    pub(crate) carrier: Carrier,
    pub(crate) phone: Private<PhoneNumber>,
    pub(crate) text: String,
    pub(crate) code: String,
}

/// Somebody hands in a code.
pub(crate) struct Attempt<'a> {
    pub(crate) purpose: Purpose,
    pub(crate) carrier: Carrier,
    pub(crate) id: &'a str,
    pub(crate) code: &'a str,
    pub(crate) at: Timestamp,
}

/// What comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The code that was sent: it is used now.
    Right,
    /// Another code, and it may be tried again.
    Wrong,
    /// Another code for the last time, or after that.
    TriedTooOften,
    /// Too old, used, or replaced by a newer one.
    Over,
}

/// A code as it is remembered.
struct Sent {
    code: String,
    is_open: bool,
    tries: u32,
    sent_at: Timestamp,
}

impl Store {
    /// Sends a code. A proof replaces the line's earlier ones.
    pub(crate) async fn send_code(&self, sent: &NewCode, now: Timestamp) -> Result<(), Error> {
        let phone = sent.phone.reveal().national();
        let mut tx = self.pool.begin().await?;
        if sent.purpose == Purpose::Proof {
            sqlx::query(
                "UPDATE codes SET state = 'replaced'
                 WHERE purpose = 'proof' AND carrier = ? AND phone = ? AND state = 'open'",
            )
            .bind(sent.carrier.as_str())
            .bind(&phone)
            .execute(&mut *tx)
            .await?;
        }
        sqlx::query("INSERT INTO codes (id, purpose, carrier, phone, code, sent_at) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(&sent.id)
            .bind(sent.purpose.as_str())
            .bind(sent.carrier.as_str())
            .bind(&phone)
            .bind(&sent.code)
            .bind(now.millis())
            .execute(&mut *tx)
            .await?;
        sqlx::query("INSERT INTO messages (phone, text, code, received_at) VALUES (?, ?, ?, ?)")
            .bind(&phone)
            .bind(&sent.text)
            .bind(&sent.code)
            .bind(now.millis())
            .execute(&mut *tx)
            .await?;
        tx.commit().await
    }

    /// How many proofs a line was sent since then.
    pub(crate) async fn codes_since(
        &self,
        carrier: Carrier,
        phone: &Private<PhoneNumber>,
        since: Timestamp,
    ) -> Result<u32, Error> {
        sqlx::query_scalar(
            "SELECT count(*) FROM codes WHERE purpose = 'proof' AND carrier = ? AND phone = ? AND sent_at > ?",
        )
        .bind(carrier.as_str())
        .bind(phone.reveal().national())
        .bind(since.millis())
        .fetch_one(&self.pool)
        .await
    }

    /// Tries a code; `None` when no such code was sent.
    pub(crate) async fn try_code(&self, attempt: Attempt<'_>, rules: &Rules) -> Result<Option<Verdict>, Error> {
        let mut tx = self.pool.begin().await?;
        let row =
            sqlx::query("SELECT code, state, tries, sent_at FROM codes WHERE id = ? AND purpose = ? AND carrier = ?")
                .bind(attempt.id)
                .bind(attempt.purpose.as_str())
                .bind(attempt.carrier.as_str())
                .fetch_optional(&mut *tx)
                .await?;
        let Some(row) = row else { return Ok(None) };
        let sent = Sent {
            code: row.try_get("code")?,
            is_open: row.try_get::<String, _>("state")? == "open",
            tries: u32::try_from(row.try_get::<i64, _>("tries")?).map_err(|_| unreadable("tries"))?,
            sent_at: Timestamp::from_millis(row.try_get("sent_at")?),
        };
        let verdict = sent.judge(attempt.code, attempt.at, rules);
        let after = match verdict {
            Verdict::Right => "UPDATE codes SET state = 'used' WHERE id = ?",
            Verdict::Wrong | Verdict::TriedTooOften => "UPDATE codes SET tries = tries + 1 WHERE id = ?",
            Verdict::Over => return Ok(Some(verdict)),
        };
        sqlx::query(after).bind(attempt.id).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(Some(verdict))
    }
}

impl Sent {
    fn judge(&self, code: &str, now: Timestamp, rules: &Rules) -> Verdict {
        if !self.is_open || now.millis_since(self.sent_at) >= rules.code_life {
            Verdict::Over
        } else if self.tries >= rules.code_tries {
            Verdict::TriedTooOften
        } else if code == self.code {
            Verdict::Right
        } else if self.tries + 1 == rules.code_tries {
            Verdict::TriedTooOften
        } else {
            Verdict::Wrong
        }
    }
}
