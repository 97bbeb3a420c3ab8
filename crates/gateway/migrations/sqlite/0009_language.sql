-- The language that the shopper has chosen in the window, NULL before. A preference of the browser, not of a person.
ALTER TABLE sessions ADD COLUMN language TEXT;
