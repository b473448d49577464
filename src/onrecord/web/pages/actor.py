"""The pages of an actor: who it is, what it says, of whom, where it stands; and what it says of one other."""

from collections import Counter
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.record.actors import Identity
from onrecord.record.portrait import Act, Held, Partner, Portrait
from onrecord.web.asking import DEEPEST
from onrecord.web.counts import Bar, bars, with_acts
from onrecord.web.courses import Course, courses
from onrecord.web.desk import desk_of
from onrecord.web.quotes import Quote, quotes
from onrecord.web.rendering import part, rendered

PAGE = 20  # statements on one page
ACTS = 50  # acts that are listed; all come as CSV
router = APIRouter()


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor across reports.

    Attributes:
        months: how many statements it made when, and in how many acts it took part.
        about, by: whom it speaks about, and who speaks about it.
        courses: where it stands towards whom and what, over time.
        acts: the latest; `acts_count` is how many there are.
        quotes: a page of its statements, from the latest.
    """

    template: ClassVar[str] = "actor.html"

    actor: Identity
    roles: tuple[Held, ...]
    months: tuple[Bar, ...]
    about: tuple[Partner, ...]
    by: tuple[Partner, ...]
    courses: tuple[Course, ...]
    acts: tuple[Act, ...]
    acts_count: int
    quotes: tuple[Quote, ...]
    number: int
    last: int


@dataclass(frozen=True, slots=True)
class AboutPage:
    """What one actor says about another, since when, and whether that changed.

    Attributes:
        back: how many statements the other makes about this one.
        quotes: a page of the statements, from the first.
    """

    template: ClassVar[str] = "about.html"

    actor: Identity
    other: Identity
    count: int
    back: int
    months: tuple[Bar, ...]
    courses: tuple[Course, ...]
    quotes: tuple[Quote, ...]
    number: int
    last: int


Number = Annotated[int, Query(ge=1, le=DEEPEST, alias="page")]


@router.get("/actor/{actor}")
def actor_page(request: Request, actor: str, number: Number = 1) -> Response:
    """The page of an actor, by the id of an identity, or of an actor of one report."""
    with desk_of(request).asking() as record:
        its = Portrait(record, actor)
        if its.identity.id != actor:
            return RedirectResponse(f"/actor/{part(its.identity.id)}", 307)
        shown, acts = quotes(record, its.statements(limit=PAGE, offset=PAGE * (number - 1))), its.acts(-1)
        months = with_acts(its.by_month(), list(Counter(act.day[:7] for act in acts if act.day).items()))
        page = ActorPage(
            *(its.identity, its.roles(), months, its.speaks_about(), its.spoken_of_by(), _courses(its)),
            *(acts[:ACTS], len(acts), shown, number, _pages(its.count())),
        )
    return rendered(request, page)


@router.get("/actor/{actor}/about/{other}")
def about_page(request: Request, actor: str, other: str, number: Number = 1) -> Response:
    """What one actor says about another."""
    with desk_of(request).asking() as record:
        its, whom = Portrait(record, actor), Portrait(record, other)
        count = its.count(whom)
        shown = quotes(record, its.statements(whom, order="date", limit=PAGE, offset=PAGE * (number - 1)))
        page = AboutPage(
            *(its.identity, whom.identity, count, whom.count(its), bars(its.by_month(whom)), _courses(its, whom)),
            *(shown, number, _pages(count)),
        )
    return rendered(request, page)


def _courses(its: Portrait, whom: Portrait | None = None) -> tuple[Course, ...]:
    stands = its.positions(whom)
    return courses(stands, its.changes(stands))


def _pages(count: int) -> int:
    return min(DEEPEST, max(1, -(-count // PAGE)))
