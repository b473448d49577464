-- Brings a file of the shape before to this one: which events of different reports are one act. tables.sql explains the tables.
CREATE TABLE same_events (
    event INTEGER PRIMARY KEY REFERENCES events (key) ON DELETE CASCADE,
    found INTEGER REFERENCES events (key) ON DELETE CASCADE,  -- the original of the group that onrecord puts it in; null: in none
    reason TEXT,                        -- why; null: a decision alone speaks of it
    original INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,  -- as which it counts, after decisions
    decision INTEGER REFERENCES event_decisions (key)  -- the last that moved it
);
CREATE INDEX same_events_original ON same_events (original);
CREATE INDEX same_events_found ON same_events (found);

CREATE TABLE event_decisions (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,            -- a hash of what was decided, by whom and when
    verb TEXT NOT NULL CHECK (verb IN ('same', 'different')),
    author TEXT NOT NULL,
    made TEXT NOT NULL,                 -- UTC, ISO 8601
    reason TEXT NOT NULL,
    undone TEXT                         -- when it was taken back
);

CREATE TABLE decided_events (
    decision INTEGER NOT NULL REFERENCES event_decisions (key),
    n INTEGER NOT NULL,
    report_id TEXT NOT NULL,            -- ids, not keys: a report that is read again has new keys
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,                 -- type and place of the trigger: by these it is known where a later reading gives other ids
    start INTEGER NOT NULL,
    PRIMARY KEY (decision, n)
) WITHOUT ROWID;
CREATE INDEX decided_events_report ON decided_events (report_id);

CREATE TEMP TABLE grouped_before AS SELECT what FROM grouped;
DROP TABLE grouped;
CREATE TABLE grouped (
    what TEXT PRIMARY KEY CHECK (what IN ('duplicates', 'variants', 'joins', 'events'))
) WITHOUT ROWID;
INSERT INTO grouped SELECT what FROM grouped_before;
DROP TABLE temp.grouped_before;

CREATE VIEW event_list AS
SELECT
    events.id, reports.id AS report, reports.published, reports.publisher, reports.title,
    events.type, events.mode, events.modality,
    coalesce(actor_identities.name, actors.name) AS actor, coalesce(recipient_identities.name, recipients.name) AS recipient,
    (SELECT group_concat(name, '; ') FROM (SELECT coalesce(i.name, a.name) AS name FROM event_actors e JOIN actors a ON a.key = e.actor
        LEFT JOIN joins j ON j.actor = a.key LEFT JOIN identities i ON i.key = j.identity
        WHERE e.event = events.key AND side = 'actor' ORDER BY e.n)) AS co_actors,
    (SELECT group_concat(name, '; ') FROM (SELECT coalesce(i.name, a.name) AS name FROM event_actors e JOIN actors a ON a.key = e.actor
        LEFT JOIN joins j ON j.actor = a.key LEFT JOIN identities i ON i.key = j.identity
        WHERE e.event = events.key AND side = 'recipient' ORDER BY e.n)) AS co_recipients,
    events.date, events.place, events.text, events.start, events.end, statements.id AS statement, events.confidence,
    coalesce(originals.id, events.id) AS same_as,
    max(1, (SELECT count(*) FROM same_events AS others WHERE others.original = same_events.original)) AS told,
    coalesce(event_decisions.reason, same_events.reason) AS reason, reports.url
FROM events
JOIN reports ON reports.key = events.report
LEFT JOIN actors ON actors.key = events.actor
LEFT JOIN joins AS actor_joins ON actor_joins.actor = events.actor
LEFT JOIN identities AS actor_identities ON actor_identities.key = actor_joins.identity
LEFT JOIN actors AS recipients ON recipients.key = events.recipient
LEFT JOIN joins AS recipient_joins ON recipient_joins.actor = events.recipient
LEFT JOIN identities AS recipient_identities ON recipient_identities.key = recipient_joins.identity
LEFT JOIN statements ON statements.key = events.statement
LEFT JOIN same_events ON same_events.event = events.key
LEFT JOIN events AS originals ON originals.key = same_events.original
LEFT JOIN event_decisions ON event_decisions.key = same_events.decision;
