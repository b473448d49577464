"""The page of one utterance as several reports quote it, word by word; with its picture as SVG, PNG and CSV."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.record.paraphrases import paraphrases
from onrecord.schema.actor import ActorRef
from onrecord.web.api.giving import listed
from onrecord.web.comparison import Version, versions
from onrecord.web.comparison_picture import BROAD, compared
from onrecord.web.desk import desk_of
from onrecord.web.drawing import Theme, can_draw, drawn
from onrecord.web.pages.pictures import ALL, TYPES
from onrecord.web.pictures import NARROW, Picture
from onrecord.web.quotes import Quote, quotes
from onrecord.web.rendering import rendered

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ComparePage:
    """An utterance in several reports.

    Attributes:
        statement: the id by which it was asked for.
        versions: the fullest first, then from the earliest.
        reports: how many there are.
        speaker: who said it by most of them, across reports; None where none says.
        narrow: the picture for a narrow screen.
        told: the statements that tell the same without quotation marks.
    """

    template: ClassVar[str] = "compare.html"

    statement: str
    versions: tuple[Version, ...]
    reports: int
    speaker: ActorRef | None
    drawable: bool
    picture: Picture
    narrow: Picture
    told: tuple[Quote, ...]


@router.get("/statement/{statement}/compare")
def compare_page(request: Request, statement: str) -> Response:
    """The versions of the utterance that a statement quotes."""
    with desk_of(request).asking() as record:
        group = record.variants(statement)
        told = quotes(record, paraphrases(record, group))
    found = versions(group)
    reports = len({version.hit.entry.report for version in found})
    page = ComparePage(statement, found, reports, speaker_of(found), can_draw(), compared(found), compared(found, NARROW), told)
    return rendered(request, page)


def speaker_of(found: Iterable[Version]) -> ActorRef | None:
    """Who said it by most versions; of several the one in the first of them."""
    speakers = [(version.hit.entry.identity or version.hit.entry.statement.speaker) for version in found]
    counted = Counter(ActorRef(speaker.id, speaker.name) for speaker in speakers if speaker is not None)
    return counted.most_common(1)[0][0] if counted else None


@router.get("/statement/{statement}/compare.csv")
def numbers(request: Request, statement: str) -> Response:
    """A row for each version."""
    response = listed(request, ALL, compared(_versions(request, statement)).rows)
    response.headers["Content-Disposition"] = 'attachment; filename="comparison.csv"'
    return response


@router.get("/statement/{statement}/compare.{form}")
def picture(
    request: Request,
    statement: str,
    form: Literal["svg", "png"],
    theme: Theme = "light",
    width: Annotated[int, Query(ge=NARROW, le=4 * BROAD)] = BROAD,
) -> Response:
    """The picture, drawn."""
    headers = {"Cache-Control": "no-cache", "Content-Disposition": f'inline; filename="comparison.{form}"'}
    return Response(drawn(compared(_versions(request, statement), width), form, theme), 200, headers, TYPES[form])


def _versions(request: Request, statement: str) -> tuple[Version, ...]:
    with desk_of(request).asking() as record:
        return versions(record.variants(statement))
