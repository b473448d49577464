"""The lists of actors and of reports."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query
from pydantic import BeforeValidator
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import InputError
from onrecord.record.actors import Actors, Identity
from onrecord.record.facets import Listed, reports_listed, totals
from onrecord.schema.words import ActorKind
from onrecord.web.asking import DEEPEST, Words, blank
from onrecord.web.desk import desk_of
from onrecord.web.rendering import rendered

PAGE = 50  # entries on one page
router = APIRouter()


@dataclass(frozen=True, slots=True)
class ActorsPage:
    """The actors across reports, from the one in most of them.

    Attributes:
        words, kind: what the list was asked for.
        fault: what is wrong with that.
    """

    template: ClassVar[str] = "actors.html"

    words: str | None
    kind: str | None
    fault: str | None
    actors: tuple[Identity, ...]


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """The reports, from the latest."""

    template: ClassVar[str] = "reports.html"

    reports: tuple[Listed, ...]
    count: int
    number: int
    last: int


@router.get("/actors")
def actors_page(request: Request, q: Words = None, kind: Annotated[ActorKind | None, BeforeValidator(blank), Query()] = None) -> Response:
    """Actors by words of their names."""
    with desk_of(request).asking() as record:
        try:
            page = ActorsPage(q, kind, None, tuple(Actors(record).listed(q, kind, 2 * PAGE)))
        except InputError as error:
            page = ActorsPage(q, kind, str(error), ())
    return rendered(request, page, 422 if page.fault else 200)


@router.get("/reports")
def reports_page(request: Request, page: Annotated[int, Query(ge=1, le=DEEPEST)] = 1) -> Response:
    """A page of reports."""
    with desk_of(request).asking() as record:
        count = totals(record).reports
        shown = ReportsPage(reports_listed(record, PAGE, PAGE * (page - 1)), count, page, min(DEEPEST, max(1, -(-count // PAGE))))
    return rendered(request, shown)
