-- The codes that each line got within the last hour, in whichever session.
CREATE TABLE sends (
    line BLOB NOT NULL, -- keyed hash
    at   INTEGER NOT NULL
) STRICT;

CREATE INDEX sends_of_line ON sends (line, at);
CREATE INDEX sends_by_age ON sends (at);
