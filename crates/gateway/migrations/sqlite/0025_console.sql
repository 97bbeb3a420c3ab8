-- What the merchant's console shows: how far sessions came, what stopped them, how deliveries went, and who is logged in.
-- No personal data: a carrier and a channel are shared by millions. The rows live as long as their session.

-- How far a session has come, and by which carrier and channel; one row for each first time.
CREATE TABLE session_steps (
    session TEXT NOT NULL REFERENCES sessions (id),
    step    TEXT NOT NULL CHECK (step IN ('opened', 'code_sent', 'verified', 'paid')),
    carrier TEXT NOT NULL DEFAULT '', -- none before there is a line
    channel TEXT NOT NULL DEFAULT '',
    at      INTEGER NOT NULL,
    PRIMARY KEY (session, step, carrier, channel)
) STRICT, WITHOUT ROWID;

-- What stopped a session, each reason once for each carrier and channel.
CREATE TABLE session_failures (
    session TEXT NOT NULL REFERENCES sessions (id),
    reason  TEXT NOT NULL,
    quote   TEXT NOT NULL DEFAULT '', -- the code to quote, where there is one
    carrier TEXT NOT NULL DEFAULT '',
    channel TEXT NOT NULL DEFAULT '',
    at      INTEGER NOT NULL,
    PRIMARY KEY (session, reason, quote, carrier, channel)
) STRICT, WITHOUT ROWID;

-- The payments of before: when the other steps were taken was not written down.
INSERT INTO session_steps (session, step, carrier, channel, at)
SELECT p.session, 'paid', c.carrier, c.channel, p.paid_at
FROM payments p JOIN challenges c ON c.id = p.challenge
WHERE p.status = 'succeeded' AND p.later_order IS NULL;

CREATE INDEX sessions_of_merchant ON sessions (merchant, created_at);

-- Each try to deliver an event, and what the receiver answered.
CREATE TABLE delivery_attempts (
    event  TEXT NOT NULL REFERENCES events (id),
    at     INTEGER NOT NULL,
    status INTEGER -- none: there was no answer
) STRICT;

CREATE INDEX delivery_attempts_of_event ON delivery_attempts (event, at);
CREATE INDEX events_of_merchant ON events (merchant, at, id);
-- The events of one payment or session.
CREATE INDEX events_of_object ON events (merchant, json_extract(payload, '$.data.id'));

-- Who is logged in at the console. A key that is replaced ends its logins.
CREATE TABLE console_logins (
    hash       BLOB PRIMARY KEY, -- of the cookie's value
    merchant   TEXT NOT NULL REFERENCES merchants (id),
    key_hash   BLOB NOT NULL,
    test       INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX console_logins_by_age ON console_logins (expires_at);

-- Who tried to log in lately: addresses, each as a keyed hash.
CREATE TABLE console_tries (
    address BLOB NOT NULL,
    at      INTEGER NOT NULL
) STRICT;

CREATE INDEX console_tries_of_address ON console_tries (address, at);
CREATE INDEX console_tries_by_age ON console_tries (at);
