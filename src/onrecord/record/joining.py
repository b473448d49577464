"""Which actors of different reports are the same: found over the whole record, block by block, anew after each build.

A block holds all actors that may be the same: the persons of one family name, the bodies of one name, one country. The
blocks go through SQLite's own temporary tables on disk, and one block at a time is in memory. Descriptions without a
name ("a spokesman", "officials") are in no block.
"""

import hashlib
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from onrecord.record.bearers import FULL, TWICE, Bearer, persons
from onrecord.record.names import body_name, is_named_government, is_ordinary, person_name
from onrecord.record.rows import put
from onrecord.schema.actor import Role

ID_LENGTH = 12
CODE = "wikidata"
AT_HAND = 50_000  # reports, and persons at a time, whose company is kept in memory
ALIASES = 0.9  # of the reports that write a body's letters and its name: when more names have the same letters, none is meant
_LONGEST = 10  # letters of an acronym
_BODIES = "('organisation', 'government', 'office', 'armed group', 'coalition')"
_TABLES = """
    CREATE TEMP TABLE blocks (block TEXT, actor INTEGER, report INTEGER, person INTEGER, PRIMARY KEY (block, actor)) WITHOUT ROWID;
    CREATE TEMP TABLE company (report INTEGER, person INTEGER, PRIMARY KEY (report, person)) WITHOUT ROWID;
    CREATE TEMP TABLE spread (person INTEGER, time INTEGER, reports INTEGER, PRIMARY KEY (person, time)) WITHOUT ROWID;
    CREATE TEMP TABLE found (number INTEGER, actor INTEGER, reason TEXT, PRIMARY KEY (number, actor)) WITHOUT ROWID;
"""
_TIME = "ifnull(CAST(substr(published, 1, 4) AS INTEGER) * 2 + (substr(published, 6, 2) > '06'), -1)"  # the half-year
Found = list[tuple[int, str]]
"""The actors of one identity, each with the reason."""


def find(db: sqlite3.Connection) -> None:
    """Find the identities and write them, with what was found before taken out; decisions are to be applied after."""
    names = [name for (name,) in db.execute("SELECT name FROM temp.sqlite_master WHERE type = 'table'")]
    for name in {"blocks", "company", "spread", "found"} & set(names):
        db.execute(f"DROP TABLE temp.{name}")
    for statement in _TABLES.split(";"):
        db.execute(statement)
    _spread_persons(db)
    _spread_bodies(db)
    _spread_countries(db)
    db.execute("DELETE FROM joins")
    db.execute("DELETE FROM identities")
    codes: dict[str, int] = {}
    same: dict[int, int] = {}
    number = 0
    apart: Found = []
    for code, group in _groups(db, apart):
        number += 1
        if code is not None and (first := codes.setdefault(code, number)) != number:
            same[number] = first
        if len(group) > 1 or code is not None:
            put(db, "temp.found", [(same.get(number, number), actor, reason) for actor, reason in group])
        if len(apart) > AT_HAND:
            _write_apart(db, apart)
    _write_apart(db, apart)
    _write(db)
    for name in ("blocks", "company", "spread", "found"):
        db.execute(f"DROP TABLE temp.{name}")


def _spread_persons(db: sqlite3.Connection) -> None:
    rows = db.execute("SELECT key, report, name FROM actors WHERE kind = 'person'")
    while some := rows.fetchmany(AT_HAND):
        blocks, company = [], set()
        for key, report, name in some:
            if (parts := person_name(name)) is not None:
                person = None if parts.given is None else _number(f"{parts.given} {parts.family} {parts.suffix}")
                blocks.append((f"person {parts.family}", key, report, person))
                if person is not None:
                    company.add((report, person))
        put(db, "temp.blocks", blocks)
        db.executemany("INSERT OR IGNORE INTO temp.company VALUES (?, ?)", company)
    db.execute(
        f"""
        INSERT INTO temp.spread SELECT person, {_TIME} AS time, count(*) FROM temp.company JOIN reports ON reports.key = report
        GROUP BY person, time
        """
    )


@lru_cache(AT_HAND)
def _number(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=7).digest())


def _spread_bodies(db: sqlite3.Connection) -> None:
    letters = _acronyms(db)
    where = _countries(db)
    rows = db.execute(
        f"""
        SELECT key, report, name, kind, EXISTS (SELECT 1 FROM mentions WHERE actor = key AND form = 'name') FROM actors
        WHERE kind IN {_BODIES} ORDER BY report
        """
    )
    while some := rows.fetchmany(AT_HAND):
        blocks = []
        for key, report, name, kind, named in some:
            if not named and not is_named_government(name):
                continue
            body = body_name(name)
            body = letters.get((kind, body), body)
            if is_ordinary(body):
                if (country := where(report)) is None:
                    continue
                body = f"{body} in {country}"
            if body:
                blocks.append((f"{kind} {body}", key, report, None))
        put(db, "temp.blocks", blocks)


def _acronyms(db: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """For letters the name that they stand for, where reports that write both for one body agree."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    rows = db.execute(
        f"""
        SELECT DISTINCT actor, text, name, kind FROM mentions JOIN actors ON actors.key = actor
        WHERE form = 'name' AND text = upper(text) AND length(text) BETWEEN 2 AND {_LONGEST} AND text != name AND kind IN {_BODIES}
        """
    )
    for _, text, name, kind in rows:
        if text.replace(".", "").isalpha() and " " in name:
            counts[kind, body_name(text)][body_name(name)] += 1
    found = {}
    for key, names in counts.items():
        name, count = max(names.items(), key=lambda item: (item[1], item[0]))
        if count >= ALIASES * names.total():
            found[key] = name
    return found


def _countries(db: sqlite3.Connection):  # noqa: ANN202
    """The country that a report names most often; None where it names none."""

    @lru_cache(1)  # asked report by report
    def country(report: int) -> str | None:
        rows = db.execute(
            """
            SELECT actors.name, count(*) AS many FROM actors JOIN mentions ON actor = key WHERE report = ? AND kind = 'country'
            GROUP BY key ORDER BY many DESC, key LIMIT 1
            """,
            (report,),
        ).fetchone()
        return None if rows is None else rows[0]

    return country


def _spread_countries(db: sqlite3.Connection) -> None:
    db.execute(
        """
        INSERT INTO temp.blocks SELECT 'country ' || json_extract(codes, '$.iso3166'), key, report, NULL FROM actors
        WHERE kind = 'country' AND json_extract(codes, '$.iso3166') IS NOT NULL
        """
    )


def _groups(db: sqlite3.Connection, apart: Found) -> Iterator[tuple[str | None, Found]]:
    """The groups of all blocks, each with its code of Wikidata; who is left apart goes into `apart`."""
    context = _Company(db)
    rows = db.execute(
        f"""
        SELECT block, blocks.actor, blocks.report, reports.id, actors.id, {_TIME}, name, person,
            json_extract(codes, '$.{CODE}'), (SELECT json_group_array(json_array(role, affiliation)) FROM roles WHERE roles.actor = actors.key)
        FROM temp.blocks CROSS JOIN actors ON actors.key = blocks.actor CROSS JOIN reports ON reports.key = blocks.report
        ORDER BY block, blocks.actor
        """
    )
    for block, its in groupby(rows, itemgetter(0)):
        if block.startswith("person "):
            bearers = [_bearer(*row[1:]) for row in its]
            found, left = persons(bearers, context)
            apart.extend((bearer.actor, why) for bearer, why in left)
            for group in found:
                codes = {bearer.code for bearer, _ in group} - {None}
                yield (f"{CODE} {min(codes)}" if codes else None), [(bearer.actor, why) for bearer, why in group]
        else:
            yield from _bodies(block, list(its), apart)


def _bearer(
    actor: int, report: int, report_id: str, actor_id: str, time: int, name: str, person: int | None, code: str | None, roles: str
) -> Bearer:
    parts = person_name(name)
    assert parts is not None  # noqa: S101 (it is in a block of persons)
    its = tuple(Role(role, affiliation) for role, affiliation in json.loads(roles))
    return Bearer(actor, report, (report_id, actor_id), None if time < 0 else time, parts, its, code, person)


def _bodies(block: str, rows: list[tuple[object, ...]], apart: Found) -> Iterator[tuple[str | None, Found]]:
    """The one body of a block, or one for each of its codes."""
    by_code: dict[str | None, list[tuple[int, int]]] = defaultdict(list)
    codes = {row[8] for row in rows} - {None}
    for row in rows:
        code = row[8] if len(codes) > 1 else next(iter(codes), None)
        by_code[code].append((row[1], row[2]))  # type: ignore[index, arg-type]
    country, _, where = block.partition(" in ")
    reason = "the same country" if block.startswith("country ") else "the same name"
    if where and is_ordinary(country.partition(" ")[2]):
        reason = f"the same name, in reports about {where}"
    for code in sorted(by_code, key=str):
        found: dict[int, int] = {}
        for actor, report in by_code[code]:
            if report in found:
                apart.append((actor, TWICE))
            else:
                found[report] = actor
        yield (f"{CODE} {code}" if code else None), [(actor, reason) for actor in found.values()]


class _Company:
    """Who stands in which report, out of the temporary tables; it keeps what was asked for lately."""

    def __init__(self, db: sqlite3.Connection) -> None:
        @lru_cache(AT_HAND)
        def beside(report: int) -> frozenset[int]:
            return frozenset(person for (person,) in db.execute("SELECT person FROM temp.company WHERE report = ?", (report,)))

        @lru_cache(AT_HAND)
        def reports_with(person: int, times: tuple[int | None, ...]) -> int:
            among = tuple(-1 if time is None else time for time in times)
            marks = ",".join("?" * len(among))
            found = db.execute(f"SELECT sum(reports) FROM temp.spread WHERE person = ? AND time IN ({marks})", (person, *among))
            return int(found.fetchone()[0])

        self.beside, self.reports_with = beside, reports_with


def _write_apart(db: sqlite3.Connection, apart: Found) -> None:
    db.executemany("INSERT INTO joins (actor, reason) VALUES (?, ?)", apart)
    apart.clear()


def _write(db: sqlite3.Connection) -> None:
    """Write the groups of two and more as identities."""
    rows = db.execute(
        """
        SELECT number, actors.key, reports.id, actors.id, name, kind, codes, reason FROM temp.found
        CROSS JOIN actors ON actors.key = actor CROSS JOIN reports ON reports.key = report ORDER BY number, actor
        """
    )
    key = 0
    for _, group in groupby(rows, itemgetter(0)):
        members = list(group)
        if len(members) < 2:  # noqa: PLR2004 (a code that one actor has)
            continue
        key += 1
        first = min((report, actor) for _, _, report, actor, *_ in members)
        name = common_name([(row[4], row[7] == FULL) for row in members])
        kinds = Counter(row[5] for row in members)
        codes = {k: v for row in members for k, v in sorted(json.loads(row[6]).items())}
        id_ = identity_id(*first)
        kind = min(kinds, key=lambda kind: (-kinds[kind], kind))
        put(db, "identities", [(key, id_, name, kind, json.dumps(codes, ensure_ascii=False, sort_keys=True), name)])
        put(db, "joins", [(row[1], key, row[7], key, None) for row in members])


def identity_id(report: str, actor: str) -> str:
    """The id of an identity: the start of a SHA-256 of the ids of its first actor and its report."""
    return hashlib.sha256(f"{report} {actor}".encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def common_name(names: list[tuple[str, bool]]) -> str:
    """The name written most often, of the full ones where there are any; of equally frequent ones the longest, then by the alphabet."""
    counts = Counter(name for name, full in names if full) or Counter(name for name, _ in names)
    return min(counts, key=lambda name: (-counts[name], -len(name), name))
