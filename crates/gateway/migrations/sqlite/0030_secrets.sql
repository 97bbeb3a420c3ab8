-- What the gateway made up for this database alone, such as the key of its keyed hashes.
-- A sealed value begins with a version and the id of its key, nine bytes; one that is older begins with the nonce.
CREATE TABLE secrets (
    name   TEXT PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
