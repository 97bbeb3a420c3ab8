-- Times are milliseconds since the epoch. Sealed columns are
-- XChaCha20-Poly1305: a nonce of 24 bytes, then the ciphertext.

CREATE TABLE merchants (
    id              TEXT PRIMARY KEY,
    seller_name     TEXT NOT NULL,
    seller_phone    TEXT NOT NULL,
    seller_email    TEXT,
    origins         TEXT NOT NULL, -- JSON array
    key_hash        BLOB NOT NULL UNIQUE,
    webhook_url     TEXT,
    webhook_secrets BLOB -- sealed JSON array
) STRICT;

CREATE TABLE sessions (
    id           TEXT PRIMARY KEY,
    merchant     TEXT NOT NULL REFERENCES merchants (id),
    order_id     TEXT NOT NULL,
    amount       INTEGER NOT NULL,
    goods        TEXT NOT NULL, -- JSON
    billing      TEXT NOT NULL,
    status       TEXT NOT NULL
        CHECK (status IN ('open', 'challenged', 'verified', 'processing', 'paid', 'cancelled', 'expired')),
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    last_failure TEXT, -- JSON
    sends_used   INTEGER NOT NULL DEFAULT 0,
    challenge    TEXT
) STRICT;

CREATE INDEX sessions_waiting ON sessions (expires_at) WHERE status IN ('open', 'challenged', 'verified');

CREATE TABLE consents (
    session TEXT NOT NULL REFERENCES sessions (id),
    kind    TEXT NOT NULL,
    version TEXT NOT NULL,
    at      INTEGER NOT NULL
) STRICT;

CREATE INDEX consents_of_session ON consents (session);

CREATE TABLE challenges (
    id               TEXT PRIMARY KEY,
    session          TEXT NOT NULL REFERENCES sessions (id),
    channel          TEXT NOT NULL,
    carrier          TEXT NOT NULL,
    phone            BLOB NOT NULL, -- sealed
    embedder         TEXT,
    state            TEXT NOT NULL
        CHECK (state IN ('sending', 'sent', 'code_right', 'reserved', 'spent', 'ended')),
    authentication   TEXT,
    code_proof       BLOB,
    tries_used       INTEGER NOT NULL DEFAULT 0,
    trying_until     INTEGER NOT NULL DEFAULT 0,
    expires_at       INTEGER NOT NULL DEFAULT 0,
    resend_at        INTEGER NOT NULL DEFAULT 0,
    reservation      TEXT,
    release_at       INTEGER, -- due for release from then on
    release_attempts INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX challenges_to_release ON challenges (release_at) WHERE release_at IS NOT NULL;

CREATE TABLE tokens (
    hash       BLOB PRIMARY KEY,
    sealed     BLOB NOT NULL,
    challenge  TEXT NOT NULL UNIQUE REFERENCES challenges (id),
    expires_at INTEGER NOT NULL,
    void       INTEGER NOT NULL DEFAULT 0,
    payment    TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE payments (
    id              TEXT PRIMARY KEY,
    session         TEXT NOT NULL REFERENCES sessions (id),
    challenge       TEXT NOT NULL UNIQUE REFERENCES challenges (id),
    idempotency_key TEXT NOT NULL,
    status          TEXT NOT NULL CHECK (status IN ('processing', 'succeeded', 'failed')),
    created_at      INTEGER NOT NULL,
    paid_at         INTEGER,
    failure         TEXT, -- JSON
    check_at        INTEGER,
    checks          INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One session can end in at most one payment.
CREATE UNIQUE INDEX payments_one_per_session ON payments (session) WHERE status IN ('processing', 'succeeded');
CREATE INDEX payments_unsettled ON payments (check_at) WHERE status = 'processing';

CREATE TABLE idempotency (
    scope       TEXT NOT NULL,
    key         TEXT NOT NULL,
    request     BLOB NOT NULL, -- keyed hash
    at          INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    answer      BLOB, -- sealed
    PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_by_age ON idempotency (at);

CREATE TABLE events (
    id       TEXT PRIMARY KEY,
    merchant TEXT NOT NULL REFERENCES merchants (id),
    kind     TEXT NOT NULL,
    payload  TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

CREATE TABLE deliveries (
    event        TEXT PRIMARY KEY REFERENCES events (id),
    due_at       INTEGER, -- none: delivered or given up
    attempts     INTEGER NOT NULL DEFAULT 0,
    delivered_at INTEGER
) STRICT;

CREATE INDEX deliveries_due ON deliveries (due_at) WHERE due_at IS NOT NULL;
