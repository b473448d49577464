-- Brings a file of the second shape to the third: why actors were taken for known ones. tables.sql explains the table.
CREATE TABLE links (
    actor INTEGER PRIMARY KEY REFERENCES actors (key) ON DELETE CASCADE,
    reason TEXT NOT NULL
);
