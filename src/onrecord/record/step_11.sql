-- Brings a file of the shape before to this one: decisions about events and positions. tables.sql explains the tables.
DROP VIEW event_list;

CREATE TEMP TABLE old AS SELECT * FROM events;
DROP TABLE events;
CREATE TABLE events (
    key INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    mode TEXT,
    contexts TEXT NOT NULL DEFAULT '[]',  -- JSON
    actor INTEGER REFERENCES actors (key) ON DELETE SET NULL,
    recipient INTEGER REFERENCES actors (key) ON DELETE SET NULL,
    date TEXT,
    place TEXT,
    modality TEXT NOT NULL,
    start INTEGER NOT NULL,             -- the trigger
    end INTEGER NOT NULL CHECK (start < end),
    text TEXT NOT NULL,
    statement INTEGER REFERENCES statements (key) ON DELETE SET NULL,  -- in which it is reported
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    standing TEXT NOT NULL DEFAULT 'read' CHECK (standing IN ('read', 'accepted', 'corrected', 'added')),
    decision INTEGER REFERENCES finding_decisions (key)  -- the one that gave it its standing
);
CREATE INDEX events_report ON events (report);
CREATE INDEX events_actor ON events (actor);
CREATE INDEX events_recipient ON events (recipient);
CREATE INDEX events_statement ON events (statement);
CREATE INDEX events_open ON events (confidence) WHERE standing = 'read';
INSERT INTO events SELECT old.*, 'read', NULL FROM temp.old;
DROP TABLE temp.old;

CREATE TEMP TABLE old AS SELECT * FROM positions;
DROP TABLE positions;
CREATE TABLE positions (
    key INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    id TEXT NOT NULL,                   -- a hash of report, both ends, stance, type and trigger
    actor INTEGER NOT NULL REFERENCES actors (key) ON DELETE CASCADE,
    role TEXT,                          -- of the actor, as the report has it
    affiliation TEXT,                   -- for whom it speaks
    target INTEGER REFERENCES actors (key) ON DELETE CASCADE,
    stance TEXT NOT NULL CHECK (stance IN ('support', 'oppose', 'neutral')),
    strength TEXT NOT NULL CHECK (strength IN ('weak', 'moderate', 'strong')),
    type TEXT,                          -- PLOVER's, where one is behind it
    date TEXT,                          -- TIMEX3
    day TEXT,                           -- its first day; where it is not known, the day of publication
    start INTEGER NOT NULL,             -- the trigger: the words that express it
    end INTEGER NOT NULL CHECK (start < end),
    text TEXT NOT NULL,
    confidence REAL CHECK (confidence BETWEEN 0 AND 1),  -- that of the least certain of what proves it; null: nothing else does
    standing TEXT NOT NULL DEFAULT 'read' CHECK (standing IN ('read', 'accepted', 'corrected', 'added')),
    decision INTEGER REFERENCES finding_decisions (key)  -- the one that gave it its standing
);
CREATE INDEX positions_id ON positions (id);
CREATE INDEX positions_report ON positions (report);
CREATE INDEX positions_actor ON positions (actor);
CREATE INDEX positions_target ON positions (target);
CREATE INDEX positions_day ON positions (day);
CREATE INDEX positions_open ON positions (confidence) WHERE standing = 'read';
INSERT INTO positions
SELECT
    old.key, old.report,
    digest(reports.id || ' position ' || holders.id || ' ' || ifnull(targets.id, claim.start || '-' || claim.end) || ' ' || stance || ' '
        || ifnull(type, '') || ' ' || old.start || ' ' || old.end),
    actor, role, affiliation, target, stance, strength, type, date, day, old.start, old.end, old.text,
    (SELECT min(confidence) FROM (
        SELECT statements.confidence FROM evidence JOIN statements ON statements.id = proof AND statements.report = old.report
        WHERE position = old.key AND statements.origin IS NULL
        UNION ALL SELECT events.confidence FROM evidence JOIN events ON events.id = proof WHERE position = old.key
    )), 'read', NULL
FROM temp.old AS old JOIN reports ON reports.key = old.report JOIN actors AS holders ON holders.key = actor
LEFT JOIN actors AS targets ON targets.key = target
LEFT JOIN position_words AS claim ON claim.position = old.key AND claim.part = 'claim'
ORDER BY old.key;
DROP TABLE temp.old;


CREATE TABLE finding_decisions (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,            -- a hash of what was decided, by whom and when
    finding TEXT NOT NULL CHECK (finding IN ('event', 'position')),
    verb TEXT NOT NULL CHECK (verb IN ('accept', 'reject', 'add', 'replace')),
    report_id TEXT NOT NULL,            -- ids, not keys: a report that is read again has new keys
    finding_id TEXT NOT NULL,           -- of the event or position
    was TEXT,                           -- JSON: as it stood then, by which it is known where a later reading gives another id; null for 'add'
    value TEXT,                         -- JSON: as it should be, for 'add' and 'replace'
    author TEXT NOT NULL,
    made TEXT NOT NULL,                 -- UTC, ISO 8601
    reason TEXT,
    undone TEXT                         -- when it was taken back
);
CREATE INDEX finding_decisions_report ON finding_decisions (report_id);
CREATE INDEX finding_decisions_of ON finding_decisions (finding_id);

CREATE TABLE set_aside (
    finding TEXT NOT NULL CHECK (finding IN ('event', 'position')),
    key INTEGER NOT NULL,               -- in its table, where no other gets it
    report INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    id TEXT NOT NULL,
    value TEXT NOT NULL,                -- JSON
    decision INTEGER NOT NULL REFERENCES finding_decisions (key),
    PRIMARY KEY (finding, key)
) WITHOUT ROWID;
CREATE INDEX set_aside_report ON set_aside (report);

CREATE TABLE made_actors (
    actor INTEGER PRIMARY KEY REFERENCES actors (key) ON DELETE CASCADE,
    decision INTEGER NOT NULL REFERENCES finding_decisions (key)
);

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
    coalesce(event_decisions.reason, same_events.reason) AS reason, reports.url, events.standing
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
