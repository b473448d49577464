"""The pages of concepts: which there are, who agrees with one and who does not, and the network of who is on whose side."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import InputError
from onrecord.networks.discourse import ActorVariable
from onrecord.record import Hit, Record, sides
from onrecord.record.sides import Debated, Side
from onrecord.web.api.giving import listed
from onrecord.web.asking import DEEPEST, Words, day_of
from onrecord.web.concept_picture import SidesWanted, Tie, who_agrees
from onrecord.web.desk import desk_of
from onrecord.web.drawing import Theme, can_draw, drawn
from onrecord.web.layout import can_lay_out
from onrecord.web.pages.pictures import ALL, TYPES, Whole
from onrecord.web.pictures import Picture
from onrecord.web.quotes import Quote, quotes
from onrecord.web.rendering import rendered

PAGE = 20  # statements on one page
router = APIRouter()


class Asked(BaseModel):
    """What the network is asked to show; not a dataclass, because FastAPI reads addresses into pydantic's models."""

    model_config = ConfigDict(populate_by_name=True, frozen=True)

    since: Words = Field(None, alias="from")
    until: Words = Field(None, alias="to")
    publisher: Words = None
    concept: Words = None
    tie: Tie = "affiliation"
    actor: ActorVariable = "speaker"
    weight: Annotated[int, Field(ge=1, le=1_000_000), Whole(1)] = 1
    most: Annotated[int, Field(ge=1, le=100), Whole(25)] = 25

    @property
    def wanted(self) -> SidesWanted:
        """The same, read.

        Raises:
            InputError: a day is none, or the first comes after the last.
        """
        days = day_of("from", self.since, 0), day_of("to", self.until, 1)
        return SidesWanted(*days, self.publisher, self.concept, self.tie, self.actor, self.weight, self.most)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """What is asked, by the names that addresses have for it."""
        plain = self.model_dump(by_alias=True, exclude_defaults=True, exclude_none=True)
        return tuple((name, str(value)) for name, value in plain.items())


@dataclass(frozen=True, slots=True)
class SidesPage:
    """The network of who agrees on which concept, with its table.

    Attributes:
        fault: what is wrong with what was asked.
        concepts: those of the record, to choose from.
        picture: None where what makes networks is not installed, or something is wrong.
    """

    template: ClassVar[str] = "sides.html"

    asked: Asked
    fault: str | None
    drawable: bool
    concepts: tuple[Debated, ...]
    picture: Picture | None


@router.get("/pictures/concepts")
def sides_page(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """The network with its filters."""
    fault, made = None, None
    with desk_of(request).asking() as record:
        try:
            made = who_agrees(record, asked.wanted) if can_lay_out() else None
        except InputError as error:
            fault = str(error)
        page = SidesPage(asked, fault, can_draw(), sides.concepts(record), made)
    return rendered(request, page, 422 if fault else 200)


class Drawn(Asked):
    """The network as it is drawn."""

    theme: Theme = "light"


@router.get("/pictures/concepts.csv")
def numbers(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """The ties of the network."""
    with desk_of(request).asking() as record:
        response = listed(request, ALL, who_agrees(record, asked.wanted).rows)
    response.headers["Content-Disposition"] = 'attachment; filename="concepts.csv"'
    return response


@router.get("/pictures/concepts.{form}")
def picture(request: Request, form: Literal["svg", "png"], asked: Annotated[Drawn, Query()]) -> Response:
    """The network, drawn."""
    with desk_of(request).asking() as record:
        made = who_agrees(record, asked.wanted)
    headers = {"Cache-Control": "no-cache", "Content-Disposition": f'inline; filename="concepts.{form}"'}
    return Response(drawn(made, form, asked.theme), 200, headers, TYPES[form])


@dataclass(frozen=True, slots=True)
class ConceptsPage:
    """The concepts of the record."""

    template: ClassVar[str] = "concepts.html"

    concepts: tuple[Debated, ...]


@dataclass(frozen=True, slots=True)
class ConceptPage:
    """A concept: who agrees with it, who does not, and in which words.

    Attributes:
        sides: who speaks of it, from the one who does most.
        agree: whether only statements of one side are shown.
        quotes: a page of the statements, from the latest, each with whether it agrees.
    """

    template: ClassVar[str] = "concept.html"

    concept: Debated
    sides: tuple[Side, ...]
    agree: bool | None
    quotes: tuple[tuple[Quote, bool], ...]
    number: int
    last: int


@router.get("/concepts")
def concepts_page(
    request: Request,
    name: Annotated[str | None, Query(max_length=1_000)] = None,
    agree: bool | None = None,
    page: Annotated[int, Query(ge=1, le=DEEPEST)] = 1,
) -> Response:
    """The concepts of the record; with a name the page of that one."""
    with desk_of(request).asking() as record:
        made = ConceptsPage(sides.concepts(record)) if name is None else concept_page(record, name, agree, page)
    return rendered(request, made)


def concept_page(record: Record, name: str, agree: bool | None, number: int) -> ConceptPage:
    """What the page of a concept shows."""
    concept = sides.concept(record, name)
    found: list[tuple[Hit, bool]] = sides.statements(record, name, agree=agree, limit=PAGE, offset=PAGE * (number - 1))
    shown = tuple(zip(quotes(record, (hit for hit, _ in found)), (agrees for _, agrees in found), strict=True))
    count = {None: concept.agree + concept.disagree, True: concept.agree, False: concept.disagree}[agree]
    return ConceptPage(concept, sides.sides(record, name), agree, shown, number, min(DEEPEST, max(1, -(-count // PAGE))))
