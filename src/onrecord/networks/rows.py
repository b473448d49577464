"""The record's rows that networks are made of, as streams; the only file here that speaks SQL."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations, groupby
from typing import Literal

from onrecord.networks.options import UNNAMED, Options, Relation
from onrecord.record import Record
from onrecord.record.entries import STANDS

Part = Literal["frequency", "mentioned", "addressed"]
"""What a node does in a statement: speaks, is mentioned, is addressed."""

_BESIDE: dict[str, str] = {"about": "about", "to": "addressees", "mentioned": "about", "addressed": "addressees"}  # tables
# What counts once. `quote`: an utterance by its group; where it has none, the same words in copies of one report.
UNIT = {
    "day": "coalesce(statements.day, statements.report)",
    "quote": """CASE WHEN variants.original IS NOT NULL THEN variants.original
        WHEN EXISTS (SELECT 1 FROM variants AS others WHERE others.original = statements.key) THEN statements.key
        ELSE coalesce(duplicates.original, statements.report) || ' ' || statements.content END""",
}
_UNIT_BESIDE = {"day": "coalesce(reports.published, reports.key)", "quote": "coalesce(duplicates.original, reports.key)"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes that a statement or a report brings together.

    Attributes:
        one, other: the speaker and the other; in "beside" in the order of their names.
        unit: what counts once, as `Options.once` has it.
        statement: its key; in "beside" that of the report.
        kind, stance: of the statement; "" in "beside".
    """

    one: str
    other: str
    unit: str | int | None
    statement: int
    report: int
    day: str | None
    kind: str
    stance: str


@lru_cache(maxsize=100_000)
def node_of(name: str, kind: str, apart: str | None = None) -> str:
    """The node that an actor of a report belongs to: that of its identity; of actors without one, all of the same name and kind.

    Args:
        apart: the identity's id, where one with more reports has the same name and kind.
    """
    return f"{name} ({kind})" if apart is None else f"{name} ({kind}, {apart})"


_LESSER = """
    SELECT key, id FROM (
        SELECT key, id, row_number() OVER (PARTITION BY name, kind ORDER BY many DESC, id) AS place FROM (
            SELECT identities.key, id, name, kind, (SELECT count(*) FROM joins WHERE identity = identities.key) AS many FROM identities
            WHERE (name, kind) IN (SELECT name, kind FROM identities GROUP BY name, kind HAVING count(*) > 1)))
    WHERE place > 1
"""


def lesser_of(record: Record) -> dict[int, str]:
    """The ids, by their keys, of identities of whose name and kind another is in more reports."""
    return dict(record.db.execute(_LESSER))


def joined(actors: str) -> tuple[str, str]:
    """What is asked of an actor (its name, kind and identity), and the tables of its identity."""
    identity = f"{actors}_identity"
    columns = f"coalesce({identity}.name, {actors}.name), coalesce({identity}.kind, {actors}.kind), {identity}.key"
    return columns, (
        f"LEFT JOIN joins AS {actors}_join ON {actors}_join.actor = {actors}.key "
        f"LEFT JOIN identities AS {identity} ON {identity}.key = {actors}_join.identity"
    )


def pairs(record: Record, relation: Relation, options: Options, *, by_unit: bool = False) -> Iterator[Pair]:
    """The pairs of a relation, report by report; or in the order of what counts once."""
    return _beside(record, options, by_unit=by_unit) if relation == "beside" else _directed(record, relation, options, by_unit=by_unit)


def _directed(record: Record, relation: Relation, options: Options, *, by_unit: bool) -> Iterator[Pair]:
    conditions, values = _conditions(record, options, "statements.day", ("actors", "others"))
    unit, order = (UNIT[options.once], "unit, ") if by_unit else ("NULL", "")
    names, tables = zip(*map(joined, ("actors", "others")), strict=True)
    lesser = lesser_of(record)
    rows = record.db.execute(
        f"""
        SELECT {unit} AS unit, statements.key, statements.report, statements.day, statements.kind, statements.stance,
            {names[0]}, {names[1]}
        FROM statements CROSS JOIN {_BESIDE[relation]} AS beside ON beside.statement = statements.key
        CROSS JOIN actors ON actors.key = statements.speaker CROSS JOIN actors AS others ON others.key = beside.actor
        CROSS JOIN reports ON reports.key = statements.report {" ".join(tables)}
        LEFT JOIN variants ON variants.statement = statements.key LEFT JOIN duplicates ON duplicates.report = statements.report
        WHERE {conditions} ORDER BY {order}{_sorted(options)}statements.report, statements.key
        """,  # noqa: S608 (our own words; values are bound)
        values,
    )
    for unit, key, report, day, kind, stance, *both in rows:
        one, other = (node_of(name, its, lesser.get(identity)) for name, its, identity in (both[:3], both[3:]))
        if one != other:
            yield Pair(one, other, unit, key, report, day, kind, stance)


def weights(record: Record, relation: Literal["about", "to"], options: Options) -> Iterator[tuple[str, str, str, str, str, str, int]]:
    """For each two nodes of a relation both with name and kind, and in how many statements; SQLite counts, faster than row by row."""
    conditions, values = _conditions(record, options, "statements.day", ("actors", "others"))
    names, tables = zip(*map(joined, ("actors", "others")), strict=True)
    rows = record.db.execute(
        f"""
        WITH lesser (key, id) AS MATERIALIZED ({_LESSER})
        SELECT {names[0].rpartition(",")[0]}, one.id, {names[1].rpartition(",")[0]}, other.id, count(DISTINCT statements.key) AS weight
        FROM statements CROSS JOIN {_BESIDE[relation]} AS beside ON beside.statement = statements.key
        CROSS JOIN actors ON actors.key = statements.speaker CROSS JOIN actors AS others ON others.key = beside.actor
        CROSS JOIN reports ON reports.key = statements.report {" ".join(tables)}
        LEFT JOIN lesser AS one ON one.key = actors_identity.key LEFT JOIN lesser AS other ON other.key = others_identity.key
        WHERE {conditions} GROUP BY 1, 2, 3, 4, 5, 6 HAVING weight >= {int(options.least_weight)}
        """,  # noqa: S608 (our own words; values are bound)
        values,
    )
    for name, kind, apart, its_name, its_kind, its_apart, weight in rows:
        one, other = node_of(name, kind, apart), node_of(its_name, its_kind, its_apart)
        if one != other:
            yield one, name, kind, other, its_name, its_kind, weight


def _beside(record: Record, options: Options, *, by_unit: bool) -> Iterator[Pair]:
    for (unit, report, day), nodes in _speakers(record, options, by_unit=by_unit):
        if len(nodes) <= options.crowd:
            for one, other in combinations(sorted(nodes), 2):
                yield Pair(one, other, unit, report, report, day, "", "")


def crowded(record: Record, options: Options) -> int:
    """How many reports have more speakers than `options.crowd`."""
    return sum(len(nodes) > options.crowd for _, nodes in _speakers(record, options, by_unit=False))


def _speakers(
    record: Record, options: Options, *, by_unit: bool
) -> Iterator[tuple[tuple[str | int | None, int, str | None], frozenset[str]]]:
    """For each report with a speaker its unit, key and day, and who speaks in it."""
    conditions, values = _conditions(record, options, "reports.published", ("actors",))
    unit, order = (_UNIT_BESIDE[options.once], "unit, ") if by_unit else ("NULL", "")
    name, tables = joined("actors")
    lesser = lesser_of(record)
    rows = record.db.execute(
        f"""
        SELECT {unit} AS unit, reports.key, reports.published, {name}
        FROM reports CROSS JOIN statements ON statements.report = reports.key CROSS JOIN actors ON actors.key = statements.speaker
        {tables} LEFT JOIN duplicates ON duplicates.report = reports.key WHERE {conditions} ORDER BY {order}{_sorted(options)}reports.key
        """,  # noqa: S608 (our own words; values are bound)
        values,
    )
    for head, group in groupby(rows, lambda row: tuple(row[:3])):
        yield head, frozenset(node_of(name, kind, lesser.get(identity)) for *_, name, kind, identity in group)


def appearances(record: Record, relation: Relation, part: Part, options: Options) -> Iterator[tuple[str, str, str, str | None]]:
    """Node, name, kind and day for each statement that a node speaks, or is mentioned or addressed in; once a statement."""
    day, both = _days_and_tables(relation)
    conditions, values = _conditions(record, options, day, ("actors",))
    actor, join = "statements.speaker", ""
    if part != "frequency":
        actor, join = "beside.actor", f"CROSS JOIN {_BESIDE[part]} AS beside ON beside.statement = statements.key"
    names, tables = joined("actors")
    lesser = lesser_of(record)
    rows = record.db.execute(
        f"""
        SELECT statements.key, {names}, {day} FROM {both} {join}
        CROSS JOIN actors ON actors.key = {actor} {tables} WHERE {conditions} ORDER BY {_sorted(options)}statements.key
        """,  # noqa: S608 (our own words; values are bound)
        values,
    )
    for _, group in groupby(rows, lambda row: row[0]):
        found = {node_of(name, kind, lesser.get(identity)): (name, kind, its) for _, name, kind, identity, its in group}
        yield from ((node, *its) for node, its in found.items())


def days(record: Record, relation: Relation, options: Options) -> tuple[date, date] | None:
    """The first and the last day of what counts; None where nothing has a day."""
    day, both = _days_and_tables(relation)
    conditions, values = _conditions(record, options, day, ("actors",))
    first, last = record.db.execute(
        f"""
        SELECT min({day}), max({day}) FROM {both} CROSS JOIN actors ON actors.key = statements.speaker {joined("actors")[1]}
        WHERE {conditions}
        """,  # noqa: S608 (our own words; values are bound)
        values,
    ).fetchone()
    return None if first is None else (date.fromisoformat(first), date.fromisoformat(last))


def _days_and_tables(relation: Relation) -> tuple[str, str]:
    """Which day counts, and the tables in the order in which SQLite is to go through them: first the one with that day."""
    if relation == "beside":
        return "reports.published", "reports CROSS JOIN statements ON statements.report = reports.key"
    return "statements.day", "statements CROSS JOIN reports ON reports.key = statements.report"


def _conditions(record: Record, options: Options, day: str, actors: tuple[str, ...]) -> tuple[str, list[str]]:
    """The options as a condition; `actors` are the names under which the query has them."""
    found, values = [STANDS], list[str]()

    def among(column: str, wanted: tuple[str, ...], *, out: bool = False) -> None:
        found.append(f"{column} {'NOT ' if out else ''}IN ({','.join('?' * len(wanted))})")
        values.extend(wanted)

    for comparison, bound in ((">=", options.since), ("<=", options.until)):
        if bound is not None:
            found.append(f"{day} {comparison} ?")
            values.append(bound.isoformat())
    if options.kinds:
        among("statements.kind", options.kinds)
    if options.publisher is not None:
        among("reports.publisher", record.publishers(options.publisher))
    for name in actors:
        kind = f"coalesce({name}_identity.kind, {name}.kind)"
        if options.actors:
            among(kind, options.actors)
        if not options.unnamed:
            among(kind, UNNAMED, out=True)
    return " AND ".join(found), values


def _sorted(options: Options) -> str:
    """What goes before the first column of an order.

    SQLite would go through all rows because they stand in that order already; in a window of days it is to take those of the
    window by the index of days, and sort them. A "+" keeps it from the first.
    """
    return "" if options.since is None or options.until is None else "+"


def actor_ids(record: Record, names: Collection[str]) -> dict[str, str]:
    """The actors behind nodes of these names: by node, the id of the identity; where there is none, of an actor of one report."""
    wanted = ",".join("?" * len(names))
    with record.snapshot():
        apart = dict(record.db.execute(_LESSER).fetchall())
        one_report = record.db.execute(
            f"""
            SELECT min(id), name, kind FROM actors WHERE name IN ({wanted}) AND NOT EXISTS (SELECT 1 FROM joins WHERE actor = actors.key)
            GROUP BY name, kind
            """,  # noqa: S608 (our own words; values are bound)
            tuple(names),
        ).fetchall()
        joined = record.db.execute(
            f"SELECT key, id, name, kind FROM identities WHERE name IN ({wanted})",  # noqa: S608 (likewise)
            tuple(names),
        ).fetchall()
    found = {node_of(name, kind): id_ for id_, name, kind in one_report}
    return found | {node_of(name, kind, apart.get(key)): id_ for key, id_, name, kind in joined}
