-- Access tokens, by their SHA-256.
CREATE TABLE tokens (
    hash       BLOB    NOT NULL PRIMARY KEY,
    carrier    TEXT    NOT NULL,
    scope      TEXT    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the phones received. The order of ids is the order of arrival.
CREATE TABLE messages (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    phone       TEXT    NOT NULL,
    text        TEXT    NOT NULL,
    code        TEXT    NOT NULL,
    received_at INTEGER NOT NULL
) STRICT;

CREATE INDEX messages_of_a_phone ON messages (phone, id);

-- One-time codes: a 'proof' that somebody holds a line, or the carrier's own
-- question about one 'payment'.
CREATE TABLE codes (
    id      TEXT    NOT NULL PRIMARY KEY,
    purpose TEXT    NOT NULL CHECK (purpose IN ('proof', 'payment')),
    carrier TEXT    NOT NULL,
    phone   TEXT    NOT NULL,
    code    TEXT    NOT NULL,
    state   TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'used', 'replaced')),
    tries   INTEGER NOT NULL DEFAULT 0,
    sent_at INTEGER NOT NULL
) STRICT;

CREATE INDEX codes_of_a_line ON codes (carrier, phone, sent_at);

CREATE TABLE payments (
    id                TEXT    NOT NULL PRIMARY KEY,
    carrier           TEXT    NOT NULL,
    phone             TEXT    NOT NULL,
    status            TEXT    NOT NULL
        CHECK (status IN ('pending_validation', 'denied', 'reserved', 'succeeded', 'cancelled')),
    amount            INTEGER NOT NULL,
    payment_amount    TEXT    NOT NULL,
    reference_code    TEXT    NOT NULL,
    client_correlator TEXT,
    merchant          TEXT,
    sink              TEXT,
    authorization_id  TEXT,
    created_at        INTEGER NOT NULL,
    paid_at           INTEGER
) STRICT;

CREATE UNIQUE INDEX payments_by_correlator ON payments (carrier, client_correlator);
CREATE INDEX payments_by_reference ON payments (carrier, reference_code);
CREATE INDEX payments_by_age ON payments (carrier, created_at);
