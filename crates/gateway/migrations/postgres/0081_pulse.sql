-- One row, written to find out whether anything can be written.
CREATE TABLE pulse (
    id    BIGINT PRIMARY KEY CHECK (id = 1),
    beats BIGINT NOT NULL
);
