-- How far a call or an app's request has come, and when the carrier is asked about it next.
ALTER TABLE challenges ADD COLUMN approval TEXT CHECK (approval IN ('pending', 'approved'));
ALTER TABLE challenges ADD COLUMN poll_at INTEGER;
ALTER TABLE challenges ADD COLUMN poll_every INTEGER NOT NULL DEFAULT 1000;
CREATE INDEX challenges_to_poll ON challenges (poll_at) WHERE poll_at IS NOT NULL;

-- Whether the carrier asks the shopper by itself: a code of its own, or a page.
ALTER TABLE challenges ADD COLUMN own TEXT CHECK (own IN ('code', 'page'));
ALTER TABLE challenges ADD COLUMN page TEXT;

-- The keyed hash of the line, and how long its first cash-like goods are held back.
ALTER TABLE challenges ADD COLUMN line BLOB;
ALTER TABLE challenges ADD COLUMN cool_off_hours INTEGER NOT NULL DEFAULT 0;
CREATE INDEX challenges_of_line ON challenges (line) WHERE line IS NOT NULL;

-- Why the session takes only a stronger proof from now on.
ALTER TABLE sessions ADD COLUMN step_up TEXT;

-- Who began lately: lines, persons, addresses and merchants, each as a keyed hash.
CREATE TABLE attempts (
    scope TEXT NOT NULL,
    key   BLOB NOT NULL,
    at    INTEGER NOT NULL
) STRICT;

CREATE INDEX attempts_of_key ON attempts (scope, key, at);
CREATE INDEX attempts_by_age ON attempts (at);
