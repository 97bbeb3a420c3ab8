-- How much callers have asked for lately who ask for much: merchants and addresses, each as a keyed hash.
CREATE TABLE buckets (
    key   BYTEA PRIMARY KEY,
    level BIGINT NOT NULL, -- in sixty-thousandths of a request
    at    BIGINT NOT NULL
);

CREATE INDEX buckets_by_age ON buckets (at);
