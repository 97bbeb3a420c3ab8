//! The rows of a challenge, inside the transactions of the others.

use carrier_checkout_protocol::consent::Consent;
use carrier_checkout_protocol::{Approval, Carrier, ChallengeId, Channel, Failure, SessionId, Timestamp};

use super::columns::{Columns, challenge_state, to_json};
use super::database::{Row, Transaction};
use super::query::{Query, query};
use super::steps::stop_challenge;
use crate::seal::Sealed;
use crate::store::{BeginChallenge, CarriersOwn, ChallengeRecord, NewToken, Release, SentCode, StoreError};

/// What the carrier holds for a challenge that has ended meanwhile is to be released.
pub(super) async fn give_back(tx: &mut Transaction, id: &ChallengeId, reservation: &str) -> Result<(), StoreError> {
    query("UPDATE challenges SET reservation = $1, release_at = 0 WHERE id = $2 AND state = 'ended'")
        .bind(reservation)
        .bind(id.as_str())
        .execute(tx)
        .await?;
    Ok(())
}

/// Ends a challenge for good: its token is void, what it reserved is to be released, nothing is left of its code.
pub(super) async fn void_challenge(tx: &mut Transaction, id: &ChallengeId) -> Result<(), StoreError> {
    query(
        "UPDATE challenges SET state = 'ended', code_proof = NULL, release_at = CASE WHEN reservation IS NOT NULL THEN 0 END
         WHERE id = $1 AND state NOT IN ('spent', 'ended')",
    )
    .bind(id.as_str())
    .execute(&mut *tx)
    .await?;
    query("UPDATE tokens SET void = TRUE WHERE challenge = $1 AND payment IS NULL")
        .bind(id.as_str())
        .execute(tx)
        .await?;
    Ok(())
}

/// Opens the session again, with that failure, if the challenge is its own, and ends it. Says whether it did.
pub(super) async fn end(
    tx: &mut Transaction,
    id: &ChallengeId,
    failure: Option<&Failure>,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let ended = query(
        "UPDATE sessions SET status = 'open', last_failure = $1, challenge = NULL
         WHERE challenge = $2 AND status IN ('open', 'challenged', 'verified')",
    )
    .bind(failure.map(to_json).transpose()?)
    .bind(id.as_str())
    .execute(&mut *tx)
    .await?;
    if ended == 0 {
        return Ok(false);
    }
    void_challenge(tx, id).await?;
    if let Some(failure) = failure {
        stop_challenge(tx, id, failure, at).await?;
    }
    Ok(true)
}

/// A challenge, and its session with it.
pub(super) fn new_challenge(challenge: &BeginChallenge, line_is_known: bool) -> [Query; 2] {
    let row = query(
        "INSERT INTO challenges (id, session, channel, carrier, phone, embedder, line, cool_off_hours, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'sending')",
    );
    let row = row
        .bind(challenge.id.as_str())
        .bind(challenge.session.as_str())
        .bind(challenge.channel.as_str())
        .bind(challenge.carrier.as_str())
        .bind(&challenge.phone.0)
        .bind(&challenge.embedder)
        .bind(&challenge.line.line)
        .bind(if line_is_known { 0 } else { challenge.cool_off_hours });
    let session = query(
        "UPDATE sessions SET status = 'open', last_failure = NULL, challenge = $1, sends_used = sends_used + 1
         WHERE id = $2",
    );
    [row, session.bind(challenge.id.as_str()).bind(challenge.session.as_str())]
}

pub(super) fn new_consents(session: &SessionId, consents: &[Consent], at: Timestamp) -> Option<Query> {
    let mut query = query("INSERT INTO consents (session, kind, version, at)");
    for (number, consent) in consents.iter().enumerate() {
        query.push(if number == 0 { " VALUES (" } else { ", (" }).push_bind(session.as_str());
        query.push(", ").push_bind(consent.kind.as_str()).push(", ").push_bind(&consent.version);
        query.push(", ").push_bind(at.millis()).push(")");
    }
    (!consents.is_empty()).then_some(query)
}

pub(super) fn new_token(id: &ChallengeId, token: &NewToken) -> Query {
    query("INSERT INTO tokens (hash, sealed, challenge, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(&token.fingerprint.0)
        .bind(&token.sealed.0)
        .bind(id.as_str())
        .bind(token.expires_at.millis())
}

/// Gives the challenge that was changed, as [`record`] reads it. It has no token: that comes last.
macro_rules! returning {
    ($update:literal) => {
        concat!($update, " RETURNING *, NULL AS token, NULL AS token_expires_at")
    };
}
pub(super) use returning;

pub(super) fn record(row: &Row) -> Result<ChallengeRecord, StoreError> {
    let row = Columns(row);
    let token = row.optional_bytes("token")?.map(Sealed);
    Ok(ChallengeRecord {
        id: row.read("id", ChallengeId::parse)?,
        session: row.read("session", SessionId::parse)?,
        channel: row.named("channel", Channel::from_wire)?,
        carrier: row.named("carrier", Carrier::from_wire)?,
        phone: row.sealed("phone")?,
        embedder: row.optional_text("embedder")?,
        state: row.named("state", challenge_state)?,
        authentication: row.optional_text("authentication")?,
        approval: row.named_optional("approval", Approval::from_wire)?,
        own: carriers_own(&row)?,
        code_proof: row.optional_bytes("code_proof")?,
        tries_used: row.count("tries_used")?,
        expires_at: row.time("expires_at")?,
        resend_at: row.time("resend_at")?,
        reservation: row.optional_text("reservation")?,
        token: token.zip(row.optional_time("token_expires_at")?),
    })
}

fn carriers_own(row: &Columns<'_>) -> Result<Option<CarriersOwn>, StoreError> {
    match row.optional_text("own")?.as_deref() {
        None => Ok(None),
        Some("code") => Ok(Some(CarriersOwn::Code)),
        Some(_) => Ok(Some(CarriersOwn::Page(row.text("page")?))),
    }
}

pub(super) fn release(row: &Row) -> Result<Release, StoreError> {
    let row = Columns(row);
    Ok(Release {
        challenge: row.read("id", ChallengeId::parse)?,
        carrier: row.named("carrier", Carrier::from_wire)?,
        phone: row.sealed("phone")?,
        reservation: row.text("reservation")?,
        attempts: row.count("attempts")?,
    })
}

/// What was sent, as the first seven parameters.
pub(super) fn bind_sent(query: Query, sent: &SentCode) -> Query {
    let (own, page) = match &sent.own {
        None => (None, None),
        Some(CarriersOwn::Code) => (Some("code"), None),
        Some(CarriersOwn::Page(url)) => (Some("page"), Some(url)),
    };
    query
        .bind(&sent.authentication)
        .bind(sent.poll_at.map(Timestamp::millis))
        .bind(sent.expires_at.millis())
        .bind(sent.resend_at.millis())
        .bind(own)
        .bind(page)
        .bind(&sent.reservation)
}
