use std::collections::BTreeMap;

use async_trait::async_trait;
use carrier_checkout_protocol::{Carrier, ChallengeId, Channel, Failure, PaymentId, Reason, SessionId, Timestamp};

use super::SqlStore;
use super::columns::Columns;
use super::database::{Row, Transaction};
use super::query::{Query, query};
use crate::store::{FailureCount, FailureMet, Funnel, MerchantId, Reached, Span, Step, StepTaken, Steps, StoreError};

#[async_trait]
impl Steps for SqlStore {
    async fn opened(&self, session: &SessionId, at: Timestamp) -> Result<(), StoreError> {
        query("INSERT INTO session_steps (session, step, at) VALUES ($1, 'opened', $2) ON CONFLICT DO NOTHING")
            .bind(session.as_str())
            .bind(at.millis())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn met_failure(
        &self,
        session: &SessionId,
        failure: &Failure,
        line: Option<(Carrier, Channel)>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let (carrier, channel) = line.map_or(("", ""), |(carrier, channel)| (carrier.as_str(), channel.as_str()));
        query(
            "INSERT INTO session_failures (session, reason, quote, carrier, channel, at) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT DO NOTHING",
        )
        .bind(session.as_str())
        .bind(failure.reason.as_str())
        .bind(failure.quote.as_deref().unwrap_or_default())
        .bind(carrier)
        .bind(channel)
        .bind(at.millis())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    async fn steps_of(&self, session: &SessionId) -> Result<Vec<StepTaken>, StoreError> {
        let query = query("SELECT * FROM session_steps WHERE session = $1 ORDER BY at");
        let rows = query.bind(session.as_str()).fetch_all(&self.pool).await?;
        rows.iter().map(Columns).map(|row| step_taken(&row)).collect()
    }

    async fn failures_of(&self, session: &SessionId) -> Result<Vec<FailureMet>, StoreError> {
        let query = query("SELECT * FROM session_failures WHERE session = $1 ORDER BY at");
        let rows = query.bind(session.as_str()).fetch_all(&self.pool).await?;
        rows.iter().map(Columns).map(|row| failure_met(&row)).collect()
    }

    async fn funnel(&self, merchant: &MerchantId, made: Span) -> Result<Funnel, StoreError> {
        let made_count =
            query("SELECT COUNT(*) FROM sessions WHERE merchant = $1 AND created_at >= $2 AND created_at < $3");
        let made_count = made_count.bind(&merchant.0).bind(made.from.millis()).bind(made.to.millis());
        let mut funnel = Funnel { made: made_count.number(&self.pool).await?.unsigned_abs(), ..Funnel::default() };
        let all = query(
            "SELECT st.step, COUNT(DISTINCT st.session) AS sessions
             FROM sessions s JOIN session_steps st ON st.session = s.id
             WHERE s.merchant = $1 AND s.created_at >= $2 AND s.created_at < $3 GROUP BY st.step",
        );
        let all = all.bind(&merchant.0).bind(made.from.millis()).bind(made.to.millis());
        for row in &all.fetch_all(&self.pool).await? {
            count(&mut funnel.all, &Columns(row))?;
        }
        let lines = query(
            "SELECT st.step, st.carrier, st.channel, COUNT(*) AS sessions
             FROM sessions s JOIN session_steps st ON st.session = s.id
             WHERE s.merchant = $1 AND s.created_at >= $2 AND s.created_at < $3 AND st.carrier <> ''
             GROUP BY st.carrier, st.channel, st.step",
        );
        let lines = lines.bind(&merchant.0).bind(made.from.millis()).bind(made.to.millis());
        funnel.lines = by_line(&lines.fetch_all(&self.pool).await?)?;
        Ok(funnel)
    }

    async fn failure_counts(&self, merchant: &MerchantId, made: Span) -> Result<Vec<FailureCount>, StoreError> {
        let query = query(
            "SELECT f.reason, f.quote, f.carrier, COUNT(DISTINCT f.session) AS sessions
             FROM sessions s JOIN session_failures f ON f.session = s.id
             WHERE s.merchant = $1 AND s.created_at >= $2 AND s.created_at < $3
             GROUP BY f.reason, f.quote, f.carrier ORDER BY sessions DESC, f.reason, f.quote, f.carrier",
        );
        let query = query.bind(&merchant.0).bind(made.from.millis()).bind(made.to.millis());
        let rows = query.fetch_all(&self.pool).await?;
        rows.iter().map(Columns).map(|row| failure_count(&row)).collect()
    }
}

/// The challenge of a session has come to that step.
pub(super) fn new_step(challenge: &ChallengeId, step: Step, at: Timestamp) -> Query {
    query(
        "INSERT INTO session_steps (session, step, carrier, channel, at)
         SELECT session, $1, carrier, channel, $2 FROM challenges WHERE id = $3 ON CONFLICT DO NOTHING",
    )
    .bind(step.as_str())
    .bind(at.millis())
    .bind(challenge.as_str())
}

/// The first payment of a session succeeded; a later month is no step of it.
///
/// A condition `later_order IS NULL` would have PostgreSQL walk through the index that has it, too: it plans so while the
/// table is empty, and keeps to that.
pub(super) fn paid_step(payment: &PaymentId, at: Timestamp) -> Query {
    query(
        "INSERT INTO session_steps (session, step, carrier, channel, at)
         SELECT session, 'paid', carrier, channel, $1 FROM challenges WHERE id =
             (SELECT CASE WHEN later_order IS NULL THEN challenge END FROM payments WHERE id = $2) ON CONFLICT DO NOTHING",
    )
    .bind(at.millis())
    .bind(payment.as_str())
}

/// That challenge was stopped by a failure.
pub(super) async fn stop_challenge(
    tx: &mut Transaction,
    challenge: &ChallengeId,
    failure: &Failure,
    at: Timestamp,
) -> Result<(), StoreError> {
    query(
        "INSERT INTO session_failures (session, reason, quote, carrier, channel, at)
         SELECT session, $1, $2, carrier, channel, $3 FROM challenges WHERE id = $4 ON CONFLICT DO NOTHING",
    )
    .bind(failure.reason.as_str())
    .bind(failure.quote.as_deref().unwrap_or_default())
    .bind(at.millis())
    .bind(challenge.as_str())
    .execute(tx)
    .await?;
    Ok(())
}

/// The first payment of a session failed; a later month stops nobody.
pub(super) async fn stop_payment(
    tx: &mut Transaction,
    payment: &PaymentId,
    failure: &Failure,
    at: Timestamp,
) -> Result<(), StoreError> {
    let query = query(
        "SELECT id FROM challenges
         WHERE id = (SELECT CASE WHEN later_order IS NULL THEN challenge END FROM payments WHERE id = $1)",
    );
    let Some(challenge) = query.bind(payment.as_str()).text(&mut *tx).await? else { return Ok(()) };
    let challenge = ChallengeId::parse(&challenge).map_err(|_| StoreError::Corrupt("payments.challenge"))?;
    stop_challenge(tx, &challenge, failure, at).await
}

fn line(row: &Columns<'_>) -> Result<Option<(Carrier, Channel)>, StoreError> {
    if row.text("carrier")?.is_empty() {
        return Ok(None);
    }
    Ok(Some((row.named("carrier", Carrier::from_wire)?, row.named("channel", Channel::from_wire)?)))
}

fn failure(row: &Columns<'_>) -> Result<Failure, StoreError> {
    let reason = row.named("reason", Reason::from_wire)?;
    let quote = Some(row.text("quote")?).filter(|quote| !quote.is_empty());
    Ok(Failure { quote, ..Failure::from(reason) })
}

fn step_taken(row: &Columns<'_>) -> Result<StepTaken, StoreError> {
    Ok(StepTaken { step: row.named("step", Step::from_name)?, line: line(row)?, at: row.time("at")? })
}

fn failure_met(row: &Columns<'_>) -> Result<FailureMet, StoreError> {
    Ok(FailureMet { failure: failure(row)?, line: line(row)?, at: row.time("at")? })
}

fn failure_count(row: &Columns<'_>) -> Result<FailureCount, StoreError> {
    let Failure { reason, quote, .. } = failure(row)?;
    let carrier = match row.text("carrier")?.is_empty() {
        true => None,
        false => Some(row.named("carrier", Carrier::from_wire)?),
    };
    Ok(FailureCount { reason, quote, carrier, sessions: row.count("sessions")? })
}

fn count(reached: &mut Reached, row: &Columns<'_>) -> Result<(), StoreError> {
    let sessions = row.count("sessions")?;
    match row.named("step", Step::from_name)? {
        Step::Opened => reached.opened = sessions,
        Step::CodeSent => reached.code_sent = sessions,
        Step::Verified => reached.verified = sessions,
        Step::Paid => reached.paid = sessions,
    }
    Ok(())
}

/// In the order of the carriers and channels.
fn by_line(rows: &[Row]) -> Result<Vec<(Carrier, Channel, Reached)>, StoreError> {
    let mut lines = BTreeMap::<(Carrier, Channel), Reached>::new();
    for row in rows.iter().map(Columns) {
        if let Some(key) = line(&row)? {
            count(lines.entry(key).or_default(), &row)?;
        }
    }
    Ok(lines.into_iter().map(|((carrier, channel), reached)| (carrier, channel, reached)).collect())
}
