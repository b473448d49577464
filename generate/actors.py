"""Make src/onrecord/data/known.json from the fact tables: who is known, by what names, in what office from when to when.

Usage: python generate/actors.py ../shared/actors          write the table
       python generate/actors.py ../shared/actors --check  fail where it differs
       python generate/actors.py ../shared/actors --count  print how many of each kind it has, and from which tables
Facts carry over, each with its source (docs/actors.md has the tables and their licences); no table is copied whole.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import offices
from bodies import Packed, armed_groups, countries, governments, organisations
from facts import Tables
from holders import people
from people import Fact, merged

from onrecord.data.folding import name_key
from onrecord.data.known import MEMBER

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "src" / "onrecord" / "data" / "known.json"


def persons(tables: Tables) -> Iterator[Packed]:
    """The office holders, in the order of country and name."""
    ids: Counter[str] = Counter()
    for person in sorted(people(tables).people, key=lambda p: (p.country, name_key(p.name), p.qid or "")):
        facts = merged(person.facts)
        ruling = [fact for fact in facts if fact[0] != MEMBER]
        members = person.country in offices.REPORTED
        facts = [f for f in facts if f[0] != MEMBER or (members and not any(_inside(f, its) for its in ruling))]
        if not facts:
            continue
        slug = f"{name_key(person.name).replace(' ', '-').replace('.', '')}-{person.country or 'int'}"
        ids[slug] += 1
        identity = person.qid or (slug if ids[slug] == 1 else f"{slug}-{ids[slug]}")
        codes = ({"iso3166": person.country} if person.country else {}) | ({"wikidata": person.qid} if person.qid else {})
        family = person.family if person.family_first or person.country in offices.EASTERN else None
        names = [person.name, *(name for name in person.names if name != person.name and " " in name)]
        yield [identity, names, codes, [list(fact) for fact in facts], next(iter(person.sources)), family]


def _inside(fact: Fact, other: Fact) -> bool:
    return all((fact[2], fact[3], other[2], other[3])) and other[2] <= fact[2] and fact[3] <= other[3]  # type: ignore[operator] # just asked


def build(folder: Path) -> str:
    """The table as text."""
    tables = Tables(folder)
    actors = {
        "country": list(countries(tables)),
        "government": list(governments(tables)),
        "organisation": list(organisations(tables)),
        "armed group": list(armed_groups(tables)),
        "person": list(persons(tables)),
    }
    roles = sorted({fact[0] for some in actors.values() for row in some for fact in row[3]})
    sources = sorted({row[4] for some in actors.values() for row in some} | {fact[4] for row in actors["person"] for fact in row[3]})
    for row in (row for some in actors.values() for row in some):
        row[4] = sources.index(row[4])
        row[3] = [
            [roles.index(f[0]), f[1], f[2] and int(f"{f[2]:%Y%m%d}"), f[3] and int(f"{f[3]:%Y%m%d}"), sources.index(f[4])] for f in row[3]
        ]
    lines = [
        f"{json.dumps(kind)}: [\n" + ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in some) + "\n]"
        for kind, some in actors.items()
    ]
    head = f'"roles": {json.dumps(roles)},\n"sources": {json.dumps(sources)},\n"actors": {{\n'
    return "{\n" + head + ",\n".join(lines) + "\n}}\n"


def counted(text: str) -> str:
    """How many actors of each kind, and how many tenures from each source."""
    packed = json.loads(text)
    kinds = [f"{kind}: {len(some):,}, names: {sum(len(row[1]) for row in some):,}" for kind, some in packed["actors"].items()]
    facts = Counter(packed["sources"][fact[4]] for row in packed["actors"]["person"] for fact in row[3])
    return "\n".join([*kinds, "tenures: " + ", ".join(f"{source} {count:,}" for source, count in facts.most_common())])


def main(folder: Path, do: str) -> int:
    """Write the table, or count what is in it, or say that it is out of date."""
    if do == "--count":
        print(counted(TARGET.read_text("utf-8")))  # noqa: T201 (a script speaks)
        return 0
    text = build(folder)
    if do == "--check" and TARGET.read_text("utf-8") != text:
        print(f"{TARGET.name} is out of date; run `python generate/actors.py {folder}`")  # noqa: T201 (a script speaks)
        return 1
    if do != "--check":
        TARGET.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""))  # noqa: PLR2004 (the script, the folder)
