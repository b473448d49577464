"""Readings: to a dict and back without loss, valid against the published schema, and true to their report."""

import json
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import SchemaError
from onrecord.schema.actor import Actor, ActorRef, Mention, Role, Speaker
from onrecord.schema.event import Event, Vote
from onrecord.schema.position import Position
from onrecord.schema.reading import ROW_KEYS, Reading, statement_row
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement, statement_id
from onrecord.schema.when import When

SCHEMA = json.loads((files("onrecord.schema") / "reading.schema.json").read_text("utf-8"))
WORDS = st.text(min_size=1, max_size=8)
SHARE = st.floats(0, 1)


@st.composite
def spans(draw: st.DrawFn, report: Report) -> Span:
    start = draw(st.integers(0, len(report.text) - 1))
    return report.span(start, draw(st.integers(start + 1, len(report.text))))


@st.composite
def contents(draw: st.DrawFn, report: Report) -> tuple[Span, ...]:
    cuts = sorted(draw(st.sets(st.integers(0, len(report.text)), min_size=2, max_size=6)))
    return tuple(report.span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any valid reading."""

    def maybe(strategy: st.SearchStrategy[Any]) -> Any:
        return draw(st.none() | strategy)

    published = maybe(st.dates())
    report = Report(draw(st.text(min_size=8, max_size=60)), maybe(WORDS), maybe(WORDS), maybe(WORDS), published, maybe(WORDS))
    actors = []
    for number in range(draw(st.integers(0, 3))):
        span = draw(spans(report))
        mention = Mention(span.start, span.end, span.text, draw(st.sampled_from(["name", "nominal", "pronoun"])))
        role = Role(draw(WORDS), maybe(WORDS))
        actors.append(
            Actor(f"a{number}", draw(WORDS), draw(st.sampled_from(["person", "country"])), (mention,), (role,), {"iso3166": "XX"})
        )
    statements: dict[str, Statement] = {}
    for _ in range(draw(st.integers(0, 3))):
        source, cue, addressee = (maybe(spans(report)) for _ in range(3))
        content = draw(contents(report))
        key = statement_id(report.id, "mixed", source, cue, content)
        actor = draw(st.sampled_from(actors)) if actors else None
        speaker = None if actor is None else Speaker(actor.id, actor.name, maybe(WORDS), maybe(WORDS))
        others = sorted(set(statements) - {key})
        parent = draw(st.none() | st.sampled_from(others)) if others else None
        made = Statement(key, "mixed", "belief", source, cue, content, speaker, addressee, maybe(WORDS), "asks", parent, draw(SHARE))
        statements.setdefault(key, made)
    events, positions = [], []
    if actors:
        end = ActorRef(actors[0].id, actors[0].name)
        trigger = draw(spans(report))
        events.append(
            Event(
                "e1",
                "CONSULT",
                maybe(WORDS),
                ("military",),
                end,
                None,
                None,
                None,
                "happened",
                trigger,
                None,
                draw(SHARE),
                (),
                (),
                (trigger,),
                None,
                draw(st.sampled_from([(), (Vote("rules", "CONSULT", 0.5), Vote("net", "AGREE", 0.5))])),
            )
        )
        holder = Speaker(end.id, end.name, maybe(WORDS), maybe(WORDS))
        claim = draw(st.none() | spans(report))
        target = end if claim is None else None
        positions.append(Position(holder, target, "oppose", None, ("e1",), None, trigger, claim, "weak", (trigger,), (trigger,)))
    times = []
    if draw(st.booleans()):
        span, begins = draw(spans(report)), draw(st.dates(max_value=date(9999, 1, 1)))
        times.append(When(span.start, span.end, span.text, "DATE", begins.isoformat(), begins, begins + timedelta(days=1)))
    return Reading(report, tuple(statements.values()), tuple(positions), tuple(events), tuple(actors), tuple(times))


@given(readings())
def test_a_reading_comes_back_from_its_dict_as_it_was(reading: Reading) -> None:
    through_json = json.loads(json.dumps(reading.to_dict()))
    assert Reading.from_dict(through_json, reading.report.text) == reading


@given(readings())
def test_a_reading_is_valid_against_the_published_schema(reading: Reading) -> None:
    jsonschema.validate(reading.to_dict(), SCHEMA)


@given(readings())
def test_a_row_has_every_column(reading: Reading) -> None:
    for statement in reading.statements:
        assert tuple(statement_row(reading, statement)) == ROW_KEYS


def plain_reading() -> dict[str, Any]:
    report = Report("Rain fell, Ada said.")
    content, source, cue = (report.span(0, 9), report.span(11, 14), report.span(15, 19))
    key = statement_id(report.id, "indirect", source, cue, [content])
    actor = Actor("a1", "Ada", "person", (Mention(11, 14, "Ada", "name"),))
    said = Statement(key, "indirect", "assertion", source, cue, (content,), Speaker("a1", "Ada"), None, None, "asserts", None, 0.5)
    return Reading(report, (said,), (), (), (actor,), ()).to_dict()


def test_another_text_is_refused() -> None:
    with pytest.raises(SchemaError, match="SHA-256"):
        Reading.from_dict(plain_reading(), "Snow fell, Ada said.")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda r: r["statements"][0].update(kind="loud"), "statements.0..kind: 'loud' is not one of"),
        (lambda r: r["statements"][0].pop("content"), "content is missing"),
        (lambda r: r["statements"][0]["speaker"].update(id="nobody"), "speaker nobody is not in the reading"),
        (lambda r: r["statements"][0].update(parent="gone"), "parent gone is not in the reading"),
        (lambda r: r["statements"][0]["cue"].update(start=14, end=18), "the report does not have 'said' there"),
        (lambda r: r["statements"][0].update(confidence=2.0), "confidence 2.0 is not from 0 to 1"),
        (lambda r: r["report"].update(published="1 May"), "'1 May' is no date"),
        (lambda r: r["statements"][0].update(content=[]), "needs at least one span of content"),
        (lambda r: r["statements"].append(r["statements"][0]), "the same id"),
        (lambda r: r["actors"][0].update(mentions=[]), "needs at least one mention"),
    ],
)
def test_what_breaks_an_invariant_is_refused_by_name(change: Any, complaint: str) -> None:
    plain = plain_reading()
    change(plain)
    with pytest.raises(SchemaError, match=complaint):
        Reading.from_dict(plain, "Rain fell, Ada said.")


def test_a_statements_id_depends_on_report_spans_and_kind_only() -> None:
    report = Report("Rain fell, Ada said.")
    spans = (report.span(11, 14), report.span(15, 19), [report.span(0, 9)])
    key = statement_id(report.id, "indirect", *spans)
    assert key == statement_id(report.id, "indirect", *spans)
    assert key != statement_id(report.id, "direct", *spans)
    assert key != statement_id(Report("Rain fell").id, "indirect", *spans)
    assert key != statement_id(report.id, "indirect", None, *spans[1:])


def test_a_frame_has_a_row_a_statement() -> None:
    reading = Reading.from_dict(plain_reading(), "Rain fell, Ada said.")
    assert reading.to_frame()["speaker"].to_list() == ["Ada"]
