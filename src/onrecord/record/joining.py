"""Which actors of different reports are the same: found over the whole record, block by block, anew after each build.

A block holds all actors that may be the same: the persons of one family name, the bodies of one name, one country. The
blocks go through SQLite's own temporary tables on disk, and one block at a time is in memory. Descriptions without a
name ("a spokesman", "officials") are in no block.
"""

import hashlib
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from onrecord.data import table
from onrecord.record.bearers import TWICE, Bearer, persons, same_code
from onrecord.record.names import body_name, is_local, is_named_government, is_ordinary, person_name, without_country
from onrecord.record.rows import put
from onrecord.schema.actor import Role

ID_LENGTH = 12
CODE = "wikidata"
AT_HAND = 50_000  # reports, and persons at a time, whose company is kept in memory
ALIASES = 0.9  # of the reports that write a body's letters and its name: when more names have the same letters, none is meant
HOME = 0.8  # of the reports with "State Department", about one country: it is meant wherever that country is named at all
ABOUT = " | "
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
    apart: Found = []
    for number, (code, group) in enumerate(_groups(db, apart), 1):
        first = number if code is None else codes.setdefault(code, number)
        if len(group) > 1 or code is not None:
            put(db, "temp.found", [(first, actor, reason) for actor, reason in group])
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
    main, named = _countries(db)
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    for block, _, report, own in _bodies_in(db, letters):
        if is_ordinary(block.partition(" ")[2]) and (country := own or main(report)) is not None:
            homes[block][country] += 1
    home = {block: found for block, its in homes.items() for found, count in its.most_common(1) if count >= HOME * its.total()}
    rows = _bodies_in(db, letters)
    while some := list(islice(rows, AT_HAND)):
        blocks = []
        for block, key, report, own in some:
            where = ""
            if is_ordinary(block.partition(" ")[2]):
                country = own or (home[block] if home.get(block) in named(report) else main(report))
                if country is None:
                    continue
                where = f"{ABOUT}{country}"
            blocks.append((block + where, key, report, None))
        put(db, "temp.blocks", blocks)


def _bodies_in(db: sqlite3.Connection, letters: dict[tuple[str, str], str]) -> Iterator[tuple[str, int, int, str | None]]:
    """Kind and name for comparing, the actor, the report, and the country whose it is where that is told, of all named bodies."""
    rows = db.execute(
        f"""
        SELECT key, report, name, kind, json_extract(codes, '$.iso3166'),
            EXISTS (SELECT 1 FROM mentions WHERE actor = key AND form = 'name') FROM actors
        WHERE kind IN {_BODIES} ORDER BY report, key
        """
    )
    for key, report, name, kind, code, has_name in rows:
        body = without_country(body_name(name), code) if has_name or is_named_government(name) else ""
        if body and not is_local(body):
            own = None if code not in table("countries") else table("countries")[code]["name"]
            yield f"{kind} {letters.get((kind, body), body)}", key, report, own


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


def _countries(db: sqlite3.Connection) -> tuple[Callable[[int], str | None], Callable[[int], frozenset[str]]]:
    """The country that a report names most often, None where it names none; and all that it names."""

    @lru_cache(1)  # asked report by report
    def counted(report: int) -> tuple[str, ...]:
        rows = db.execute(
            """
            SELECT actors.name, count(*) AS many FROM actors JOIN mentions ON actor = key WHERE report = ? AND kind = 'country'
            GROUP BY key ORDER BY many DESC, key
            """,
            (report,),
        )
        return tuple(name for name, _ in rows)

    return (lambda report: next(iter(counted(report)), None)), (lambda report: frozenset(counted(report)))


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
        SELECT block, blocks.actor, blocks.report, reports.id, actors.id, {_TIME}, name, person, json_extract(codes, '$.{CODE}'),
            (SELECT json_group_array(json_array(role, affiliation)) FROM roles WHERE roles.actor = actors.key)
        FROM temp.blocks CROSS JOIN actors ON actors.key = blocks.actor CROSS JOIN reports ON reports.key = blocks.report
        ORDER BY block, blocks.actor
        """
    )
    for block, its in groupby(rows, itemgetter(0)):
        if block.startswith("person "):
            bearers = [_bearer(row[1:]) for row in its]
            found, left = persons(bearers, context)
            apart.extend((bearer.actor, why) for bearer, why in left)
            for group in found:
                codes = {bearer.code for bearer, _ in group if bearer.code is not None}
                yield (f"{CODE} {min(codes)}" if codes else None), [(bearer.actor, why) for bearer, why in group]
        else:
            yield from _bodies(block, list(its), apart)


def _bearer(row: tuple[Any, ...]) -> Bearer:
    actor, report, report_id, actor_id, time, name, person, code, roles = row
    parts = person_name(name)
    assert parts is not None  # noqa: S101 (it is in a block of persons)
    its = tuple(Role(role, affiliation) for role, affiliation in json.loads(roles))
    return Bearer(actor, report, (report_id, actor_id), None if time < 0 else time, parts, its, code, person)


def _bodies(block: str, rows: list[tuple[Any, ...]], apart: Found) -> Iterator[tuple[str | None, Found]]:
    """The one body of a block, or one for each of its codes."""
    where = block.partition(ABOUT)[2]
    name = f"the same name, of {where} by the words or by the report" if where else "the same name"
    reason = "the same country" if block.startswith("country ") else name
    codes = {row[8] for row in rows if row[8] is not None}
    by_code: dict[str | None, dict[int, tuple[int, str | None]]] = defaultdict(dict)
    for row in rows:
        actor, report, code = row[1], row[2], row[8] if len(codes) > 1 else next(iter(codes), None)
        if report in by_code[code]:
            apart.append((actor, TWICE))
        else:
            by_code[code][report] = actor, row[8]
    for code in sorted(by_code, key=str):
        its = [(actor, same_code(own) or reason) for actor, own in by_code[code].values()]
        yield (f"{CODE} {code}" if code else None), its


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
        kinds = Counter(row[5] for row in members)
        codes = {k: v for row in members for k, v in sorted(json.loads(row[6]).items())}
        id_ = identity_id(*first)
        kind = min(kinds, key=lambda kind: (-kinds[kind], kind))
        name = common_name([row[4] for row in members], kind)
        put(db, "identities", [(key, id_, name, kind, json.dumps(codes, ensure_ascii=False, sort_keys=True), name)])
        put(db, "joins", [(row[1], key, row[7], key, None) for row in members])


def identity_id(report: str, actor: str) -> str:
    """The id of an identity: the start of a SHA-256 of the ids of its first actor and its report."""
    return hashlib.sha256(f"{report} {actor}".encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def common_name(names: Sequence[str], kind: str) -> str:
    """The name written most often, of a person's full ones where there are any; of equally frequent ones the longest."""
    full = [name for name in names if kind == "person" and (parts := person_name(name)) is not None and parts.given is not None]
    counts = Counter(full or names)
    return min(counts, key=lambda name: (-counts[name], -len(name), name))
