-- Adds the concepts of a user's codebook, and which statements agree or disagree with them. tables.sql explains the tables.
CREATE TABLE concepts (
    key INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    definition TEXT NOT NULL            -- JSON: the concept as the codebook has it
);

CREATE TABLE coded (
    report INTEGER PRIMARY KEY REFERENCES reports (key) ON DELETE CASCADE
);
CREATE TRIGGER coded_no_more AFTER INSERT ON statements BEGIN
    DELETE FROM coded WHERE report = new.report;
END;

CREATE TABLE codings (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,                   -- a hash of statement and concept
    statement INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
    concept INTEGER NOT NULL REFERENCES concepts (key) ON DELETE CASCADE,
    found INTEGER CHECK (found IN (0, 1)),          -- whether it agrees, as it was coded; null: a person alone says so
    agreement INTEGER NOT NULL CHECK (agreement IN (0, 1)),  -- as it counts, after decisions
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    signs TEXT NOT NULL,                -- JSON: what was weighed, each with its weight
    standing TEXT NOT NULL DEFAULT 'coded' CHECK (standing IN ('coded', 'accepted', 'turned', 'rejected', 'added')),
    decision INTEGER REFERENCES coding_decisions (key),  -- the one that gave it its standing
    UNIQUE (statement, concept)
);
CREATE INDEX codings_id ON codings (id);
CREATE INDEX codings_concept ON codings (concept);
CREATE INDEX codings_decision ON codings (decision) WHERE decision IS NOT NULL;

CREATE TABLE coding_spans (
    coding INTEGER NOT NULL REFERENCES codings (key) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    sign INTEGER NOT NULL,              -- which of the coding's signs they show, from 0
    start INTEGER NOT NULL,
    end INTEGER NOT NULL CHECK (start < end),
    text TEXT NOT NULL,
    PRIMARY KEY (coding, n)
) WITHOUT ROWID;

CREATE TABLE coding_decisions (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,            -- a hash of what was decided, by whom and when
    verb TEXT NOT NULL CHECK (verb IN ('accept', 'turn', 'reject', 'add')),
    report_id TEXT NOT NULL,            -- ids, not keys: a report that is read again has new keys
    statement_id TEXT NOT NULL,
    start INTEGER NOT NULL,             -- of its content, by which it is known where a later reading gives another id
    end INTEGER NOT NULL,
    concept TEXT NOT NULL,              -- its name
    agreement INTEGER CHECK (agreement IN (0, 1)),  -- what holds since; null: the statement does not speak of it
    author TEXT NOT NULL,
    made TEXT NOT NULL,                 -- UTC, ISO 8601
    reason TEXT NOT NULL,
    undone TEXT                         -- when it was taken back
);
CREATE INDEX coding_decisions_report ON coding_decisions (report_id);

CREATE TABLE opinions (
    key INTEGER PRIMARY KEY,
    report_id TEXT NOT NULL,
    statement_id TEXT NOT NULL,
    concept TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt TEXT NOT NULL,
    answer TEXT,                        -- all that it said; null: it gave no answer
    agreement INTEGER CHECK (agreement IN (0, 1)),  -- what it says; null: nothing that can be used
    start INTEGER,                      -- of the words that it quotes, where the report has them
    end INTEGER,
    accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)),
    reason TEXT NOT NULL,               -- why it was accepted or not
    made TEXT NOT NULL                  -- UTC, ISO 8601
);
CREATE INDEX opinions_report ON opinions (report_id);

CREATE VIEW coding_list AS
SELECT
    codings.id, statements.id AS statement_id, reports.id AS report_id, reports.published, reports.publisher, reports.title, statements.day,
    coalesce(identities.name, statements.speaker_name) AS speaker, actors.kind AS speaker_kind, statements.role, statements.affiliation,
    concepts.name AS concept, codings.agreement, codings.found, codings.confidence, codings.standing, statements.stance, statements.content
FROM codings
JOIN concepts ON concepts.key = codings.concept
JOIN statements ON statements.key = codings.statement
JOIN reports ON reports.key = statements.report
LEFT JOIN actors ON actors.key = statements.speaker
LEFT JOIN joins ON joins.actor = statements.speaker
LEFT JOIN identities ON identities.key = joins.identity
WHERE codings.standing != 'rejected' AND statements.standing NOT IN ('rejected', 'replaced');
