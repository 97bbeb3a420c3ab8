//! Many payments of before, in no time: the database makes them itself.

use carrier_checkout_gateway::seal::Sealer;

use crate::database::{Kind, Pool};
use crate::gateway::KEY;

/// How many there are in one transaction.
const TOGETHER: u64 = 50_000;

/// Puts so many paid checkouts into a database, spread over the ninety days before that time, in milliseconds. What the
/// gateway forgets after an hour or a day is there for the last hour and day only.
pub(crate) async fn fill(kind: Kind, pool: &Pool, payments: u64, now: i64) -> anyhow::Result<()> {
    let pace = SPREAD_MS / i64::try_from(payments)?.max(1);
    let rows = match kind {
        Kind::Sqlite => SQLITE,
        Kind::Postgres => POSTGRES,
    };
    if kind == Kind::Sqlite {
        // For this connection, which nothing else uses.
        pool.run("PRAGMA cache_size = -1000000; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF".to_owned())
            .await?;
    }
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    // The gateway counts what begins at a merchant by a keyed hash, and takes the key that the database has.
    let sealer = Sealer::new(&KEY, []);
    let hash_key = sealer.seal("secret:hash-key", &sealer.derived_hash_key());
    pool.run(HASH_KEY.replace("{sealed}", &kind.literal(&hex(&hash_key.0)))).await?;
    pool.run(MERCHANT.to_owned()).await?;
    let merchant = hex(&sealer.proof(&[b"merchant", b"mer_sandbox"]));
    let mut from = 0;
    while from < payments {
        let until = (from + TOGETHER).min(payments);
        let mut sql = [rows, ROWS, "DROP TABLE filling; COMMIT;"].concat();
        for bytes in [32, 51, 66, 500] {
            sql = sql.replace(&format!("{{b{bytes}}}"), &kind.random(bytes));
        }
        let sql = sql
            .replace("{time}", &time_of_id())
            .replace("{from}", &from.to_string())
            .replace("{until}", &(until - 1).to_string())
            .replace("{now}", &now.to_string())
            .replace("{spread}", &SPREAD_MS.to_string())
            .replace("{pace}", &pace.to_string())
            .replace("{merchant}", &kind.literal(&merchant));
        pool.run(sql).await?;
        from = until;
    }
    match kind {
        // Nobody does it there. It would have SQLite plan each statement anew for each of its values (STAT4).
        Kind::Sqlite => Ok(()),
        // Its own background would, some minutes later: for so many rows at once, in the midst of what is measured.
        Kind::Postgres => {
            pool.run("VACUUM ANALYZE".to_owned()).await?;
            pool.run("CHECKPOINT".to_owned()).await
        }
    }
}

/// The letters of the time `at` with which an id begins, in SQL.
fn time_of_id() -> String {
    const LETTERS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let letter = |place| format!("substr('{LETTERS}', CAST(at / {} % 62 AS INTEGER) + 1, 1)", 62_i64.pow(place));
    (0..7).rev().map(letter).collect::<Vec<_>>().join(" || ")
}

impl Kind {
    /// So many random bytes, or a few more.
    fn random(self, bytes: u32) -> String {
        match self {
            Self::Sqlite => format!("randomblob({bytes})"),
            Self::Postgres => format!("decode(repeat(md5(random()::text), {}), 'hex')", bytes.div_ceil(16)),
        }
    }

    fn literal(self, hex: &str) -> String {
        match self {
            Self::Sqlite => format!("x'{hex}'"),
            Self::Postgres => format!("decode('{hex}', 'hex')"),
        }
    }
}

/// Over how long they are spread.
const SPREAD_MS: i64 = 90 * 24 * 3_600_000;

/// The sandbox's, which the gateway brings up to date when it starts.
const MERCHANT: &str = "INSERT INTO merchants (id, seller_name, seller_phone, origins)
VALUES ('mer_sandbox', '달빛상점', '02-1234-5678', '[]') ON CONFLICT DO NOTHING";

const HASH_KEY: &str = "INSERT INTO secrets (name, sealed) VALUES ('hash-key', {sealed})";

/// Ids of their time and random letters, as real ones are.
const SQLITE: &str = "BEGIN;
CREATE TEMP TABLE filling AS
WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {until})
SELECT i, at, {time} || substr(hex(randomblob(16)), 1, 22) AS id, randomblob(32) AS line, 'mer_sandbox' AS merchant
FROM (SELECT i, {now} - {spread} + i * {pace} AS at FROM n);
";

const POSTGRES: &str = "BEGIN;
SET LOCAL session_replication_role = replica;
SET LOCAL synchronous_commit = off;
CREATE TEMP TABLE filling AS
SELECT i, at, {time} || substring(md5(random()::text) FROM 1 FOR 22) AS id,
    decode(md5(random()::text) || md5(random()::text), 'hex') AS line, 'mer_sandbox' AS merchant
FROM (SELECT i, {now} - {spread} + i * {pace} AS at FROM generate_series({from}::BIGINT, {until}::BIGINT) AS n(i)) AS n;
";

const ROWS: &str = r#"
INSERT INTO sessions (id, merchant, order_id, amount, goods, billing, status, created_at, expires_at, sends_used, challenge)
SELECT 'cs_' || id, merchant, 'order-' || i, 9900,
    '{"name":"이모티콘 모음","kind":"digital","cash_like":false,"offer_period":{"unit":"days","count":30}}', 'one_off', 'paid',
    at, at + 1800000, 1, 'ch_' || id FROM filling;
INSERT INTO consents (session, kind, version, at)
SELECT 'cs_' || f.id, k.kind, '2026-11-01', f.at FROM filling f CROSS JOIN (SELECT 'carrier_billing_terms' AS kind
    UNION ALL SELECT 'electronic_finance_terms' UNION ALL SELECT 'privacy_collection'
    UNION ALL SELECT 'privacy_third_party' UNION ALL SELECT 'payment_content') k;
INSERT INTO challenges (id, session, channel, carrier, phone, state, authentication, code_proof, tries_used, expires_at,
    resend_at, reservation, line)
SELECT 'ch_' || id, 'cs_' || id, 'sms', 'SKT', {b51}, 'spent', lower(id) || '0123456789', {b32}, 0,
    at + 180000, at + 10000, lower(id) || '9876543210', line FROM filling;
INSERT INTO tokens (hash, sealed, challenge, expires_at, payment)
SELECT {b32}, {b66}, 'ch_' || id, at + 600000, 'pay_' || id FROM filling;
INSERT INTO payments (id, session, challenge, merchant, idempotency_key, status, created_at, paid_at)
SELECT 'pay_' || id, 'cs_' || id, 'ch_' || id, merchant, id || id, 'succeeded', at, at + 1000 FROM filling;
INSERT INTO events (id, merchant, kind, payload, at)
SELECT 'evt_' || id, merchant, 'payment.succeeded',
    '{"id":"evt_' || id || '","type":"payment.succeeded","data":{"id":"pay_' || id || '","session":"cs_' || id ||
    '","order_id":"order-' || i || '","amount":9900,"status":"succeeded","carrier":"SKT","phone":"010-****-0000"}}',
    at + 1000 FROM filling;
INSERT INTO deliveries (event, merchant, due_at, attempts, delivered_at)
SELECT 'evt_' || id, merchant, NULL, 1, at + 1100 FROM filling;
INSERT INTO delivery_attempts (event, at, status) SELECT 'evt_' || id, at + 1100, 204 FROM filling;
INSERT INTO session_steps (session, step, carrier, channel, at)
SELECT 'cs_' || f.id, k.step, CASE WHEN k.step = 'opened' THEN '' ELSE 'SKT' END,
    CASE WHEN k.step = 'opened' THEN '' ELSE 'sms' END, f.at
FROM filling f CROSS JOIN (SELECT 'opened' AS step UNION ALL SELECT 'code_sent' UNION ALL SELECT 'verified'
    UNION ALL SELECT 'paid') k;
INSERT INTO idempotency (scope, key, request, at, lease_until, answer)
SELECT CASE WHEN k.n IN (1, 2) THEN 'session:cs_' || f.id ELSE 'merchant:' || f.merchant END, k.n || f.id || f.id, {b32},
    f.at, f.at + 90000, {b500}
FROM filling f CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) k
WHERE f.at > {now} - 86400000;
INSERT INTO attempts (scope, key, at)
SELECT k.scope, f.line, f.at FROM filling f CROSS JOIN (SELECT 'line' AS scope UNION ALL SELECT 'person'
    UNION ALL SELECT 'address') k
WHERE f.at > {now} - 86400000;
INSERT INTO merchant_attempts (key, slot, shard, times)
SELECT {merchant}, at / 900000, i % 8, COUNT(*) FROM filling WHERE at > {now} - 86400000 GROUP BY at / 900000, i % 8
ON CONFLICT (key, slot, shard) DO UPDATE SET times = merchant_attempts.times + excluded.times;
INSERT INTO sends (line, at) SELECT line, at FROM filling WHERE at > {now} - 3600000;
"#;
