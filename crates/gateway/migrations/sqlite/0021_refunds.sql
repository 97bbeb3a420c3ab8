-- What is given back of payments. The payment's own row stays as it is: it was charged.
CREATE TABLE refunds (
    id              TEXT PRIMARY KEY,
    payment         TEXT NOT NULL REFERENCES payments (id),
    amount          INTEGER NOT NULL CHECK (amount > 0),
    kind            TEXT NOT NULL CHECK (kind IN ('cancel', 'refund')),
    status          TEXT NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
    idempotency_key TEXT NOT NULL,
    reason          TEXT,
    account         BLOB, -- sealed, and only as long as it is pending
    carrier_refund  TEXT, -- the carrier's id of it, once it is known
    failure         TEXT, -- JSON
    created_at      INTEGER NOT NULL,
    settled_at      INTEGER,
    check_at        INTEGER,
    checks          INTEGER NOT NULL DEFAULT 0,
    CHECK ((status = 'pending') = (settled_at IS NULL)),
    CHECK (account IS NULL OR status = 'pending')
) STRICT;

CREATE UNIQUE INDEX refunds_requests ON refunds (payment, idempotency_key);
CREATE INDEX refunds_unsettled ON refunds (check_at) WHERE status = 'pending';

-- What of a payment is given back: the sum of its refunds that succeeded, whether one of them was paid out, and the last.
ALTER TABLE payments ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE payments ADD COLUMN paid_out INTEGER NOT NULL DEFAULT 0;
ALTER TABLE payments ADD COLUMN refunded_at INTEGER;

-- Whose a payment is, for lists: the session's merchant once more, so that one index has the order in which they are shown.
ALTER TABLE payments ADD COLUMN merchant TEXT REFERENCES merchants (id);
UPDATE payments SET merchant = (SELECT merchant FROM sessions WHERE id = payments.session);
CREATE INDEX payments_of_merchant ON payments (merchant, created_at);
CREATE INDEX payments_of_session ON payments (session);
CREATE INDEX payments_of_later_order ON payments (merchant, later_order) WHERE later_order IS NOT NULL;
CREATE INDEX sessions_of_order ON sessions (merchant, order_id);
