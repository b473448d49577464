-- Brings a file of the shape before to this one: both votes on an event. tables.sql explains the table.
CREATE TABLE event_votes (
    event INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    by TEXT NOT NULL CHECK (by IN ('rules', 'net')),
    type TEXT NOT NULL,
    probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),  -- that the net gives this type
    PRIMARY KEY (event, by)
) WITHOUT ROWID;
