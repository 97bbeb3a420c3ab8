-- Monthly billing: the day that is agreed, the key that is issued with the first payment, and the later months.
ALTER TABLE sessions ADD COLUMN billing_day INTEGER CHECK (billing_day BETWEEN 1 AND 28);

CREATE TABLE billing_keys (
    id            TEXT PRIMARY KEY,
    first_payment TEXT NOT NULL UNIQUE REFERENCES payments (id),
    created_at    INTEGER NOT NULL,
    stopped_at    INTEGER,
    stopped_by    TEXT CHECK (stopped_by IN ('shopper', 'merchant')),
    CHECK ((stopped_at IS NULL) = (stopped_by IS NULL))
) STRICT;

-- A later month is a payment of the same session and line, which nobody proves anew. SQLite cannot
-- take a constraint away, so the table is made anew, and with it the one that refers to it.
CREATE TABLE new_payments (
    id              TEXT PRIMARY KEY,
    session         TEXT NOT NULL REFERENCES sessions (id),
    challenge       TEXT NOT NULL REFERENCES challenges (id),
    idempotency_key TEXT NOT NULL,
    status          TEXT NOT NULL CHECK (status IN ('processing', 'succeeded', 'failed')),
    created_at      INTEGER NOT NULL,
    paid_at         INTEGER,
    failure         TEXT, -- JSON
    check_at        INTEGER,
    checks          INTEGER NOT NULL DEFAULT 0,
    billing_key     TEXT REFERENCES billing_keys (id),
    month           INTEGER, -- in Korea, such as 202612
    later_order     TEXT, -- the merchant's number of a later month's order; the first payment has the session's
    later_charge    TEXT, -- the carrier's id of it, once it is known; the first payment has the reservation's
    CHECK ((billing_key IS NULL) = (month IS NULL)),
    CHECK (later_order IS NULL OR billing_key IS NOT NULL),
    CHECK (later_charge IS NULL OR later_order IS NOT NULL)
) STRICT;

CREATE TABLE new_disputes (
    id        TEXT PRIMARY KEY,
    payment   TEXT NOT NULL UNIQUE REFERENCES new_payments (id),
    opened_at INTEGER NOT NULL
) STRICT;

INSERT INTO new_payments (id, session, challenge, idempotency_key, status, created_at, paid_at, failure, check_at, checks)
SELECT id, session, challenge, idempotency_key, status, created_at, paid_at, failure, check_at, checks FROM payments;
INSERT INTO new_disputes (id, payment, opened_at) SELECT id, payment, opened_at FROM disputes;
DROP TABLE disputes;
DROP TABLE payments;
ALTER TABLE new_payments RENAME TO payments;
ALTER TABLE new_disputes RENAME TO disputes;

-- One session can end in at most one payment, and one challenge be exchanged for one.
CREATE UNIQUE INDEX payments_one_per_session ON payments (session)
    WHERE status IN ('processing', 'succeeded') AND later_order IS NULL;
CREATE UNIQUE INDEX payments_one_per_challenge ON payments (challenge) WHERE later_order IS NULL;
CREATE INDEX payments_unsettled ON payments (check_at) WHERE status = 'processing';

-- One key is charged at most once for each month, and for one month at a time.
CREATE UNIQUE INDEX payments_one_per_month ON payments (billing_key, month) WHERE status IN ('processing', 'succeeded');
CREATE UNIQUE INDEX payments_one_at_a_time ON payments (billing_key) WHERE status = 'processing';
CREATE UNIQUE INDEX payments_later_requests ON payments (billing_key, idempotency_key) WHERE later_order IS NOT NULL;
