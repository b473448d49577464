"""Correcting one statement of a report: the form, what it decides, and what is shown where two decided at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from onrecord.errors import ConflictError, InputError
from onrecord.record import Entry, Record
from onrecord.record.ledger import Noted, Which, noted, touched
from onrecord.schema.report import Report
from onrecord.web.asking import Words
from onrecord.web.correcting import Correction, author_of, decision_of, form_of, inside, remember_author, wants_json
from onrecord.web.desk import desk_of
from onrecord.web.rendering import part, rendered
from onrecord.web.runs import Paragraph, paragraphs

router = APIRouter()


@dataclass(frozen=True, slots=True)
class CorrectPage:
    """The form of a statement, or of a new one.

    Attributes:
        form: its values.
        speakers: names of the report's actors.
        fault: why it was not taken, and what to do.
        theirs: where somebody else decided meanwhile: what was decided; `now` is the statement as it stands.
        paragraphs: the report's words.
    """

    template: ClassVar[str] = "correct.html"

    report: Report
    form: Mapping[str, object]
    speakers: tuple[str, ...]
    fault: str | None
    theirs: tuple[Noted, ...]
    now: Entry | None
    paragraphs: tuple[Paragraph, ...]


@router.get("/report/{report}/correct")
def correct_page(request: Request, report: str, statement: Annotated[Words, Query()] = None) -> Response:
    """The form; without a statement, that of a new one."""
    with desk_of(request).asking() as record:
        entry = _entry(record, report, statement)
        if statement is not None and entry is None:
            return rendered(request, _page(record, report, {}, f"statement {statement}: does not stand any more"), 404)
        seen = touched(record, report).get(statement or "", 0)
        page = _page(record, report, form_of(entry.statement if entry else None, report, seen, author_of(request)))
    return rendered(request, page)


@router.post("/report/{report}/correct")
def correct(request: Request, report: str, form: Annotated[Correction, Form()]) -> Response:
    """Take a decision, or say why not."""
    try:
        with desk_of(request).writing() as record:
            decision = decision_of(record, record.report(report), form)
            record.decide(decision, form.seen)
    except (ConflictError, InputError) as error:
        return _refused(request, report, form, error)
    response: Response
    if wants_json(request):
        response = JSONResponse({"decision": decision.id})
    else:
        anchor = f"#s-{decision.value.id}" if decision.value else ""
        response = RedirectResponse(inside(form.then, f"/report/{part(report)}{anchor}"), 303)
    remember_author(response, form.author)
    return response


def _refused(request: Request, report: str, form: Correction, error: Exception) -> Response:
    """The form once more, with what was written in it, and beside it what others decided."""
    conflict = isinstance(error, ConflictError)
    if wants_json(request):
        return JSONResponse({"detail": str(error)}, 409 if conflict else 422)
    with desk_of(request).asking() as record:
        seen = touched(record, report).get(form.statement or "", 0)
        values = {name: "" if value is None else value for name, value in form.model_dump().items()} | {"report": report, "seen": seen}
        theirs = noted(record, Which(report=report, about=form.statement), 5) if conflict and form.statement else ()
        page = _page(record, report, values, str(error), theirs, form.statement)
    return rendered(request, page, 409 if conflict else 422)


def _page(
    record: Record,
    id_: str,
    form: Mapping[str, object],
    fault: str | None = None,
    theirs: tuple[Noted, ...] = (),
    statement: str | None = None,
) -> CorrectPage:
    report, now = record.report(id_), _entry(record, id_, statement)
    made = next((decision.becomes for decision in theirs if decision.undone is None and decision.verb == "replace"), None)
    if now is None and made is not None:
        now = _entry(record, id_, made)
        if now is not None:  # what is written here would be put in the place of what the other one made
            form = {**form, "statement": now.statement.id, "seen": touched(record, id_).get(now.statement.id, 0)}
    speakers = tuple(dict.fromkeys(actor.name for actor in record.actors(id_)))
    return CorrectPage(report, form, speakers, fault, theirs, now, paragraphs(report.text, ()))


def _entry(record: Record, report: str, statement: str | None) -> Entry | None:
    return next((entry for entry in record.entries(report) if entry.statement.id == statement), None)
