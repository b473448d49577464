"""A correction of an event or a position as a form has it, and as the decision that it means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from onrecord.errors import InputError, SchemaError
from onrecord.export.back.made import speaker_of
from onrecord.record import FindingDecision, Record
from onrecord.record.deciding import now
from onrecord.record.findings import Found, adding, standing_finding, swapped
from onrecord.record.plover import modes
from onrecord.schema.actor import Actor, ActorRef, Speaker
from onrecord.schema.event import Event
from onrecord.schema.position import Position
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement
from onrecord.schema.words import EVENT_TYPES, Modality, PositionStance, Strength
from onrecord.web.asking import Words, blank
from onrecord.web.correcting import Author, Part, date_of, spans_of

AND = "; "  # between the names of one side, as a form has them
FindingVerb = Literal["accept", "reject", "add", "replace"]


def _says_of(schema: dict[str, Any]) -> None:
    """In JSON the field `of` tells what a decision is about; a form has it by its address."""
    schema["required"] = [*schema.get("required", ()), "of"]


class FindingForm(BaseModel):
    """What the forms of events and positions share."""

    model_config = ConfigDict(frozen=True, json_schema_extra=_says_of)

    seen: int = 0
    author: Author = ""
    reason: Words = None
    trigger: Part = None
    trigger_at: Words = None
    type: Words = None
    date: Words = None
    then: Words = None


class EventCorrection(FindingForm):
    """The form of one event. A side may have several names with ";" between; `swap` turns the direction and leaves the rest."""

    of: Literal["event"] = "event"
    verb: FindingVerb | Literal["swap"]
    event: Words = None
    mode: Words = None
    modality: Modality = "happened"
    actor: Words = None
    recipient: Words = None
    place: Words = None


class PositionCorrection(FindingForm):
    """The form of one position: towards an actor (`target`), or towards a claim. `proof` is the statement that proves a new one."""

    of: Literal["position"] = "position"
    verb: FindingVerb
    position: Words = None
    holder: Words = None
    role: Words = None
    affiliation: Words = None
    towards: Annotated[Literal["actor", "claim"] | None, BeforeValidator(blank)] = None
    target: Words = None
    claim: Part = None
    claim_at: Words = None
    stance: PositionStance = "support"
    strength: Strength = "moderate"
    proof: Words = None


Form = EventCorrection | PositionCorrection


def values_of(found: Found | None, id_: str | None, kind: type[Form], signed: Mapping[str, object]) -> Mapping[str, object]:
    """The values of the form for an event or a position with its id, or for a new one.

    Args:
        signed: the report, how often it was decided on, and who decides.
    """
    of = kind.model_fields["of"].default
    shared: dict[str, object] = dict.fromkeys(kind.model_fields, "") | {"of": of, "verb": "add"} | dict(signed)
    if found is None:
        return shared | ({"modality": "happened"} if kind is EventCorrection else {"stance": "support", "strength": "moderate"})
    its = {of: id_, "verb": "replace", "type": found.type or "", "date": found.date or ""} | _words("trigger", found.trigger)
    if isinstance(found, Event):
        sides = {"actor": AND.join(ref.name for ref in found.actors), "recipient": AND.join(ref.name for ref in found.recipients)}
        return shared | its | sides | {"mode": found.mode or "", "modality": found.modality, "place": found.place or ""}
    holder = {"holder": found.actor.name, "role": found.actor.role or "", "affiliation": found.actor.affiliation or ""}
    target = {"target": found.target.name} if found.target else _words("claim", found.claim)
    felt = {"towards": "actor" if found.target else "claim", "stance": found.stance, "strength": found.strength}
    return shared | its | holder | target | felt


def values_from(statement: Statement) -> Mapping[str, object]:
    """What the form of a new position has where it is begun from a statement: its speaker, its words of saying, what it claims."""
    speaker, content = statement.speaker, statement.content[0]
    its = {"holder": speaker.name, "role": speaker.role or "", "affiliation": speaker.affiliation or ""} if speaker else {}
    words = _words("trigger", statement.cue or content) | _words("claim", content)
    return {**its, **words, "towards": "claim", "date": statement.date or "", "proof": statement.id}


def _words(name: str, span: Span | None) -> dict[str, object]:
    return {} if span is None else {name: " ".join(span.text.split()), f"{name}_at": f"{span.start}-{span.end}"}


def finding_decision_of(record: Record, report: Report, form: Form) -> FindingDecision:
    """What a form decides.

    Raises:
        ConflictError: the event or position does not stand any more.
        InputError: no author, or words that the report does not have.
    """
    author, made = " ".join(form.author.split()), now()
    if not author:
        raise InputError("Your name is missing: each decision has an author.")
    id_ = form.event if isinstance(form, EventCorrection) else form.position
    if (id_ is None) != (form.verb == "add"):
        raise InputError(f"{form.verb}: needs {'no' if form.verb == 'add' else 'the id of an'} {form.of}.")
    if id_ is None:
        return adding(report.id, _value_of(record, report, form, None), author, made, form.reason)
    of_report, was = standing_finding(record.db, form.of, id_)
    if of_report != report.id:
        raise InputError(f"{form.of} {id_}: is of another report, {of_report}")
    value: Found | None = None
    if isinstance(was, Event) and form.verb == "swap":
        value = swapped(was)
    elif form.verb == "replace":
        value = _value_of(record, report, form, was)
        if value == (replace(was, confidence=1.0) if isinstance(was, Event) else was):
            value = None  # nothing was changed: it is right as it was
    verb: FindingVerb = "reject" if form.verb == "reject" else "accept" if value is None else "replace"
    return FindingDecision(form.of, verb, report.id, id_, was, value, author, made, form.reason)


def _value_of(record: Record, report: Report, form: Form, was: Found | None) -> Found:
    cast = _Cast(report, record.actors(report.id))
    try:
        if isinstance(form, EventCorrection):
            return _event(record, report, cast, form, was if isinstance(was, Event) else None)
        return _position(report, cast, form, was if isinstance(was, Position) else None)
    except SchemaError as error:
        raise InputError(f"That can't be: {error}") from error


def _event(record: Record, report: Report, cast: "_Cast", form: EventCorrection, was: Event | None) -> Event:
    trigger = _span(report, "trigger", form, was.trigger.start if was else 0)
    if trigger is None:
        raise InputError("The words that tell the act are missing: select them in the text, or write them.")
    if form.type not in EVENT_TYPES:
        raise InputError(f"type {form.type or ''}: is no type of event; take one of {', '.join(EVENT_TYPES)}")
    actors, recipients = (cast.side(names, was.ends if was else ()) for names in (form.actor, form.recipient))
    statement = was.statement if was and was.trigger == trigger else _told_in(record, report, trigger)
    return Event(
        was.id if was else "",
        *(form.type, _mode(form.type, form.mode, was), was.contexts if was else (), next(iter(actors), None), next(iter(recipients), None)),
        date=date_of(form.date, was.date if was else None),
        place=form.place,
        modality=form.modality,
        trigger=trigger,
        statement=statement,
        confidence=1.0,
        co_actors=actors[1:],
        co_recipients=recipients[1:],
        again=was.again if was else (),
        cameo=was.cameo if was else None,
        votes=was.votes if was else (),
    )


def _mode(type_: str, mode: str | None, was: Event | None) -> str | None:
    """The mode, if the type has it; one that was there before goes with the type that had it."""
    if mode is None or mode in modes()[type_] or (was and was.type == type_ and was.mode == mode):
        return mode
    if was is not None and was.mode == mode:
        return None
    raise InputError(f"mode {mode}: {type_} has {', '.join(modes()[type_]) or 'no modes'}")


def _told_in(record: Record, report: Report, trigger: Span) -> str | None:
    """The id of the innermost statement in whose content words stand."""
    around = [
        (part.end - part.start, entry.statement.id)
        for entry in record.entries(report.id)
        for part in entry.statement.content
        if part.covers(trigger)
    ]
    return min(around)[1] if around else None


def _position(report: Report, cast: "_Cast", form: PositionCorrection, was: Position | None) -> Position:
    near = was.trigger.start if was else 0
    trigger, claim = _span(report, "trigger", form, near), _span(report, "claim", form, near)
    if form.holder is None:
        raise InputError("Who stands there is missing: write the name of an actor of this report, or a new one.")
    if trigger is None:
        raise InputError("The words that express it are missing: select them in the text, or write them.")
    if form.type is not None and form.type not in EVENT_TYPES:
        raise InputError(f"type {form.type}: is no type of event; take one of {', '.join(EVENT_TYPES)}, or none")
    target = cast.one(form.target, (was.target,) if was and was.target else ())
    if form.towards is not None:
        target, claim = (target, None) if form.towards == "actor" else (None, claim)
    if (target is None) == (claim is None):
        raise InputError("A position is towards one actor or towards one claim: name the one, and leave the other empty.")
    holder = cast.one(form.holder, (ActorRef(was.actor.id, was.actor.name),) if was else ())
    assert holder is not None  # noqa: S101 (its name is there)
    evidence = was.evidence if was else (form.proof,) if form.proof else ()
    return Position(
        *(Speaker(holder.id, holder.name, form.role, form.affiliation), target, form.stance, form.type, evidence),
        *(date_of(form.date, was.date if was else None), trigger, claim, form.strength),
        conditions=was.conditions if was else (),
        again=was.again if was else (),
    )


def _span(report: Report, name: str, form: Form, near: int) -> Span | None:
    values: dict[str, Any] = form.model_dump()
    return next(iter(spans_of(report, name, values[name], values[f"{name}_at"], near)), None)


class _Cast:
    """The actors of a report by their names; not frozen, because it is made from them."""

    def __init__(self, report: Report, actors: Iterable[Actor]) -> None:
        """The actors of this report."""
        self.report = report
        self.by_name = {actor.name.casefold(): ActorRef(actor.id, actor.name) for actor in reversed(tuple(actors))}

    def one(self, name: str | None, before: Sequence[ActorRef]) -> ActorRef | None:
        """Who is meant by a name: one who was there before, an actor of the report, else a new one."""
        if name is None:
            return None
        name = " ".join(name.split())
        known = {ref.name.casefold(): ref for ref in reversed(before)}
        made = speaker_of(self.report, name)
        return known.get(name.casefold()) or self.by_name.get(name.casefold()) or ActorRef(made.id, made.name)

    def side(self, names: str | None, before: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
        """All who are named on a side."""
        found = (self.one(name, before) for name in (names or "").split(AND.strip()) if name.strip())
        return tuple(dict.fromkeys(ref for ref in found if ref is not None))
