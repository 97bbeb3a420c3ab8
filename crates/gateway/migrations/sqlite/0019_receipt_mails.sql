-- How many copies of its receipt a session has had mailed. Where to is not kept.

CREATE TABLE receipt_mails (
    session TEXT PRIMARY KEY REFERENCES sessions (id),
    sent    INTEGER NOT NULL
);
