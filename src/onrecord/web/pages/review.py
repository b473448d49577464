"""What nobody has decided about yet: a queue from the least certain, and the same decision about many at once."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from fastapi import APIRouter, Form, Query
from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import InputError
from onrecord.record import Decision
from onrecord.record.deciding import now
from onrecord.record.ledger import touched
from onrecord.record.review import Sieve, count_open, of_all, still_open
from onrecord.web.asking import DEEPEST, Asked, Words, blank
from onrecord.web.correcting import Author, author_of, remember_author
from onrecord.web.desk import desk_of
from onrecord.web.quotes import Quote, quotes
from onrecord.web.rendering import address, rendered

PAGE = 20  # statements on one page
MOST = 2_000  # that are decided about at once: the record is closed for other writers meanwhile
router = APIRouter()


class Sifted(Asked):
    """A question with a bound of certainty."""

    below: Annotated[Annotated[float, Field(ge=0, le=1)] | None, BeforeValidator(blank)] = None

    @property
    def sieve(self) -> Sieve:
        """The statements that are asked for."""
        return Sieve(self.question, self.below)

    @property
    def all_pairs(self) -> tuple[tuple[str, str], ...]:
        """What is asked, with the bound."""
        return self.pairs + ((("below", str(self.below)),) if self.below is not None else ())


class Bulk(Sifted):
    """The same decision about all that is asked for; `count` is how many the page showed."""

    verb: Literal["accept", "reject"]
    count: int
    author: Author = ""
    reason: Words = None


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Statements that wait.

    Attributes:
        seen: how often each was decided on before, by its id.
        most: how many may be decided about at once.
    """

    template: ClassVar[str] = "review.html"

    asked: Sifted
    fault: str | None
    count: int
    most: int
    quotes: tuple[Quote, ...]
    seen: dict[str, int]
    author: str
    number: int
    last: int


@router.get("/review")
def review_page(request: Request, asked: Annotated[Sifted, Query()], page: Annotated[int, Query(ge=1, le=DEEPEST)] = 1) -> Response:
    """A page of the queue."""
    return _shown(request, asked, page)


def _shown(request: Request, asked: Sifted, number: int = 1, fault: str | None = None, status: int = 200) -> Response:
    with desk_of(request).asking() as record:
        try:
            count = count_open(record, asked.sieve)
            found = quotes(record, still_open(record, asked.sieve, PAGE, PAGE * (number - 1)))
        except InputError as error:
            count, found, fault, status = 0, (), str(error), 422
        seen: dict[str, int] = {}
        for report in {quote.hit.entry.report for quote in found}:
            seen |= touched(record, report)
    last = min(DEEPEST, max(1, -(-count // PAGE)))
    return rendered(request, ReviewPage(asked, fault, count, MOST, found, seen, author_of(request), number, last), status)


@router.post("/review")
def decide_many(request: Request, form: Annotated[Bulk, Form()]) -> Response:
    """Accept or reject all that is asked for, or none of it."""
    asked = Sifted.model_validate(form.model_dump(by_alias=True, include=set(Sifted.model_fields)))
    author, made = " ".join(form.author.split()), now()
    if not author:
        return _shown(request, asked, fault="Your name is missing: each decision has an author.", status=422)
    with desk_of(request).writing() as record:
        decisions = list(of_all(record, asked.sieve, Decision("", form.verb, "", None, author, made, form.reason)))
        fault = too_many(len(decisions), form.count)
        if fault is None:
            for decision in decisions:
                record.decide(decision)
    if fault is not None:
        return _shown(request, asked, fault=fault, status=409)
    response = RedirectResponse(address("/decisions", author=author, made=made), 303)
    remember_author(response, author)
    return response


def too_many(count: int, shown: int) -> str | None:
    """What to say where there are others than were shown, or more than can be decided about at once; None where neither is so."""
    if count != shown:
        return f"There were {shown:,} when you looked, and there are {count:,} now. Nothing was decided; look again, and press once more."
    return f"These are more than {MOST:,}. Narrow them, by speaker, days or certainty." if count > MOST else None
