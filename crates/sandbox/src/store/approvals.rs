//! What phones are asked to approve: once asked, once answered, good for one
//! token.

use carrier_checkout_protocol::{Carrier, Channel, PhoneNumber, Private, Timestamp};
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, Row, Sqlite, Transaction};

use super::{Store, unreadable};

/// How a carrier asks for an approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Means {
    /// By an automatic call.
    Ars,
    /// In the PASS app.
    Pass,
}

impl Means {
    /// The one of that name in `acr_values` and in the database.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Ars, Self::Pass].into_iter().find(|means| means.channel().as_str() == name)
    }

    /// The channel of the checkout that it is.
    pub(crate) const fn channel(self) -> Channel {
        match self {
            Self::Ars => Channel::Ars,
            Self::Pass => Channel::Pass,
        }
    }
}

/// How far an approval came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ApprovalState {
    Waiting,
    Approved,
    Rejected,
    /// Nobody answered in time, or a newer request took its place.
    Ended,
}

impl ApprovalState {
    pub(crate) const ALL: [Self; 4] = [Self::Waiting, Self::Approved, Self::Rejected, Self::Ended];

    /// The name on the phone's page, in its JSON and in the database.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Ended => "ended",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// What a carrier asks of a phone.
pub(crate) struct NewApproval {
    pub(crate) id: String,
    pub(crate) carrier: Carrier,
    pub(crate) phone: Private<PhoneNumber>,
    pub(crate) means: Means,
    /// What the token will be for.
    pub(crate) scope: String,
    /// Shown on the phone.
    pub(crate) text: String,
    pub(crate) expires_at: Timestamp,
}

/// An approval as the phone sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Approval {
    pub(crate) means: Means,
    pub(crate) expires_at: Timestamp,
    recorded: ApprovalState,
}

impl Approval {
    /// The approval in a row with `means`, `state` and `expires_at`.
    pub(super) fn read(row: &SqliteRow) -> Result<Option<Self>, Error> {
        let Some(means) = row.try_get::<Option<&str>, _>("means")? else { return Ok(None) };
        Ok(Some(Self {
            means: Means::named(means).ok_or_else(|| unreadable("means"))?,
            expires_at: Timestamp::from_millis(row.try_get("expires_at")?),
            recorded: ApprovalState::named(row.try_get("state")?).ok_or_else(|| unreadable("state"))?,
        }))
    }

    /// How far it came: what nobody answers ends by itself.
    pub(crate) fn state(&self, now: Timestamp) -> ApprovalState {
        match self.recorded {
            ApprovalState::Waiting if now >= self.expires_at => ApprovalState::Ended,
            state @ (ApprovalState::Waiting
            | ApprovalState::Approved
            | ApprovalState::Rejected
            | ApprovalState::Ended) => state,
        }
    }
}

impl Store {
    /// Asks a phone, and ends what the line was asked before by the same
    /// means. What nobody will answer is over at once.
    pub(crate) async fn ask_for_approval(
        &self,
        new: &NewApproval,
        somebody_answers: bool,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut tx = self.pool.begin().await?;
        end_earlier(&mut tx, new).await?;
        let message = sqlx::query("INSERT INTO messages (phone, text, code, received_at) VALUES (?, ?, '', ?)")
            .bind(new.phone.reveal().national())
            .bind(&new.text)
            .bind(now.millis())
            .execute(&mut *tx)
            .await?
            .last_insert_rowid();
        let state = if somebody_answers { ApprovalState::Waiting } else { ApprovalState::Ended };
        sqlx::query(
            "INSERT INTO approvals (id, message, carrier, phone, means, scope, state, expires_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&new.id)
        .bind(message)
        .bind(new.carrier.as_str())
        .bind(new.phone.reveal().national())
        .bind(new.means.channel().as_str())
        .bind(&new.scope)
        .bind(state.as_str())
        .bind(new.expires_at.millis())
        .execute(&mut *tx)
        .await?;
        tx.commit().await
    }

    /// Answers what a message asks; `false` when it asks nothing, or no more.
    pub(crate) async fn answer_approval(
        &self,
        message: i64,
        answer: ApprovalState,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let answered =
            sqlx::query("UPDATE approvals SET state = ? WHERE message = ? AND state = 'waiting' AND expires_at > ?")
                .bind(answer.as_str())
                .bind(message)
                .bind(now.millis())
                .execute(&self.pool)
                .await?;
        Ok(answered.rows_affected() == 1)
    }
}

async fn end_earlier(tx: &mut Transaction<'_, Sqlite>, new: &NewApproval) -> Result<(), Error> {
    sqlx::query(
        "UPDATE approvals SET state = 'ended'
         WHERE carrier = ? AND phone = ? AND means = ? AND state = 'waiting'",
    )
    .bind(new.carrier.as_str())
    .bind(new.phone.reveal().national())
    .bind(new.means.channel().as_str())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
