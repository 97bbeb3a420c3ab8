-- What was taken off the bills again. Each is done at once or, for some lines, a little later.
CREATE TABLE refunds (
    id                TEXT    NOT NULL PRIMARY KEY,
    payment           TEXT    NOT NULL REFERENCES payments (id),
    amount            INTEGER NOT NULL,
    -- CAMARA's `amountTransaction`, which every answer repeats, and `type`.
    transaction_json  TEXT    NOT NULL,
    type              TEXT    NOT NULL CHECK (type IN ('total', 'partial')),
    client_correlator TEXT,
    reason            TEXT,
    sink              TEXT,
    created_at        INTEGER NOT NULL,
    done_at           INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX refunds_by_correlator ON refunds (payment, client_correlator);

-- What the operator paid out to bank accounts: to which is not kept.
CREATE TABLE payouts (
    id         TEXT    NOT NULL PRIMARY KEY,
    amount     INTEGER NOT NULL,
    failure    TEXT,
    created_at INTEGER NOT NULL,
    done_at    INTEGER NOT NULL
) STRICT;
