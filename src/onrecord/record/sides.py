"""Who agrees and who disagrees with a concept, whether `onrecord concepts` coded it or coders brought it from DNA."""

from dataclasses import dataclass

from onrecord.errors import RecordError
from onrecord.record.database import spoken
from onrecord.record.entries import STANDS
from onrecord.record.question import Hit
from onrecord.record.search import hits_of
from onrecord.record.store import Record

# A coder's concept stands in `codes`, as DNA has it: agreement is "0" or "1"; where there is none, the statement's stance says it.
VOICED = """
    SELECT statement, name AS concept, agreement, CASE standing WHEN 'coded' THEN confidence ELSE 1.0 END AS confidence
        FROM codings JOIN concepts ON concepts.key = concept WHERE standing != 'rejected'
    UNION ALL SELECT codes.statement, codes.value, CASE WHEN side.value IS NULL THEN statements.stance NOT IN ('denies', 'rejects')
            ELSE lower(trim(side.value)) NOT IN ('0', 'false', 'no', '') END, 1.0
        FROM codes JOIN statements ON statements.key = codes.statement
        LEFT JOIN codes AS side ON side.statement = codes.statement AND side.variable = 'agreement'
        WHERE codes.variable = 'concept' AND codes.value != ''
"""
_WHO = """
    LEFT JOIN actors ON actors.key = statements.speaker LEFT JOIN joins ON joins.actor = actors.key
    LEFT JOIN identities ON identities.key = joins.identity
"""


@dataclass(frozen=True, slots=True)
class Debated:
    """A concept, and how often statements agree or disagree with it.

    Attributes:
        speakers, reports: how many different ones.
        first, last: the days between which it was spoken of.
    """

    name: str
    description: str
    agree: int
    disagree: int
    speakers: int
    reports: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """How often an actor, across reports, agrees or disagrees with a concept."""

    id: str
    name: str
    agree: int
    disagree: int


def concepts(record: Record, name: str | None = None) -> tuple[Debated, ...]:
    """The concepts of a record, in the order of the codebook, then coders'; or that of this name alone."""
    with spoken(record.path):
        rows = record.db.execute(
            f"""
            SELECT named.name, ifnull(description, ''), coalesce(sum(agreement), 0), coalesce(sum(NOT agreement), 0),
                count(DISTINCT coalesce(joins.identity, -statements.speaker)), count(DISTINCT report), min(day), max(day)
            FROM (SELECT name FROM concepts UNION SELECT value FROM codes WHERE variable = 'concept' AND value != '') AS named
            LEFT JOIN concepts ON concepts.name = named.name
            LEFT JOIN (SELECT voiced.concept, agreement, statements.* FROM ({VOICED}) AS voiced
                JOIN statements ON statements.key = voiced.statement WHERE {STANDS}) AS statements ON statements.concept = named.name
            LEFT JOIN joins ON joins.actor = statements.speaker
            WHERE ? IS NULL OR named.name = ? GROUP BY named.name ORDER BY concepts.key IS NULL, concepts.key, named.name
            """,
            (name, name),
        )
        return tuple(Debated(*row) for row in rows)


def concept(record: Record, name: str) -> Debated:
    """One concept, by its name.

    Raises:
        RecordError: there is none.
    """
    found = concepts(record, name)
    if not found:
        raise RecordError(f"concept {name}: is not in this record; onrecord concepts list prints what is")
    return found[0]


def sides(record: Record, name: str) -> tuple[Side, ...]:
    """Who speaks of a concept, from the one who does most; those without a name are left out."""
    with spoken(record.path):
        rows = record.db.execute(
            f"""
            SELECT coalesce(identities.id, actors.id) AS who, coalesce(identities.name, actors.name), sum(agreement), sum(NOT agreement)
            FROM ({VOICED}) AS voiced JOIN statements ON statements.key = voiced.statement {_WHO}
            WHERE voiced.concept = ? AND {STANDS} AND actors.key IS NOT NULL AND actors.kind NOT IN ('unnamed person', 'unnamed group')
            GROUP BY who ORDER BY count(*) DESC, 2, who
            """,
            (name,),
        )
        return tuple(Side(*row) for row in rows)


def statements(record: Record, name: str, *, agree: bool | None = None, limit: int = -1, offset: int = 0) -> list[tuple[Hit, bool]]:
    """The statements that speak of a concept, from the latest, and whether they agree; with `agree` those alone that do, or do not."""
    with spoken(record.path):
        rows = record.db.execute(
            f"""
            SELECT statements.key, agreement FROM ({VOICED}) AS voiced JOIN statements ON statements.key = voiced.statement
            WHERE voiced.concept = ? AND {STANDS} AND (? IS NULL OR agreement = ?)
            ORDER BY day DESC, statements.key DESC LIMIT ? OFFSET ?
            """,
            (name, agree, agree, limit, offset),
        ).fetchall()
        hits = hits_of(record.db, [(key, 0.0) for key, _ in rows], None)
        return [(hit, bool(agreement)) for hit, (_, agreement) in zip(hits, rows, strict=True)]
