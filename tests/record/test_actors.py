"""Who is the same is decided by people, with a reason; each decision survives builds, shows everywhere, and can be taken back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import RecordError
from onrecord.networks import network
from onrecord.record import Question, Record, Run
from onrecord.record.actors import Actors
from tests.record.made import add, filled, groups, made, names, state, together

READINGS = [made(n, "Ada Wells", "Bo Lund") for n in (1, 2)] + [made(3, "Ida Welz"), made(4, "Ida Welz"), made(5, "Wells")]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return filled(tmp_path / "r.db", READINGS)


def test_actors_are_listed_with_what_was_written_and_why(record: Record) -> None:
    wells, lund, welz = Actors(record).listed()
    assert (wells.name, wells.kind, wells.reports, wells.statements) == ("Ada Wells", "person", 2, 2)
    assert (wells.written, wells.first, wells.last, wells.reason) == ((), "2021-05-04", "2021-05-04", "the same full name")
    assert (lund.name, welz.name) == ("Bo Lund", "Ida Welz")
    assert names(Actors(record).listed(kind="country")) == []
    assert names(Actors(record).listed(limit=1)) == ["Ada Wells"]


def test_with_words_those_of_one_report_are_listed_too(record: Record) -> None:
    wells, alone = Actors(record).listed("wells")
    assert (alone.name, alone.reports, alone.reason) == (
        "Wells",
        1,
        "the family name alone: neither role nor company says which person of the name is meant",
    )
    assert names(Actors(record).members(wells.id)) == ["Ada Wells", "Ada Wells"]
    assert [member.reason for member in Actors(record).members(alone.id)] == [alone.reason]


def test_merged_actors_are_one_everywhere_and_what_was_written_stays(record: Record) -> None:
    Actors(record).merge(["Ada Wells", "Ida Welz"], "Kim", "she married")
    assert together(record, ("1", "Ada Wells"), ("3", "Ida Welz"))
    wells = Actors(record).identity("Ada Wells")
    assert (wells.reports, wells.written) == (4, (("Ida Welz", 2),))
    found = list(record.search(Question(speaker="ada wells"), limit=None))
    assert {hit.entry.statement.speaker.name for hit in found if hit.entry.statement.speaker} == {"Ada Wells", "Ida Welz"}
    assert {hit.entry.speaker_name for hit in found} == {"Ada Wells"}
    assert record.count(Question(speaker="welz")) == 2
    assert dict(record.by_speaker(Question())) == {"Ada Wells": 4, "Wells": 1}
    assert {row[0] for row in record.db.execute("SELECT speaker FROM statement_list")} == {"Ada Wells", "Wells"}
    assert network(record, "beside").number_of_nodes() == 0
    assert list(record.verify()) == []


def test_a_family_name_is_merged_with_the_person_it_means(record: Record) -> None:
    alone = Actors(record).listed("Wells")[1]
    Actors(record).merge(["Ada Wells", alone.id], "Kim")
    assert together(record, ("1", "Ada Wells"), ("5", "Wells"))


def test_a_split_off_actor_is_somebody_else(record: Record) -> None:
    actors = Actors(record)
    last = actors.members("Ada Wells")[-1]
    actors.split("Ada Wells", [last.report], "Kim", "the baker")
    assert frozenset({("1", "Ada Wells"), ("2", "Ada Wells")}) not in groups(record)
    assert [one.reports for one in actors.listed("Ada Wells")] == [1, 1]
    with pytest.raises(RecordError, match="may be several"):
        actors.identity("Ada Wells")


def test_two_identities_of_one_name_are_two_nodes(tmp_path: Path) -> None:
    lund = ("Bo Lund", "person")
    readings = [replace(made(n, "Ada Wells", lund), statements=()) for n in range(1, 5)]
    with filled(tmp_path / "r.db", [made(9, "Cy Dorn"), made(8, "Cy Dorn"), made(7, "Cy Dorn"), *readings]) as record:
        first = Actors(record).members("Cy Dorn")[0]
        Actors(record).split("Cy Dorn", [first.report], "Kim")
        record.db.execute("INSERT INTO about SELECT (SELECT key FROM actors WHERE name = 'Ada Wells'), key FROM statements")
        found = sorted(network(record, "about"))
        assert found[:2] == ["Ada Wells (person)", "Cy Dorn (person)"]
        assert found[2].startswith("Cy Dorn (person, ")


def test_a_renamed_actor_is_found_by_both_names(record: Record) -> None:
    Actors(record).rename("Ada Wells", "Lady Tarn", "Kim")
    assert record.count(Question(speaker="Tarn")) == 2
    assert record.count(Question(speaker="Ada")) == 2
    assert Actors(record).identity("Lady Tarn").written == (("Ada Wells", 2),)


def test_about_finds_by_the_name_across_reports(record: Record) -> None:
    record.db.execute(
        "INSERT INTO about SELECT actors.key, statements.key FROM actors JOIN statements USING (report) WHERE name = 'Bo Lund'"
    )
    Actors(record).rename("Bo Lund", "The Rower", "Kim")
    assert record.count(Question(about="rower")) == 2


def test_decisions_are_kept_and_can_be_taken_back(record: Record) -> None:
    actors, before = Actors(record), state(record)
    merged = actors.merge(["Ada Wells", "Ida Welz"], "Kim", "she married")
    renamed = actors.rename("Ada Wells", "Ada Welz", "Kim")
    actors.undo(merged)
    assert not together(record, ("1", "Ada Wells"), ("3", "Ida Welz"))
    assert actors.identity("Ada Welz").reports == 2
    actors.undo(renamed)
    assert state(record) == before
    assert [(one.verb, one.author, one.reason, one.undone is not None) for one in actors.decisions()] == [
        ("merge", "Kim", "she married", True),
        ("rename", "Kim", "decided by hand", True),
    ]
    with pytest.raises(RecordError, match="was taken back before"):
        actors.undo(merged)


def test_a_split_without_reports_takes_merges_back(record: Record) -> None:
    actors, before = Actors(record), state(record)
    merged = actors.merge(["Ada Wells", "Ida Welz"], "Kim")
    assert actors.unmerge("Ida Welz") == [merged]
    assert state(record) == before
    with pytest.raises(RecordError, match="nobody merged it; name the reports"):
        actors.unmerge("Ada Wells")


def test_decisions_survive_builds_and_readings_by_another_version(record: Record) -> None:
    actors = Actors(record)
    actors.merge(["Ada Wells", "Ida Welz"], "Kim")
    actors.split("Bo Lund", [actors.members("Bo Lund")[0].report], "Kim")
    before = groups(record)
    later = record.run(Run("0.2"), "later")
    for reading in READINGS:
        ids = {actor.id: f"new-{actor.id}" for actor in reading.actors}
        anew = tuple(replace(actor, id=ids[actor.id]) for actor in reading.actors)
        said = tuple(replace(one, speaker=one.speaker and replace(one.speaker, id=ids[one.speaker.id])) for one in reading.statements)
        record.add(replace(reading, actors=anew, statements=said), later, reading.report.source, "digest")
    record.group()
    assert groups(record) == before
    add(record, [made(6, "Ada Wells"), made(7, "Ida Welz")])
    assert together(record, ("1", "Ada Wells"), ("4", "Ida Welz"), ("6", "Ada Wells"), ("7", "Ida Welz"))


def test_a_decision_goes_with_a_report_whose_day_is_mended(record: Record) -> None:
    actors = Actors(record)
    actors.split("Bo Lund", [member.report for member in actors.members("Bo Lund")][:1], "Kim")
    mended = made(1, "Ada Wells", "Bo Lund", day=date(2021, 5, 5)), made(2, "Ada Wells", "Bo Lund", day=date(2021, 5, 5))
    for reading in mended:
        record.add(reading, record.run(Run("0.1", "net"), "later"), reading.report.source, "other")
    record.group()
    assert not together(record, ("1", "Bo Lund"), ("2", "Bo Lund"))
    assert together(record, ("1", "Ada Wells"), ("2", "Ada Wells"))


def test_what_can_not_be_meant_is_refused(record: Record) -> None:
    actors = Actors(record)
    for who, said in (("Nobody", "no actor of this record"), ("wells", "may be several"), ("%", "has no letters")):
        with pytest.raises(Exception, match=said):
            actors.identity(who)
    with pytest.raises(RecordError, match="is one actor already"):
        actors.merge(["Ada Wells", "Ada Wells"], "Kim")
    with pytest.raises(RecordError, match="has no actor that is taken for Bo Lund"):
        actors.split("Bo Lund", [READINGS[4].report.id], "Kim")
    with pytest.raises(RecordError, match="and not all 2"):
        actors.split("Bo Lund", [reading.report.id for reading in READINGS[:2]], "Kim")
    with pytest.raises(RecordError, match="needs an author"):
        actors.rename("Bo Lund", "Bo", " ")
    with pytest.raises(RecordError, match="needs a new name"):
        actors.rename("Bo Lund", " ", "Kim")
    with pytest.raises(RecordError, match="is not in this record"):
        actors.undo("none")


def test_an_unsound_join_is_told(record: Record) -> None:
    record.db.execute("UPDATE joins SET identity = NULL WHERE actor = (SELECT min(actor) FROM joins)")
    record.db.execute("UPDATE joins SET reason = NULL WHERE actor = (SELECT max(actor) FROM joins)")
    assert {fault.split(": ")[1] for fault in record.verify()} == {
        "is not taken for whom it was found to be, and no decision says so",
        "is joined without a reason",
    }


STEPS = st.lists(st.tuples(st.sampled_from(["merge", "split", "rename"]), st.integers(0, 50), st.integers(0, 50)), max_size=6)


@given(STEPS, st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_all_decisions_taken_back_leave_the_record_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]], chance: object
) -> None:
    with filled(tmp_path_factory.mktemp("undo") / "r.db", READINGS) as record:
        actors, before = Actors(record), state(record)
        made_ids: list[str] = []
        for verb, one, other in steps:
            ids = [found.id for word in ("Ada", "Ida", "Bo", "Wells") for found in actors.listed(word)]
            first, second = ids[one % len(ids)], ids[other % len(ids)]
            try:
                if verb == "merge":
                    made_ids.append(actors.merge([first, second], f"Kim {len(made_ids)}"))
                elif verb == "split":
                    made_ids.append(actors.split(first, [actors.members(first)[0].report], f"Kim {len(made_ids)}"))
                else:
                    made_ids.append(actors.rename(first, f"Name {other}", f"Kim {len(made_ids)}"))
            except RecordError:
                continue  # one actor already, or the only one
            assert list(record.verify()) == []
        after = groups(record)
        record.db.execute("DELETE FROM grouped")
        record.group()
        assert groups(record) == after
        chance.shuffle(made_ids)  # type: ignore[attr-defined]
        for decision in made_ids:
            actors.undo(decision)
        assert state(record) == before
