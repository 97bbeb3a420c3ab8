-- What a phone is asked to approve, by a call or in the PASS app. Each is one of
-- the messages, whose text it shows; a message without one of these is a text
-- message.
CREATE TABLE approvals (
    id         TEXT    NOT NULL PRIMARY KEY,
    message    INTEGER NOT NULL UNIQUE REFERENCES messages (id),
    carrier    TEXT    NOT NULL,
    phone      TEXT    NOT NULL,
    means      TEXT    NOT NULL CHECK (means IN ('ars', 'pass')),
    scope      TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'approved', 'rejected', 'ended')),
    expires_at INTEGER NOT NULL,
    -- Each approval gives one token.
    used       INTEGER NOT NULL DEFAULT 0,
    -- The last poll, and how many in a row came too soon after the one before.
    polled_at  INTEGER,
    hasty      INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX approvals_of_a_line ON approvals (carrier, phone, means);
