"""Pictures of the record: how much was said when, who stands where, who speaks about whom; each with its table, as SVG, PNG and CSV."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import InputError
from onrecord.record import Record
from onrecord.record.quoted import Utterance, utterances
from onrecord.record.sides import Debated, concepts
from onrecord.schema.plain import to_plain
from onrecord.web.api.giving import Part, listed
from onrecord.web.asking import Words, blank, day_of
from onrecord.web.desk import desk_of
from onrecord.web.drawing import Theme, can_draw, drawn
from onrecord.web.layout import can_lay_out
from onrecord.web.network_picture import who_about_whom
from onrecord.web.pictures import NARROW, WIDE, Picture, Wanted, matrix, volume
from onrecord.web.rendering import rendered

ALL = Part("csv", 1, 1, -1)
QUOTED = 25  # utterances in the list
TYPES = {"svg": "image/svg+xml", "png": "image/png"}
router = APIRouter()


def Whole(default: int) -> BeforeValidator:  # noqa: N802 (it makes a kind of field)
    """A number whose field may be left empty."""

    def filled(value: Any) -> Any:  # noqa: ANN401 (whatever an address has)
        return default if blank(value) is None else value

    return BeforeValidator(filled)


class Asked(BaseModel):
    """What pictures are asked to show; not a dataclass, because FastAPI reads addresses into pydantic's models."""

    model_config = ConfigDict(populate_by_name=True, frozen=True)

    since: Words = Field(None, alias="from")
    until: Words = Field(None, alias="to")
    publisher: Words = None
    speaker: Words = None
    weight: Annotated[int, Field(ge=1, le=1_000_000), Whole(1)] = 1
    most: Annotated[int, Field(ge=1, le=100), Whole(25)] = 25

    @property
    def wanted(self) -> Wanted:
        """The same, read.

        Raises:
            InputError: a day is none, or the first comes after the last.
        """
        since, until = day_of("from", self.since, 0), day_of("to", self.until, 1)
        if since is not None and until is not None and since > until:
            raise InputError(f"from {self.since} to {self.until}: the first day must not come after the last")
        return Wanted(since, until, self.publisher, self.speaker, self.weight, self.most)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """What is asked, by the names that addresses have for it."""
        plain = self.model_dump(by_alias=True, exclude_defaults=True, exclude_none=True)
        return tuple((name, str(value)) for name, value in plain.items())


@dataclass(frozen=True, slots=True)
class PicturesPage:
    """The pictures with their tables.

    Attributes:
        fault: what is wrong with what was asked.
        drawable: whether what draws is installed; the tables stand there without it.
        narrow: the volume for a narrow screen.
        network: None where what makes networks is not installed.
        concepts: those with which statements are coded.
        quoted: the utterances that several reports quote.
    """

    template: ClassVar[str] = "pictures.html"

    asked: Asked
    fault: str | None
    drawable: bool
    volume: Picture | None = None
    narrow: Picture | None = None
    positions: Picture | None = None
    network: Picture | None = None
    concepts: tuple[Debated, ...] = ()
    quoted: tuple[Utterance, ...] = ()


Name = Literal["volume", "positions", "network"]
_MADE: dict[Name, Callable[[Record, Wanted], Picture]] = {"volume": volume, "positions": matrix, "network": who_about_whom}


@router.get("/pictures")
def pictures_page(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """The page of pictures."""
    try:
        wanted = asked.wanted
    except InputError as error:
        return rendered(request, PicturesPage(asked, str(error), can_draw()), 422)
    with desk_of(request).asking() as record:
        ties = who_about_whom(record, wanted) if can_lay_out() else None
        shown = (
            volume(record, wanted),
            volume(record, wanted, NARROW),
            matrix(record, wanted),
            ties,
            concepts(record),
            quoted(record, wanted),
        )
    return rendered(request, PicturesPage(asked, None, can_draw(), *shown))


def quoted(record: Record, wanted: Wanted) -> tuple[Utterance, ...]:
    """The utterances quoted in most versions."""
    days = {"since": wanted.since, "until": wanted.until}
    return utterances(record, QUOTED, **days, publisher=wanted.publisher, speaker=wanted.speaker)


class Drawn(Asked):
    """A picture as it is drawn."""

    theme: Theme = "light"
    width: Annotated[int, Field(ge=NARROW, le=4 * WIDE)] | None = None


@router.get("/pictures/quoted.csv")
def utterances_listed(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """The utterances that several reports quote."""
    with desk_of(request).asking() as record:
        response = listed(request, ALL, (to_plain(its) for its in quoted(record, asked.wanted)))
    response.headers["Content-Disposition"] = 'attachment; filename="quoted.csv"'
    return response


@router.get("/pictures/{name}.csv")
def numbers(request: Request, name: Name, asked: Annotated[Asked, Query()]) -> Response:
    """The numbers of a picture."""
    with desk_of(request).asking() as record:
        response = listed(request, ALL, _MADE[name](record, asked.wanted).rows)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@router.get("/pictures/{name}.{form}")
def picture(request: Request, name: Name, form: Literal["svg", "png"], asked: Annotated[Drawn, Query()]) -> Response:
    """A picture, drawn."""
    with desk_of(request).asking() as record:
        made = volume(record, asked.wanted, asked.width or WIDE) if name == "volume" else _MADE[name](record, asked.wanted)
    headers = {"Cache-Control": "no-cache", "Content-Disposition": f'inline; filename="{name}.{form}"'}
    return Response(drawn(made, form, asked.theme), 200, headers, TYPES[form])
