-- What is too old is found by these, and what refers to it by those: without an index, each row that is deleted would
-- have the whole table looked through for others that refer to it.
CREATE INDEX challenges_unspent ON challenges (id) WHERE state <> 'spent';
CREATE INDEX sessions_over ON sessions (expires_at) WHERE status IN ('cancelled', 'expired');
CREATE INDEX sessions_paid_small ON sessions (created_at) WHERE status = 'paid' AND amount <= 10000;
CREATE INDEX sessions_paid_large ON sessions (created_at) WHERE status = 'paid' AND amount > 10000;
CREATE INDEX payments_later ON payments (created_at) WHERE later_order IS NOT NULL;
CREATE INDEX events_by_age ON events (at);

CREATE INDEX challenges_of_session ON challenges (session);
CREATE INDEX payments_of_challenge ON payments (challenge);
