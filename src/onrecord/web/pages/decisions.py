"""The list of decisions: who decided what, when and why; each can be taken back."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Form, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import RecordError
from onrecord.record.actors import Actors
from onrecord.record.ledger import Noted, Which, authors, count_noted, noted
from onrecord.web.asking import DEEPEST, Words, blank
from onrecord.web.correcting import inside
from onrecord.web.desk import desk_of
from onrecord.web.rendering import rendered

PAGE = 50  # decisions on one page
router = APIRouter()


class Filter(BaseModel):
    """Which decisions an address asks for."""

    model_config = ConfigDict(frozen=True)

    author: Words = None
    verb: Words = None
    report: Words = None
    made: Words = None
    standing: Annotated[bool, BeforeValidator(lambda value: blank(value) or False)] = False

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """What is asked, by the names that addresses have for it."""
        return tuple((name, str(value)) for name, value in self.model_dump(exclude_defaults=True).items())


class Undoing(BaseModel):
    """The ids of decisions to take back, by what they are about; or `made`, the second of all that somebody decided in one go."""

    statement: Annotated[list[str], Field(max_length=2_000)] = []
    event: Annotated[list[str], Field(max_length=2_000)] = []
    position: Annotated[list[str], Field(max_length=2_000)] = []
    actor: Annotated[list[str], Field(max_length=2_000)] = []
    made: Words = None
    author: Words = None
    then: Words = None


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """Decisions, from the latest."""

    template: ClassVar[str] = "decisions.html"

    asked: Filter
    decisions: tuple[Noted, ...]
    authors: tuple[tuple[str, int], ...]
    count: int
    number: int
    last: int


@router.get("/decisions")
def decisions_page(request: Request, asked: Annotated[Filter, Query()], page: Annotated[int, Query(ge=1, le=DEEPEST)] = 1) -> Response:
    """A page of decisions."""
    which = Which(asked.author, asked.verb, asked.report, asked.made, standing=asked.standing)
    with desk_of(request).asking() as record:
        count = count_noted(record, which)
        found = noted(record, which, PAGE, PAGE * (page - 1))
        who = authors(record)
    return rendered(request, DecisionsPage(asked, found, who, count, page, min(DEEPEST, max(1, -(-count // PAGE)))))


@router.post("/decisions/undo")
def undo(request: Request, form: Annotated[Undoing, Form()]) -> Response:
    """Take decisions back, all or none, from the latest."""
    of_reports, of_actors = [*form.statement, *form.event, *form.position], list(form.actor)
    if form.made is not None:
        with desk_of(request).asking() as record:
            found = noted(record, Which(form.author, made=form.made, standing=True), -1)
        of_reports = [one.id for one in found if one.of != "actor"]
        of_actors = [one.id for one in found if one.of == "actor"]
    if not of_reports and not of_actors:
        raise RecordError("No decision was chosen: tick those that are to be taken back.")
    with desk_of(request).writing() as record:
        record.undo(*of_reports)
        for decision in of_actors:
            Actors(record).undo(decision)
    return RedirectResponse(inside(form.then, "/decisions"), 303)
