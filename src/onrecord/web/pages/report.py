"""The page of a report: its words with what was read out of them, and the statements and events beside them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from onrecord.record import Entry, Record, Stand, beside
from onrecord.record.beside import Copy, Quoted
from onrecord.schema.actor import Actor
from onrecord.schema.event import Event
from onrecord.schema.report import Report
from onrecord.web.desk import desk_of
from onrecord.web.rendering import rendered
from onrecord.web.runs import Mark, Paragraph, paragraphs

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Card:
    """A statement beside the text.

    Attributes:
        number: its place on the page, from 1; marks of the text name it "s1".
        depth: how many statements it stands inside.
        parent: the number of the statement that it stands inside.
        inside: the numbers of those inside it.
        events: the numbers of the events that it reports.
        elsewhere: the statements of other reports that quote the same utterance.
    """

    number: int
    entry: Entry
    depth: int
    parent: int | None
    inside: tuple[int, ...]
    events: tuple[int, ...]
    elsewhere: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """An event beside the text; marks of the text name it "e1".

    Attributes:
        told_in: the number of the statement that reports it.
        standing: read, accepted, corrected or added.
    """

    number: int
    event: Event
    told_in: int | None
    standing: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report.

    Attributes:
        paragraphs: its words, with marks.
        layers: the kinds of marks that it has, each with what the legend calls it.
        cards: its statements, in the order of the text.
        deeds: its events, in the order of the text.
        stands: its positions, in the order of the text; marks of the text name them "p1".
        actors: whom it mentions, from the one mentioned most.
        copies: the reports that say the same.
    """

    template: ClassVar[str] = "report.html"

    report: Report
    paragraphs: tuple[Paragraph, ...]
    layers: tuple[tuple[str, str], ...]
    cards: tuple[Card, ...]
    deeds: tuple[Deed, ...]
    stands: tuple[Stand, ...]
    actors: tuple[Actor, ...]
    copies: tuple[Copy, ...]


LAYERS = {
    "content": "what is said",
    "source": "who says it",
    "cue": "words of saying",
    "addressee": "to whom",
    "actor": "actors",
    "time": "dates",
    "event": "acts",
    "position": "stances",
}
"""The layers that the legend switches on and off; "inner" goes with content, "insertion" is always shown."""


@router.get("/report/{report}")
def report_page(request: Request, report: str) -> Response:
    """The page of one report, by its id."""
    with desk_of(request).asking() as record:
        page = page_of(record, report)
    return rendered(request, page)


def page_of(record: Record, id_: str) -> ReportPage:
    """What the page shows."""
    report, acts = record.report(id_), beside.events(record, id_)
    stands = tuple(sorted(record.positions_in(id_), key=lambda stand: stand.position.trigger.start))
    standings = beside.standings(record, id_)
    actors = tuple(sorted(record.actors(id_), key=lambda actor: -len(actor.mentions)))
    cards = cards_of(record.entries(id_), acts, beside.quoted_elsewhere(record, id_))
    numbers = {card.entry.statement.id: card.number for card in cards}
    numbers |= {old: numbers[new] for old, new in beside.heirs(record, id_).items() if new in numbers}
    deeds = tuple(Deed(n, event, numbers.get(event.statement or ""), standings[event.id]) for n, event in enumerate(acts, 1))
    marks = [*_of_statements(cards), *_of_actors(actors), *_of_events(deeds), *_of_positions(stands)]
    marks += [Mark(when, "time", f"t{n}") for n, when in enumerate(beside.times(record, id_), 1)]
    present = {mark.part for mark in marks} | ({"content"} if cards else set())
    layers = tuple((part, words) for part, words in LAYERS.items() if part in present)
    return ReportPage(report, paragraphs(report.text, marks), layers, cards, deeds, stands, actors, beside.copies(record, id_))


def cards_of(entries: tuple[Entry, ...], events: tuple[Event, ...], elsewhere: Mapping[str, tuple[Quoted, ...]]) -> tuple[Card, ...]:
    """The statements as cards that know each other by number."""
    numbers = {entry.statement.id: n for n, entry in enumerate(entries, 1)}
    parents = {n: numbers.get(entry.statement.parent or "") for n, entry in enumerate(entries, 1)}
    inside: dict[int | None, list[int]] = defaultdict(list)
    for child, parent in parents.items():
        inside[parent].append(child)
    told: dict[str | None, list[int]] = defaultdict(list)
    for number, event in enumerate(events, 1):
        told[event.statement].append(number)
    return tuple(
        Card(
            n,
            entry,
            _depth(n, parents),
            parents[n],
            tuple(inside[n]),
            tuple(told[entry.statement.id]),
            elsewhere.get(entry.statement.id, ()),
        )
        for n, entry in enumerate(entries, 1)
    )


def _depth(number: int, parents: Mapping[int, int | None]) -> int:
    """How many statements one stands inside; a circle, which corrections could make, ends."""
    seen = {number}
    while (parent := parents[number]) is not None and parent not in seen:
        seen.add(parent)
        number = parent
    return len(seen) - 1


def _of_statements(cards: tuple[Card, ...]) -> Iterator[Mark]:
    for card in cards:
        statement, of = card.entry.statement, f"s{card.number}"
        for span in statement.content:
            yield Mark(span, "inner" if card.depth else "content", of)
        for part, found in (("source", statement.source), ("cue", statement.cue), ("addressee", statement.addressee)):
            if found is not None:
                yield Mark(found, part, of)
        for span in statement.insertions:
            yield Mark(span, "insertion", of)


def _of_actors(actors: tuple[Actor, ...]) -> Iterator[Mark]:
    for n, actor in enumerate(actors, 1):
        for mention in actor.mentions:
            yield Mark(mention, "actor", f"a{n}")


def _of_events(deeds: tuple[Deed, ...]) -> Iterator[Mark]:
    for deed in deeds:
        for span in (deed.event.trigger, *deed.event.again):
            yield Mark(span, "event", f"e{deed.number}")


def _of_positions(stands: tuple[Stand, ...]) -> Iterator[Mark]:
    for number, stand in enumerate(stands, 1):
        for span in (stand.position.trigger, *stand.position.again):
            yield Mark(span, "position", f"p{number}")
