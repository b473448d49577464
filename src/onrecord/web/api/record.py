"""The API over the record: reports, statements, actors, positions, events, counts."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.export import jsonl
from onrecord.record import Hit, Stand, beside, facets, portrait
from onrecord.record.actors import Actors, Identity
from onrecord.record.facets import Listed
from onrecord.record.portrait import Act, Portrait
from onrecord.schema.plain import Plain, to_plain
from onrecord.schema.words import ActorKind
from onrecord.web.api.giving import Listing, given, listed
from onrecord.web.api.shapes import LINE, PORTRAIT, POSITION, STATEMENT, answers, schema_of
from onrecord.web.asking import Asked, Named
from onrecord.web.desk import desk_of

router = APIRouter(prefix="/api")
Text = Annotated[str | None, Query(max_length=1_000)]


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
