-- How the operator has decided on a dispute: open, upheld, rejected.
ALTER TABLE disputes ADD COLUMN status TEXT NOT NULL DEFAULT 'open';
ALTER TABLE disputes ADD COLUMN closed_at BIGINT;

CREATE INDEX disputes_open ON disputes (opened_at, id) WHERE status = 'open';
