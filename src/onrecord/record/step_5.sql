-- Brings a file of the fourth shape to the fifth: positions towards claims, their strength and words. tables.sql explains the tables.
-- No version before found positions: there are no rows to keep.
DROP TABLE evidence;
DROP TABLE positions;

CREATE TABLE positions (
    key INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
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
    text TEXT NOT NULL
);
CREATE INDEX positions_report ON positions (report);
CREATE INDEX positions_actor ON positions (actor);
CREATE INDEX positions_target ON positions (target);
CREATE INDEX positions_day ON positions (day);

CREATE TABLE position_words (
    position INTEGER NOT NULL REFERENCES positions (key) ON DELETE CASCADE,
    part TEXT NOT NULL CHECK (part IN ('claim', 'condition', 'again')),
    n INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL CHECK (start < end),
    text TEXT NOT NULL,
    PRIMARY KEY (position, part, n)
) WITHOUT ROWID;

CREATE TABLE evidence (
    position INTEGER NOT NULL REFERENCES positions (key) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    proof TEXT NOT NULL,
    PRIMARY KEY (position, n)
) WITHOUT ROWID;
