-- How much callers have asked for lately who ask for much: merchants and addresses, each as a keyed hash.
CREATE TABLE buckets (
    key   BLOB PRIMARY KEY,
    level INTEGER NOT NULL, -- in sixty-thousandths of a request
    at    INTEGER NOT NULL
) STRICT;

CREATE INDEX buckets_by_age ON buckets (at);
