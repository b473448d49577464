-- Brings a file of the third shape to the fourth: events by several actors, told in several places. tables.sql explains the tables.
CREATE TABLE event_actors (
    event INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    side TEXT NOT NULL CHECK (side IN ('actor', 'recipient')),
    n INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors (key) ON DELETE CASCADE,
    PRIMARY KEY (event, side, n)
) WITHOUT ROWID;
CREATE INDEX event_actors_actor ON event_actors (actor);

CREATE TABLE event_words (
    event INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL CHECK (start < end),
    text TEXT NOT NULL,
    PRIMARY KEY (event, n)
) WITHOUT ROWID;
