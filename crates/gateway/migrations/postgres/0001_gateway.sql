-- The same tables as on SQLite, as they stand after all of its migrations: what is added there is added here from
-- now on, too. Numbers are BIGINT throughout, and `rowid` is the order of insertion, as SQLite has it by itself.
-- Times are milliseconds since the epoch. Sealed columns are XChaCha20-Poly1305: a nonce of 24 bytes, then the
-- ciphertext. Texts are sorted by their bytes, whatever the server's language is.

CREATE TABLE merchants (
    id              TEXT PRIMARY KEY,
    seller_name     TEXT NOT NULL,
    seller_phone    TEXT NOT NULL,
    seller_email    TEXT,
    origins         TEXT NOT NULL, -- JSON array
    direct_origins  TEXT NOT NULL DEFAULT '[]', -- JSON array of some of `origins`
    key_hash        BYTEA NOT NULL UNIQUE,
    webhook_url     TEXT,
    webhook_secrets BYTEA -- sealed JSON array
);

CREATE TABLE sessions (
    id           TEXT PRIMARY KEY,
    merchant     TEXT NOT NULL REFERENCES merchants (id),
    order_id     TEXT NOT NULL,
    amount       BIGINT NOT NULL,
    goods        TEXT NOT NULL, -- JSON
    billing      TEXT NOT NULL,
    billing_day  BIGINT CHECK (billing_day BETWEEN 1 AND 28),
    embed        TEXT, -- JSON: how the window stands in the merchant's page
    language     TEXT, -- chosen in the window
    status       TEXT NOT NULL
        CHECK (status IN ('open', 'challenged', 'verified', 'processing', 'paid', 'cancelled', 'expired')),
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    last_failure TEXT, -- JSON
    sends_used   BIGINT NOT NULL DEFAULT 0,
    step_up      TEXT, -- why the session takes only a stronger proof from now on
    challenge    TEXT
);

CREATE INDEX sessions_waiting ON sessions (expires_at) WHERE status IN ('open', 'challenged', 'verified');
CREATE INDEX sessions_of_challenge ON sessions (challenge) WHERE challenge IS NOT NULL;
CREATE INDEX sessions_of_order ON sessions (merchant, order_id);
CREATE INDEX sessions_of_merchant ON sessions (merchant, created_at);

CREATE TABLE consents (
    session TEXT NOT NULL REFERENCES sessions (id),
    kind    TEXT NOT NULL,
    version TEXT NOT NULL,
    at      BIGINT NOT NULL
);

CREATE INDEX consents_of_session ON consents (session);

CREATE TABLE challenges (
    id               TEXT PRIMARY KEY,
    session          TEXT NOT NULL REFERENCES sessions (id),
    channel          TEXT NOT NULL,
    carrier          TEXT NOT NULL,
    phone            BYTEA NOT NULL, -- sealed
    embedder         TEXT,
    state            TEXT NOT NULL
        CHECK (state IN ('sending', 'sent', 'code_right', 'reserved', 'spent', 'ended')),
    authentication   TEXT,
    approval         TEXT CHECK (approval IN ('pending', 'approved')), -- of a call or an app's request
    poll_at          BIGINT, -- when the carrier is asked about it next
    poll_every       BIGINT NOT NULL DEFAULT 1000,
    own              TEXT CHECK (own IN ('code', 'page')), -- whether the carrier asks the shopper by itself
    page             TEXT,
    code_proof       BYTEA,
    tries_used       BIGINT NOT NULL DEFAULT 0,
    trying_until     BIGINT NOT NULL DEFAULT 0,
    expires_at       BIGINT NOT NULL DEFAULT 0,
    resend_at        BIGINT NOT NULL DEFAULT 0,
    reservation      TEXT,
    release_at       BIGINT, -- due for release from then on
    release_attempts BIGINT NOT NULL DEFAULT 0,
    line             BYTEA, -- keyed hash
    cool_off_hours   BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX challenges_to_release ON challenges (release_at) WHERE release_at IS NOT NULL;
CREATE INDEX challenges_to_poll ON challenges (poll_at) WHERE poll_at IS NOT NULL;
CREATE INDEX challenges_of_line ON challenges (line) WHERE line IS NOT NULL;

CREATE TABLE tokens (
    hash       BYTEA PRIMARY KEY,
    sealed     BYTEA NOT NULL,
    challenge  TEXT NOT NULL UNIQUE REFERENCES challenges (id),
    expires_at BIGINT NOT NULL,
    void       BOOLEAN NOT NULL DEFAULT FALSE,
    payment    TEXT
);

CREATE TABLE payments (
    rowid           BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    id              TEXT PRIMARY KEY,
    session         TEXT NOT NULL REFERENCES sessions (id),
    challenge       TEXT NOT NULL REFERENCES challenges (id),
    merchant        TEXT REFERENCES merchants (id), -- the session's once more, for the order of lists
    idempotency_key TEXT NOT NULL,
    status          TEXT NOT NULL CHECK (status IN ('processing', 'succeeded', 'failed')),
    created_at      BIGINT NOT NULL,
    paid_at         BIGINT,
    failure         TEXT, -- JSON
    check_at        BIGINT,
    checks          BIGINT NOT NULL DEFAULT 0,
    billing_key     TEXT,
    month           BIGINT, -- in Korea, such as 202612
    later_order     TEXT, -- the merchant's number of a later month's order; the first payment has the session's
    later_charge    TEXT, -- the carrier's id of it, once it is known; the first payment has the reservation's
    refunded        BIGINT NOT NULL DEFAULT 0, -- the sum of the refunds that succeeded
    paid_out        BOOLEAN NOT NULL DEFAULT FALSE, -- whether one of them was
    refunded_at     BIGINT, -- the last
    CHECK ((billing_key IS NULL) = (month IS NULL)),
    CHECK (later_order IS NULL OR billing_key IS NOT NULL),
    CHECK (later_charge IS NULL OR later_order IS NOT NULL)
);

CREATE TABLE billing_keys (
    id            TEXT PRIMARY KEY,
    first_payment TEXT NOT NULL UNIQUE REFERENCES payments (id),
    created_at    BIGINT NOT NULL,
    stopped_at    BIGINT,
    stopped_by    TEXT CHECK (stopped_by IN ('shopper', 'merchant')),
    CHECK ((stopped_at IS NULL) = (stopped_by IS NULL))
);

ALTER TABLE payments ADD FOREIGN KEY (billing_key) REFERENCES billing_keys (id);

-- One session can end in at most one payment, and one challenge be exchanged for one.
CREATE UNIQUE INDEX payments_one_per_session ON payments (session)
    WHERE status IN ('processing', 'succeeded') AND later_order IS NULL;
CREATE UNIQUE INDEX payments_one_per_challenge ON payments (challenge) WHERE later_order IS NULL;
-- One key is charged at most once for each month, and for one month at a time.
CREATE UNIQUE INDEX payments_one_per_month ON payments (billing_key, month) WHERE status IN ('processing', 'succeeded');
CREATE UNIQUE INDEX payments_one_at_a_time ON payments (billing_key) WHERE status = 'processing';
CREATE UNIQUE INDEX payments_later_requests ON payments (billing_key, idempotency_key) WHERE later_order IS NOT NULL;
CREATE INDEX payments_unsettled ON payments (check_at) WHERE status = 'processing';
CREATE INDEX payments_of_merchant ON payments (merchant, created_at, rowid);
CREATE INDEX payments_of_session ON payments (session);
CREATE INDEX payments_of_later_order ON payments (merchant, later_order) WHERE later_order IS NOT NULL;

-- What shoppers say not to have paid. A payment with a row here is frozen.
CREATE TABLE disputes (
    id        TEXT PRIMARY KEY,
    payment   TEXT NOT NULL UNIQUE REFERENCES payments (id),
    opened_at BIGINT NOT NULL
);

-- What is given back of payments. The payment's own row stays as it is: it was charged.
CREATE TABLE refunds (
    rowid           BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    id              TEXT PRIMARY KEY,
    payment         TEXT NOT NULL REFERENCES payments (id),
    amount          BIGINT NOT NULL CHECK (amount > 0),
    kind            TEXT NOT NULL CHECK (kind IN ('cancel', 'refund')),
    status          TEXT NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
    idempotency_key TEXT NOT NULL,
    reason          TEXT,
    account         BYTEA, -- sealed, and only as long as it is pending
    carrier_refund  TEXT, -- the carrier's id of it, once it is known
    failure         TEXT, -- JSON
    created_at      BIGINT NOT NULL,
    settled_at      BIGINT,
    check_at        BIGINT,
    checks          BIGINT NOT NULL DEFAULT 0,
    CHECK ((status = 'pending') = (settled_at IS NULL)),
    CHECK (account IS NULL OR status = 'pending')
);

CREATE UNIQUE INDEX refunds_requests ON refunds (payment, idempotency_key);
CREATE INDEX refunds_unsettled ON refunds (check_at) WHERE status = 'pending';

CREATE TABLE idempotency (
    scope       TEXT NOT NULL,
    key         TEXT NOT NULL,
    request     BYTEA NOT NULL, -- keyed hash
    at          BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    answer      BYTEA, -- sealed
    PRIMARY KEY (scope, key)
);

CREATE INDEX idempotency_by_age ON idempotency (at);

-- How many copies of its receipt a session has had mailed. Where to is not kept.
CREATE TABLE receipt_mails (
    session TEXT PRIMARY KEY REFERENCES sessions (id),
    sent    BIGINT NOT NULL
);

CREATE TABLE events (
    id       TEXT COLLATE "C" PRIMARY KEY,
    merchant TEXT NOT NULL REFERENCES merchants (id),
    kind     TEXT NOT NULL,
    payload  TEXT NOT NULL,
    at       BIGINT NOT NULL
);

CREATE INDEX events_of_merchant ON events (merchant, at, id);
-- The events of one payment or session.
CREATE INDEX events_of_object ON events (merchant, (payload::json #>> '{data,id}'));

CREATE TABLE deliveries (
    event        TEXT COLLATE "C" PRIMARY KEY REFERENCES events (id),
    due_at       BIGINT, -- none: delivered or given up
    attempts     BIGINT NOT NULL DEFAULT 0,
    delivered_at BIGINT
);

CREATE INDEX deliveries_due ON deliveries (due_at) WHERE due_at IS NOT NULL;

-- Each try to deliver an event, and what the receiver answered.
CREATE TABLE delivery_attempts (
    rowid  BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event  TEXT COLLATE "C" NOT NULL REFERENCES events (id),
    at     BIGINT NOT NULL,
    status BIGINT -- none: there was no answer
);

CREATE INDEX delivery_attempts_of_event ON delivery_attempts (event, at);

-- The codes that each line got within the last hour, in whichever session.
CREATE TABLE sends (
    line BYTEA NOT NULL, -- keyed hash
    at   BIGINT NOT NULL
);

CREATE INDEX sends_of_line ON sends (line, at);
CREATE INDEX sends_by_age ON sends (at);

-- Who began lately: lines, persons, addresses and merchants, each as a keyed hash.
CREATE TABLE attempts (
    scope TEXT NOT NULL,
    key   BYTEA NOT NULL,
    at    BIGINT NOT NULL
);

CREATE INDEX attempts_of_key ON attempts (scope, key, at);
CREATE INDEX attempts_by_age ON attempts (at);

-- What the merchant's console shows: how far sessions came, what stopped them, and who is logged in. No personal
-- data: a carrier and a channel are shared by millions.
CREATE TABLE session_steps (
    session TEXT NOT NULL REFERENCES sessions (id),
    step    TEXT NOT NULL CHECK (step IN ('opened', 'code_sent', 'verified', 'paid')),
    carrier TEXT NOT NULL DEFAULT '', -- none before there is a line
    channel TEXT NOT NULL DEFAULT '',
    at      BIGINT NOT NULL,
    PRIMARY KEY (session, step, carrier, channel)
);

CREATE TABLE session_failures (
    session TEXT NOT NULL REFERENCES sessions (id),
    reason  TEXT COLLATE "C" NOT NULL,
    quote   TEXT COLLATE "C" NOT NULL DEFAULT '', -- the code to quote, where there is one
    carrier TEXT COLLATE "C" NOT NULL DEFAULT '',
    channel TEXT NOT NULL DEFAULT '',
    at      BIGINT NOT NULL,
    PRIMARY KEY (session, reason, quote, carrier, channel)
);

-- Who is logged in at the console. A key that is replaced ends its logins.
CREATE TABLE console_logins (
    hash       BYTEA PRIMARY KEY, -- of the cookie's value
    merchant   TEXT NOT NULL REFERENCES merchants (id),
    key_hash   BYTEA NOT NULL,
    test       BOOLEAN NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX console_logins_by_age ON console_logins (expires_at);

-- Who tried to log in lately: addresses, each as a keyed hash.
CREATE TABLE console_tries (
    address BYTEA NOT NULL,
    at      BIGINT NOT NULL
);

CREATE INDEX console_tries_of_address ON console_tries (address, at);
CREATE INDEX console_tries_by_age ON console_tries (at);
