-- The record: one SQLite file. This script makes a new one, and is its documentation; older files come to the
-- same shape by record/migrations.py. Places count Unicode code points of reports.text, `end` exclusive, and the
-- words stored beside them are always the report's own words there (the verbatim law): `onrecord verify` checks
-- the whole file. `key` is a row's number in this file, `id` its name everywhere (exports, JSON, decisions).

-- With what the reports were read: a report read by the same version, net and options is not read again.
CREATE TABLE runs (
    key INTEGER PRIMARY KEY,
    version TEXT NOT NULL,              -- of onrecord
    net TEXT NOT NULL,                  -- the SHA-256 of the net's weights; '' where none was used
    options TEXT NOT NULL,              -- JSON: what the reading was told
    began TEXT NOT NULL,                -- UTC, ISO 8601
    UNIQUE (version, net, options)
);

-- The reports: their words, never changed, and where they come from.
CREATE TABLE reports (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,            -- a hash of text, publisher and day of publication
    title TEXT,
    publisher TEXT,
    published TEXT,                     -- YYYY-MM-DD
    url TEXT,
    section TEXT,
    author TEXT,
    language TEXT NOT NULL,             -- ISO 639-1
    source TEXT,                        -- the path or address that it was first read from
    words INTEGER NOT NULL,             -- how many, by white space
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL,               -- of the text in UTF-8
    fingerprint BLOB NOT NULL,          -- its MinHash, by which duplicates are found
    run INTEGER REFERENCES runs (key)   -- null: taken in, not read
);
CREATE INDEX reports_published ON reports (published);
CREATE INDEX reports_publisher ON reports (publisher);

-- Everything that was given to `onrecord build`, and what became of it: a report, or the reason why not.
CREATE TABLE inputs (
    source TEXT PRIMARY KEY,            -- the address: a path, with what leads to it inside the file
    digest TEXT NOT NULL,               -- of the bytes and of how they were taken in; a change is read again
    report INTEGER REFERENCES reports (key) ON DELETE SET NULL,  -- the last that it gave
    reason TEXT,                        -- why it gives none now
    run INTEGER NOT NULL REFERENCES runs (key)
) WITHOUT ROWID;
CREATE INDEX inputs_report ON inputs (report);

-- Who speaks and who is spoken of, report by report.
CREATE TABLE actors (
    key INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    id TEXT NOT NULL,
    name TEXT NOT NULL,                 -- the fullest that the report has
    kind TEXT NOT NULL,                 -- person, office, government, country, organisation, armed group, coalition, unnamed ...
    codes TEXT NOT NULL DEFAULT '{}',   -- JSON: codes by their scheme (iso3166)
    origin INTEGER REFERENCES decisions (key),  -- the decision that made it; null: the reading found it
    UNIQUE (report, id)
);
CREATE INDEX actors_id ON actors (id);
CREATE INDEX actors_name ON actors (name);

-- Why an actor has the codes of a known one (who it was taken for), or why it could not be told which of several it is.
CREATE TABLE links (
    actor INTEGER PRIMARY KEY REFERENCES actors (key) ON DELETE CASCADE,
    reason TEXT NOT NULL
);

-- What the report says an actor is.
CREATE TABLE roles (
    actor INTEGER NOT NULL REFERENCES actors (key) ON DELETE CASCADE,
    n INTEGER NOT NULL,                 -- in the order of the report
    role TEXT NOT NULL,
    affiliation TEXT,
    PRIMARY KEY (actor, n)
) WITHOUT ROWID;

-- The words that mean an actor.
CREATE TABLE mentions (
    actor INTEGER NOT NULL REFERENCES actors (key) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL CHECK (start < end),
    text TEXT NOT NULL,
    form TEXT NOT NULL CHECK (form IN ('name', 'nominal', 'pronoun')),
    PRIMARY KEY (actor, start, end)
) WITHOUT ROWID;

-- Who said what. A correction never changes a row's words: it makes a new row, and this one's standing says so.
CREATE TABLE statements (
    key INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    id TEXT NOT NULL,                   -- a hash of report, kind and spans (and codes, where a coder gave it)
    kind TEXT NOT NULL CHECK (kind IN ('direct', 'indirect', 'mixed')),
    type TEXT NOT NULL CHECK (type IN ('assertion', 'belief', 'fact', 'eventuality')),
    stance TEXT NOT NULL CHECK (stance IN ('asserts', 'denies', 'rejects', 'asks', 'conditions')),
    speaker INTEGER REFERENCES actors (key) ON DELETE SET NULL,
    speaker_name TEXT,                  -- as in actors
    role TEXT,                          -- the speaker's, as the report gives it
    affiliation TEXT,
    content TEXT NOT NULL,              -- the content's spans joined by ' ... '
    addressee TEXT,                     -- the words that say to whom
    date TEXT,                          -- of the utterance, a TIMEX3 value, where it is known
    day TEXT,                           -- its first day; where it is not known, the day of publication
    parent INTEGER REFERENCES statements (key) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    reasons TEXT NOT NULL DEFAULT '{}', -- JSON: for what is null or inferred, why
    standing TEXT NOT NULL DEFAULT 'read' CHECK (standing IN ('read', 'accepted', 'rejected', 'replaced', 'added')),
    decision INTEGER REFERENCES decisions (key),  -- the one that gave it its standing
    origin INTEGER REFERENCES decisions (key)     -- the one that made it; null: the reading did
);
CREATE INDEX statements_id ON statements (id);
CREATE UNIQUE INDEX statements_standing ON statements (id) WHERE standing NOT IN ('rejected', 'replaced');
CREATE INDEX statements_report ON statements (report);
CREATE INDEX statements_speaker ON statements (speaker, day);
CREATE INDEX statements_day ON statements (day, standing);                 -- counts over time need no row
CREATE INDEX statements_confidence ON statements (standing, confidence);   -- what is to be looked at, the least certain first
CREATE INDEX statements_parent ON statements (parent) WHERE parent IS NOT NULL;

-- The words that prove a statement.
CREATE TABLE spans (
    statement INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
    part TEXT NOT NULL CHECK (part IN ('source', 'cue', 'content', 'addressee', 'insertion')),
    n INTEGER NOT NULL,                 -- contents and insertions in the order of the text; else 0
    start INTEGER NOT NULL,
    end INTEGER NOT NULL CHECK (start < end),
    text TEXT NOT NULL,
    PRIMARY KEY (statement, part, n)
) WITHOUT ROWID;

-- Which actors a statement's content mentions, its own speaker aside (made from mentions and spans).
CREATE TABLE about (
    actor INTEGER NOT NULL REFERENCES actors (key) ON DELETE CASCADE,
    statement INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
    PRIMARY KEY (actor, statement)
) WITHOUT ROWID;
CREATE INDEX about_statement ON about (statement);

-- To whom a statement was made, where the words of its addressee mean an actor of the report (made from mentions and spans).
CREATE TABLE addressees (
    actor INTEGER NOT NULL REFERENCES actors (key) ON DELETE CASCADE,
    statement INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
    PRIMARY KEY (actor, statement)
) WITHOUT ROWID;
CREATE INDEX addressees_statement ON addressees (statement);

-- What a coder says of a statement: a variable of theirs (concept, agreement ...) and its value.
CREATE TABLE codes (
    statement INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
    variable TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (statement, variable)
) WITHOUT ROWID;

-- Words that mean a time (TIMEX3), and the half-open interval of days.
CREATE TABLE times (
    report INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL CHECK (start < end),
    text TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('DATE', 'TIME', 'DURATION', 'SET')),
    value TEXT NOT NULL,
    begins TEXT,
    ends TEXT,
    PRIMARY KEY (report, n)
) WITHOUT ROWID;

-- Who did what to whom (PLOVER): what stands. What a decision took out or put right is in set_aside, as it was read.
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

-- The others of a list that do it together, or that it is done to: events has the first of them.
CREATE TABLE event_actors (
    event INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    side TEXT NOT NULL CHECK (side IN ('actor', 'recipient')),
    n INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors (key) ON DELETE CASCADE,
    PRIMARY KEY (event, side, n)
) WITHOUT ROWID;
CREATE INDEX event_actors_actor ON event_actors (actor);

-- Where else the report tells of the same act: events has the words that tell most.
CREATE TABLE event_words (
    event INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL CHECK (start < end),
    text TEXT NOT NULL,
    PRIMARY KEY (event, n)
) WITHOUT ROWID;

-- Which events of different reports are one act, and why: each with the earliest of its group. An event in no row here was found once only.
CREATE TABLE same_events (
    event INTEGER PRIMARY KEY REFERENCES events (key) ON DELETE CASCADE,
    found INTEGER REFERENCES events (key) ON DELETE CASCADE,  -- the original of the group that onrecord puts it in; null: in none
    reason TEXT,                        -- why; null: a decision alone speaks of it
    original INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,  -- as which it counts, after decisions
    decision INTEGER REFERENCES event_decisions (key)  -- the last that moved it
);
CREATE INDEX same_events_original ON same_events (original);
CREATE INDEX same_events_found ON same_events (found);

-- What a person decided about which events are one act. Applied again after every build; taken back, it stays here with its day.
CREATE TABLE event_decisions (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,            -- a hash of what was decided, by whom and when
    verb TEXT NOT NULL CHECK (verb IN ('same', 'different')),
    author TEXT NOT NULL,
    made TEXT NOT NULL,                 -- UTC, ISO 8601
    reason TEXT NOT NULL,
    undone TEXT                         -- when it was taken back
);

-- The events that it was decided about: one of each group that is one act, all that are taken out of theirs.
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

-- The code that a user's dictionary of verbs gives an event (`onrecord build --verbs`); events coded by our codebook have none.
CREATE TABLE event_codes (
    event INTEGER PRIMARY KEY REFERENCES events (key) ON DELETE CASCADE,
    cameo TEXT NOT NULL
);

-- What the two judges of an event say that it is, where both were asked: the codebook's rules, and a net.
CREATE TABLE event_votes (
    event INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    by TEXT NOT NULL CHECK (by IN ('rules', 'net')),
    type TEXT NOT NULL,
    probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),  -- that the net gives this type
    PRIMARY KEY (event, by)
) WITHOUT ROWID;

-- Where an actor stands, towards another or towards a claim: target is null then, and position_words has the claim.
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

-- Further words of a position: the claim that it is towards, conditions, and where else the report expresses it.
CREATE TABLE position_words (
    position INTEGER NOT NULL REFERENCES positions (key) ON DELETE CASCADE,
    part TEXT NOT NULL CHECK (part IN ('claim', 'condition', 'again')),
    n INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL CHECK (start < end),
    text TEXT NOT NULL,
    PRIMARY KEY (position, part, n)
) WITHOUT ROWID;

-- The statements and events that prove a position, by id.
CREATE TABLE evidence (
    position INTEGER NOT NULL REFERENCES positions (key) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    proof TEXT NOT NULL,
    PRIMARY KEY (position, n)
) WITHOUT ROWID;

-- What a person corrected. Kept apart from what was read, and applied again after every reading.
CREATE TABLE decisions (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,            -- a hash of all that follows: taken in twice, it is there once
    report INTEGER NOT NULL REFERENCES reports (key),
    verb TEXT NOT NULL CHECK (verb IN ('accept', 'reject', 'add', 'replace')),
    statement TEXT,                     -- the id of the statement decided on; null for 'add'
    value TEXT,                         -- JSON: the statement as it should be, for 'add' and 'replace'
    author TEXT NOT NULL,
    made TEXT NOT NULL,                 -- UTC, ISO 8601
    reason TEXT,
    undone TEXT                         -- when it was taken back
);
CREATE INDEX decisions_report ON decisions (report);

-- What a person decided about events and positions. Applied again after every reading; taken back, it stays here with its day.
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

-- Events and positions as they were read, where a decision took them out or put them right: what stands is in events and positions.
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

-- The actors of a report that only a decision about an event or a position names.
CREATE TABLE made_actors (
    actor INTEGER PRIMARY KEY REFERENCES actors (key) ON DELETE CASCADE,
    decision INTEGER NOT NULL REFERENCES finding_decisions (key)
);

-- Who is the same across reports: a person, a country, an organisation, for which actors of several reports are taken.
CREATE TABLE identities (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,            -- a hash of its first actor, by the ids of report and actor
    name TEXT NOT NULL,                 -- written most often, of the full names; or what a person decided
    kind TEXT NOT NULL,                 -- as in actors
    codes TEXT NOT NULL DEFAULT '{}',   -- JSON: all codes of its actors
    found TEXT                          -- the name before any decision; null: a decision made it
);
CREATE INDEX identities_name ON identities (name, kind);

-- For whom an actor of a report is taken, beside what the report calls it (in actors). Who is in no row here was found once only.
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

-- What a person decided about who is the same. Applied again after every build; taken back, it stays here with its day.
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

-- The actors that it was decided about: one of each identity that is merged or renamed, all that are split off.
CREATE TABLE decided_actors (
    decision INTEGER NOT NULL REFERENCES actor_decisions (key),
    n INTEGER NOT NULL,
    report_id TEXT NOT NULL,            -- ids, not keys: a report that is read again has new keys
    actor_id TEXT NOT NULL,
    name TEXT NOT NULL,                 -- by which it is known where a later reading gives other ids
    PRIMARY KEY (decision, n)
) WITHOUT ROWID;
CREATE INDEX decided_actors_report ON decided_actors (report_id);

-- The concepts of a user's codebook, as it was when statements were last coded with it.
CREATE TABLE concepts (
    key INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    definition TEXT NOT NULL            -- JSON: the concept as the codebook has it
);

-- The reports that were coded with it; a new statement takes its report out, and the next coding comes to it.
CREATE TABLE coded (
    report INTEGER PRIMARY KEY REFERENCES reports (key) ON DELETE CASCADE
);
CREATE TRIGGER coded_no_more AFTER INSERT ON statements BEGIN
    DELETE FROM coded WHERE report = new.report;
END;

-- Which statements agree or disagree with which concepts.
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

-- The words that show it.
CREATE TABLE coding_spans (
    coding INTEGER NOT NULL REFERENCES codings (key) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    sign INTEGER NOT NULL,              -- which of the coding's signs they show, from 0
    start INTEGER NOT NULL,
    end INTEGER NOT NULL CHECK (start < end),
    text TEXT NOT NULL,
    PRIMARY KEY (coding, n)
) WITHOUT ROWID;

-- What a person decided about codings. Applied again after every coding; taken back, it stays here with its day.
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

-- Second opinions of a model server about codings (--adjudicator): all that was asked, said, and made of it.
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

-- What an imported project has beside reports and statements (coders, colours, settings), kept to go out again.
CREATE TABLE kept (
    origin TEXT NOT NULL,               -- the file's name
    part TEXT NOT NULL,                 -- the table in it
    n INTEGER NOT NULL,
    value TEXT NOT NULL,                -- JSON: the row
    PRIMARY KEY (origin, part, n)
) WITHOUT ROWID;

-- Reports that say the same (wire copy, light rewrites): each with the first published of its group.
CREATE TABLE duplicates (
    report INTEGER PRIMARY KEY REFERENCES reports (key) ON DELETE CASCADE,
    original INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    resemblance REAL NOT NULL           -- to the original, estimated: the share of their word sequences in common
);
CREATE INDEX duplicates_original ON duplicates (original);

-- Statements that quote the same utterance: each with the earliest of its group.
CREATE TABLE variants (
    statement INTEGER PRIMARY KEY REFERENCES statements (key) ON DELETE CASCADE,
    original INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE
);
CREATE INDEX variants_original ON variants (original);

-- Which of duplicates, variants, joins and links of events are up to date; what is not here is made anew at the end of the next build.
CREATE TABLE grouped (
    what TEXT PRIMARY KEY CHECK (what IN ('duplicates', 'variants', 'joins', 'events'))
) WITHOUT ROWID;

-- The shapes that this file went through.
CREATE TABLE migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied TEXT NOT NULL               -- UTC, ISO 8601
);

-- Full text search (FTS5); the words themselves stay in the tables above. Datasette knows these by content="...".
CREATE VIRTUAL TABLE report_words USING fts5 (
    title, text, content="reports", content_rowid="key", tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER report_words_insert AFTER INSERT ON reports BEGIN
    INSERT INTO report_words (rowid, title, text) VALUES (new.key, new.title, new.text);
END;
CREATE TRIGGER report_words_delete AFTER DELETE ON reports BEGIN
    INSERT INTO report_words (report_words, rowid, title, text) VALUES ('delete', old.key, old.title, old.text);
END;
CREATE TRIGGER report_words_update AFTER UPDATE OF title ON reports BEGIN
    INSERT INTO report_words (report_words, rowid, title, text) VALUES ('delete', old.key, old.title, old.text);
    INSERT INTO report_words (rowid, title, text) VALUES (new.key, new.title, new.text);
END;

CREATE VIRTUAL TABLE statement_words USING fts5 (
    content, speaker_name, role, affiliation, addressee, content="statements", content_rowid="key",
    tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER statement_words_insert AFTER INSERT ON statements BEGIN
    INSERT INTO statement_words (rowid, content, speaker_name, role, affiliation, addressee)
    VALUES (new.key, new.content, new.speaker_name, new.role, new.affiliation, new.addressee);
END;
CREATE TRIGGER statement_words_delete AFTER DELETE ON statements BEGIN
    INSERT INTO statement_words (statement_words, rowid, content, speaker_name, role, affiliation, addressee)
    VALUES ('delete', old.key, old.content, old.speaker_name, old.role, old.affiliation, old.addressee);
END;

CREATE VIRTUAL TABLE actor_words USING fts5 (
    name, content="actors", content_rowid="key", tokenize = "unicode61 remove_diacritics 2", detail = none, columnsize = 0
);
CREATE TRIGGER actor_words_insert AFTER INSERT ON actors BEGIN
    INSERT INTO actor_words (rowid, name) VALUES (new.key, new.name);
END;
CREATE TRIGGER actor_words_delete AFTER DELETE ON actors BEGIN
    INSERT INTO actor_words (actor_words, rowid, name) VALUES ('delete', old.key, old.name);
END;

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

-- Statements that stand, as one flat table with names in place of keys: the one to look at first.
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

-- Events, as one flat table with names in place of keys; those with one `same_as` are one act, told in `told` reports.
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

-- Codings that count, as one flat table with names in place of keys.
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
