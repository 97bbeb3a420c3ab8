-- A merchant has two keys while one takes the place of the other. Those of before have no time at which they were made.
CREATE TABLE merchant_keys (
    hash     BYTEA PRIMARY KEY,
    merchant TEXT NOT NULL REFERENCES merchants (id),
    made_at  BIGINT NOT NULL,
    ends_at  BIGINT -- none: not until another one takes its place
);

CREATE INDEX merchant_keys_of_merchant ON merchant_keys (merchant);

INSERT INTO merchant_keys (hash, merchant, made_at) SELECT key_hash, id, 0 FROM merchants;

ALTER TABLE merchants DROP COLUMN key_hash;
-- Since when its keys are refused.
ALTER TABLE merchants ADD COLUMN disabled_at BIGINT;
