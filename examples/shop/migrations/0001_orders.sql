CREATE TABLE orders (
    id TEXT PRIMARY KEY NOT NULL,
    good INTEGER NOT NULL,
    session TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT 'awaiting',
    -- The payment as the gateway told it last, JSON.
    payment TEXT,
    created_at INTEGER NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER))
) STRICT;

-- A webhook may be delivered more than once: only the first counts.
CREATE TABLE webhooks (
    id TEXT PRIMARY KEY NOT NULL,
    received_at INTEGER NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER))
) STRICT;
