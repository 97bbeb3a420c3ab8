//! What one checkout writes: each list is a transaction.

use carrier_checkout_gateway::clock::{Clock as _, SystemClock};
use carrier_checkout_protocol::{ChallengeId, EventId, PaymentId, SessionId};

use super::{Value, Write};

const MERCHANT: &str = "mer_floor";

/// So many bytes does the gateway keep of each answer, sealed.
const ANSWERS: [usize; 4] = [1_000, 420, 300, 560];

macro_rules! write {
    ($sql:literal, $($value:expr),+) => { Write($sql, vec![$(Value::from($value)),+]) };
}

pub(super) fn merchant() -> Write {
    write!(
        "INSERT INTO merchants (id, seller_name, seller_phone, origins) VALUES ($1, $2, $3, $4)",
        MERCHANT,
        "달빛상점", "02-1234-5678", r#"["http://localhost:8080"]"#
    )
}

/// A whole checkout.
pub(super) fn checkout() -> Vec<Vec<Write>> {
    let checkout = Checkout::new();
    vec![
        vec![checkout.claim(0)],
        vec![checkout.session()],
        vec![checkout.answer(0)],
        vec![checkout.step("opened", "", "")],
        vec![checkout.claim(1)],
        checkout.challenge(),
        checkout.code_sent(),
        vec![checkout.answer(1)],
        vec![checkout.claim(2)],
        vec![checkout.tried()],
        checkout.code_right(),
        checkout.reserved(),
        vec![checkout.answer(2)],
        vec![checkout.claim(3)],
        checkout.payment(),
        checkout.paid(),
        vec![checkout.answer(3)],
        vec![checkout.delivering()],
        checkout.delivered(),
    ]
}

struct Checkout {
    at: i64,
    session: String,
    challenge: String,
    payment: String,
    event: String,
    token: Vec<u8>,
    keys: [String; 4],
}

impl Checkout {
    fn new() -> Self {
        let now = SystemClock.now();
        Self {
            at: now.millis(),
            session: SessionId::made_at(now, bits()).to_string(),
            challenge: ChallengeId::made_at(now, bits()).to_string(),
            payment: PaymentId::made_at(now, bits()).to_string(),
            event: EventId::made_at(now, bits()).to_string(),
            token: bytes(32),
            keys: std::array::from_fn(|_| format!("{:032x}{:032x}", fastrand::u128(..), fastrand::u128(..))),
        }
    }

    fn scope(&self, which: usize) -> String {
        if matches!(which, 1 | 2) { format!("session:{}", self.session) } else { format!("merchant:{MERCHANT}") }
    }

    fn claim(&self, which: usize) -> Write {
        write!(
            "INSERT INTO idempotency (scope, key, request, at, lease_until) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (scope, key) DO NOTHING",
            self.scope(which),
            self.keys[which].clone(),
            bytes(32),
            self.at,
            self.at + 90_000
        )
    }

    fn answer(&self, which: usize) -> Write {
        write!(
            "UPDATE idempotency SET answer = $1 WHERE scope = $2 AND key = $3",
            bytes(ANSWERS[which]),
            self.scope(which),
            self.keys[which].clone()
        )
    }

    fn session(&self) -> Write {
        write!(
            "INSERT INTO sessions (id, merchant, order_id, amount, goods, billing, billing_day, embed, status, created_at,
                 expires_at)
             VALUES ($1, $2, $3, 9900, $4, 'one_off', NULL, NULL, 'open', $5, $6)",
            self.session.clone(),
            MERCHANT,
            format!("order-{:016x}", fastrand::u64(..)),
            r#"{"name":"이모티콘 모음","kind":"digital","cash_like":false,"offer_period":{"unit":"days","count":30}}"#,
            self.at,
            self.at + 1_800_000
        )
    }

    fn step(&self, step: &str, carrier: &str, channel: &str) -> Write {
        write!(
            "INSERT INTO session_steps (session, step, carrier, channel, at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT DO NOTHING",
            self.session.clone(),
            step,
            carrier,
            channel,
            self.at
        )
    }

    fn consent(&self) -> Write {
        write!(
            "INSERT INTO consents (session, kind, version, at) VALUES ($1, 'payment_content', '2026-11-01', $2)",
            self.session.clone(),
            self.at
        )
    }

    fn challenge(&self) -> Vec<Write> {
        let line = bytes(32);
        vec![
            write!("INSERT INTO sends (line, at) VALUES ($1, $2)", line.clone(), self.at),
            write!(
                "INSERT INTO challenges (id, session, channel, carrier, phone, embedder, line, cool_off_hours, state)
                 VALUES ($1, $2, 'sms', 'SKT', $3, NULL, $4, 0, 'sending')",
                self.challenge.clone(),
                self.session.clone(),
                bytes(51),
                line
            ),
            write!(
                "UPDATE sessions SET status = 'open', last_failure = NULL, challenge = $1, sends_used = sends_used + 1
                 WHERE id = $2",
                self.challenge.clone(),
                self.session.clone()
            ),
            write!(
                "INSERT INTO attempts (scope, key, at)
                 VALUES ('line', $1, $4), ('person', $2, $4), ('address', $3, $4)",
                bytes(32),
                bytes(32),
                bytes(32),
                self.at
            ),
            write!(
                "INSERT INTO consents (session, kind, version, at)
                 VALUES ($1, 'carrier_billing_terms', '2026-11-01', $2), ($1, 'electronic_finance_terms', '2026-11-01', $2),
                     ($1, 'privacy_collection', '2026-11-01', $2), ($1, 'privacy_third_party', '2026-11-01', $2)",
                self.session.clone(),
                self.at
            ),
            // All are at one merchant.
            write!(
                "INSERT INTO merchant_attempts (key, slot, shard, times) VALUES ($1, 7, $2, 1)
                 ON CONFLICT (key, slot, shard) DO UPDATE SET times = merchant_attempts.times + 1",
                vec![7; 32],
                fastrand::i64(0..8)
            ),
        ]
    }

    fn code_sent(&self) -> Vec<Write> {
        vec![
            write!(
                "UPDATE challenges SET state = 'sent', authentication = $1, expires_at = $2, resend_at = $3,
                     tries_used = 0 WHERE id = $4",
                format!("{:032x}", fastrand::u128(..)),
                self.at + 180_000,
                self.at + 10_000,
                self.challenge.clone()
            ),
            self.status("challenged"),
            self.step("code_sent", "SKT", "sms"),
        ]
    }

    fn status(&self, status: &str) -> Write {
        write!("UPDATE sessions SET status = $1 WHERE id = $2", status, self.session.clone())
    }

    fn tried(&self) -> Write {
        write!(
            "UPDATE challenges SET tries_used = tries_used + 1, trying_until = $1 WHERE id = $2",
            self.at + 120_000,
            self.challenge.clone()
        )
    }

    fn code_right(&self) -> Vec<Write> {
        let right = write!(
            "UPDATE challenges SET state = 'code_right', code_proof = $1 WHERE id = $2",
            bytes(32),
            self.challenge.clone()
        );
        vec![right, self.consent()]
    }

    fn reserved(&self) -> Vec<Write> {
        vec![
            write!(
                "UPDATE challenges SET state = 'reserved', reservation = $1, trying_until = 0, tries_used = 0
                 WHERE id = $2",
                format!("{:032x}", fastrand::u128(..)),
                self.challenge.clone()
            ),
            self.status("verified"),
            write!(
                "INSERT INTO tokens (hash, sealed, challenge, expires_at) VALUES ($1, $2, $3, $4)",
                self.token.clone(),
                bytes(66),
                self.challenge.clone(),
                self.at + 600_000
            ),
            self.step("verified", "SKT", "sms"),
        ]
    }

    fn payment(&self) -> Vec<Write> {
        vec![
            self.status("processing"),
            write!("UPDATE tokens SET payment = $1 WHERE hash = $2", self.payment.clone(), self.token.clone()),
            write!("UPDATE challenges SET state = 'spent' WHERE id = $1", self.challenge.clone()),
            write!(
                "INSERT INTO payments (id, session, challenge, idempotency_key, status, created_at, check_at, merchant)
                 VALUES ($1, $2, $3, $4, 'processing', $5, $6, $7)",
                self.payment.clone(),
                self.session.clone(),
                self.challenge.clone(),
                self.keys[3].clone(),
                self.at,
                self.at + 90_000,
                MERCHANT
            ),
        ]
    }

    fn paid(&self) -> Vec<Write> {
        let told = format!(
            r#"{{"id":"{}","type":"payment.succeeded","timestamp":"2026-11-22T08:31:00.000Z","data":{{"id":"{}","#,
            self.event, self.payment
        );
        vec![
            write!(
                "UPDATE payments SET status = 'succeeded', paid_at = $1, check_at = NULL WHERE id = $2",
                self.at,
                self.payment.clone()
            ),
            self.status("paid"),
            self.step("paid", "SKT", "sms"),
            write!(
                "INSERT INTO events (id, merchant, kind, payload, at) VALUES ($1, $2, 'payment.succeeded', $3, $4)",
                self.event.clone(),
                MERCHANT,
                format!(r#"{told}"session":"{}","note":"{:x<260}"}}}}"#, self.session, ""),
                self.at
            ),
            write!(
                "INSERT INTO deliveries (event, merchant, due_at) VALUES ($1, $2, $3)",
                self.event.clone(),
                MERCHANT, self.at
            ),
        ]
    }

    fn delivering(&self) -> Write {
        write!(
            "UPDATE deliveries SET due_at = $1, attempts = attempts + 1 WHERE event = $2",
            self.at + 60_000,
            self.event.clone()
        )
    }

    fn delivered(&self) -> Vec<Write> {
        vec![
            write!(
                "INSERT INTO delivery_attempts (event, at, status) VALUES ($1, $2, 204)",
                self.event.clone(),
                self.at
            ),
            write!(
                "UPDATE deliveries SET due_at = NULL, delivered_at = $1 WHERE event = $2",
                self.at,
                self.event.clone()
            ),
        ]
    }
}

/// For ids as the gateway makes them.
fn bits() -> u128 {
    fastrand::u128(..)
}

fn bytes(count: usize) -> Vec<u8> {
    std::iter::repeat_with(|| fastrand::u8(..)).take(count).collect()
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
