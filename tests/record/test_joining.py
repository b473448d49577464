"""The same person across reports is joined for a reason that names give, or roles or company; where nothing decides, nobody is joined."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import Record
from onrecord.schema.actor import Role
from onrecord.schema.reading import Reading
from tests.record.made import Person, filled, groups, held, made, together

PRESIDENT = (Role("president", "Norland"),)


def reasons(record: Record) -> dict[str, str]:
    return dict(record.db.execute("SELECT name, reason FROM joins JOIN actors ON key = actor"))


def joined(tmp_path: Path, *readings: Reading) -> Record:
    return filled(tmp_path / "r.db", readings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Wells", "Ada Wells"),
        ("Ada Wells", "ADA WELLS"),
        ("Zoë Lunðqvist", "Zoe Lundqvist"),
        ("Bo O’Dorn", "Bo O'Dorn"),
        ("Ada K. Wells", "Ada Wells"),
        ("Mrs. Ada Wells", "Ada Wells"),
        ("J.D. Marsh", "J. D. Marsh"),
        ("Ada Wells’s", "Ada Wells"),
    ],
)
def test_one_full_name_written_two_ways_is_one_person(tmp_path: Path, one: str, other: str) -> None:
    with joined(tmp_path, made(1, one), made(2, other)) as record:
        assert groups(record) == {frozenset({("1", one), ("2", other)})}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ada Wells", "Ida Wells"), ("Bo Lund", "Bo Lund Jr."), ("Cy R. Dorn", "Cy H. L. Dorn"), ("Lund", "Lund"), ("R-Oster", "R-Oster")],
)
def test_other_names_are_others(tmp_path: Path, one: str, other: str) -> None:
    with joined(tmp_path, made(1, one), made(2, other)) as record:
        assert groups(record) == set()


def test_who_has_no_middle_name_is_one_of_two_only_by_evidence(tmp_path: Path) -> None:
    readings = [made(n, "Cy R. Dorn", "Ada Wells") for n in (1, 2)] + [made(n, "Cy H. Dorn", "Bo Lund") for n in (3, 4)]
    with joined(tmp_path, *readings, made(5, "Cy Dorn", "Bo Lund", "Ada Marsh"), made(6, "Cy Dorn")) as record:
        assert together(record, ("3", "Cy H. Dorn"), ("5", "Cy Dorn"))
        assert not together(record, ("6", "Cy Dorn"), ("1", "Cy R. Dorn"))


def test_a_middle_name_of_one_report_alone_parts_nobody(tmp_path: Path) -> None:
    with joined(tmp_path, *(made(n, "Cy R. Dorn") for n in (1, 2)), made(3, "Cy Quill Dorn"), made(4, "Cy Dorn")) as record:
        assert groups(record) == {frozenset({("1", "Cy R. Dorn"), ("2", "Cy R. Dorn"), ("4", "Cy Dorn")})}


def test_a_family_name_is_joined_by_its_role(tmp_path: Path) -> None:
    wells = held("Ada Wells", "Norland")
    with joined(tmp_path, made(1, wells), made(2, "Eve Wells"), made(3, held("Wells", None))) as record:
        assert groups(record) == set()  # of several, one whom one report knows only is not meant
    with filled(tmp_path / "2.db", [made(1, wells), made(2, wells), made(3, held("Wells", None))]) as record:
        assert together(record, ("1", "Ada Wells"), ("3", "Wells"))
        assert reasons(record)["Wells"] == "the family name and the same role at about the same time: president"


def test_a_role_of_another_time_says_nothing(tmp_path: Path) -> None:
    wells = held("Ada Wells", "Norland")
    late = made(3, held("Wells", None), day=date(2031, 1, 1))
    with joined(tmp_path, made(1, wells), made(2, wells), late) as record:
        assert groups(record) == {frozenset({("1", "Ada Wells"), ("2", "Ada Wells")})}
        assert reasons(record)["Wells"].startswith("the family name alone")


def test_a_family_name_is_joined_by_its_company(tmp_path: Path) -> None:
    readings = [made(n, "Ada Wells", "Bo Lund", "Cy Dorn") for n in (1, 2)] + [made(n, "Eve Wells", "Ivo Marsh") for n in (3, 4)]
    with joined(tmp_path, *readings, made(5, "Wells", "Bo Lund", "Cy Dorn")) as record:
        assert together(record, ("1", "Ada Wells"), ("5", "Wells"))
        assert "beside the same people" in reasons(record)["Wells"]


def test_a_family_name_that_may_be_two_stays_apart_with_the_reason(tmp_path: Path) -> None:
    readings = [made(n, "Ada Wells", "Bo Lund") for n in (1, 2)] + [made(n, "Eve Wells", "Bo Lund") for n in (3, 4)]
    with joined(tmp_path, *readings, made(5, "Wells", "Bo Lund")) as record:
        assert record.db.execute("SELECT identity FROM joins JOIN actors ON key = actor WHERE name = 'Wells'").fetchall() == [(None,)]
        assert reasons(record)["Wells"].startswith("the family name alone")


def test_a_woman_is_no_man_of_the_name(tmp_path: Path) -> None:
    readings = [made(n, "John Wells", "Bo Lund", "Cy Dorn") for n in (1, 2)]
    with joined(tmp_path, *readings, made(3, "Mrs. Wells", "Bo Lund", "Cy Dorn")) as record:
        assert not together(record, ("1", "John Wells"), ("3", "Mrs. Wells"))


def test_a_particle_is_part_of_the_name(tmp_path: Path) -> None:
    readings = [made(n, "Ada van Dorn", "Bo Lund", "Cy Marsh") for n in (1, 2)] + [made(n, "Eve Dorn", "Bo Lund") for n in (3, 4)]
    with joined(tmp_path, *readings, made(5, "Van Dorn", "Bo Lund", "Cy Marsh")) as record:
        assert together(record, ("1", "Ada van Dorn"), ("5", "Van Dorn"))


def test_one_office_in_two_countries_at_one_time_is_two_people(tmp_path: Path) -> None:
    sweden, norway = (held("Ada Wells", country) for country in ("Sweden", "Norway"))
    with joined(tmp_path, made(1, sweden), made(2, sweden), made(3, norway), made(4, norway)) as record:
        assert groups(record) == {frozenset({("1", "Ada Wells"), ("2", "Ada Wells")}), frozenset({("3", "Ada Wells"), ("4", "Ada Wells")})}


def test_two_actors_of_one_report_are_two(tmp_path: Path) -> None:
    with joined(tmp_path, made(1, "Ada Wells"), made(2, "Ada Wells", "Ada K. Wells")) as record:
        assert groups(record) == {frozenset({("1", "Ada Wells"), ("2", "Ada Wells")})}
        assert reasons(record)["Ada K. Wells"] == "the report has another actor of this name"


def test_a_code_joins_names_that_nothing_else_does_and_parts_equal_ones(tmp_path: Path) -> None:
    first, second = {"wikidata": "Q1"}, {"wikidata": "Q2"}
    readings = (
        made(1, ("Ada Wells", "person", first)),
        made(2, ("Ida Welz", "person", first)),
        made(3, ("Bo Lund", "person", first)),
        made(4, ("Bo Lund", "person", second)),
        made(5, ("Bo Lund", "person", second)),
        made(6, ("Lund", "person", second)),
    )
    with joined(tmp_path, *readings) as record:
        assert together(record, ("1", "Ada Wells"), ("2", "Ida Welz"), ("3", "Bo Lund"))
        assert together(record, ("4", "Bo Lund"), ("5", "Bo Lund"), ("6", "Lund"))
        assert reasons(record)["Lund"] == "the same code of Wikidata: Q2"
        assert not together(record, ("3", "Bo Lund"), ("4", "Bo Lund"))


def test_countries_are_joined_by_their_code(tmp_path: Path) -> None:
    with joined(tmp_path, made(1, ("Sweden", "country", {"iso3166": "SE"})), made(2, ("Sverige", "country", {"iso3166": "SE"}))) as record:
        assert groups(record) == {frozenset({("1", "Sweden"), ("2", "Sverige")})}


@pytest.mark.parametrize(
    ("one", "other"), [("Tarn Rowing Club", "the Tarn Rowing Club"), ("Dorn Inc.", "Dorn"), ("Lund & Wells", "Lund and Wells")]
)
def test_bodies_are_joined_by_their_name(tmp_path: Path, one: str, other: str) -> None:
    with joined(tmp_path, made(1, (one, "organisation")), made(2, (other, "organisation"))) as record:
        assert groups(record) == {frozenset({("1", one), ("2", other)})}


def test_letters_are_joined_to_the_name_that_a_report_writes_beside_them(tmp_path: Path) -> None:
    both = made(1, ("Tarn Rowing Club", "organisation"), also={"Tarn Rowing Club": "TRC"})
    with joined(tmp_path, both, made(2, ("TRC", "organisation")), made(3, ("T.R.C.", "organisation"))) as record:
        assert groups(record) == {frozenset({("1", "Tarn Rowing Club"), ("2", "TRC"), ("3", "T.R.C.")})}
        assert record.db.execute("SELECT name FROM identities").fetchall() == [("Tarn Rowing Club",)]


def test_a_body_that_every_country_has_is_joined_within_one(tmp_path: Path) -> None:
    sweden, norway = ("Sweden", "country", {"iso3166": "SE"}), ("Norway", "country", {"iso3166": "NO"})
    ministry, council = ("Foreign Ministry", "organisation"), ("City Council", "organisation")
    readings = [made(n, ministry, council, sweden) for n in (1, 2)] + [made(n, ministry, norway) for n in (3, 4)] + [made(5, ministry)]
    with joined(tmp_path, *readings) as record:
        assert together(record, ("1", "Foreign Ministry"), ("2", "Foreign Ministry"))
        assert together(record, ("3", "Foreign Ministry"), ("4", "Foreign Ministry"))
        assert not together(record, ("1", "Foreign Ministry"), ("3", "Foreign Ministry"))
        assert not any(("5", "Foreign Ministry") in group or ("1", "City Council") in group for group in groups(record))


def test_a_body_whose_country_is_told_is_joined_under_all_its_names(tmp_path: Path) -> None:
    sweden, norway = {"iso3166": "SE"}, ("Norway", "country", {"iso3166": "NO"})
    names = ("Sweden's Foreign Ministry", "Swedish Foreign Ministry", "Foreign Ministry of Sweden", "Foreign Ministry")
    readings = [made(n, (name, "organisation", sweden), norway) for n, name in enumerate(names, 1)]
    with joined(tmp_path, *readings, made(9, ("Foreign Ministry", "organisation"), norway)) as record:
        assert all(together(record, ("1", names[0]), (str(n), name)) for n, name in enumerate(names[1:], 2))
        assert not together(record, ("1", names[0]), ("9", "Foreign Ministry"))


@pytest.mark.parametrize("words", ["Tarn Democrat", "Report", "Commerce Committee", "Lake Minister"])
def test_what_may_be_any_is_joined_to_none(tmp_path: Path, words: str) -> None:
    sweden = ("Sweden", "country", {"iso3166": "SE"})
    with joined(tmp_path, made(1, (words, "organisation"), sweden), made(2, (words, "organisation"), sweden)) as record:
        assert groups(record) == {frozenset({("1", "Sweden"), ("2", "Sweden")})}


def test_descriptions_are_never_joined(tmp_path: Path) -> None:
    readings = [made(n, ("officials", "unnamed group"), ("a spokesman", "unnamed person")) for n in (1, 2)]
    with joined(tmp_path, *readings) as record:
        assert groups(record) == set()


def test_reports_that_come_later_are_joined_with_the_next_build(tmp_path: Path) -> None:
    readings = [made(n, "Ada Wells", "Bo Lund") for n in range(1, 5)]
    with joined(tmp_path, *readings[:2]) as record:
        assert together(record, ("1", "Ada Wells"), ("2", "Ada Wells"))
    with joined(tmp_path, *readings) as record, filled(tmp_path / "at once.db", readings) as other:
        assert groups(record) == groups(other)


FIRST, FAMILY = st.sampled_from(["Ada", "Bo", "Cy", ""]), st.sampled_from(["Wells", "Lund"])
NAMES = st.builds(lambda *parts: " ".join(filter(None, parts)), FIRST, st.sampled_from(["", "K.", "R."]), FAMILY)
PEOPLE = st.tuples(
    NAMES.filter(lambda name: "." not in name.split()[0]),
    st.just("person"),
    st.sampled_from([{}, {"wikidata": "Q1"}]),
    st.sampled_from([(), PRESIDENT]),
)
REPORTS = st.lists(
    st.tuples(
        st.lists(PEOPLE, min_size=1, max_size=3, unique_by=lambda one: one[0]), st.sampled_from([None, date(2021, 5, 4), date(2024, 1, 1)])
    ),
    min_size=1,
    max_size=7,
)


@given(st.data(), REPORTS)
@settings(max_examples=25)
def test_the_order_of_reports_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
    reports: list[tuple[list[Person], date | None]],
) -> None:
    readings = [made(n, *_apart(people), day=day) for n, (people, day) in enumerate(reports)]
    shuffled = data.draw(st.permutations(readings))
    folder = tmp_path_factory.mktemp("orders")
    with filled(folder / "a.db", readings) as one, filled(folder / "b.db", shuffled) as other:
        assert groups(one) == groups(other)
        named = "SELECT id, name, kind, codes FROM identities ORDER BY id"
        assert one.db.execute(named).fetchall() == other.db.execute(named).fetchall()
        assert list(one.verify()) == []
        members = [member for group in groups(one) for member in group]
        assert len(members) == len(set(members))  # nobody is two: what is the same falls into classes


def _apart(people: list[Person]) -> list[Person]:
    """Those whose name is not a part of another's, so that their words stand apart in a made report."""
    return [one for one in people if not any(one is not other and one[0] in other[0] for other in people)]
