//! Whatever has happened and however old it is: nothing younger than its time goes, and nothing older stays.

use std::collections::BTreeSet;

use carrier_checkout_gateway::clock::Clock as _;
use carrier_checkout_gateway::store::LARGE_ABOVE;
use carrier_checkout_protocol::Timestamp;
use jiff::ToSpan as _;
use jiff::tz::{Offset, TimeZone};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::page::Dist;
use super::support::Gateway;
use super::support_database::lasting;
use super::support_tables::Tables;

const DAY_MS: i64 = 24 * 3_600_000;

/// A session as it may have become, with its times in milliseconds before now.
#[derive(Debug, Clone)]
struct Past {
    won: i64,
    began: i64,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Unpaid { named_a_line: bool, to_be_released: bool },
    Failed,
    Processing,
    Paid { refund: Option<Given>, disputed: Option<i64>, key: Option<Key>, other_line: bool },
}

/// Given back so long after the payment, or about to be.
#[derive(Debug, Clone)]
enum Given {
    Pending,
    Settled(i64),
}

/// When a key was stopped, if it was, and when each later month was charged, all of them after the payment.
#[derive(Debug, Clone)]
struct Key {
    stopped: Option<i64>,
    months: Vec<i64>,
}

fn ages() -> impl Strategy<Value = i64> {
    let years = 0..2_400 * DAY_MS;
    let near = |days: i64| (days - 1) * DAY_MS..(days + 2) * DAY_MS;
    prop_oneof![years, near(30), near(365), near(1_826), near(1_827)]
}

fn pasts() -> impl Strategy<Value = Past> {
    let given = prop_oneof![Just(Given::Pending), ages().prop_map(Given::Settled)];
    let key = (prop::option::of(ages()), prop::collection::vec(ages(), 0..4));
    let key = key.prop_map(|(stopped, months)| Key { stopped, months });
    let paid =
        (prop::option::of(given), prop::option::weighted(0.2, ages()), prop::option::weighted(0.4, key), any::<bool>());
    let kind = prop_oneof![
        2 => (any::<bool>(), prop::bool::weighted(0.2))
            .prop_map(|(named_a_line, to_be_released)| Kind::Unpaid { named_a_line, to_be_released }),
        1 => Just(Kind::Failed),
        1 => Just(Kind::Processing),
        5 => paid.prop_map(|(refund, disputed, key, other_line)| Kind::Paid { refund, disputed, key, other_line }),
    ];
    let won = prop_oneof![Just(LARGE_ABOVE), Just(LARGE_ABOVE + 1), 1_000..50_000_i64];
    (won, ages(), kind).prop_map(|(won, began, kind)| Past { won, began, kind })
}

/// Until when a record of that moment is kept.
fn kept_until(at: i64, won: i64) -> i64 {
    let korea = TimeZone::fixed(Offset::constant(9));
    let day = jiff::Timestamp::from_millisecond(at).unwrap().to_zoned(korea.clone()).date();
    let years = if won > LARGE_ABOVE { 5 } else { 1 };
    let over = day.saturating_add(years.years()).tomorrow().unwrap();
    over.to_zoned(korea).unwrap().timestamp().as_millisecond()
}

/// The sessions, challenges and payments that are to be there: as the law and docs/retention.md say it, one by one.
#[derive(Default)]
struct Expected(BTreeSet<String>);

impl Expected {
    fn keep(&mut self, what: &str, number: usize, kept: bool) {
        if kept {
            self.0.insert(format!("{what}{number}"));
        }
    }

    fn past(&mut self, number: usize, past: &Past, now: i64) {
        let began = now - past.began;
        let expired = began + 1_800_000;
        let line_kept = expired >= now - 30 * DAY_MS;
        match &past.kind {
            Kind::Unpaid { named_a_line, to_be_released } => {
                let kept = expired >= now - 365 * DAY_MS || *to_be_released && *named_a_line;
                self.keep("cs", number, kept);
                self.keep("ch", number, kept && *named_a_line && (line_kept || *to_be_released));
            }
            Kind::Failed => {
                let kept = expired >= now - 365 * DAY_MS;
                for what in ["cs", "ch", "pay"] {
                    self.keep(what, number, kept);
                }
            }
            Kind::Processing => ["cs", "ch", "pay"].iter().for_each(|what| self.keep(what, number, true)),
            Kind::Paid { refund, disputed, key, other_line } => {
                let later = |after: i64| (began + after).min(now);
                let within = |at: i64| kept_until(at, past.won) > now;
                let mut kept = within(began);
                kept |= match refund {
                    Some(Given::Pending) => true,
                    Some(Given::Settled(after)) => within(later(*after)),
                    None => false,
                };
                kept |= disputed.is_some_and(|after| is_open(after) || kept_until(later(after), LARGE_ABOVE + 1) > now);
                if let Some(key) = key {
                    kept |= key.stopped.is_none_or(|after| within(later(after)));
                    kept |= key.months.iter().any(|after| within(later(*after)));
                }
                for what in ["cs", "ch", "pay"] {
                    self.keep(what, number, kept);
                }
                self.keep("other", number, kept && *other_line && line_kept);
                for (month, after) in key.iter().flat_map(|key| &key.months).enumerate() {
                    let newest = month + 1 == key.as_ref().unwrap().months.len();
                    self.keep(&format!("month{month}-"), number, kept && (newest || within(later(*after))));
                }
            }
        }
    }
}

/// The same as rows.
fn rows(number: usize, past: &Past, now: i64) -> String {
    let began = now - past.began;
    let (session, challenge, payment) = (format!("cs{number}"), format!("ch{number}"), format!("pay{number}"));
    let status = match past.kind {
        Kind::Unpaid { .. } | Kind::Failed => "expired",
        Kind::Processing => "processing",
        Kind::Paid { .. } => "paid",
    };
    let mut sql = format!(
        "INSERT INTO sessions (id, merchant, order_id, amount, goods, billing, status, created_at, expires_at)
             VALUES ('{session}', 'mer_sandbox', 'o', {}, '{{}}', 'one_off', '{status}', {began}, {});
         INSERT INTO consents (session, kind, version, at) VALUES ('{session}', 'privacy_collection', 'v', {began});
         INSERT INTO session_steps (session, step, at) VALUES ('{session}', 'opened', {began});
         INSERT INTO session_failures (session, reason, at) VALUES ('{session}', 'unknown', {began});",
        past.won,
        began + 1_800_000
    );
    let line = |id: &str, state: &str, release: &str| {
        format!(
            "INSERT INTO challenges (id, session, channel, carrier, phone, state, release_at)
                 VALUES ('{id}', '{session}', 'sms', 'SKT', {EMPTY}, '{state}', {release});
             INSERT INTO tokens (hash, sealed, challenge, expires_at) VALUES ({}, {EMPTY}, '{id}', {began});",
            bytes(id)
        )
    };
    let pay = |status: &str| {
        format!(
            "INSERT INTO payments (id, session, challenge, merchant, idempotency_key, status, created_at, paid_at)
                 VALUES ('{payment}', '{session}', '{challenge}', 'mer_sandbox', 'k', '{status}', {began}, {});",
            if status == "succeeded" { began.to_string() } else { "NULL".to_owned() }
        )
    };
    match &past.kind {
        Kind::Unpaid { named_a_line: false, .. } => {}
        Kind::Unpaid { to_be_released, .. } => {
            sql += &line(&challenge, "ended", if *to_be_released { "0" } else { "NULL" });
        }
        Kind::Failed => sql += &(line(&challenge, "spent", "NULL") + &pay("failed")),
        Kind::Processing => sql += &(line(&challenge, "spent", "NULL") + &pay("processing")),
        Kind::Paid { refund, disputed, key, other_line } => {
            let later = |after: i64| (began + after).min(now);
            sql += &(line(&challenge, "spent", "NULL") + &pay("succeeded"));
            if *other_line {
                sql += &line(&format!("other{number}"), "ended", "NULL");
            }
            if let Some(given) = refund {
                let (status, at) = match given {
                    Given::Pending => ("pending", "NULL".to_owned()),
                    Given::Settled(after) => ("succeeded", later(*after).to_string()),
                };
                sql += &format!(
                    "INSERT INTO refunds (id, payment, amount, kind, status, idempotency_key, created_at, settled_at)
                         VALUES ('re{number}', '{payment}', 1, 'refund', '{status}', 'k', {began}, {at});"
                );
            }
            if let Some(after) = disputed {
                let closed = later(*after);
                let (status, closed_at) =
                    if is_open(*after) { ("open", "NULL".to_owned()) } else { ("rejected", closed.to_string()) };
                sql += &format!(
                    "INSERT INTO disputes (id, payment, opened_at, status, closed_at)
                         VALUES ('dp{number}', '{payment}', {began}, '{status}', {closed_at});"
                );
            }
            if let Some(key) = key {
                sql += &key_rows(number, key, later);
            }
        }
    }
    sql
}

/// Some disputes are never decided.
const fn is_open(after: i64) -> bool {
    after % 8 == 0
}

const EMPTY: &str = "CAST('' AS BYTES)";

fn bytes(text: &str) -> String {
    format!("CAST('{text}' AS BYTES)")
}

fn key_rows(number: usize, key: &Key, later: impl Fn(i64) -> i64) -> String {
    let (stopped, by) = match key.stopped {
        Some(after) => (later(after).to_string(), "'merchant'"),
        None => ("NULL".to_owned(), "NULL"),
    };
    let mut sql = format!(
        "INSERT INTO billing_keys (id, first_payment, created_at, stopped_at, stopped_by)
             VALUES ('bk{number}', 'pay{number}', {}, {stopped}, {by});
         UPDATE payments SET billing_key = 'bk{number}', month = 200001 WHERE id = 'pay{number}';",
        later(0)
    );
    for (month, after) in key.months.iter().enumerate() {
        sql += &format!(
            "INSERT INTO payments (id, session, challenge, merchant, idempotency_key, status, created_at, paid_at,
                 billing_key, month, later_order)
             VALUES ('month{month}-{number}', 'cs{number}', 'ch{number}', 'mer_sandbox', 'k{month}', 'succeeded', {at}, {at},
                 'bk{number}', {}, 'o{month}');",
            200_101 + month,
            at = later(*after)
        );
    }
    sql
}

async fn left(tables: &mut Tables) -> BTreeSet<String> {
    tables
        .texts("SELECT id FROM sessions UNION ALL SELECT id FROM challenges UNION ALL SELECT id FROM payments")
        .await
        .into_iter()
        .collect()
}

async fn lawful(pasts: &[Past]) {
    let directory = Dist::built();
    let database = lasting(&directory).await;
    let gateway = Gateway::with(|config| config.database = database).await;
    let mut tables = gateway_tables(&gateway).await;
    let now: Timestamp = gateway.clock.now();
    let mut expected = Expected::default();
    let mut sql = "BEGIN;".to_owned();
    for (number, past) in pasts.iter().enumerate() {
        sql += &rows(number, past, now.millis());
        expected.past(number, past, now.millis());
    }
    let bytes = if matches!(tables, Tables::Sqlite(_)) { "BLOB" } else { "BYTEA" };
    tables.run(&(sql.replace("BYTES", bytes) + "COMMIT;")).await;
    gateway.app.forget().await.unwrap();
    assert_eq!(left(&mut tables).await, expected.0);
    for orphan in [
        "tokens t LEFT JOIN challenges c ON c.id = t.challenge WHERE c.id IS NULL",
        "consents o LEFT JOIN sessions s ON s.id = o.session WHERE s.id IS NULL",
        "session_steps o LEFT JOIN sessions s ON s.id = o.session WHERE s.id IS NULL",
        "refunds r LEFT JOIN payments p ON p.id = r.payment WHERE p.id IS NULL",
    ] {
        assert_eq!(tables.number(&format!("SELECT COUNT(*) FROM {orphan}")).await, 0, "{orphan}");
    }
}

async fn gateway_tables(gateway: &Gateway) -> Tables {
    Tables::of(&gateway.config.database).await
}

#[test]
fn nothing_younger_than_its_time_goes_and_nothing_older_stays() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(Config { cases: 8, failure_persistence: None, ..Config::default() });
    let strategy = prop::collection::vec(pasts(), 150..250);
    let lawful = |pasts: Vec<Past>| {
        runtime.block_on(lawful(&pasts));
        Ok(())
    };
    runner.run(&strategy, lawful).unwrap();
}
