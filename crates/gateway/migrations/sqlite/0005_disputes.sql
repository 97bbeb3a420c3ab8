-- What shoppers say not to have paid. A payment with a row here is frozen.
CREATE TABLE disputes (
    id        TEXT PRIMARY KEY,
    payment   TEXT NOT NULL UNIQUE REFERENCES payments (id),
    opened_at INTEGER NOT NULL
) STRICT;
