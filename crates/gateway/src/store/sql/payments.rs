use async_trait::async_trait;
use carrier_checkout_protocol::goods::Billing;
use carrier_checkout_protocol::payment::PaymentStatus;
use carrier_checkout_protocol::{
    BillingKeyId, Carrier, ChallengeId, Failure, OrderId, PaymentId, SessionId, Timestamp,
};

use super::SqlStore;
use super::billing_keys::{issue, monthly};
use super::columns::{Columns, to_json};
use super::database::{On, Row, Transaction};
use super::disputes::dispute;
use super::outbox::new_event;
use super::query::{Query, query};
use super::refunds::refunded;
use super::steps::{paid_step, stop_payment};
use super::together::Together;
use super::turn::At;
use crate::seal::Fingerprint;
use crate::store::{
    BeginPayment, MerchantId, NewEvent, NewKey, PaymentBegun, PaymentEnd, PaymentFilter, PaymentRecord, Payments,
    StoreError, TokenRecord,
};

/// Payments with what their sessions, challenges, disputes and refunds know.
macro_rules! payments {
    ($tail:literal) => {
        concat!(
            "SELECT p.*, COALESCE(p.later_order, s.order_id) AS order_id, s.amount, s.goods, s.billing, s.billing_day,
                 c.carrier, c.channel, c.phone, p.later_order IS NOT NULL AS later,
                 CASE WHEN p.later_order IS NULL THEN c.reservation ELSE p.later_charge END AS charge,
                 c.cool_off_hours, d.id AS dispute, d.status AS dispute_status, d.opened_at AS disputed_at,
                 d.closed_at AS dispute_closed_at
             FROM payments p JOIN sessions s ON s.id = p.session JOIN challenges c ON c.id = p.challenge
                 LEFT JOIN disputes d ON d.payment = p.id ",
            $tail
        )
    };
}
pub(super) use payments;

#[async_trait]
impl Payments for SqlStore {
    async fn token(&self, fingerprint: &Fingerprint) -> Result<Option<TokenRecord>, StoreError> {
        token(&self.pool, fingerprint).await
    }

    async fn begin_payment(&self, payment: &BeginPayment) -> Result<PaymentBegun, StoreError> {
        let mut tx = self.pool.begin().await?;
        if take_verified(&mut tx, &payment.token).await? && spend_token(&mut tx, payment).await? {
            Together::default().and(new_payment(payment)).execute(&mut tx).await?;
            tx.commit().await?;
            return Ok(PaymentBegun::Yes);
        }
        drop(tx);
        let token = token(&self.pool, &payment.fingerprint).await?.ok_or(StoreError::Corrupt("token"))?;
        Ok(if token.payment.is_some() { PaymentBegun::TokenUsed } else { PaymentBegun::TokenExpired })
    }

    async fn payment(&self, id: &PaymentId) -> Result<Option<PaymentRecord>, StoreError> {
        let query = query(payments!("WHERE p.id = $1"));
        query.bind(id.as_str()).fetch_optional(&self.pool).await?.as_ref().map(record).transpose()
    }

    async fn payments_of(
        &self,
        merchant: &MerchantId,
        filter: &PaymentFilter,
        limit: u32,
    ) -> Result<Vec<PaymentRecord>, StoreError> {
        // The CASE is what `PaymentRecord::standing` says.
        let query = query(payments!(
            "WHERE p.merchant = $1
                 AND ($2 IS NULL OR $2 = CASE WHEN p.refunded = 0 THEN p.status
                     WHEN p.refunded < s.amount THEN 'partially_refunded'
                     WHEN p.paid_out THEN 'refunded' ELSE 'cancelled' END)
                 AND ($3 IS NULL OR p.later_order = $3 OR (p.later_order IS NULL AND s.order_id = $3))
                 AND ($4 IS NULL OR p.created_at >= $4) AND ($5 IS NULL OR p.created_at < $5)
                 AND ($6 IS NULL OR (p.created_at, p.rowid) <
                     (SELECT a.created_at, a.rowid FROM payments a WHERE a.id = $6))
             ORDER BY p.created_at DESC, p.rowid DESC LIMIT $7"
        ));
        let rows = query
            .bind(&merchant.0)
            .bind(filter.status.map(PaymentStatus::as_str))
            .bind(filter.order.as_ref().map(OrderId::as_str))
            .bind(filter.from.map(Timestamp::millis))
            .bind(filter.until.map(Timestamp::millis))
            .bind(filter.after.as_ref().map(PaymentId::as_str))
            .bind(limit)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(record).collect()
    }

    async fn finish_payment(&self, id: &PaymentId, end: &PaymentEnd, event: &NewEvent) -> Result<bool, StoreError> {
        let mut tx = self.begin_at(At::Payment(id)).await?;
        let writes = match end {
            PaymentEnd::Succeeded(paid_at, key) => succeed(&mut tx, id, *paid_at, key.as_ref()).await?,
            PaymentEnd::Failed(failure) => fail(&mut tx, id, failure, event.at).await?,
        };
        let Some(writes) = writes else { return Ok(false) };
        Together::default().and(writes).and(new_event(event)).execute(&mut tx).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn claim_unsettled(&self, now: Timestamp, lease_until: Timestamp) -> Result<Vec<PaymentId>, StoreError> {
        let query = query(
            "UPDATE payments SET check_at = $1, checks = checks + 1
             WHERE id IN (SELECT id FROM payments WHERE status = 'processing' AND check_at <= $2
                 /*! FOR NO KEY UPDATE SKIP LOCKED */)
             RETURNING id",
        );
        let ids = query.bind(lease_until.millis()).bind(now.millis()).texts(&self.pool).await?;
        ids.iter().map(|id| PaymentId::parse(id).map_err(|_| StoreError::Corrupt("payments.id"))).collect()
    }

    async fn check_again(&self, id: &PaymentId, at: Timestamp) -> Result<(), StoreError> {
        query("UPDATE payments SET check_at = $1 WHERE id = $2 AND status = 'processing'")
            .bind(at.millis())
            .bind(id.as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

async fn token(on: impl Into<On<'_>>, fingerprint: &Fingerprint) -> Result<Option<TokenRecord>, StoreError> {
    let query = query(
        "SELECT t.*, c.session, s.merchant, s.order_id, s.amount
         FROM tokens t JOIN challenges c ON c.id = t.challenge JOIN sessions s ON s.id = c.session
         WHERE t.hash = $1",
    );
    let row = query.bind(&fingerprint.0).fetch_optional(on).await?;
    let Some(row) = row.as_ref().map(Columns) else { return Ok(None) };
    Ok(Some(TokenRecord {
        merchant: MerchantId(row.text("merchant")?),
        session: row.read("session", SessionId::parse)?,
        challenge: row.read("challenge", ChallengeId::parse)?,
        order: row.read("order_id", OrderId::parse)?,
        amount: row.amount("amount")?,
        expires_at: row.time("expires_at")?,
        void: row.flag("void")?,
        payment: row.read_optional("payment", PaymentId::parse)?,
    }))
}

/// Takes the turn at the token's session and moves it on, if the token's challenge is still what verified it.
async fn take_verified(tx: &mut Transaction, token: &TokenRecord) -> Result<bool, StoreError> {
    let moved =
        query("UPDATE sessions SET status = 'processing' WHERE id = $1 AND challenge = $2 AND status = 'verified'");
    Ok(moved.bind(token.session.as_str()).bind(token.challenge.as_str()).execute(tx).await? > 0)
}

/// Says whether the token was still good.
async fn spend_token(tx: &mut Transaction, payment: &BeginPayment) -> Result<bool, StoreError> {
    let spent = query(
        "UPDATE tokens SET payment = $1 WHERE hash = $2 AND payment IS NULL AND void = FALSE AND expires_at > $3",
    );
    let spent = spent.bind(payment.id.as_str()).bind(&payment.fingerprint.0).bind(payment.at.millis());
    Ok(spent.execute(tx).await? > 0)
}

fn new_payment(payment: &BeginPayment) -> [Query; 2] {
    let token = &payment.token;
    let spent = query("UPDATE challenges SET state = 'spent', code_proof = NULL WHERE id = $1");
    let row = query(
        "INSERT INTO payments (id, session, challenge, idempotency_key, status, created_at, check_at, merchant)
         VALUES ($1, $2, $3, $4, 'processing', $5, $6, $7)",
    );
    let row = row
        .bind(payment.id.as_str())
        .bind(token.session.as_str())
        .bind(token.challenge.as_str())
        .bind(&payment.idempotency_key)
        .bind(payment.at.millis())
        .bind(payment.check_at.millis())
        .bind(&token.merchant.0);
    [spent.bind(token.challenge.as_str()), row]
}

/// Gives what is to be written with it, if the payment was processing.
async fn succeed(
    tx: &mut Transaction,
    id: &PaymentId,
    paid_at: Timestamp,
    key: Option<&NewKey>,
) -> Result<Option<[Query; 2]>, StoreError> {
    let done = query(
        "UPDATE payments SET status = 'succeeded', paid_at = $1, check_at = NULL
         WHERE id = $2 AND status = 'processing'",
    );
    if done.bind(paid_at.millis()).bind(id.as_str()).execute(&mut *tx).await? == 0 {
        return Ok(None);
    }
    if let Some(key) = key {
        issue(tx, key, id, paid_at).await?;
    }
    let session = query(
        "UPDATE sessions SET status = 'paid'
         WHERE status = 'processing' AND id = (SELECT session FROM payments WHERE id = $1)",
    );
    Ok(Some([session.bind(id.as_str()), paid_step(id, paid_at)]))
}

/// The same of one that failed.
async fn fail(
    tx: &mut Transaction,
    id: &PaymentId,
    why: &Failure,
    at: Timestamp,
) -> Result<Option<[Query; 2]>, StoreError> {
    let failure = &to_json(why)?;
    let done = query(
        "UPDATE payments SET status = 'failed', failure = $1, check_at = NULL WHERE id = $2 AND status = 'processing'",
    );
    if done.bind(failure).bind(id.as_str()).execute(&mut *tx).await? == 0 {
        return Ok(None);
    }
    stop_payment(tx, id, why, at).await?;
    let session = query(
        "UPDATE sessions SET status = 'open', last_failure = $1, challenge = NULL
         WHERE status = 'processing' AND id = (SELECT session FROM payments WHERE id = $2)",
    );
    // The carrier may still hold the amount, which it does not for a later month. `CASE`: see `paid_step`.
    let release = query(
        "UPDATE challenges SET release_at = 0
         WHERE id = (SELECT CASE WHEN later_order IS NULL THEN challenge END FROM payments WHERE id = $1)",
    );
    Ok(Some([session.bind(failure).bind(id.as_str()), release.bind(id.as_str())]))
}

pub(super) fn record(row: &Row) -> Result<PaymentRecord, StoreError> {
    let row = Columns(row);
    Ok(PaymentRecord {
        id: row.read("id", PaymentId::parse)?,
        merchant: MerchantId(row.text("merchant")?),
        session: row.read("session", SessionId::parse)?,
        challenge: row.read("challenge", ChallengeId::parse)?,
        order: row.read("order_id", OrderId::parse)?,
        amount: row.amount("amount")?,
        billing: row.named("billing", Billing::from_wire)?,
        carrier: row.named("carrier", Carrier::from_wire)?,
        phone: row.sealed("phone")?,
        monthly: monthly(&row)?,
        billing_key: row.read_optional("billing_key", BillingKeyId::parse)?,
        later: row.flag("later")?,
        charge: row.optional_text("charge")?,
        idempotency_key: row.text("idempotency_key")?,
        status: row.named("status", PaymentStatus::from_wire)?,
        created_at: row.time("created_at")?,
        paid_at: row.optional_time("paid_at")?,
        cool_off_hours: row.count("cool_off_hours")?,
        failure: row.optional_json("failure")?,
        dispute: dispute(&row)?,
        refunded: refunded(&row)?,
        paid_out: row.flag("paid_out")?,
        refunded_at: row.optional_time("refunded_at")?,
        checks: row.count("checks")?,
    })
}
