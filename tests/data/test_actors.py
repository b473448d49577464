"""A user's own actors: each format says the same, and what is wrong is told with its place and its mend."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.data.actors import csv, ftm, petrarch, read, wikidata, yaml
from onrecord.data.knowledge import knowledge
from onrecord.data.known import Known, Tenure
from onrecord.errors import ActorsError
from tests.conftest import ROOT

CSV = """name;kind;names;role;affiliation;from;until;iso3166
Ada Veld;person;A. Veld;foreign minister;Valdoria;2010-01-31;2014-05-01;VD

Ada Veld;person;;president;Valdoria;2014-05-01;;
"""
YAML = """# ours
- name: Ada Veld
  kind: person
  names: [A. Veld]
  codes: {iso3166: VD}
  roles:
    - {role: foreign minister, affiliation: Valdoria, from: 2010-01-31, until: 2014-05-01}
    - {role: president, affiliation: Valdoria, from: 2014-05-01}
"""
FTM = "\n".join(
    json.dumps(entity)
    for entity in (
        {"id": "p", "schema": "Person", "properties": {"name": ["Ada Veld"], "alias": ["A. Veld"], "country": ["vd"]}},
        {"id": "f", "schema": "Position", "properties": {"name": ["Foreign Minister of Valdoria"]}},
        {"id": "h", "schema": "Position", "properties": {"name": ["President of Valdoria"]}},
        {
            "id": "1",
            "schema": "Occupancy",
            "properties": {"holder": ["p"], "post": ["f"], "startDate": ["2010-01-31"], "endDate": ["2014-05-01"]},
        },
        {"id": "2", "schema": "Occupancy", "properties": {"holder": ["p"], "post": ["h"], "startDate": ["2014-05-01"]}},
    )
)
WIKIDATA = json.dumps(
    {
        "head": {"vars": []},
        "results": {
            "bindings": [
                {
                    "person": {"type": "uri", "value": "http://www.wikidata.org/entity/Q1"},
                    "personLabel": {"value": "Ada Veld"},
                    "alias": {"value": "A. Veld"},
                    "iso3166": {"value": "VD"},
                    "positionLabel": {"value": position},
                    "countryLabel": {"value": "Valdoria"},
                    "start": {"value": start},
                    **({"end": {"value": end}} if end else {}),
                }
                for position, start, end in (
                    ("foreign minister of Valdoria", "2010-01-31T00:00:00Z", "2014-05-01T00:00:00Z"),
                    ("president", "2014-05-01T00:00:00Z", ""),
                )
            ]
        },
    }
)
PETRARCH = """# actors of Valdoria
VALDORIA_ [VLD]
+VALDORIANS_
ADA_VELD_  # said to be
+A._VELD_
\t[VLDGOV 100131-140501] # foreign minister
\t[VLDELI >140501]
\t[VLDOPP]
LAKE_FRONT_ [VLDREB]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.txt"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("text", [CSV, YAML, FTM, WIKIDATA], ids=["csv", "yaml", "ftm", "wikidata"])
def test_each_format_says_the_same(text: str, tmp_path: Path) -> None:
    (actor,) = read(written(tmp_path, text))
    assert (actor.kind, actor.names, actor.codes["iso3166"]) == ("person", ("Ada Veld", "A. Veld"), "VD")
    assert [(tenure.role, tenure.affiliation, tenure.begins, tenure.ends) for tenure in actor.tenures] == [
        ("foreign minister", "Valdoria", date(2010, 1, 31), date(2014, 5, 1)),
        ("president", "Valdoria", date(2014, 5, 1), None),
    ]
    base = knowledge().with_actors([actor])
    assert base.holders("head of state", "Valdoria", date(2020, 1, 1)) == (actor,)
    assert base.named("ada VELD") == (actor,)


def test_a_petrarch_dictionary_keeps_its_days(tmp_path: Path) -> None:
    country, person, group = read(written(tmp_path, PETRARCH))
    assert (country.kind, country.names, country.codes) == ("country", ("Valdoria", "Valdorians"), {"cameo": "VLD"})
    assert (person.kind, person.names, person.codes) == ("person", ("Ada Veld", "A. Veld"), {"cameo": "VLDOPP"})
    assert [(t.role, t.begins, t.ends) for t in person.tenures] == [
        ("VLDGOV", date(2010, 1, 31), date(2014, 5, 1)),
        ("VLDELI", date(2014, 5, 1), None),
    ]
    assert (group.kind, group.name) == ("armed group", "Lake Front")


def test_agents_have_plurals_and_sets(tmp_path: Path) -> None:
    text = "!PERSON! = MAN, WOMAN\nFARMER [~AGR]\nCITY [~CVL]\nHERDS!PERSON! [~AGR]\nPOLICE{} [~COP]\nOFFICEMAN{OFFICEMEN} [~BUS]\n"
    found = read(written(tmp_path, text))
    assert [actor.names for actor in found] == [
        ("farmer", "farmers"),
        ("city", "cities"),
        ("herdsman", "herdswoman", "herdsmans", "herdswomans"),
        ("police",),
        ("officeman", "officemen"),
    ]
    assert {actor.kind for actor in found} == {"office"}


def test_a_malformed_code_of_a_dictionary_is_left_out_and_told(tmp_path: Path) -> None:
    path = written(tmp_path, PETRARCH.replace("100131-140501", "100131-1405011"))
    faults: list[str] = []
    assert len(read(path, faults)) == 3
    assert faults == ["own.txt, line 6: '1405011' is no day; write YYMMDD or YYYYMMDD, e.g. 20040309"]
    with pytest.raises(ActorsError, match="line 6"):
        read(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,kind\nAda Veld,robot\n", "own.txt, line 2: kind 'robot' is none of ours; write one of: person, office"),
        ("name,from,role\nAda Veld,soon,king\n", "own.txt, line 2: 'soon' is no day; write YYYY-MM-DD"),
        ("name,from,until,role\nAda Veld,2011,2010,king\n", "own.txt, line 2: ends on 2010-01-01, which is not after 2011-01-01"),
        ("name,kind\nVeld, Ada,person\n", "own.txt, line 2: has 3 cells for 2 columns; put those that hold the delimiter in quotes"),
        ("name,kind\n,person\n", "own.txt, line 2: an actor without a name; fill in 'name'"),
        ("- name: Ada\n  nick: A\n", "own.txt, line 1: 'nick' is no key of ours; write one of: codes, family, id"),
        ("- name: Ada\n- Veld\n", "own.txt, line 2: 'Veld' is no mapping; write - name: Veld"),
        ("- name: [Ada\n", "own.txt, line 2: is no YAML"),
        ('{"id": "p", "schema": "Person", "properties": {}}\n{"id": 1}\n', "own.txt, line 2: is no FollowTheMoney entity"),
        ('{"id": "p", "schema": "Person", "properties": {}}\n', "own.txt, line 1: an actor without a name"),
        ('[{"place": "x"}]', "own.txt, row 1: has none of the variables item, person"),
        ("name\n", "names no actor"),
        ('{"results": 1, "bindings": 2}', "its results hold no list of bindings"),
        ('{"results": {}, "bindings": 2}', "its results hold no list of bindings"),
        ('[{"person": null}]', "own.txt, row 1: has none of the variables"),
        ('{"id": 1, "schema": "Person", "properties": []}\n', "own.txt, line 1: is no FollowTheMoney entity"),
        ("- name: Ada\n  roles: king\n", "own.txt, line 1: names and roles are lists"),
        ("- name: Ada\n  names: {a: b}\n", "own.txt, line 1: names and roles are lists"),
        ("- name: Ada\n  roles: [{role: [king]}]\n", "own.txt, line 1: a role has a list where one word is meant"),
        ("- name: Ada\n  codes: VD\n", "own.txt, line 1: codes are no mapping"),
        ("actors: 3\n", "neither CSV"),
        ("actors:\n  3\n", "own.txt: holds no list of actors"),
        ("name\n\n\nAda,person\n", "own.txt, line 4: has 2 cells for 1 columns"),
        ("Some words of a text.\n", "neither CSV with a column 'name', YAML"),
        ("", "neither CSV"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ActorsError) as caught:
        read(written(tmp_path, text))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_can_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes("name\nJosé\n".encode("latin-1"))
    for path, said in (
        (tmp_path / "none.csv", "there is no such file"),
        (tmp_path, "is a folder"),
        (tmp_path / "latin.csv", "is not in UTF-8"),
    ):
        with pytest.raises(ActorsError, match=said):
            read(path)


def test_the_example_can_be_read() -> None:
    assert [actor.kind for actor in read(ROOT / "examples" / "actors.csv")] == ["person", "person", "armed group"]


@given(st.text(max_size=200))
def test_no_text_brings_a_reader_down(text: str) -> None:
    for module in (csv, ftm, petrarch, wikidata, yaml):
        try:
            found = module.actors(text, "own", []) if module.looks_so(text) else ()
        except ActorsError:
            continue
        assert all(isinstance(actor, Known) for actor in found)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_as_on_any_machine(end: str, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(CSV.replace("\n", end).encode())
    assert read(path) == read(written(tmp_path, CSV).rename(tmp_path / "own.csv"))


NAMES = st.text(alphabet=st.sampled_from("abcdeé ABCD'-"), min_size=1, max_size=20).map(lambda name: f"X{' '.join(name.split())}")
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2029, 12, 31))


@given(NAMES, st.lists(DAYS, min_size=2, max_size=2, unique=True))
def test_names_and_days_come_back_from_each_format(name: str, days: list[date]) -> None:
    first, last = sorted(days)
    tenure = Tenure("king", "Valdoria", first, last, "own")
    table = f'name,role,affiliation,from,until\n"{name}",king,Valdoria,{first},{last}\n'
    mapping = f"- name: {json.dumps(name)}\n  roles: [{{role: king, affiliation: Valdoria, from: {first}, until: {last}}}]\n"
    row = [{"person": "Q5", "personLabel": name, "positionLabel": "king of Valdoria", "start": str(first), "end": str(last)}]
    for module, text in ((csv, table), (yaml, mapping), (wikidata, json.dumps(row, ensure_ascii=False))):
        assert module.looks_so(text), module
        (actor,) = module.actors(text, "own", [])
        assert (actor.name, actor.tenures) == (" ".join(name.split()), (tenure,))
    dated = f"{name.upper().replace(' ', '_')}_ [VLDGOV {first:%Y%m%d}-{last:%Y%m%d}]\n"
    (actor,) = petrarch.actors(dated, "own", [])
    assert [(t.begins, t.ends) for t in actor.tenures] == [(first, last)]
