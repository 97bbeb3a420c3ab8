-- The later months of monthly billing, each a payment of its own.
CREATE TABLE months (
    payment TEXT PRIMARY KEY NOT NULL,
    -- The order that it goes on from.
    order_id TEXT NOT NULL REFERENCES orders (id),
    -- As the gateway told it last, JSON.
    told TEXT NOT NULL
) STRICT;

CREATE INDEX months_of_order ON months (order_id);
