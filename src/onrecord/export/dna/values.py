"""What a statement says in the variables of a DNA project: what coders said of it, else what was read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from onrecord.record import Entry, Record
from onrecord.schema.statement import Statement

PERSONS = ("person", "speaker", "actor", "narrator")
ORGANIZATIONS = ("organization", "organisation")
SPEAKERS = (*PERSONS, *ORGANIZATIONS)
"""The variables, by DNA users' usual names, that say who speaks; a type without any is no type of statements."""

LONGEST = 190  # characters: DNA checks that a short text has fewer than 191
_PEOPLE = ("person", "unnamed person", "office")
_AGAINST = ("denies", "rejects")


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a statement type; `type` is boolean, integer, long text or short text."""

    id: int
    name: str
    type: str


def fitting(text: str) -> str:
    """A short text; where it is too long for DNA its end is cut, and "…" stands there."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def bounds(statement: Statement) -> tuple[int, int]:
    """The stretch of text that DNA highlights for a statement, in code points: all its contents, with what stands between."""
    return statement.content[0].start, statement.content[-1].end


def voiced(entries: Iterable[Entry]) -> list[Entry]:
    """Statements as DNA has them, one concept each: what speaks of several concepts is there for each of them, with its codes."""
    found = []
    for entry in entries:
        ways = [{"concept": concept, "agreement": str(int(agrees))} for concept, agrees in entry.concepts.items()]
        found.extend([replace(entry, codes={**entry.codes, **way}) for way in ways] or [entry])
    return found


def values_of(entry: Entry, kinds: Mapping[str, str], variables: Iterable[Variable]) -> dict[str, str]:
    """The statement's value in each variable, as text; "0" and "1" in booleans.

    Args:
        kinds: the kinds of the report's actors, by their ids.
    """
    return {variable.name: _as(variable, entry.codes.get(variable.name, _read(entry, kinds, variable))) for variable in variables}


def _as(variable: Variable, value: str) -> str:
    if variable.type == "boolean":
        return "0" if value.strip().lower() in ("0", "false", "no", "") else "1"
    if variable.type == "integer":
        digits = value.strip()
        return str(int(digits)) if digits.removeprefix("-").isdecimal() else "0"
    return value if variable.type == "long text" else fitting(value)


def _read(entry: Entry, kinds: Mapping[str, str], variable: Variable) -> str:
    """What was read: an organisation, a country or a group that speaks is an organization, and no person."""
    speaker = entry.statement.speaker
    speaks = speaker is not None and kinds.get(speaker.id, "person") in _PEOPLE
    if variable.type == "boolean":
        return "0" if entry.statement.stance in _AGAINST else "1"
    if variable.name in PERSONS:
        return (entry.speaker_name or "") if speaks else ""
    if variable.name in ORGANIZATIONS:
        return "" if speaker is None else (speaker.affiliation or "") if speaks else (entry.speaker_name or "")
    if variable.name == "addressee":
        words = entry.statement.addressee
        return "; ".join(actor.name for actor in entry.addressed) or (words.text if words else "")
    return ""


def kinds_of(record: Record, report: str) -> dict[str, str]:
    """The kinds of a report's actors, by their ids: those too that no words mention."""
    rows = record.db.execute(
        "SELECT actors.id, kind FROM actors JOIN reports ON reports.key = actors.report WHERE reports.id = ?", (report,)
    )
    return dict(rows.fetchall())


def authors_of(record: Record, report: str) -> dict[str, str]:
    """Who added the statements of a report that no reading found, by their ids."""
    rows = record.db.execute(
        """
        SELECT statements.id, decisions.author FROM statements JOIN decisions ON decisions.key = statements.origin
        JOIN reports ON reports.key = statements.report WHERE reports.id = ? AND standing NOT IN ('rejected', 'replaced')
        """,
        (report,),
    )
    return dict(rows.fetchall())
