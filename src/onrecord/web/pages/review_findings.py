"""The acts and positions that nobody has decided about yet: a queue from the least certain, and the same decision about many at once."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from fastapi import APIRouter, Form, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import InputError
from onrecord.record import Record
from onrecord.record.deciding import now
from onrecord.record.ledger import touched
from onrecord.record.review import FindingSieve, Waiting, count_findings, of_all_findings, open_findings
from onrecord.record.rows import Finding
from onrecord.schema.report import Report
from onrecord.web.asking import DEEPEST, Words, blank
from onrecord.web.correcting import Author, author_of, remember_author
from onrecord.web.desk import desk_of
from onrecord.web.pages.review import MOST, PAGE, too_many
from onrecord.web.quotes import Context, context
from onrecord.web.rendering import address, rendered

router = APIRouter()
Which = Literal["events", "positions"]
_FINDING: dict[Which, Finding] = {"events": "event", "positions": "position"}


class SiftedFindings(BaseModel):
    """Which of them an address asks for; `type` is an event's type, or a position's stance."""

    model_config = ConfigDict(frozen=True)

    actor: Words = None
    type: Words = None
    publisher: Words = None
    below: Annotated[Annotated[float, Field(ge=0, le=1)] | None, BeforeValidator(blank)] = None

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """What is asked, by the names that addresses have for it."""
        asked = self.model_dump(exclude_none=True, include=set(SiftedFindings.model_fields))
        return tuple((name, str(value)) for name, value in asked.items())

    def sieve(self, which: Which) -> FindingSieve:
        """The events or positions that are asked for."""
        return FindingSieve(_FINDING[which], self.actor, self.type, self.publisher, self.below)


class BulkFindings(SiftedFindings):
    """The same decision about all that is asked for; `count` is how many the page showed."""

    verb: Literal["accept", "reject"]
    count: int
    author: Author = ""
    reason: Words = None


@dataclass(frozen=True, slots=True)
class Queued:
    """One that waits: its report, its words in their context, and how often it was decided on before."""

    waiting: Waiting
    report: Report
    words: Context
    seen: int


@dataclass(frozen=True, slots=True)
class ReviewFindingsPage:
    """Events or positions that wait.

    Attributes:
        which: events or positions.
        most: how many may be decided about at once.
    """

    template: ClassVar[str] = "review_findings.html"

    which: Which
    asked: SiftedFindings
    fault: str | None
    count: int
    most: int
    queue: tuple[Queued, ...]
    author: str
    number: int
    last: int


@router.get("/review/{which}")
def review_findings_page(
    request: Request, which: Which, asked: Annotated[SiftedFindings, Query()], page: Annotated[int, Query(ge=1, le=DEEPEST)] = 1
) -> Response:
    """A page of the queue."""
    return _shown(request, which, asked, page)


def _shown(request: Request, which: Which, asked: SiftedFindings, number: int = 1, fault: str | None = None, status: int = 200) -> Response:
    with desk_of(request).asking() as record:
        try:
            count = count_findings(record, asked.sieve(which))
            queue = _queue(record, open_findings(record, asked.sieve(which), PAGE, PAGE * (number - 1)))
        except InputError as error:
            count, queue, fault, status = 0, (), str(error), 422
    last = min(DEEPEST, max(1, -(-count // PAGE)))
    return rendered(request, ReviewFindingsPage(which, asked, fault, count, MOST, queue, author_of(request), number, last), status)


def _queue(record: Record, found: list[Waiting]) -> tuple[Queued, ...]:
    reports = {id_: record.report(id_) for id_ in dict.fromkeys(one.report for one in found)}
    seen = {id_: touched(record, id_) for id_ in reports}
    return tuple(
        Queued(one, reports[one.report], context(reports[one.report], (one.found.trigger,)), seen[one.report].get(one.id, 0))
        for one in found
    )


@router.post("/review/{which}")
def decide_many_findings(request: Request, which: Which, form: Annotated[BulkFindings, Form()]) -> Response:
    """Accept or reject all that is asked for, or none of it."""
    author, made = " ".join(form.author.split()), now()
    if not author:
        return _shown(request, which, form, fault="Your name is missing: each decision has an author.", status=422)
    with desk_of(request).writing() as record:
        count = count_findings(record, form.sieve(which))
        fault = too_many(count, form.count)
        if fault is None:
            record.decide_findings(of_all_findings(record, form.sieve(which), form.verb, author, made, form.reason))
    if fault is not None:
        return _shown(request, which, form, fault=fault, status=409)
    response = RedirectResponse(address("/decisions", author=author, made=made), 303)
    remember_author(response, author)
    return response
