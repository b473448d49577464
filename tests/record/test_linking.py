"""Events of different reports that are one act are linked, with the reason; what speaks against it keeps them apart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import RecordError
from onrecord.record import EventQuestion, Record
from onrecord.record.actors import Actors
from onrecord.record.events import Events
from onrecord.record.linking import Act, grouped, same_place, window_of
from onrecord.record.rows import days_told
from onrecord.schema.actor import ActorRef
from onrecord.schema.event import Event, event_id
from onrecord.schema.reading import Reading
from onrecord.schema.span import Span
from tests.record.made import add, filled, made

DAY = date(2021, 5, 4)
CHILE, PERU = ("Chile", "country", {"iso3166": "CL"}), ("Peru", "country", {"iso3166": "PE"})


def told(number: int, *, day: date | None = DAY, when: str | None = "2021-05-03", recipient: str | None = "Peru", **more: Any) -> Reading:
    """A report that tells of one act of Chile's, in words of its own."""
    bare = made(number, CHILE, PERU, day=day)
    own = " ".join(f"{chr(96 + number) * 3}{chr(97 + n % 26)}{chr(97 + n // 26)}." for n in range(200))
    reading = replace(bare, report=replace(bare.report, text=f"{bare.report.text} {own}"))
    trigger = Span(0, 6, reading.report.text[:6])
    refs = {actor.name: ActorRef(actor.id, actor.name) for actor in reading.actors}
    id_, received = event_id(reading.report.id, "ASSAULT", trigger, refs["Chile"]), refs[recipient] if recipient else None
    event = Event(id_, "ASSAULT", None, (), refs["Chile"], received, when, None, "happened", trigger, None, 0.8)
    return replace(reading, events=(replace(event, **more),))


def acts(record: Record) -> set[frozenset[str]]:
    """The sources of the reports that tell one act, for each act that several tell."""
    found: dict[int, set[str]] = {}
    for original, source in record.db.execute(
        "SELECT original, source FROM same_events JOIN events ON events.key = event JOIN reports ON reports.key = report"
    ):
        found.setdefault(original, set()).add(source)
    return {frozenset(its) for its in found.values() if len(its) > 1}


def test_the_same_act_on_the_same_day_is_linked_with_the_reason(tmp_path: Path) -> None:
    with filled(tmp_path / "r.db", [told(1), told(2), told(3, when="2021-05-01")]) as record:
        assert acts(record) == {frozenset({"1.txt", "2.txt"})}
        entries = list(record.events())
        assert [entry.told for entry in entries] == [1, 2, 2]
        assert entries[1].reason == "the same type, actors and recipients; dated 2021-05-03"
        assert entries[1].same_as == entries[2].same_as == entries[1].event.id
        assert [entry.event.id for entry in record.events(once=True)] == [entries[0].event.id, entries[1].event.id]
        assert (record.count_events(), record.count_events(once=True)) == (3, 2)


@pytest.mark.parametrize(
    "other",
    [
        {"type": "ACCUSE"},
        {"modality": "planned"},
        {"date": "2021-05-02"},
        {"recipient": None},
        {"date": "2021"},
    ],
    ids=str,
)
def test_what_speaks_against_it_keeps_them_apart(tmp_path: Path, other: dict[str, Any]) -> None:
    with filled(tmp_path / "r.db", [told(1), told(2, **({"when": other["date"]} if "date" in other else other))]) as record:
        assert acts(record) == set()


def test_places_and_modes_that_differ_keep_them_apart(tmp_path: Path) -> None:
    with filled(tmp_path / "r.db", [told(1, place="Lima"), told(2, place="Cusco"), told(3, place="south of Lima")]) as record:
        assert acts(record) == {frozenset({"1.txt", "3.txt"})}


def test_without_a_date_that_of_publication_counts_and_the_words_must_be_alike(tmp_path: Path) -> None:
    with filled(tmp_path / "r.db", [told(1), told(2, when=None), told(3, when=None, day=DAY + timedelta(days=9))]) as record:
        assert acts(record) == set()  # "Report 1. It names Chile": no words tell that it is the same
    acts_ = [_act(1, words="harbour shelled thirty"), _act(2, dated=False, words="harbour shelled thirty"), _act(3, dated=False)]
    assert [[act.event for act in group.acts] for group in grouped(acts_)] == [[1, 2], [3]]
    (reason,) = (group.reasons[2] for group in grouped(acts_) if 2 in group.reasons)
    assert "without a date, so of its publication on" in reason
    assert "3 words alike" in reason


def _act(number: int, *, dated: bool = True, words: str = "", begins: date = DAY, days: int = 1, report: int | None = None) -> Act:
    when = begins, begins + timedelta(days=days)
    of = report or number
    return Act(number, of, f"r{of}", begins.isoformat(), *when, dated, None, None, 0, frozenset(words.split()))


@given(
    st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.integers(1, 4), st.sampled_from(["", "harbour shelled thirty"])), max_size=12)
)
def test_the_order_of_reports_changes_nothing_and_no_group_has_two_of_one_report(shapes: list[tuple[int, bool, int, str]]) -> None:
    all_ = [
        _act(number, dated=dated, words=words, begins=DAY + timedelta(days=day), days=days, report=number % 4)
        for number, (day, dated, days, words) in enumerate(shapes, 1)
    ]

    def sorted_groups(some: Sequence[Act]) -> list[list[int]]:
        return sorted(sorted(act.event for act in group.acts) for group in grouped(sorted(some, key=lambda act: act.rank)))

    assert sorted_groups(all_) == sorted_groups(all_[::-1])
    for group in grouped(sorted(all_, key=lambda act: act.rank)):
        assert len({act.report for act in group.acts}) == len(group.acts)
        assert group.begins < group.ends


def test_the_order_in_which_reports_come_changes_nothing(tmp_path: Path) -> None:
    readings = [told(1), told(2), told(3, day=DAY - timedelta(days=1))]
    found = set()
    for number, order in enumerate(permutations(readings)):
        with filled(tmp_path / f"{number}.db", order) as record:
            found.add(tuple((entry.event.id, entry.same_as, entry.reason) for entry in record.events()))
    assert len(found) == 1


def test_links_follow_who_is_the_same(tmp_path: Path) -> None:
    with filled(tmp_path / "r.db", [told(1), told(2)]) as record:
        first = next(iter(record.events())).event.actor
        assert first is not None
        Actors(record).split("Chile", [record.db.execute("SELECT id FROM reports WHERE source = '1.txt'").fetchone()[0]], "Kim")
        assert acts(record) == set()
        Actors(record).undo(Actors(record).decisions()[0].id)
        assert acts(record) == {frozenset({"1.txt", "2.txt"})}


def test_what_people_decide_wins_survives_builds_and_is_taken_back(tmp_path: Path) -> None:
    with filled(tmp_path / "r.db", [told(1), told(2), told(3, when="2021-05-01")]) as record:
        events = Events(record)
        other, first, second = (entry.event.id for entry in record.events())
        events.different([second], "Kim")
        assert acts(record) == set()
        same = events.same([other, first], "Kim", "one raid")
        add(record, [told(4)])  # what is found later comes to what was decided
        assert acts(record) == {frozenset({"1.txt", "3.txt", "4.txt"})}
        assert next(iter(record.events())).reason == "one raid"
        for decision in events.decisions():
            events.undo(decision.id)
        assert acts(record) == {frozenset({"1.txt", "2.txt", "4.txt"})}
        assert list(record.verify()) == []
        with pytest.raises(RecordError, match="was taken back before"):
            events.undo(same)


def test_copies_of_a_report_tell_one_act_whoever_does_it(tmp_path: Path) -> None:
    words = " ".join(f"The harbour of town {n} burned in the night." for n in range(40))
    copies = []
    for number in (1, 2):
        reading = made(number, ("rebels", "unnamed group"))
        report = replace(reading.report, text=f"rebels attacked. {words}", publisher=f"Paper {number}")
        who = replace(reading.actors[0], mentions=(replace(reading.actors[0].mentions[0], start=0, end=6, text="rebels"),))
        ref, trigger = ActorRef(who.id, who.name), Span(7, 15, "attacked")
        event = Event(
            event_id(report.id, "ASSAULT", trigger, ref), "ASSAULT", None, (), ref, None, None, None, "happened", trigger, None, 0.6
        )
        copies.append(Reading(report, (), (), (event,), (who,), ()))
    with filled(tmp_path / "r.db", copies) as record:
        assert acts(record) == {frozenset({"1.txt", "2.txt"})}
        assert {entry.reason for entry in record.events()} == {"a copy of the same report tells it"}


def test_events_are_asked_for_by_side_type_and_day(tmp_path: Path) -> None:
    with filled(tmp_path / "r.db", [told(1), told(2, when=None, day=date(2021, 7, 1))]) as record:
        assert record.count_events(EventQuestion("ASSAULT", "chile", "peru")) == 2
        assert record.count_events(EventQuestion(actor="Peru")) == 0
        assert record.count_events(EventQuestion(since=date(2021, 6, 1))) == 1
        assert record.count_events(EventQuestion(until=date(2021, 6, 1))) == 1


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2021-05-03", 1),
        ("2021-05-03TMO", 1),
        ("2021-W18", 7),
        ("2021-W18-2", 1),
        ("2021-05", 31),
        ("2021-Q2", 91),
        ("2021", 365),
        ("2021-SU", None),
    ],
)
def test_the_days_of_a_timex_value(value: str, days: int | None) -> None:
    found = days_told(value)
    assert (found and (found[1] - found[0]).days) == days


def test_dates_longer_than_a_month_say_nothing() -> None:
    assert window_of("2021", "2021-05-04") is None
    assert window_of(None, None) is None
    assert window_of(None, "2021-05-04") == (date(2021, 5, 2), date(2021, 5, 5))


def test_a_place_within_another_may_be_the_same() -> None:
    assert same_place("Aleppo", "eastern Aleppo")
    assert same_place(None, "Aleppo")
    assert not same_place("Aleppo", "Homs")
