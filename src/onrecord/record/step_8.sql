-- Brings a file to the ninth shape: codes of events by a user's dictionary of verbs. tables.sql explains the table.
CREATE TABLE event_codes (
    event INTEGER PRIMARY KEY REFERENCES events (key) ON DELETE CASCADE,
    cameo TEXT NOT NULL
);
