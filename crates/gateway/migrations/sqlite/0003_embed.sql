-- How the window stands in the merchant's page: JSON, NULL when the merchant said nothing about it.
ALTER TABLE sessions ADD COLUMN embed TEXT;
