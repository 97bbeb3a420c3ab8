//! How the databases find what the store asks for: never by walking through a table, which would take longer with
//! every payment that is kept.
//!
//! The statements are read out of the store's sources, so that none can be forgotten.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _, SqlitePool};

use super::support_database::{on_postgres, on_server};

/// There are few merchants; and keys of a day are gone through when a process starts on a file.
const MAY_WALK: [&str; 13] = [
    "SELECT EXISTS (SELECT 1 FROM merchants WHERE direct_origins",
    "SELECT EXISTS (SELECT 1 FROM merchants, json_each(direct_origins)",
    "UPDATE idempotency SET lease_until = 0 WHERE answer IS NULL",
    // What an operator asks by a command.
    "SELECT * FROM merchant_keys ORDER BY made_at DESC, hash",
    "SELECT * FROM merchants ORDER BY seller_name, id",
    "SELECT COUNT(*) FROM idempotency WHERE substr(answer",
    "SELECT COUNT(answer) FROM idempotency",
    "SELECT EXISTS (SELECT 1 FROM sqlite_master",
    "SELECT id, phone FROM challenges WHERE length(phone) > 0 LIMIT 5",
    "SELECT version FROM _sqlx_migrations WHERE success",
    // For /metrics: of what is due and of who has a receiver there are few.
    "SELECT COUNT(*), MIN(d.due_at) FROM deliveries d",
    // The beginnings of some, whose ends, with a limit, stand elsewhere.
    "SELECT e.id FROM events e JOIN deliveries d ON d.event = e.id",
    "SELECT c.id FROM challenges c JOIN sessions s ON s.id = c.session",
];

/// What is in them is under way: they are short.
const SHORT: [&str; 6] = [
    "sessions_waiting",
    "payments_unsettled",
    "payments_one_at_a_time",
    "refunds_unsettled",
    "disputes_open",
    "deliveries_due",
];

/// No table, but one row for each merchant that waits.
const WAITING: &str = "SCAN w";

/// PostgreSQL's alone, or no whole statement.
const NOT_SQLITES: [&str; 5] = [
    "SELECT 'PostgreSQL '",
    "SELECT COUNT(",
    "SELECT EXISTS (SELECT 1 FROM merchants WHERE direct_origins::jsonb",
    "SELECT pg_advisory_xact_lock",
    "SELECT to_regclass",
];

/// PostgreSQL's alone, though SQLite would understand it: it has one of its own, which names the index.
const POSTGRES_ONLY: &str = "SELECT id FROM sessions\n             WHERE status IN ('open', 'challenged', 'verified')";

/// SQLite's alone, no whole statement, or one whose parameters have no type until they are bound.
const NOT_POSTGRES: [&str; 8] = [
    "SELECT id FROM sessions INDEXED BY sessions_waiting",
    "SELECT COUNT(",
    "SELECT EXISTS (SELECT 1 FROM merchants, json_each(direct_origins)",
    "SELECT EXISTS (SELECT 1 FROM sqlite_master",
    "SELECT p.*, COALESCE(p.later_order, s.order_id) AS order_id",
    "UPDATE challenges\n             SET poll_at = CASE",
    "UPDATE challenges SET state = 'sent', authentication = $1",
    "SELECT 'SQLite '",
];

/// Every whole statement in the store's sources, as PostgreSQL takes it where that is another text.
fn statements() -> BTreeSet<String> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/sql");
    let sources =
        std::fs::read_dir(directory).unwrap().map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    let texts: Vec<String> = sources.flat_map(|source| texts(source.split("#[cfg(test)]").next().unwrap())).collect();
    let payments = texts.iter().find(|text| text.starts_with("SELECT p.*, COALESCE(")).unwrap();
    let whole = texts.iter().filter_map(|text| {
        let whole = if text.starts_with("WHERE p.") { format!("{payments}{text}") } else { text.clone() };
        let is_statement =
            ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "].iter().any(|verb| whole.starts_with(verb));
        // What is deleted is named one by one behind it.
        let open = whole.matches('(').count().saturating_sub(whole.matches(')').count());
        let whole = if whole.ends_with("IN (") { format!("{whole}'x'{}", ")".repeat(open)) } else { whole };
        // What ends with a space goes on, and what ends without is complete.
        (is_statement && !whole.ends_with(' ') && !whole.ends_with("= ")).then_some(whole)
    });
    let fragments = |text: &String| text.contains("VALUES") || !text.starts_with("INSERT ") || text.contains("SELECT");
    whole.filter(fragments).collect()
}

/// The string literals of a source.
fn texts(source: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for line_or_more in
        source.split("//").enumerate().map(|(part, text)| if part == 0 { text } else { after_line(text) })
    {
        let mut rest = line_or_more;
        while let Some((_, from)) = rest.split_once('"') {
            let Some((text, after)) = from.split_once('"') else { break };
            texts.push(text.to_owned());
            rest = after;
        }
    }
    texts
}

/// What follows a comment.
fn after_line(comment: &str) -> &str {
    comment.split_once('\n').map_or("", |(_, rest)| rest)
}

async fn sqlite() -> SqlitePool {
    let options = SqliteConnectOptions::new().in_memory(true);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
    sqlx::migrate!("migrations/sqlite").run(&pool).await.unwrap();
    pool
}

#[tokio::test]
async fn sqlite_walks_through_no_table() {
    let (pool, statements) = (sqlite().await, statements());
    assert!(statements.len() > 90, "only {} statements were found", statements.len());
    let (mut walked, mut refused) = (Vec::new(), Vec::new());
    for statement in statements.into_iter().filter(|statement| !statement.starts_with(POSTGRES_ONLY)) {
        let plan = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"))).fetch_all(&pool).await;
        let Ok(plan) = plan else {
            refused.push(statement);
            continue;
        };
        let steps: Vec<String> = plan.iter().map(|row| row.get("detail")).collect();
        let walks = |step: &String| {
            // A walk from some id on is one, too.
            (step.starts_with("SCAN ") || step.ends_with("_1 (id>?)"))
                && !["CONSTANT ROW", "json_each"].iter().any(|other| step.contains(other))
                && step != WAITING
                && !SHORT.iter().any(|index| step.ends_with(index))
        };
        if steps.iter().any(walks) && !MAY_WALK.iter().any(|known| statement.starts_with(known)) {
            walked.push(format!("{statement}\n    {}", steps.join("\n    ")));
        }
    }
    assert!(walked.is_empty(), "{} walk:\n\n{}", walked.len(), walked.join("\n\n"));
    refused.retain(|statement| !NOT_SQLITES.iter().any(|known| statement.starts_with(known)));
    assert!(
        refused.is_empty(),
        "SQLite does not understand:

{}",
        refused.join(
            "

"
        )
    );
}

#[tokio::test]
async fn postgres_walks_through_no_table() {
    if !on_postgres() {
        return;
    }
    // Short tables are walked through for good reason; with this only where there is no other way.
    let (walked, refused) = postgres_walks(ROWS, &["enable_seqscan = off"]).await;
    assert!(walked.is_empty(), "{} walk:\n\n{}", walked.len(), walked.join("\n\n"));
    assert!(refused.is_empty(), "PostgreSQL does not understand:\n\n{}", refused.join("\n\n"));
}

#[tokio::test]
async fn postgres_plans_for_more_than_a_new_database_has() {
    if !on_postgres() {
        return;
    }
    // A gateway keeps its plans until PostgreSQL has counted what the tables hold: until then every index seems as good.
    let (walked, _) = postgres_walks("", &["enable_seqscan = off"]).await;
    assert!(walked.is_empty(), "{} walk:\n\n{}", walked.len(), walked.join("\n\n"));
}

/// The statements that walk through a table with those rows and settings, and those that are not understood.
async fn postgres_walks(rows: &'static str, settings: &[&str]) -> (Vec<String>, Vec<String>) {
    let url = on_server().await;
    let mut connection = PgConnection::connect(&url).await.unwrap();
    sqlx::raw_sql(rows).execute(&mut connection).await.unwrap();
    for setting in settings.iter().chain(&["plan_cache_mode = force_generic_plan"]) {
        sqlx::raw_sql(AssertSqlSafe(format!("SET {setting}"))).execute(&mut connection).await.unwrap();
    }
    let (mut walked, mut refused) = (Vec::new(), Vec::new());
    for (number, statement) in statements().into_iter().enumerate() {
        let statement = statement.replace("/*!", " ").replace("*/", " ");
        let prepared = format!("PREPARE s{number} AS {statement}");
        if sqlx::raw_sql(AssertSqlSafe(prepared)).execute(&mut connection).await.is_err() {
            refused.push(statement);
            continue;
        }
        let parameters = (1..20).take_while(|number| statement.contains(&format!("${number}"))).count();
        let values = if parameters == 0 { String::new() } else { format!("({})", vec!["NULL"; parameters].join(", ")) };
        let explain = format!("EXPLAIN (FORMAT JSON) EXECUTE s{number}{values}");
        let plan: Value = sqlx::raw_sql(AssertSqlSafe(explain)).fetch_one(&mut connection).await.unwrap().get(0);
        if walks(&plan) && !MAY_WALK.iter().any(|known| statement.starts_with(known)) {
            walked.push(format!("{statement}\n{plan:#}"));
        }
    }
    refused.retain(|statement| !NOT_POSTGRES.iter().any(|known| statement.starts_with(known)));
    (walked, refused)
}

/// Whether a plan has a step that goes through a table, or through an index from its beginning to its end.
fn walks(plan: &Value) -> bool {
    match plan {
        Value::Array(steps) => steps.iter().any(walks),
        Value::Object(step) => {
            let node = step.get("Node Type").and_then(Value::as_str).unwrap_or_default();
            let index = step.get("Index Name").and_then(Value::as_str).unwrap_or_default();
            let from_end_to_end = node.starts_with("Index") && !step.contains_key("Index Cond");
            let whole = node == "Seq Scan" || from_end_to_end && !SHORT.contains(&index);
            whole || step.values().any(walks)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// What PostgreSQL needs to see that one index is better than another: a few thousand payments, with what belongs to them.
const ROWS: &str = "
CREATE TEMP TABLE n AS SELECT i, i * 1000 AS at FROM generate_series(1, 5000) AS s(i);
INSERT INTO merchants (id, seller_name, seller_phone, origins, webhook_url, webhook_secrets)
    SELECT 'm' || i, 's', 'p', '[]', 'u', '' FROM n;
INSERT INTO merchant_keys (hash, merchant, made_at) SELECT decode(md5(i::text), 'hex'), 'm' || i, at FROM n;
INSERT INTO sessions (id, merchant, order_id, amount, goods, billing, status, created_at, expires_at, challenge)
    SELECT 's' || i, 'm' || i, 'o' || i, 9900, '{}', 'one_off', 'paid', at, at, 'c' || i FROM n;
INSERT INTO consents (session, kind, version, at) SELECT 's' || i, 'k', 'v', at FROM n;
INSERT INTO challenges (id, session, channel, carrier, phone, state, line)
    SELECT 'c' || i, 's' || i, 'sms', 'SKT', '', 'spent', decode(md5(i::text), 'hex') FROM n;
INSERT INTO tokens (hash, sealed, challenge, expires_at, payment)
    SELECT decode(md5(i::text), 'hex'), '', 'c' || i, at, 'p' || i FROM n;
INSERT INTO payments (id, session, challenge, merchant, idempotency_key, status, created_at, paid_at)
    SELECT 'p' || i, 's' || i, 'c' || i, 'm' || i, 'k' || i, 'succeeded', at, at FROM n;
INSERT INTO billing_keys (id, first_payment, created_at) SELECT 'b' || i, 'p' || i, at FROM n;
UPDATE payments SET billing_key = 'b' || substring(id FROM 2), month = 202612;
INSERT INTO payments (id, session, challenge, merchant, idempotency_key, status, created_at, billing_key, month, later_order)
    SELECT 'l' || i, 's' || i, 'c' || i, 'm' || i, 'l' || i, 'succeeded', at, 'b' || i, 202701, 'l' || i FROM n;
INSERT INTO disputes (id, payment, opened_at) SELECT 'd' || i, 'p' || i, at FROM n;
INSERT INTO refunds (id, payment, amount, kind, status, idempotency_key, created_at, settled_at)
    SELECT 'r' || i, 'p' || i, 1, 'cancel', 'succeeded', 'k', at, at FROM n;
INSERT INTO events (id, merchant, kind, payload, at) SELECT 'e' || i, 'm' || i, 'k', '{}', at FROM n;
INSERT INTO deliveries (event, merchant, delivered_at) SELECT 'e' || i, 'm' || i, at FROM n;
INSERT INTO delivery_attempts (event, at, status) SELECT 'e' || i, at, 204 FROM n;
INSERT INTO session_steps (session, step, at) SELECT 's' || i, 'opened', at FROM n;
INSERT INTO session_failures (session, reason, at) SELECT 's' || i, 'r', at FROM n;
INSERT INTO idempotency (scope, key, request, at, lease_until) SELECT 's' || i, 'k', '', at, at FROM n;
INSERT INTO receipt_mails (session, sent) SELECT 's' || i, 1 FROM n;
INSERT INTO attempts (scope, key, at) SELECT 'line', decode(md5(i::text), 'hex'), at FROM n;
INSERT INTO merchant_attempts (key, slot, shard, times) SELECT '', i, 0, 1 FROM n;
INSERT INTO sends (line, at) SELECT decode(md5(i::text), 'hex'), at FROM n;
INSERT INTO console_logins (hash, merchant, key_hash, test, expires_at)
    SELECT decode(md5(i::text), 'hex'), 'm' || i, '', TRUE, at FROM n;
INSERT INTO console_tries (address, at) SELECT decode(md5(i::text), 'hex'), at FROM n;
ANALYZE";
