use async_trait::async_trait;
use carrier_checkout_protocol::{SessionId, StepUp, Timestamp};

use super::SqlStore;
use super::database::Transaction;
use super::query::{Query, query};
use crate::random;
use crate::store::{BeginChallenge, LookBack, LookedBack, StoreError, Trace, Traces};

#[async_trait]
impl Traces for SqlStore {
    async fn step_up(&self, session: &SessionId, why: StepUp) -> Result<(), StoreError> {
        query("UPDATE sessions SET step_up = $1 WHERE id = $2")
            .bind(why.as_str())
            .bind(session.as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn forget_attempts(&self, before: Timestamp) -> Result<(), StoreError> {
        query("DELETE FROM attempts WHERE at <= $1").bind(before.millis()).execute(&self.pool).await?;
        let slots = query("DELETE FROM merchant_attempts WHERE slot < $1").bind(slot(before));
        slots.execute(&self.pool).await?;
        Ok(())
    }
}

/// Who is counted in sums.
const MERCHANT: &str = "merchant";

/// A quarter of an hour.
const SLOT_MS: i64 = 900_000;

/// Whoever begins at a merchant writes into one of so many rows.
const SHARDS: u8 = 8;

/// The slot of that time. One that has begun counts as a whole.
const fn slot(at: Timestamp) -> i64 {
    at.millis().div_euclid(SLOT_MS)
}

/// Who takes turns when a challenge begins: line, person, address, in this order, each for itself, so nobody waits in a
/// circle. A merchant's shoppers do not wait for each other: what they are counted by is a rough measure.
pub(super) fn counted(challenge: &BeginChallenge) -> Vec<&[u8]> {
    let others = ["person", "address"].into_iter().filter_map(|scope| {
        let trace = challenge.traces.iter().find(|trace| trace.scope == scope);
        trace.map(|trace| trace.key.as_slice())
    });
    std::iter::once(challenge.line.line.as_slice()).chain(others).collect()
}

/// Looks back on who begins, inside the transaction that begins, when it is the turn of all that are [`counted`].
pub(super) async fn look_back(tx: &mut Transaction, challenge: &BeginChallenge) -> Result<LookedBack, StoreError> {
    let counts = count_attempts(tx, &challenge.traces, challenge.back.attempts_since).await?;
    let (cash_like_spent, known) = match challenge.cash_like {
        true => line_history(tx, &challenge.line.line, &challenge.session, challenge.back).await?,
        false => Default::default(),
    };
    Ok(LookedBack { counts, cash_like_spent, known })
}

/// How often each of them began since then.
async fn count_attempts(tx: &mut Transaction, traces: &[Trace], since: Timestamp) -> Result<Vec<u32>, StoreError> {
    let mut counts = vec![0; traces.len()];
    if traces.is_empty() {
        return Ok(counts);
    }
    let mut query = query("");
    for (number, trace) in (0_i64..).zip(traces) {
        query.push(if number == 0 { "SELECT " } else { " UNION ALL SELECT " }).push_bind(number);
        if trace.scope == MERCHANT {
            query.push(", (SELECT CAST(COALESCE(SUM(times), 0) AS BIGINT) FROM merchant_attempts WHERE key = ");
            query.push_bind(&trace.key).push(" AND slot >= ").push_bind(slot(since)).push(")");
            continue;
        }
        query.push(", (SELECT COUNT(*) FROM attempts WHERE scope = ").push_bind(trace.scope);
        query.push(" AND key = ").push_bind(&trace.key).push(" AND at > ").push_bind(since.millis()).push(")");
    }
    for row in query.fetch_all(tx).await? {
        let (number, count): (i64, i64) = (row.get(0)?, row.get(1)?);
        let place = usize::try_from(number).ok().and_then(|number| counts.get_mut(number));
        *place.ok_or(StoreError::Corrupt("attempts"))? = u32::try_from(count).unwrap_or(u32::MAX);
    }
    Ok(counts)
}

/// What the line pays for cash-like goods in other sessions, and whether it is known. Of a session that waits only its
/// last challenge counts, also while its code is being sent.
///
/// `COALESCE` instead of `IS NULL`: see [`super::steps::paid_step`].
async fn line_history(
    tx: &mut Transaction,
    line: &[u8],
    session: &SessionId,
    back: LookBack,
) -> Result<(u64, bool), StoreError> {
    let query = query(
        "SELECT CAST(COALESCE(SUM(CASE WHEN s.id <> $2 AND CAST(s.goods/*!::json*/ ->> 'cash_like' AS BOOLEAN)
                    AND (s.challenge = c.id AND (s.status IN ('challenged', 'verified')
                            OR s.status = 'open' AND c.state = 'sending')
                        OR p.created_at > $3) THEN s.amount END), 0) AS BIGINT),
                COUNT(CASE WHEN p.status = 'succeeded' AND p.paid_at > $4 AND p.paid_at <= $5
                    AND d.id IS NULL AND p.refunded < s.amount THEN 1 END)
         FROM challenges c JOIN sessions s ON s.id = c.session
             LEFT JOIN payments p ON p.session = c.session AND p.challenge = c.id
                 AND p.status IN ('processing', 'succeeded') AND COALESCE(p.later_order, '') = ''
             LEFT JOIN disputes d ON d.payment = p.id AND d.status <> 'rejected'
         WHERE c.line = $1",
    );
    let query = query.bind(line).bind(session.as_str()).bind(back.spent_since.millis());
    let query = query.bind(back.known.0.millis()).bind(back.known.1.millis());
    let (spent, payments) = query.numbers(tx).await?.unwrap_or_default();
    Ok((u64::try_from(spent).unwrap_or_default(), payments > 0))
}

/// Who began.
pub(super) fn new_attempts(traces: &[Trace], at: Timestamp) -> Vec<Query> {
    let (merchants, own): (Vec<_>, Vec<_>) = traces.iter().partition(|trace| trace.scope == MERCHANT);
    let mut rows = query("INSERT INTO attempts (scope, key, at)");
    for (number, trace) in own.iter().enumerate() {
        rows.push(if number == 0 { " VALUES (" } else { ", (" }).push_bind(trace.scope);
        rows.push(", ").push_bind(&trace.key).push(", ").push_bind(at.millis()).push(")");
    }
    let rows = (!own.is_empty()).then_some(rows);
    rows.into_iter().chain(merchants.into_iter().map(|trace| counted_at_merchant(&trace.key, at))).collect()
}

fn counted_at_merchant(key: &[u8], at: Timestamp) -> Query {
    let [chance] = random::bytes();
    query(
        "INSERT INTO merchant_attempts (key, slot, shard, times) VALUES ($1, $2, $3, 1)
         ON CONFLICT (key, slot, shard) DO UPDATE SET times = merchant_attempts.times + 1",
    )
    .bind(key)
    .bind(slot(at))
    .bind(chance % SHARDS)
}
