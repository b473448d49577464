"""Correcting one event or position of a report: the form, what it decides, and what is shown where two decided at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from onrecord.errors import ConflictError, InputError, RecordError
from onrecord.record import Record, beside
from onrecord.record.findings import standing_finding, told
from onrecord.record.ledger import Noted, Which, noted, touched
from onrecord.record.plover import modes
from onrecord.schema.report import Report
from onrecord.web.asking import Words
from onrecord.web.correcting import author_of, inside, remember_author, wants_json
from onrecord.web.desk import desk_of
from onrecord.web.finding import EventCorrection, PositionCorrection, finding_decision_of, values_from, values_of
from onrecord.web.rendering import part, rendered
from onrecord.web.runs import Paragraph, paragraphs

router = APIRouter()
Forms = EventCorrection | PositionCorrection


@dataclass(frozen=True, slots=True)
class CorrectFindingPage:
    """The form of an event or a position, or of a new one.

    Attributes:
        form: its values; `of` says which of the two it is.
        names: of the report's actors.
        modes: of each type of event, with their meanings.
        fault: why it was not taken, and what to do.
        theirs: where somebody else decided meanwhile: what was decided; `now` is how it stands, in words.
        paragraphs: the report's words.
    """

    template: ClassVar[str] = "correct_finding.html"

    report: Report
    form: Mapping[str, object]
    names: tuple[str, ...]
    modes: Mapping[str, Mapping[str, str]]
    fault: str | None
    theirs: tuple[Noted, ...]
    now: tuple[str, str] | None
    paragraphs: tuple[Paragraph, ...]


@router.get("/report/{report}/event")
def event_page(request: Request, report: str, event: Annotated[Words, Query()] = None) -> Response:
    """The form of an event; without its id, that of a new one."""
    return _form(request, report, EventCorrection, event)


@router.get("/report/{report}/position")
def position_page(
    request: Request, report: str, position: Annotated[Words, Query()] = None, statement: Annotated[Words, Query()] = None
) -> Response:
    """The form of a position; without its id, that of a new one, which may begin from a statement."""
    return _form(request, report, PositionCorrection, position, statement)


@router.post("/report/{report}/event")
def correct_event(request: Request, report: str, form: Annotated[EventCorrection, Form()]) -> Response:
    """Take a decision about an event, or say why not."""
    return _decide(request, report, form)


@router.post("/report/{report}/position")
def correct_position(request: Request, report: str, form: Annotated[PositionCorrection, Form()]) -> Response:
    """Take a decision about a position, or say why not."""
    return _decide(request, report, form)


def _form(request: Request, report: str, kind: type[Forms], id_: str | None, statement: str | None = None) -> Response:
    author = author_of(request)
    with desk_of(request).asking() as record:
        of_report, found = (report, None) if id_ is None else standing_finding(record.db, kind.model_fields["of"].default, id_)
        if of_report != report:
            raise RecordError(f"{id_}: is not in this record's report {report}, but in {of_report}")
        signed = {"report": report, "seen": touched(record, report).get(id_ or "", 0), "author": author}
        values = values_of(found, id_, kind, signed)
        if statement is not None:
            values = {**values, **values_from(beside.statement(record, statement).entry.statement)}
        page = _page(record, report, values)
    return rendered(request, page)


def _decide(request: Request, report: str, form: Forms) -> Response:
    try:
        with desk_of(request).writing() as record:
            decision = finding_decision_of(record, record.report(report), form)
            record.decide_findings([decision], form.seen)
    except (ConflictError, InputError) as error:
        return _refused(request, report, form, error)
    response: Response
    if wants_json(request):
        response = JSONResponse({"decision": decision.id})
    else:
        anchor = "" if decision.verb == "reject" else f"#{form.of[0]}-{decision.of}"
        response = RedirectResponse(inside(form.then, f"/report/{part(report)}{anchor}"), 303)
    remember_author(response, form.author)
    return response


def _refused(request: Request, report: str, form: Forms, error: Exception) -> Response:
    """The form once more, with what was written in it, and beside it what others decided."""
    conflict = isinstance(error, ConflictError)
    if wants_json(request):
        return JSONResponse({"detail": str(error)}, 409 if conflict else 422)
    id_ = form.event if isinstance(form, EventCorrection) else form.position
    with desk_of(request).asking() as record:
        values = {name: "" if value is None else value for name, value in form.model_dump().items()}
        values |= {"report": report, "seen": touched(record, report).get(id_ or "", 0)}
        theirs = noted(record, Which(report=report, about=id_), 5) if conflict and id_ else ()
        now = None
        if theirs and id_ is not None:
            try:
                now = told(standing_finding(record.db, form.of, id_)[1])
            except RecordError:
                now = None  # somebody rejected it
        page = _page(record, report, values, str(error), theirs, now)
    return rendered(request, page, 409 if conflict else 422)


def _page(
    record: Record,
    id_: str,
    form: Mapping[str, object],
    fault: str | None = None,
    theirs: tuple[Noted, ...] = (),
    now: tuple[str, str] | None = None,
) -> CorrectFindingPage:
    report = record.report(id_)
    names = tuple(dict.fromkeys(actor.name for actor in record.actors(id_)))
    return CorrectFindingPage(report, form, names, modes(), fault, theirs, now, paragraphs(report.text, ()))
