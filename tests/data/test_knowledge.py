"""The knowledge base: by name, by office and day, by family name, and in a text."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from onrecord.data.knowledge import Knowledge, knowledge
from onrecord.data.known import KINDS, Known, Tenure
from tests.conftest import ROOT

VALDORIA = Known("veld", "person", "Ada Veld", ("Ada Veld",), {}, (Tenure("president", "Valdoria", date(2010, 1, 1), date(2014, 1, 1)),))
LUND = Known("lund", "person", "Bo Lund", ("Bo Lund",), {}, (Tenure("president", "Valdoria", date(2014, 1, 1), None),))
BOARD = Known("who", "organisation", "WHO", ("WHO", "Water Board"))


def own(*actors: Known) -> Knowledge:
    return Knowledge([], actors)


def test_a_role_is_held_by_whoever_held_it_on_the_day() -> None:
    base = own(VALDORIA, LUND)
    assert base.holders("president", "Valdoria", date(2013, 12, 31)) == (VALDORIA,)
    assert base.holders("head of state", "Valdoria", date(2014, 1, 1)) == (LUND,)
    assert base.holders("president", "Valdoria", date(2009, 12, 31)) == ()
    assert base.holders("president", "Valdoria", None) == ()


def test_the_presidents_of_two_years_are_two() -> None:
    def president(year: int) -> list[str]:
        return [known.name for known in knowledge().holders("president", "Russia", date(year, 2, 2))]

    assert president(2010) == ["Dmitry Medvedev"]
    assert president(2015) == ["Vladimir Putin"]
    assert president(2024) == [], "the tables end before"


@pytest.mark.parametrize(
    ("role", "country", "day", "name"),
    [
        ("prime minister", "GB", date(1995, 5, 5), "John Major"),
        ("prime minister", "France", date(1999, 5, 5), "Lionel Jospin"),
        ("chancellor", "Germany", date(2006, 5, 5), "Angela Merkel"),
        ("president", "United States", date(1991, 5, 5), "George Bush"),
        ("top diplomat", "US", date(2014, 5, 5), "John Kerry"),
        ("foreign minister", "Russian Federation", date(2014, 5, 5), "Sergey Lavrov"),
        ("premier", "China", date(2006, 5, 5), "Wen Jiabao"),
        ("secretary-general", "United Nations", date(1999, 5, 5), "Kofi Annan"),
        ("secretary general", "U.N.", date(2013, 5, 5), "Ban Ki-moon"),
        ("leader", "North Korea", date(2013, 5, 5), "Kim Jong-un"),
    ],
)
def test_offices_of_the_last_decades(role: str, country: str, day: date, name: str) -> None:
    assert [known.name for known in knowledge().holders(role, country, day)] == [name]


@pytest.mark.parametrize("name", ["ISIL", "ISIS", "Islamic State", "Daesh", "the Islamic State"])
def test_an_armed_group_has_many_names(name: str) -> None:
    assert [(known.kind, known.name) for known in knowledge().named(name)] == [("armed group", "Islamic State")]


@pytest.mark.parametrize("word", ["who", "us", "it", "is", "Who", "un", "eta", "who's"])
def test_words_are_no_acronyms(word: str) -> None:
    assert knowledge().named(word) == ()


def test_acronyms_are_found_as_written() -> None:
    assert [known.name for known in knowledge().named("WHO")] == ["World Health Organization"]
    assert knowledge().named("U.N.") == knowledge().named("UN") == knowledge().named("United Nations")


def test_a_family_name_is_known_with_and_without_its_article() -> None:
    assert {known.name for known in knowledge().persons("Assad")} == {known.name for known in knowledge().persons("al-Assad")}
    assert "Xi Jinping" in {known.name for known in knowledge().persons("Xi")}


def test_the_longest_name_is_found_and_only_whole_words() -> None:
    text = "Iraqis told the UN Security Council, which is part of the United Nations, who they were; al-Qaeda’s men fled."
    found = [(text[start:end], some[0].name) for start, end, some in knowledge().find(text)]
    assert found == [
        ("UN Security Council", "United Nations Security Council"),
        ("United Nations", "United Nations"),
        ("al-Qaeda", "al-Qaeda"),
    ]


def test_a_users_actor_wins_and_the_base_stays_as_it_was() -> None:
    base = knowledge().with_actors([BOARD])
    assert base.named("WHO") == (BOARD,)
    assert base.is_users(BOARD)
    assert knowledge().named("WHO") != (BOARD,)


def test_every_known_actor_can_be_used() -> None:
    ids = set()
    for known in knowledge():
        assert known.kind in KINDS
        assert known.name == known.names[0]
        assert known.source
        assert known.id not in ids, known.id
        ids.add(known.id)
        for tenure in known.tenures:
            assert tenure.source
            assert tenure.begins is None or tenure.ends is None or tenure.begins < tenure.ends, known


def test_the_counts_in_the_docs_are_those_of_the_table() -> None:
    page = (ROOT / "docs" / "actors.md").read_text("utf-8")
    done = subprocess.run([sys.executable, ROOT / "generate" / "actors.py", ".", "--count"], capture_output=True, text=True, check=True)
    for line in done.stdout.splitlines():
        kind, _, counts = line.partition(": ")
        for word in counts.replace("names: ", "").split(", ") if kind != "tenures" else [part.split()[-1] for part in counts.split(", ")]:
            assert word in page, f"{kind}: {word} is not in docs/actors.md"


@pytest.mark.shared
def test_the_table_is_what_the_fact_tables_give(shared: Path) -> None:
    command = [sys.executable, str(ROOT / "generate" / "actors.py"), str(shared / "actors"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
