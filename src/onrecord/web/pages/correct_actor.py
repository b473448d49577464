"""Correcting who is the same across reports: another name, the same as somebody, somebody else in some reports."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from fastapi import APIRouter, Form
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import ConflictError, RecordError
from onrecord.record import Record
from onrecord.record.actors import BY_HAND, Actors, Identity, Member
from onrecord.record.identities import actor_touches
from onrecord.record.ledger import Noted, noted
from onrecord.web.asking import Words
from onrecord.web.correcting import Author, author_of, remember_author
from onrecord.web.desk import desk_of
from onrecord.web.rendering import part, rendered

MOST = 500  # reports that can be chosen from
router = APIRouter()


class ActorCorrection(BaseModel):
    """The form of a decision about an actor; `seen` is how often anything was decided about actors when it was looked at."""

    verb: Literal["merge", "split", "rename"]
    seen: int = 0
    author: Author = ""
    reason: Words = None
    name: Words = None
    others: Words = None
    report: list[str] = []


@dataclass(frozen=True, slots=True)
class CorrectActorPage:
    """Who is taken for one, and what can be decided about that.

    Attributes:
        theirs: what was decided since the page was looked at.
    """

    template: ClassVar[str] = "correct_actor.html"

    actor: Identity
    members: tuple[Member, ...]
    seen: int
    author: str
    fault: str | None
    theirs: tuple[Noted, ...]


@router.get("/actor/{actor}/correct")
def correct_actor_page(request: Request, actor: str) -> Response:
    """The forms."""
    return _shown(request, actor)


def _shown(request: Request, actor: str, fault: str | None = None, since: int | None = None, status: int = 200) -> Response:
    with desk_of(request).asking() as record:
        actors, seen = Actors(record), actor_touches(record.db)
        found, members = actors.identity(actor), tuple(actors.members(actor)[:MOST])
        recent = noted(record, limit=20) if since is not None else ()
        theirs = tuple(one for one in recent if one.of == "actor")[: max(1, seen - (since or 0))]
    return rendered(request, CorrectActorPage(found, members, seen, author_of(request), fault, theirs), status)


@router.post("/actor/{actor}/correct")
def correct_actor(request: Request, actor: str, form: Annotated[ActorCorrection, Form()]) -> Response:
    """Take a decision, or say why not."""
    if not form.author.strip():
        return _shown(request, actor, "Your name is missing: each decision has an author.", status=422)
    try:
        with desk_of(request).writing() as record:
            _decide(record, actor, form)
    except ConflictError as error:
        return _shown(request, actor, str(error), form.seen, 409)
    except RecordError as error:
        return _shown(request, actor, str(error), status=422)
    response = RedirectResponse(f"/actor/{part(actor)}", 303)
    remember_author(response, form.author)
    return response


def _decide(record: Record, actor: str, form: ActorCorrection) -> None:
    if actor_touches(record.db) != form.seen:
        raise ConflictError("Somebody decided about actors since you looked. Nothing of yours was written yet; see below, and decide.")
    actors, author, reason = Actors(record), " ".join(form.author.split()), form.reason or BY_HAND
    if form.verb == "rename":
        actors.rename(actor, form.name or "", author, reason)
    elif form.verb == "merge":
        others = [line.strip() for line in (form.others or "").splitlines() if line.strip()]
        if not others:
            raise RecordError("Who else is it? Write a name or an id, one a line.")
        actors.merge([actor, *others], author, reason)
    else:
        actors.split(actor, form.report, author, reason)
