-- The origins whose pages may show the checkout without the frame, a JSON array of some of `origins`.
ALTER TABLE merchants ADD COLUMN direct_origins TEXT NOT NULL DEFAULT '[]';
