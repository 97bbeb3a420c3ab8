-- Whatever is looked for is found by an index, so that nothing takes longer with all that is kept.
CREATE INDEX sessions_of_challenge ON sessions (challenge) WHERE challenge IS NOT NULL;
-- The tokens that may run out.
CREATE INDEX tokens_waiting ON tokens (expires_at) WHERE payment IS NULL AND void = FALSE;
CREATE INDEX payments_of_billing_key ON payments (billing_key, created_at) WHERE billing_key IS NOT NULL;

-- How many began at a merchant, by quarters of an hour: of one merchant there may be thousands in a day, which are not
-- gone through one by one. Several rows, so that who begins at the same time need not wait for each other.
CREATE TABLE merchant_attempts (
    key   BLOB NOT NULL, -- keyed hash
    slot  INTEGER NOT NULL,
    shard INTEGER NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (key, slot, shard)
) STRICT, WITHOUT ROWID;

CREATE INDEX merchant_attempts_by_age ON merchant_attempts (slot);

INSERT INTO merchant_attempts (key, slot, shard, times)
SELECT key, at / 900000, 0, COUNT(*) FROM attempts WHERE scope = 'merchant' GROUP BY key, at / 900000;
DELETE FROM attempts WHERE scope = 'merchant';
