"""Who agrees or disagrees with which concept, statement by statement: codings that count, and what coders brought from DNA."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.networks.discourse.options import DiscourseOptions, DiscourseRelation
from onrecord.networks.options import UNNAMED
from onrecord.networks.rows import UNIT, joined, lesser_of, node_of
from onrecord.record import Record
from onrecord.record.entries import STANDS
from onrecord.record.sides import VOICED

_PEOPLE = ("person", "unnamed person", "office")


@dataclass(frozen=True, slots=True)
class Voice:
    """One statement by an actor about a concept.

    Attributes:
        actor, label, kind: the actor's node, name and kind.
        unit: what counts once, with `DiscourseOptions.duplicates`; None: each statement.
    """

    actor: str
    label: str
    kind: str
    concept: str
    agrees: bool
    day: str | None
    unit: str | int | None


def voices(record: Record, options: DiscourseOptions) -> Iterator[Voice]:
    """The statements that count, by day, each with its actor; those without one are left out."""
    conditions, values = _conditions(record, options)
    names, tables = joined("actors")
    lesser = lesser_of(record)
    affiliations = _affiliations(record) if options.actor == "organisation" else {}
    rows = record.db.execute(
        f"""
        SELECT voiced.concept, voiced.agreement, statements.day, statements.report, statements.key, {UNIT["quote"]},
            coalesce(actors_identity.key, -actors.key), statements.affiliation, {names}
        FROM ({VOICED}) AS voiced JOIN statements ON statements.key = voiced.statement JOIN reports ON reports.key = statements.report
        JOIN actors ON actors.key = statements.speaker {tables}
        LEFT JOIN variants ON variants.statement = statements.key LEFT JOIN duplicates ON duplicates.report = statements.report
        WHERE {conditions} ORDER BY statements.day IS NULL, statements.day, statements.key, voiced.concept
        """,  # noqa: S608 (our own words; values are bound)
        values,
    )
    for concept, agreement, day, report, key, quote, who, affiliation, name, kind, identity in rows:
        node = _actor(options, (name, kind, lesser.get(identity)), affiliation or affiliations.get(who))
        if node is not None:
            yield Voice(*node, concept, bool(agreement), day, _unit(options, day, report, key, quote))


def _actor(options: DiscourseOptions, named: tuple[str, str, str | None], affiliation: str | None) -> tuple[str, str, str] | None:
    """The node, label and kind of the actor; None where there is none of the wanted sort."""
    name, kind, _ = named
    is_person, unnamed = kind in _PEOPLE, kind in UNNAMED and not options.unnamed
    if options.actor == "organisation":
        whose = affiliation if is_person else None if unnamed else name
        return None if not whose else (f"{whose} (organisation)", whose, "organisation")
    if unnamed or (options.actor == "person" and not is_person):
        return None
    return node_of(*named), name, kind


def _unit(options: DiscourseOptions, day: str | None, report: int, key: int, quote: str | int) -> str | int:
    """What counts once; a statement of unknown day counts once a document where days count."""
    if options.duplicates in ("include", "quote", "range"):
        return {"include": key, "quote": quote, "range": 0}[options.duplicates]
    if options.duplicates == "document" or day is None:
        return report
    year, week, _ = date.fromisoformat(day).isocalendar()
    return {"week": f"{year}-W{week}", "month": day[:7], "year": day[:4]}[options.duplicates]


def _affiliations(record: Record) -> dict[int, str]:
    """Whom each speaker mostly speaks for, in all reports: for the statements that do not say."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for who, affiliation, many in record.db.execute(
        """
        SELECT coalesce(identity, -speaker), affiliation, count(*) FROM statements LEFT JOIN joins ON joins.actor = speaker
        WHERE affiliation IS NOT NULL AND speaker IS NOT NULL GROUP BY 1, 2
        """
    ):
        counts[who][affiliation] += many
    return {who: min(its, key=lambda name: (-its[name], name)) for who, its in counts.items()}


def days(record: Record, options: DiscourseOptions) -> tuple[date, date] | None:
    """The first and the last day of what counts; None where nothing has a day."""
    conditions, values = _conditions(record, options)
    first, last = record.db.execute(
        f"""
        SELECT min(statements.day), max(statements.day) FROM ({VOICED}) AS voiced JOIN statements ON statements.key = voiced.statement
        JOIN reports ON reports.key = statements.report JOIN actors ON actors.key = statements.speaker WHERE {conditions}
        """,  # noqa: S608 (our own words; values are bound)
        values,
    ).fetchone()
    return None if first is None else (date.fromisoformat(first), date.fromisoformat(last))


def _conditions(record: Record, options: DiscourseOptions) -> tuple[str, list[object]]:
    found, values = [STANDS, "voiced.confidence >= ?"], list[object]([options.least_confidence])
    for comparison, bound in ((">=", options.since), ("<=", options.until)):
        if bound is not None:
            found.append(f"statements.day {comparison} ?")
            values.append(bound.isoformat())
    for column, wanted in (
        ("voiced.concept", options.concepts or None),
        ("reports.publisher", None if options.publisher is None else record.publishers(options.publisher)),
    ):
        if wanted is not None:
            found.append(f"{column} IN ({','.join('?' * len(wanted))})")
            values.extend(wanted)
    return " AND ".join(found), values


def nodes_first(relation: DiscourseRelation, voice: Voice) -> tuple[str, str]:
    """The node that is compared, and the one that it is compared by."""
    concept = f"{voice.concept} (concept)"
    return (concept, voice.actor) if relation == "concept-concept" else (voice.actor, concept)
