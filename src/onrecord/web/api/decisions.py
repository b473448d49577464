"""The API of corrections: what people decided, a new decision, one taken back."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query
from pydantic import Discriminator, Tag
from starlette.requests import Request
from starlette.responses import Response

from onrecord.record.actors import Actors
from onrecord.record.ledger import Noted, Which, count_noted, noted
from onrecord.schema.plain import Plain, to_plain
from onrecord.web.api.giving import Listing, given, listed
from onrecord.web.api.shapes import answers, schema_of
from onrecord.web.correcting import Correction, decision_of
from onrecord.web.desk import desk_of
from onrecord.web.finding import EventCorrection, PositionCorrection, finding_decision_of

router = APIRouter(prefix="/api")
Text = Annotated[str | None, Query(max_length=1_000)]
_ID: Plain = {"anyOf": [{"type": "string"}, {"type": "null"}]}
_MADE = {"type": "object", "properties": {"decision": {"type": "string"}, "statement": _ID, "event": _ID, "position": _ID}}


def _about(body: Any) -> str:  # noqa: ANN401 (JSON, or a form that was read already)
    return str(body.get("of", "statement")) if isinstance(body, dict) else getattr(body, "of", "statement")


Decided = Annotated[
    Annotated[Correction, Tag("statement")] | Annotated[EventCorrection, Tag("event")] | Annotated[PositionCorrection, Tag("position")],
    Discriminator(_about),
]
"""What a decision may be about, by its field `of`; without one it is about a statement."""


@router.get("/decisions", responses=answers(schema_of(Noted), listed=True))
def decisions(request: Request, part: Listing, author: Text = None, verb: Text = None, report: Text = None) -> Response:
    """What people decided about statements, events, positions and actors, from the latest."""
    which = Which(author, verb, report)
    with desk_of(request).asking() as record:
        return listed(request, part, (to_plain(one) for one in noted(record, which, part.limit, part.offset)), count_noted(record, which))


@router.post("/reports/{report}/decisions", responses=answers(_MADE))
def decide(request: Request, report: str, body: Annotated[Decided, Body()]) -> Response:
    """Decide about a statement, or with `of` about an event or a position: accept, reject, add, replace; of an event swap, too.

    `seen` is how often it was decided on, as far as you know.
    """
    with desk_of(request).writing() as record:
        if isinstance(body, Correction):
            decision = decision_of(record, record.report(report), body)
            record.decide(decision, body.seen)
            return given(request, {"decision": decision.id, "statement": decision.value.id if decision.value else decision.statement})
        found = finding_decision_of(record, record.report(report), body)
        record.decide_findings([found], body.seen)
    return given(request, {"decision": found.id, "statement": None, found.finding: found.of})


@router.post("/decisions/{decision}/undo", responses=answers(_MADE))
def undo(request: Request, decision: str) -> Response:
    """Take a decision back, about a statement, an event, a position or an actor."""
    with desk_of(request).writing() as record:
        if record.db.execute("SELECT 1 FROM actor_decisions WHERE id = ?", (decision,)).fetchone():
            Actors(record).undo(decision)
        else:
            record.undo(decision)
    return given(request, {"decision": decision, "statement": None})
