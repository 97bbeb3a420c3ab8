-- A merchant has two keys while one takes the place of the other. Those of before have no time at which they were made.
CREATE TABLE merchant_keys (
    hash     BLOB PRIMARY KEY,
    merchant TEXT NOT NULL REFERENCES merchants (id),
    made_at  INTEGER NOT NULL,
    ends_at  INTEGER -- none: not until another one takes its place
) STRICT;

CREATE INDEX merchant_keys_of_merchant ON merchant_keys (merchant);

INSERT INTO merchant_keys (hash, merchant, made_at) SELECT key_hash, id, 0 FROM merchants;

-- SQLite cannot drop a unique column, so the table is made anew. What refers to it is without its merchant meanwhile, and
-- has it again before the transaction ends.
PRAGMA defer_foreign_keys = ON;

CREATE TABLE old_merchants AS SELECT * FROM merchants;

DROP TABLE merchants;

CREATE TABLE merchants (
    id              TEXT PRIMARY KEY,
    seller_name     TEXT NOT NULL,
    seller_phone    TEXT NOT NULL,
    seller_email    TEXT,
    origins         TEXT NOT NULL, -- JSON array
    direct_origins  TEXT NOT NULL DEFAULT '[]', -- JSON array of some of `origins`
    webhook_url     TEXT,
    webhook_secrets BLOB, -- sealed JSON array
    disabled_at     INTEGER -- since when its keys are refused
) STRICT;

INSERT INTO merchants (id, seller_name, seller_phone, seller_email, origins, direct_origins, webhook_url, webhook_secrets)
SELECT id, seller_name, seller_phone, seller_email, origins, direct_origins, webhook_url, webhook_secrets
FROM old_merchants;

DROP TABLE old_merchants;
