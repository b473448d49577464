"""The API over the record: reports, statements, actors, positions, events, counts."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.export import jsonl
from onrecord.record import Hit, Stand, beside, facets, portrait, sides
from onrecord.record.actors import Actors, Identity
from onrecord.record.facets import Listed
from onrecord.record.paraphrases import paraphrases
from onrecord.record.portrait import Act, Portrait
from onrecord.record.quoted import MOST, Utterance, utterances
from onrecord.record.sides import Debated
from onrecord.record.variants import Cell
from onrecord.schema.plain import Plain, to_plain
from onrecord.schema.words import ActorKind
from onrecord.web.api.giving import Listing, given, listed
from onrecord.web.api.shapes import LINE, PORTRAIT, POSITION, STATEMENT, answers, schema_of
from onrecord.web.asking import Asked, Day, Named, day_of
from onrecord.web.comparison import versions
from onrecord.web.desk import desk_of

CODED: dict[str, Any] = {**STATEMENT, "properties": {**STATEMENT["properties"], "agrees": {"type": "boolean"}}}
router = APIRouter(prefix="/api")
Text = Annotated[str | None, Query(max_length=1_000)]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A statement's words in the columns of all versions of its utterance.

    Attributes:
        fullest: whether the others are compared with it.
    """

    statement: str
    publisher: str | None
    fullest: bool
    cells: tuple[Cell, ...]


def plain_hit(hit: Hit) -> dict[str, Plain]:
    """A statement with what stands beside it, and of its report."""
    of_report = {"title": hit.title, "publisher": hit.publisher, "published": to_plain(hit.published), "url": hit.url}
    return {**jsonl.statement(hit.entry), "report": hit.entry.report, **of_report}


def plain_stand(stand: Stand) -> dict[str, Plain]:
    """A position with what stands beside it, its fields and those of the position in one row."""
    beside_it = {name: value for name, value in to_plain(stand).items() if name != "position"}
    return {**to_plain(stand.position), **beside_it}


@router.get("/reports", responses=answers(schema_of(Listed), listed=True))
def reports(request: Request, part: Listing) -> Response:
    """The reports, from the latest."""
    with desk_of(request).asking() as record:
        found = (to_plain(report) for report in facets.reports_listed(record, part.limit, part.offset))
        return listed(request, part, found, facets.totals(record).reports)


@router.get("/reports/{report}", responses=answers(LINE))
def report(request: Request, report: str) -> Response:
    """A report: its words, statements, positions, events, actors and times, with what people decided in it."""
    with desk_of(request).asking() as record:
        return given(request, jsonl.line(record, record.report(report), record.entries(report)))


@router.get("/statements", responses=answers(STATEMENT, listed=True))
def statements(request: Request, asked: Annotated[Asked, Query()], part: Listing) -> Response:
    """The statements that answer a question; all of it must hold."""
    with desk_of(request).asking() as record:
        question = asked.question
        hits = record.search(question, limit=None if part.limit < 0 else part.limit, offset=part.offset)
        return listed(request, part, (plain_hit(hit) for hit in hits), record.count(question))


@router.get("/statements/{statement}", responses=answers(STATEMENT))
def statement(request: Request, statement: str) -> Response:
    """One statement."""
    with desk_of(request).asking() as record:
        return given(request, plain_hit(beside.statement(record, statement)))


@router.get("/statements/{statement}/variants", responses=answers({"type": "array", "items": STATEMENT}))
def variants(request: Request, statement: str) -> Response:
    """The statements that quote the same utterance, from the earliest."""
    with desk_of(request).asking() as record:
        return given(request, [plain_hit(hit) for hit in record.variants(statement).hits])


@router.get("/statements/{statement}/alignment", responses=answers({"type": "array", "items": schema_of(Aligned)}))
def alignment(request: Request, statement: str) -> Response:
    """The same, word by word, the fullest first: rows of equal length, with what each cuts, changes and adds."""
    with desk_of(request).asking() as record:
        found = versions(record.variants(statement))
    return given(request, [to_plain(Aligned(its.hit.entry.statement.id, its.hit.publisher, its.fullest, its.cells)) for its in found])


@router.get("/statements/{statement}/paraphrases", responses=answers({"type": "array", "items": STATEMENT}))
def told(request: Request, statement: str) -> Response:
    """The statements that tell the same utterance without quotation marks: by the same speaker, on about the same days, in like words."""
    with desk_of(request).asking() as record:
        return given(request, [plain_hit(hit) for hit in paraphrases(record, record.variants(statement))])


@router.get("/utterances", responses=answers(schema_of(Utterance), listed=True))
def quoted(
    request: Request,
    part: Listing,
    asked_from: Annotated[Day, Query(alias="from")] = None,
    asked_to: Annotated[Day, Query(alias="to")] = None,
    publisher: Text = None,
    speaker: Text = None,
) -> Response:
    """The utterances that several reports quote, from the one in most versions."""
    days = {"since": day_of("from", asked_from, 0), "until": day_of("to", asked_to, 1)}
    with desk_of(request).asking() as record:
        found = utterances(record, MOST, **days, publisher=publisher or None, speaker=speaker or None)
    shown = found[part.offset :][: None if part.limit < 0 else part.limit]
    return listed(request, part, (to_plain(its) for its in shown), len(found))


@router.get("/concepts", responses=answers({"type": "array", "items": schema_of(Debated)}))
def concepts(request: Request) -> Response:
    """The concepts with which statements are coded, and how many agree and disagree."""
    with desk_of(request).asking() as record:
        return given(request, to_plain(sides.concepts(record)))


@router.get("/concepts/statements", responses=answers(CODED, listed=True))
def coded(request: Request, part: Listing, name: Annotated[str, Query(max_length=1_000)], agree: bool | None = None) -> Response:
    """The statements that speak of a concept, from the latest, each with `agrees`; with `agree` those of one side."""
    with desk_of(request).asking() as record:
        concept = sides.concept(record, name)
        found = sides.statements(record, name, agree=agree, limit=part.limit, offset=part.offset)
        count = {None: concept.agree + concept.disagree, True: concept.agree, False: concept.disagree}[agree]
        return listed(request, part, ({"agrees": agrees, **plain_hit(hit)} for hit, agrees in found), count)


@router.get("/counts", responses=answers({"type": "array", "items": {"type": "object"}}))
def counts(request: Request, asked: Annotated[Asked, Query()], per: Literal["month", "speaker"] = "month") -> Response:
    """How many statements answer a question, per month or per speaker."""
    with desk_of(request).asking() as record:
        found = record.by_month(asked.question) if per == "month" else record.by_speaker(asked.question, 100)
        return given(request, [{per: value, "count": many} for value, many in found])


@router.get("/actors", responses=answers(schema_of(Identity), listed=True))
def actors(request: Request, part: Listing, q: Named = None, kind: ActorKind | None = None) -> Response:
    """Actors across reports, from the one in most of them; with `q`, those whose names have these words."""
    with desk_of(request).asking() as record:
        limit = None if part.limit < 0 else part.offset + part.limit
        found = Actors(record).listed(q or None, kind, limit)[part.offset :]
        return listed(request, part, (to_plain(actor) for actor in found))


@router.get("/actors/{actor}", responses=answers(PORTRAIT))
def actor(request: Request, actor: str) -> Response:
    """One actor across reports, with its roles, whom it speaks about, and who speaks about it."""
    with desk_of(request).asking() as record:
        its = Portrait(record, actor)
        more = {"roles": its.roles(), "speaks_about": its.speaks_about(), "spoken_of_by": its.spoken_of_by()}
        return given(request, {**to_plain(its.identity), **to_plain(more)})


@router.get("/actors/{actor}/statements", responses=answers(STATEMENT, listed=True))
def said(request: Request, part: Listing, actor: str, about: Text = None) -> Response:
    """What an actor said, in order of time; with `about`, the id of another, what it said of that one."""
    with desk_of(request).asking() as record:
        its, whom = Portrait(record, actor), None if about is None else Portrait(record, about)
        hits = its.statements(whom, order="date", limit=part.limit, offset=part.offset)
        return listed(request, part, (plain_hit(hit) for hit in hits), its.count(whom))


@router.get("/events", responses=answers(schema_of(Act), listed=True))
def events(request: Request, part: Listing, actor: Text = None, type: Text = None, once: bool = False) -> Response:  # noqa: A002 (the address has it so)
    """What was done, from the latest; with `actor`, an id, by it or to it; with `type`, of PLOVER's type; with `once` each act once."""
    with desk_of(request).asking() as record:
        who = None if actor is None else Portrait(record, actor)
        found = portrait.acts(record, part.limit, part.offset, who=who, type_=type, once=once)
        return listed(request, part, (to_plain(act) for act in found))


@router.get("/positions", responses=answers(POSITION, listed=True))
def positions(request: Request, part: Listing, actor: Text = None, target: Text = None) -> Response:
    """Where actors stand towards others and towards claims, in order of time; `actor` and `target` are ids."""
    with desk_of(request).asking() as record:
        who, whom = (None if id_ is None else Portrait(record, id_) for id_ in (actor, target))
        found = portrait.positions(record, part.limit, part.offset, who=who, target=whom)
        return listed(request, part, (plain_stand(stand) for stand in found))
