"""What people decide about events and positions is applied, seen by all that asks, taken back, and never touches what was read."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ConflictError, RecordError
from onrecord.export import jsonl
from onrecord.record import Decision, EventQuestion, FindingDecision, Record, Run
from onrecord.record.findings import adding, finding_touches, standing_finding
from onrecord.record.migrations import STEPS
from onrecord.schema.actor import ActorRef, Speaker
from onrecord.schema.event import Event, event_id
from onrecord.schema.position import Position, digest, position_id
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from tests.record.conftest import RUN, actor, place, statement

TEXT = "Kess shelled Tarn on Monday. Ada Wells, president of Tarn, condemned Kess, she said. Bo Lund backed the dam of Kess and left."


def war(**more: Any) -> Reading:
    """A report with two events, the second in a statement, and three positions: two that follow from the events, one towards a claim."""
    report = Report(TEXT, source="war.txt", publisher="Tarn Post", **({"published": date(2021, 5, 4)} | more))
    kess, tarn = actor(report, "Kess", kind="country"), actor(report, "Tarn", kind="country")
    wells, lund = actor(report, "Ada Wells"), actor(report, "Bo Lund")
    speech = statement(report, "condemned Kess", "she", wells, cue="said", kind="indirect")
    a, b, c, d = (ActorRef(one.id, one.name) for one in (kess, tarn, wells, lund))
    shelled, condemned = place(report, "shelled"), place(report, "condemned")
    events = (
        Event(
            event_id(report.id, "ASSAULT", shelled, a),
            "ASSAULT",
            "heavy-weapons",
            (),
            a,
            b,
            "2021-05-03",
            None,
            "happened",
            shelled,
            None,
            0.6,
        ),
        Event(event_id(report.id, "ACCUSE", condemned, c), "ACCUSE", None, (), c, a, None, None, "happened", condemned, speech.id, 0.4),
    )
    positions = (
        Position(Speaker(a.id, a.name), b, "oppose", "ASSAULT", (events[0].id,), "2021-05-03", shelled),
        Position(Speaker(c.id, c.name), a, "oppose", "ACCUSE", (events[1].id, speech.id), None, condemned),
        Position(Speaker(d.id, d.name), None, "support", None, (), None, place(report, "backed"), claim=place(report, "the dam of Kess")),
    )
    return Reading(report, (speech,), positions, events, (kess, tarn, wells, lund), ())


WAR = war()
REPORT = WAR.report.id
SHELLED, CONDEMNED = WAR.events


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with filled(tmp_path / "war.db") as made:
        yield made


def filled(path: Path) -> Record:
    record = Record(path, make=True)
    record.add(WAR, record.run(RUN, "2021-06-01T00:00:00Z"), "war.txt", "digest")
    record.group()
    return record


def about(verb: Any, was: Event | Position, value: Event | Position | None = None, made: str = "1") -> FindingDecision:
    finding, of = ("event", was.id) if isinstance(was, Event) else ("position", position_id(REPORT, was))
    return FindingDecision(finding, verb, REPORT, of, was, value, "Kim", f"2021-07-01T10:00:0{made}Z", "seen")  # type: ignore[arg-type]


def turned(event: Event) -> Event:
    return replace(event, actor=event.recipient, recipient=event.actor, confidence=1.0)


def everything(record: Record) -> list[object]:
    """All that the record says of events and positions, but the history of decisions."""
    tables = ("events", "event_actors", "event_words", "event_votes", "positions", "position_words", "evidence", "set_aside", "actors")
    return [list(record.rows(table)[1]) for table in tables]


def test_what_was_read_is_what_is_there_before_any_decision(record: Record) -> None:
    assert record.reading(REPORT) == WAR
    assert record.events_in(REPORT) == WAR.events
    assert tuple(stand.position for stand in record.positions_in(REPORT)) == WAR.positions
    assert [stand.confidence for stand in record.positions_in(REPORT)] == [0.6, 0.4, None]
    assert [stand.id for stand in record.positions_in(REPORT)] == [position_id(REPORT, one) for one in WAR.positions]
    assert list(record.verify()) == []


def test_a_rejected_event_is_gone_with_the_position_that_follows_from_it_but_what_was_read_stays(record: Record) -> None:
    assert record.decide_findings([about("reject", SHELLED)]) == 1
    assert record.events_in(REPORT) == (CONDEMNED,)
    assert record.count_events(EventQuestion("ASSAULT")) == 0
    assert [stand.position.type for stand in record.positions()] == ["ACCUSE", None]
    assert record.reading(REPORT) == WAR
    assert list(record.verify()) == []


@pytest.mark.parametrize(
    ("change", "stays"),
    [
        ({"date": "2021-05-01", "mode": None, "modality": "planned"}, True),
        ({"type": "COERCE"}, False),
        ({"actor": ActorRef("new", "Orm")}, False),
        ({"recipient": ActorRef("new", "Orm")}, False),
    ],
)
def test_a_position_goes_with_what_it_follows_from(record: Record, change: dict[str, Any], stays: bool) -> None:
    record.decide_findings([about("replace", SHELLED, replace(SHELLED, **change))])
    assert ("ASSAULT" in [stand.position.type for stand in record.positions()]) == stays


def test_an_accepted_position_stands_though_its_event_was_rejected(record: Record) -> None:
    record.decide_findings([about("accept", WAR.positions[0]), about("reject", SHELLED)])
    assert next((stand.position.type, stand.standing) for stand in record.positions()) == ("ASSAULT", "accepted")


def test_a_direction_is_turned_and_everything_that_asks_sees_it(record: Record) -> None:
    record.decide_findings([about("replace", SHELLED, turned(SHELLED))])
    (entry,) = record.events(EventQuestion("ASSAULT", actor="Tarn", recipient="Kess"))
    assert (entry.event.id, entry.event.confidence) == (SHELLED.id, 1.0)
    assert record.count_events(EventQuestion("ASSAULT", actor="Kess")) == 0
    assert "ASSAULT" not in [stand.position.type for stand in record.positions()]
    assert record.reading(REPORT) == WAR


def test_a_new_actor_is_made_and_goes_when_that_is_taken_back(record: Record) -> None:
    before = everything(record)
    made = replace(SHELLED, actor=ActorRef("new", "Orm"), confidence=1.0)
    record.decide_findings([about("replace", SHELLED, made)])
    assert record.events_in(REPORT)[0].actor == ActorRef("new", "Orm")
    assert "Orm" not in [one.name for one in record.reading(REPORT).actors]
    record.undo(record.finding_decisions()[0].id)
    assert everything(record) == before


def test_a_position_stays_when_the_words_of_its_statement_are_put_right(record: Record) -> None:
    said = WAR.statements[0]
    longer = replace(said, content=(place(WAR.report, "condemned Kess,"),))
    record.decide(Decision(REPORT, "replace", said.id, longer, "Kim", "2021-07-01T10:00:00Z"))
    (stand,) = (stand for stand in record.positions() if stand.position.type == "ACCUSE")
    assert stand.quotes == ("condemned Kess,",)
    assert stand.statement == record.entries(REPORT)[0].statement.id
    line = jsonl.line(record, WAR.report, record.entries(REPORT))
    assert (line["events"][1]["statement"], line["positions"][1]["evidence"]) == (stand.statement, [CONDEMNED.id, stand.statement])
    record.decide(Decision(REPORT, "reject", stand.statement, None, "Kim", "2021-07-01T10:00:01Z"))
    assert "ACCUSE" not in [stand.position.type for stand in record.positions()]


def test_a_missing_event_is_added_and_again_it_is_there_already(record: Record) -> None:
    left = replace(SHELLED, type="RETREAT", mode=None, trigger=place(WAR.report, "left"), recipient=None, confidence=1.0)
    decision = adding(REPORT, left, "Kim", "2021-07-01T10:00:00Z")
    assert record.decide_findings([decision], 0) == 1
    assert record.decide_findings([decision], 0) == 0
    assert [event.type for event in record.events_in(REPORT)] == ["ASSAULT", "ACCUSE", "RETREAT"]
    with pytest.raises(ConflictError, match="stands in exactly these words already"):
        record.decide_findings([replace(decision, author="Bo")], 1)
    assert record.reading(REPORT) == WAR


def test_a_position_is_put_right_and_one_is_added(record: Record) -> None:
    third = WAR.positions[2]
    record.decide_findings([about("replace", third, replace(third, stance="oppose", strength="strong"))])
    value = replace(WAR.positions[1], target=WAR.positions[0].target, stance="support", evidence=(WAR.statements[0].id,))
    record.decide_findings([adding(REPORT, value, "Kim", "2021-07-01T10:00:00Z")])
    stands = record.positions_in(REPORT)
    assert [(stand.position.stance, stand.standing, stand.confidence) for stand in stands[2:]] == [
        ("oppose", "corrected", 1.0),
        ("support", "added", 1.0),
    ]
    assert stands[2].id == position_id(REPORT, third)
    assert record.reading(REPORT) == WAR


def test_two_at_once_lose_nothing(record: Record) -> None:
    record.decide_findings([about("replace", SHELLED, turned(SHELLED))], 0)
    with pytest.raises(ConflictError, match="somebody decided about it since you looked"):
        record.decide_findings([about("reject", SHELLED, made="2")], 0)
    assert finding_touches(record.db, REPORT) == {SHELLED.id: 1}
    record.decide_findings([about("reject", turned(SHELLED), made="3")], 1)
    with pytest.raises(ConflictError, match="does not stand any more"):
        standing_finding(record.db, "event", SHELLED.id)
    with pytest.raises(RecordError, match="is not in this record"):
        standing_finding(record.db, "event", "none")


def test_a_decision_that_a_later_one_builds_upon_is_taken_back_after_it(record: Record) -> None:
    before = everything(record)
    record.decide_findings([about("replace", SHELLED, turned(SHELLED)), about("accept", turned(SHELLED), made="2")])
    first, second = record.finding_decisions()
    with pytest.raises(ConflictError, match="Kim decided afterwards"):
        record.undo(first.id)
    record.undo(second.id)
    record.undo(first.id)
    assert everything(record) == before
    with pytest.raises(ConflictError, match="was taken back before"):
        record.undo(first.id)


def test_decisions_survive_a_re_read_that_gives_other_ids(record: Record) -> None:
    record.decide_findings([about("replace", SHELLED, turned(SHELLED)), about("reject", CONDEMNED)])
    record.decide_findings([about("accept", WAR.positions[2])])
    renamed = {one.id: f"other-{one.id}" for one in WAR.actors}

    def again(ref: Any) -> Any:
        return ref and replace(ref, id=renamed[ref.id])

    actors = tuple(replace(one, id=renamed[one.id]) for one in WAR.actors)
    events = tuple(replace(one, id=f"n{n}", actor=again(one.actor), recipient=again(one.recipient)) for n, one in enumerate(WAR.events))
    last = WAR.positions[2]
    longer = replace(last, actor=again(last.actor), trigger=place(WAR.report, "backed the"))
    spoke = replace(WAR.statements[0], speaker=again(WAR.statements[0].speaker))
    record.add(Reading(WAR.report, (spoke,), (longer,), events, actors, ()), record.run(Run("0.2"), "later"), "war.txt", "digest")
    (event,) = record.events_in(REPORT)
    assert (event.id, event.actor and event.actor.id) == ("n0", renamed[SHELLED.recipient.id])  # type: ignore[union-attr]
    assert [stand.standing for stand in record.positions_in(REPORT)] == ["accepted"]


def test_decisions_go_with_a_report_whose_day_is_mended(record: Record) -> None:
    record.decide_findings([about("reject", SHELLED)])
    mended = war(published=date(2021, 5, 5))
    record.add(mended, record.run(RUN, "later"), "war.txt", "other")
    assert [event.type for event in record.events_in(mended.report.id)] == ["ACCUSE"]
    assert [report.id for report in record.reports()] == [mended.report.id]


def test_words_that_the_report_does_not_have_are_not_added(record: Record) -> None:
    wrong = replace(SHELLED, trigger=replace(SHELLED.trigger, start=3, end=10))
    with pytest.raises(RecordError, match="does not have 'shelled'"):
        record.decide_findings([about("replace", SHELLED, wrong)])
    assert record.finding_decisions() == ()


def test_events_of_one_act_are_linked_anew(tmp_path: Path) -> None:
    other = Report("On Monday Kess shelled Tarn. It snowed in Orm, and the ferries were late.", source="b.txt", published=date(2021, 5, 4))
    kess, tarn = (replace(actor(other, name, kind="country"), codes={"iso3166": name[0]}) for name in ("Kess", "Tarn"))
    event = replace(SHELLED, id="b", actor=ActorRef(kess.id, "Kess"), recipient=ActorRef(tarn.id, "Tarn"), trigger=place(other, "shelled"))
    coded = tuple(replace(one, codes={"iso3166": one.name[0]}) if one.kind == "country" else one for one in WAR.actors)
    with Record(tmp_path / "two.db", make=True) as record:
        run = record.run(RUN, "2021-06-01T00:00:00Z")
        record.add(replace(WAR, actors=coded), run, "war.txt", "digest")
        record.add(Reading(other, (), (), (event,), (kess, tarn), ()), run, "b.txt", "digest")
        record.group()
        assert record.count_events(EventQuestion("ASSAULT"), once=True) == 1
        record.decide_findings([about("replace", SHELLED, turned(SHELLED))])
        assert record.count_events(EventQuestion("ASSAULT"), once=True) == 2
        record.undo(record.finding_decisions()[0].id)
        assert record.count_events(EventQuestion("ASSAULT"), once=True) == 1


def test_a_record_of_the_shape_before_gets_ids_and_certainties(record: Record) -> None:
    """As `write_positions` makes them; what the script does not know of the old tables does not matter to it."""
    before = everything(record)
    (script,) = (file for name, file in STEPS if name == "decisions about events and positions")
    record.db.create_function("digest", 1, digest, deterministic=True)
    record.db.executescript(
        """
        PRAGMA foreign_keys = OFF;
        DROP INDEX IF EXISTS statements_open;
        CREATE TEMP TABLE e AS SELECT * FROM events;
        CREATE TEMP TABLE p AS SELECT * FROM positions;
        DROP VIEW event_list;
        DROP TABLE events;
        DROP TABLE positions;
        DROP TABLE finding_decisions;
        DROP TABLE set_aside;
        DROP TABLE made_actors;
        CREATE TABLE events AS SELECT * FROM temp.e;
        CREATE TABLE positions AS SELECT * FROM temp.p;
        ALTER TABLE events DROP COLUMN standing;
        ALTER TABLE events DROP COLUMN decision;
        ALTER TABLE positions DROP COLUMN id;
        ALTER TABLE positions DROP COLUMN confidence;
        ALTER TABLE positions DROP COLUMN standing;
        ALTER TABLE positions DROP COLUMN decision;
        """
    )
    record.db.execute("CREATE VIEW event_list AS SELECT 1")
    record.db.executescript(files("onrecord.record").joinpath(script).read_text("utf-8"))
    assert everything(record) == before


VERBS = st.lists(
    st.tuples(st.sampled_from(("accept", "reject", "turn", "date", "add", "undo")), st.integers(0, 4), st.integers(0, 40)), max_size=8
)


@settings(max_examples=40, deadline=None)
@given(steps=VERBS)
def test_whatever_is_decided_and_taken_back_what_was_read_stays_and_all_undone_is_as_before(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    with filled(tmp_path_factory.mktemp("any") / "war.db") as record:
        before = everything(record)
        for number, (verb, which, at) in enumerate(steps):
            with contextlib.suppress(ConflictError):
                _step(record, verb, which, at, number)
            assert record.reading(REPORT) == WAR
            assert list(record.verify()) == []
        for decision in reversed(record.finding_decisions()):
            if decision.undone is None:
                record.undo(decision.id)
        assert everything(record) == before


def _step(record: Record, verb: str, which: int, at: int, number: int) -> None:
    made = f"2021-07-01T10:00:{number:02}Z"
    if verb == "undo":
        decided = record.finding_decisions()
        if decided:
            record.undo(decided[which % len(decided)].id)
    elif verb == "add":
        value = replace(SHELLED, trigger=WAR.report.span(at, at + 1 + which), actor=ActorRef(f"n{which}", f"Name {which}"), confidence=1.0)
        record.decide_findings([adding(REPORT, value, "Kim", made)])
    else:
        finding = "event" if which < len(WAR.events) else "position"
        ids = [one.id for one in WAR.events] + [position_id(REPORT, one) for one in WAR.positions]
        _, was = standing_finding(record.db, finding, ids[which])  # type: ignore[arg-type]
        new: Event | Position | None = None
        if verb == "turn":
            new = turned(was) if isinstance(was, Event) else replace(was, stance="neutral")
        elif verb == "date":
            more: dict[str, Any] = {"date": f"2021-05-{1 + at % 28:02}", "trigger": WAR.report.span(at, at + 3)}
            new = replace(was, **more)
        kind: Any = "replace" if new else verb
        record.decide_findings([FindingDecision(finding, kind, REPORT, ids[which], was, new, "Kim", made)])  # type: ignore[arg-type]
