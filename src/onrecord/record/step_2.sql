-- Brings a file of the first tables to the second: who is the same across reports. tables.sql explains the tables.
CREATE TEMP TABLE were AS SELECT what FROM grouped;
DROP TABLE grouped;
CREATE TABLE grouped (
    what TEXT PRIMARY KEY CHECK (what IN ('duplicates', 'variants', 'joins'))
) WITHOUT ROWID;

INSERT INTO grouped SELECT what FROM temp.were;
DROP TABLE temp.were;

CREATE TABLE identities (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,            -- a hash of its first actor, by the ids of report and actor
    name TEXT NOT NULL,                 -- written most often, of the full names; or what a person decided
    kind TEXT NOT NULL,                 -- as in actors
    codes TEXT NOT NULL DEFAULT '{}',   -- JSON: all codes of its actors
    found TEXT                          -- the name before any decision; null: a decision made it
);
CREATE INDEX identities_name ON identities (name, kind);

CREATE TABLE joins (
    actor INTEGER PRIMARY KEY REFERENCES actors (key) ON DELETE CASCADE,
    found INTEGER REFERENCES identities (key),    -- whom onrecord takes it for; null: nobody, for the reason that follows
    reason TEXT,                        -- why; null: a decision alone speaks of it
    identity INTEGER REFERENCES identities (key), -- whom it counts as, after decisions
    decision INTEGER REFERENCES actor_decisions (key)  -- the last that moved it
);
CREATE INDEX joins_identity ON joins (identity);
CREATE INDEX joins_found ON joins (found);
CREATE INDEX joins_decision ON joins (decision) WHERE decision IS NOT NULL;

CREATE TABLE actor_decisions (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,            -- a hash of what was decided, by whom and when
    verb TEXT NOT NULL CHECK (verb IN ('merge', 'split', 'rename')),
    name TEXT,                          -- the new one, for 'rename'
    author TEXT NOT NULL,
    made TEXT NOT NULL,                 -- UTC, ISO 8601
    reason TEXT NOT NULL,
    undone TEXT                         -- when it was taken back
);

CREATE TABLE decided_actors (
    decision INTEGER NOT NULL REFERENCES actor_decisions (key),
    n INTEGER NOT NULL,
    report_id TEXT NOT NULL,            -- ids, not keys: a report that is read again has new keys
    actor_id TEXT NOT NULL,
    name TEXT NOT NULL,                 -- by which it is known where a later reading gives other ids
    PRIMARY KEY (decision, n)
) WITHOUT ROWID;
CREATE INDEX decided_actors_report ON decided_actors (report_id);

CREATE VIRTUAL TABLE identity_words USING fts5 (
    name, content="identities", content_rowid="key", tokenize = "unicode61 remove_diacritics 2", detail = none, columnsize = 0
);
CREATE TRIGGER identity_words_insert AFTER INSERT ON identities BEGIN
    INSERT INTO identity_words (rowid, name) VALUES (new.key, new.name);
END;
CREATE TRIGGER identity_words_delete AFTER DELETE ON identities BEGIN
    INSERT INTO identity_words (identity_words, rowid, name) VALUES ('delete', old.key, old.name);
END;
CREATE TRIGGER identity_words_update AFTER UPDATE OF name ON identities BEGIN
    INSERT INTO identity_words (identity_words, rowid, name) VALUES ('delete', old.key, old.name);
    INSERT INTO identity_words (rowid, name) VALUES (new.key, new.name);
END;

DROP VIEW statement_list;
CREATE VIEW statement_list AS
SELECT
    statements.id, reports.id AS report, reports.published, reports.publisher, reports.title, statements.day,
    coalesce(identities.name, statements.speaker_name) AS speaker, statements.speaker_name AS speaker_written, statements.role, statements.affiliation, actors.kind AS speaker_kind,
    statements.kind, statements.type, statements.stance,
    (SELECT text FROM spans WHERE statement = statements.key AND part = 'source') AS source,
    (SELECT text FROM spans WHERE statement = statements.key AND part = 'cue') AS cue,
    statements.content,
    statements.addressee,
    statements.date,
    (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT coalesce(i.name, a.name) AS name FROM about JOIN actors a ON a.key = about.actor
        LEFT JOIN joins j ON j.actor = a.key LEFT JOIN identities i ON i.key = j.identity WHERE about.statement = statements.key ORDER BY 1)) AS about,
    parents.id AS parent, statements.confidence, statements.standing,
    (SELECT min(start) FROM spans WHERE statement = statements.key AND part = 'content') AS start,
    (SELECT max(end) FROM spans WHERE statement = statements.key AND part = 'content') AS end,
    originals.id AS variant_of, first_reports.id AS duplicate_of, reports.url, reports.source AS report_source
FROM statements
JOIN reports ON reports.key = statements.report
LEFT JOIN actors ON actors.key = statements.speaker
LEFT JOIN joins ON joins.actor = statements.speaker
LEFT JOIN identities ON identities.key = joins.identity
LEFT JOIN statements AS parents ON parents.key = statements.parent
LEFT JOIN variants ON variants.statement = statements.key
LEFT JOIN statements AS originals ON originals.key = variants.original
LEFT JOIN duplicates ON duplicates.report = reports.key
LEFT JOIN reports AS first_reports ON first_reports.key = duplicates.original
WHERE statements.standing NOT IN ('rejected', 'replaced');
