"""The start page: one search box, with facets; the address is the question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import InputError
from onrecord.record import Record, facets
from onrecord.record.facets import MOST, Foremost, Listed, Totals
from onrecord.web.asking import DEEPEST, Asked
from onrecord.web.counts import Bar, bars
from onrecord.web.desk import desk_of
from onrecord.web.quotes import Quote, quotes
from onrecord.web.rendering import rendered

PAGE = 20  # answers on one page
NEWEST = 8  # reports on the start page
router = APIRouter()


@dataclass(frozen=True, slots=True)
class AskPage:
    """A question and its answers; without a question, what there is to ask about.

    Attributes:
        fault: what is wrong with the question, and how to mend it.
        count: how many answers there are.
        facets: by speaker, about, kind, stance, publisher: values with how many answers have them.
        counted: how many answers the facets count at most; without a question, the latest statements that `speakers` and `spoken_of` count.
        number: of this page of answers, from 1; `last` is that of the last one.
        speakers, spoken_of, newest: without a question, where to begin.
    """

    template: ClassVar[str] = "ask.html"

    asked: Asked
    fault: str | None
    totals: Totals
    count: int
    quotes: tuple[Quote, ...]
    months: tuple[Bar, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    number: int = 1
    last: int = 1
    speakers: tuple[Foremost, ...] = ()
    spoken_of: tuple[Foremost, ...] = ()
    newest: tuple[Listed, ...] = ()
    counted: int = MOST


@router.get("/")
def ask_page(request: Request, asked: Annotated[Asked, Query()], page: Annotated[int, Query(ge=1, le=DEEPEST)] = 1) -> Response:
    """The answers to the question in the address."""
    with desk_of(request).asking() as record:
        try:
            found = page_of(record, asked, page)
        except InputError as error:
            found = AskPage(asked, str(error), facets.totals(record), 0, (), (), {})
    return rendered(request, found, 422 if found.fault else 200)


def page_of(record: Record, asked: Asked, number: int) -> AskPage:
    """What the page shows; without a question the facets only."""
    question, everything = asked.question, facets.totals(record)
    months = bars(record.by_month(question))
    if not asked.pairs:
        begin = facets.speakers(record), facets.spoken_of(record), facets.reports_listed(record, NEWEST)
        return AskPage(asked, None, everything, everything.statements, (), months, {}, 1, 1, *begin)
    count = record.count(question)
    found = quotes(record, record.search(question, limit=PAGE, offset=PAGE * (number - 1)))
    last = min(DEEPEST, max(1, -(-count // PAGE)))
    return AskPage(asked, None, everything, count, found, months, facets.facets(record, question), number, last)
