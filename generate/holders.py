"""Who held which office when: the tables of leaders, ministers and ambassadors joined, in the order of their trust."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import offices
from facts import ENGLISH, Tables, day
from people import EARLIEST, NEAR, Person, Pool, Spell, agree, family_of
from spells import PHOENIX_ENDS, PHOENIX_FILLED, settle, spells

from onrecord.data import table
from onrecord.data.actors.petrarch import titled
from onrecord.data.folding import name_key

REIGN_ENDS = date(2021, 3, 31)  # the days on which the tables end; who holds an office then held it at least until then
WIKIDATA_ENDS = date(2022, 11, 1)
MINISTERS_END = date(2023, 2, 1)
POCOM_ENDS = date(2026, 6, 1)
CIA_DAY = (date(2019, 6, 1), date(2019, 7, 1))
TITLES = (
    r"former|then|us|u\.s\.|united states|president-elect|prime minister-designate|russian|american|british|president|prime|"
    r"minister|secretary|"
    r"of|state|defen[sc]e|foreign|senator|sen\.?|gen\.?|general|ambassador|deputy|attorney|vice|the|king|queen|sheikh|lord|sir|dr\.?|mr\.?|"
    r"judge|justice|governor|chancellor|premier|treasury|speaker|ayatollah|hojatolislam|mullah|gov\.?"
)
TITLE_WORDS = re.compile(rf"^(({TITLES})\s+)+", re.IGNORECASE)


def people(tables: Tables) -> Pool:
    """All office holders, from the tables in the order of their trust."""
    pool = Pool()
    _wikidata(tables, pool)
    _ministers(tables, pool)
    _cia(tables, pool)
    _pocom(tables, pool)
    _phoenix(tables, pool)
    _international(tables, pool)
    usual = _usual_office(tables, pool)
    _reign(tables, pool, usual)
    _cabinets(tables, pool)
    for country in sorted({person.country for person in pool.people}):
        spells(pool.of(country), offices.OTHER.get(usual.get(country, ""), ""))
        settle(pool.of(country))
    return pool


def _wikidata(tables: Tables, pool: Pool) -> None:
    for source, column in (("wikidata", "positionLabel"), ("wikipedia", "positionlabel")):
        for row in tables.rows(f"leaders/heads_of_state_government_2022-10_{source}.csv"):
            country, label = tables.code(row["country"]), row[column].lower()
            name = re.sub(r"\s*\(.*\)", "", row.get("officeholderLabel") or row.get("officeholderlabel") or "")
            role = next((role for words, role in offices.HEADS if label.startswith(words)), "")
            if country is None or not name or not role:
                continue
            person = pool.person(country, name, source, qid=row["officeholder"])
            begins = date(int(row["start_year"]) + 1, 1, 1) if row["start_year"].isdigit() else None  # in its first year it is not sure
            ends = date(int(row["end_year"]), 1, 1) if row["end_year"].isdigit() else WIKIDATA_ENDS
            if begins is not None and begins > ends:
                begins = None if row["end_year"] else date(2022, 10, 1)
            person.facts.append((role, country, begins, ends if begins else None, source))


def _ministers(tables: Tables, pool: Pool) -> None:
    for name in ("wikidata", "scraped"):
        for row in tables.rows(f"leaders/foreign_ministers_2023-01_{name}.csv"):
            country, begins = tables.code(row["countryLabel"]), day(row["start"])
            if country and row["name"] and row["person"]:
                person = pool.person(country, row["name"], "ministers", qid=row["person"])
                if not any(fact[0] == "foreign minister" and fact[2] for fact in person.facts):
                    person.facts.append(("foreign minister", country, begins, MINISTERS_END if begins else None, "ministers"))


def _cia(tables: Tables, pool: Pool) -> None:
    for row in tables.rows("leaders/cia_world_leaders_2019-06.csv"):
        country, office = tables.code(row["country"]), " ".join(row["office"].lower().split())
        role = offices.CIA.get(office) or next((role for words, role in offices.CIA_BEGINNINGS if office.startswith(words)), "")
        if country is None or not role or not row["name"].strip() or "(acting)" in row["name"]:
            continue
        family = " ".join(word for word in row["name"].split() if word.isupper() and len(word.strip(".")) > 1)
        name = " ".join(titled(word) if word.isupper() else word for word in re.sub(r"[\"“].*?[\"”]|\(.*?\)", "", row["name"]).split())
        key = name_key(family).split()
        person = pool.person(country, name, "cia", family=key[-1] if key else None)
        if key:
            person.family_first = name_key(name).startswith(name_key(family)) and len(name.split()) > len(key)
        person.facts.append((role, country, *CIA_DAY, "cia"))


def _pocom(tables: Tables, pool: Pool) -> None:
    roles = {"Secretary of State": "secretary of state", "Deputy Secretary of State": "deputy secretary of state"}
    roles["representative-to-un"] = "ambassador to the United Nations"
    for row in tables.rows("leaders/us_state_department_officers_pocom.csv"):
        role = roles.get(row["role"])
        if row["role"] == "ambassador-e-p":
            place = tables.code(row["post"].replace("-", " "))
            role = f"ambassador to {table('countries')[place]['name']}" if place in table("countries") else None
        begins, ends = day(row["started"] or row["appointed"]), day(row["ended"])
        if role is None or begins is None or (ends or POCOM_ENDS) < EARLIEST:
            continue
        if ends is None:  # the table has not been told when: it is sure for the day of the appointment alone
            ends = POCOM_ENDS if begins >= date(2022, 1, 1) else begins + timedelta(days=30)
        name = re.sub(r"\s*\(.*?\)", "", row["name"])
        person = pool.person("US", name, "pocom", family=family_of(name, "US"))
        person.names.setdefault(_short(name))
        person.facts.append((role, "US", begins, ends, "pocom"))


def _short(name: str) -> str:
    """A name without its middle names and without what follows it ("Jr.")."""
    words = [word for word in name.split() if word.strip(".,") not in {"Jr", "Sr", "II", "III", "IV"}]
    return f"{words[0]} {words[-1]}" if len(words) > 1 else name


def _phoenix(tables: Tables, pool: Pool) -> None:
    """Who was in government, by day; in which office only where a title, a comment or a heading says so."""
    for entry in tables.phoenix("Countries"):
        coded = [c for c in entry.codes if c.begins and "GOV" in c.code[3:6] and (c.ends or PHOENIX_ENDS) > EARLIEST]
        country = tables.by_alpha3.get(entry.codes[0].code[:3]) if entry.codes else None
        names = [name for name in (titled(TITLE_WORDS.sub("", name)) for name in entry.names) if len(name.split()) > 1]
        if not coded or country is None or not names or "�" in names[0] or not re.search(r"[a-z]", names[0]):
            continue
        person = pool.person(country, names[0], "phoenix")
        for name in names[1:]:
            if family_of(name, country) == family_of(names[0], country):
                person.names.setdefault(name)
        titles = [
            role for role, words in offices.TITLES.items() if any(name.upper().replace(" ", "_").startswith(words) for name in entry.names)
        ]
        heading = offices.HEADINGS.get(entry.heading.lower().strip(" ."), "")
        life = any(c.code[3:] == "ELI" for c in entry.codes)
        for c in coded:
            note = {"foreign minister": "foreign minister", "secretary of state": "secretary of state"}.get(c.note.lower().strip())
            told = (
                note
                or (heading if heading and c is coded[0] and life and (c.code[3:] == "GOV" or len(coded) == 1) else "")
                or (titles[0] if len(titles) == len(coded) == 1 else "")
            )
            assert c.begins is not None  # noqa: S101 (asked for above)
            person.spells.append(Spell(c.begins, c.ends, told, life and c.code[3:] == "GOV"))


def _international(tables: Tables, pool: Pool) -> None:
    bodies = {"Secretary-General of the United Nations": ("secretary-general", "United Nations")}
    bodies |= {"Director-General of the World Trade Organization": ("director-general", "World Trade Organization")}
    bodies |= {"President of the United Nations General Assembly": ("president", "United Nations General Assembly")}
    bodies |= {"President of the International Court of Justice": ("president", "International Court of Justice")}
    bodies |= {"OSCE High Commissioner on National Minorities": ("high commissioner on national minorities", "OSCE")}
    for row in tables.rows("leaders/io_heads_holders21.csv"):
        if row["position"] in bodies and ENGLISH.fullmatch(row["person"]):
            begins, ends = day(row["start"], sure=True), day(row["end"]) or WIKIDATA_ENDS
            person = pool.person("", row["person"], "io", qid=row["personID"])
            person.facts.append((*bodies[row["position"]], begins, ends if begins else None, "io"))
    codes = {"IGOUNO": ("secretary-general", "United Nations"), "IGOWSTNAT": ("secretary-general", "NATO")}
    codes |= {"IGOUNODEVWBK": ("president", "World Bank")}
    for entry in tables.phoenix("International"):
        listed = any("IGOrulers" in c.note for c in entry.codes)
        for c in entry.codes:
            rulers = listed and c.code in codes and c.begins and (c.ends or PHOENIX_FILLED) > EARLIEST
            if rulers and c.begins and not (c.code == "IGOWSTNAT" and (c.begins.month, c.begins.day) == (1, 1)):  # whole years: deputies
                name = titled(TITLE_WORDS.sub("", entry.names[0]))
                pool.person("", name, "phoenix").facts.append((*codes[c.code], c.begins, c.ends or PHOENIX_FILLED, "phoenix"))


def _reign(tables: Tables, pool: Pool, usual: dict[str, str]) -> None:
    """Leaders by REIGN, each joined to the person whose family name and days agree."""
    rows = [row for row in tables.rows("leaders/reign_leaderlist_2021-03.csv") if not row["eyear"] or int(row["eyear"]) >= EARLIEST.year]
    for at, row in enumerate(rows):
        country = tables.by_cow.get(row["stateabb"])
        if not country or (country, row["leader"]) in offices.ELSEWHERE:
            continue
        begins = date(int(row["syear"]), int(row["smonth"]), min(int(row["sdate"] or 1), 28))
        after = rows[at + 1] if at + 1 < len(rows) and rows[at + 1]["stateabb"] == row["stateabb"] else None
        ends = REIGN_ENDS
        if row["eyear"]:
            ends = date(int(row["eyear"]), int(row["emonth"] or 1), 1)
            if after is not None:
                following = date(int(after["syear"]), int(after["smonth"]), min(int(after["sdate"] or 1), 28))
                ends = following if abs(following - ends) < NEAR else ends
        if ends <= EARLIEST or begins >= ends or re.search(r"\(.*\)| and |&", row["leader"]):
            continue
        person = _bearer(pool, country, row["leader"], begins)
        for role, first, last in _as_what(country, name_key(row["leader"]).split()[-1], begins, ends, usual):
            person.facts.append((role, country, first, last, "reign"))


def _bearer(pool: Pool, country: str, leader: str, begins: date) -> Person:
    """The person that REIGN means by a family name: whose spell begins near, else the only one of that name, else a new one."""
    name = " ".join(reversed([part.strip() for part in leader.split(",")])) if "," in leader else leader
    name = offices.WHOLE.get((country, name), name)
    family = family_of(name, country)
    some = list(pool.alike(country, family))
    fitting = [p for p in some if any(abs(spell.begins - begins) < NEAR for spell in p.spells)]
    if " " in name:
        some = [person for person in some if agree(person, name, family)]
        fitting = some or ([] if country in offices.EASTERN else fitting)
    ruling = [
        p
        for p in some
        if any(fact[0] in {"president", "prime minister", "chancellor", "king", "emir", "sultan", "leader"} for fact in p.facts)
    ]
    for choice in (fitting, ruling, some):
        exact = [p for p in choice if family_of(p.name, country) == family] or choice
        if len(exact) == 1:
            exact[0].sources.setdefault("reign")
            if " " in name and not any(" " in other for other in exact[0].names):
                exact[0].names.setdefault(name)
            return exact[0]
    return pool.person(country, name, "reign")


def _cabinets(tables: Tables, pool: Pool) -> None:
    """Heads of government by the days of the cabinets that are named after them."""
    heads = {"prime minister", "chancellor"}
    seen = set()
    for path in sorted((tables.folder / "leaders").glob("wd_*cabinets.csv")):
        for row in tables.rows(f"leaders/{path.name}"):
            country, begins, ends = (
                tables.code(row.get("jurisdictionLabel") or ""),
                day(row.get("began") or ""),
                day(row.get("ended") or ""),
            )
            if not country or not begins or row["item"] in seen or len(row["began"]) < len("2015-01-01"):
                continue
            seen.add(row["item"])
            words = set(name_key(row["itemLabel"]).replace("'s", "").split())
            led = [p for p in pool.of(country) if p.family in words and any(f[0] in heads for f in p.facts)]
            presiding = any(f[0] == "president" and f[2] and f[3] and f[2] <= begins < f[3] for p in led for f in p.facts)
            if len(led) == 1 and not presiding:
                role = next(f[0] for f in led[0].facts if f[0] in heads)
                led[0].facts.append((role, country, begins, ends or max(WIKIDATA_ENDS, begins), "cabinets"))


def _usual_office(tables: Tables, pool: Pool) -> dict[str, str]:
    """The office that each country's leader of June 2019 held, by the CIA's list."""
    found = {"US": "president"}
    for row in tables.rows("leaders/reign_leaderlist_2021-03.csv"):
        country = tables.by_cow.get(row["stateabb"])
        begins, ends = (row["syear"], row["smonth"].zfill(2)), (row["eyear"] or "9999", (row["emonth"] or "1").zfill(2))
        if country and begins <= ("2019", "06") < ends:
            family = family_of(row["leader"], country)
            held = [
                f[0] for p in pool.alike(country, family) for f in p.facts if f[0] in {"president", "prime minister", "chancellor", "king"}
            ]
            if held:
                found[country] = "prime minister" if "prime minister" in held and "president" not in held else held[0]
    return found


def _as_what(country: str, family: str, begins: date, ends: date, usual: dict[str, str]) -> Iterator[tuple[str, date, date]]:
    """The offices of a leader, stretch by stretch; "leader" for all of it."""
    yield "leader", begins, ends
    if family in offices.NOT_IN_IT.get(country, set()):
        return
    first = date.min
    for until, role in offices.CHANGES.get(country, (("", usual.get(country)),)):
        last = date.fromisoformat(until) if until else date.max
        if role is not None and max(first, begins) < min(last, ends):
            yield role, max(first, begins), min(last, ends)
        first = last
