"""A correction as a form has it, and as the decision that it means: words are found in the report, a speaker among its actors."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal
from urllib.parse import quote, unquote

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import ConflictError, DateError, InputError, SchemaError
from onrecord.export.back.made import kind_of, speaker_of
from onrecord.record import Decision, Record
from onrecord.record.corrections import Verb
from onrecord.record.deciding import now
from onrecord.record.rows import first_day
from onrecord.schema.actor import Actor, Speaker
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement, statement_id
from onrecord.schema.words import Kind, Stance, StatementType
from onrecord.web.asking import Words, blank

LONGEST_PART = 100_000  # characters of the words of one part of a statement
BETWEEN = " ... "  # the parts of a content, as a form has them
COOKIE = "author"
_YEAR = 365 * 24 * 3600  # seconds
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")
Part = Annotated[Annotated[str, Field(max_length=LONGEST_PART)] | None, BeforeValidator(blank)]
Author = Annotated[str, Field(max_length=200)]


class Correction(BaseModel):
    """The form of one statement. Each part has its words, and where they stand ("10-24,30-41", code points), if a script knows."""

    model_config = ConfigDict(frozen=True)

    of: Literal["statement"] = "statement"
    verb: Verb
    statement: Words = None
    seen: int = 0
    author: Author = ""
    reason: Words = None
    speaker: Words = None
    role: Words = None
    affiliation: Words = None
    content: Part = None
    content_at: Words = None
    source: Part = None
    source_at: Words = None
    cue: Part = None
    cue_at: Words = None
    addressee: Part = None
    addressee_at: Words = None
    kind: Annotated[Kind | None, BeforeValidator(blank)] = None
    type: StatementType = "assertion"
    stance: Stance = "asserts"
    date: Words = None
    then: Words = None


def form_of(statement: Statement | None, report: str, seen: int, author: str) -> Mapping[str, object]:
    """The values of the form for a statement, or for a new one."""
    empty: dict[str, object] = dict.fromkeys(Correction.model_fields, "")
    shared = empty | {"report": report, "seen": seen, "author": author, "verb": "add", "type": "assertion", "stance": "asserts"}
    if statement is None:
        return shared
    speaker = statement.speaker
    its = {"speaker": speaker.name, "role": speaker.role or "", "affiliation": speaker.affiliation or ""} if speaker else {}
    parts = {"content": statement.content}
    parts |= {name: (span,) for name in ("source", "cue", "addressee") if (span := getattr(statement, name)) is not None}
    words = {name: BETWEEN.join(span.text for span in spans) for name, spans in parts.items()}
    words |= {name: " ".join(words[name].split()) for name in words if name != "content"}  # a field of one line drops line ends
    places = {f"{name}_at": ",".join(f"{span.start}-{span.end}" for span in spans) for name, spans in parts.items()}
    plain = {name: getattr(statement, name) for name in ("kind", "type", "stance")}
    return shared | its | words | places | plain | {"verb": "replace", "statement": statement.id, "date": statement.date or ""}


def decision_of(record: Record, report: Report, form: Correction) -> Decision:
    """What a form decides.

    Raises:
        ConflictError: the statement does not stand any more.
        InputError: no author, or words that the report does not have.
    """
    author = " ".join(form.author.split())
    if not author:
        raise InputError("Your name is missing: each decision has an author.")
    made = now()
    if (form.statement is None) != (form.verb == "add"):
        raise InputError(f"{form.verb}: needs {'no ' if form.verb == 'add' else 'the id of a '}statement.")
    if form.verb in ("accept", "reject"):
        return Decision(report.id, form.verb, form.statement, None, author, made, form.reason)
    standing = [entry.statement for entry in record.entries(report.id)]
    old = next((statement for statement in standing if statement.id == form.statement), None)
    if form.verb == "replace" and old is None:
        raise ConflictError(f"statement {form.statement}: does not stand any more; somebody decided about it since you looked")
    try:
        value = value_of(report, form, old, standing, record.actors(report.id))
    except SchemaError as error:
        raise InputError(f"That can't be a statement: {error}") from error
    return Decision(report.id, form.verb, form.statement if old else None, value, author, made, form.reason)


def value_of(report: Report, form: Correction, old: Statement | None, standing: Iterable[Statement], actors: Iterable[Actor]) -> Statement:
    """The statement as the form wants it."""
    near = old.content[0].start if old else 0
    content = spans_of(report, "content", form.content, form.content_at, near)
    if not content:
        raise InputError("What was said is missing: select it in the text, or write its words.")
    near = content[0].start
    source, cue, addressee = (
        next(iter(spans_of(report, name, getattr(form, name), getattr(form, f"{name}_at"), near)), None)
        for name in ("source", "cue", "addressee")
    )
    kind: Kind = form.kind or kind_of(report, content)
    moved = old is None or old.content != content
    return Statement(
        *(statement_id(report.id, kind, source, cue, content), kind, form.type, source, cue, content),
        *(_speaker(report, form, old, actors), addressee, date_of(form.date, old.date if old else None), form.stance),
        parent=_around(content, old, standing) if old is None or moved else old.parent,
        confidence=1.0,
        insertions=tuple(span for span in (old.insertions if old else ()) if any(part.covers(span) for part in content)),
    )


def spans_of(report: Report, name: str, words: str | None, places: str | None, near: int) -> tuple[Span, ...]:
    """The spans of some words: where a script says they stand, if they do; else where they stand nearest to a place.

    Raises:
        InputError: the report does not have them.
    """
    if words is None:
        return ()
    placed = [(int(start), int(end)) for start, end in _PLACE.findall(places or "")]
    if placed and all(start < end <= len(report.text) for start, end in placed):
        spans = tuple(sorted(report.span(*place) for place in placed))
        if _plain(BETWEEN.join(span.text for span in spans)) == _plain(words):
            return spans
    found: list[Span] = []
    for part in words.split(BETWEEN) if name == "content" else [words]:
        span = _nearest(report, part, found[-1].end if found else near, after=bool(found))
        if span is None:
            shown = " ".join(part.split())[:80]
            raise InputError(f"{name}: the report does not have the words “{shown}”. Select them in the text, or copy them exactly.")
        found.append(span)
    return tuple(found)


def _nearest(report: Report, words: str, near: int, *, after: bool) -> Span | None:
    parts = words.split()
    if not parts:
        return None
    places = [found.span() for found in re.finditer(r"\s+".join(re.escape(part) for part in parts), report.text)]
    places = [place for place in places if place[0] >= near] if after else places
    return report.span(*min(places, key=lambda place: abs(place[0] - near))) if places else None


def _plain(words: str) -> list[str]:
    return words.split()


def _speaker(report: Report, form: Correction, old: Statement | None, actors: Iterable[Actor]) -> Speaker | None:
    """The actor of this name, else one by it; the role goes along with the name, unless the form has another one."""
    if form.speaker is None:
        return None
    name, before = " ".join(form.speaker.split()), old.speaker if old else None
    if before is not None and before.name == name:
        return Speaker(before.id, name, form.role, form.affiliation)
    made = next((_as_speaker(actor) for actor in actors if actor.name.casefold() == name.casefold()), speaker_of(report, name))
    if (form.role, form.affiliation) not in ((None, None), (before and before.role, before and before.affiliation)):
        return Speaker(made.id, made.name, form.role, form.affiliation)
    return made


def _as_speaker(actor: Actor) -> Speaker:
    role = next(iter(actor.roles), None)
    return Speaker(actor.id, actor.name, role.role if role else None, role.affiliation if role else None)


def date_of(value: str | None, before: str | None) -> str | None:
    """A date as it is written in a form, if it is one, or the one that was there before."""
    if value is not None and value != before and first_day(value) is None:
        raise DateError(f"date {value}: is no date; write a day, a month or a year: 2015-10-01, 2015-10, 2015")
    return value


def _around(content: tuple[Span, ...], old: Statement | None, standing: Iterable[Statement]) -> str | None:
    """The id of the innermost statement in whose content this one stands."""
    around = [
        (part.end - part.start, statement.id)
        for statement in standing
        if statement is not old
        for part in statement.content
        if all(part.covers(span) for span in content) and part != content[0]
    ]
    return min(around)[1] if around else None


def wants_json(request: Request) -> bool:
    """Whether a form was sent by a script, which shows what became of it on the page where it is."""
    return request.headers.get("accept", "").startswith("application/json")


def author_of(request: Request) -> str:
    """Who decided last in this browser."""
    return unquote(request.cookies.get(COOKIE, ""))


def remember_author(response: Response, author: str) -> None:
    """Keep who decides for the next form."""
    response.set_cookie(COOKIE, quote(" ".join(author.split())), max_age=_YEAR, httponly=True, samesite="lax")


def inside(address: str | None, otherwise: str) -> str:
    """An address to go on to: of the desk, and never of another site."""
    return address if address and re.fullmatch(r"/(?![/\\])[\x21-\x7e]*", address) else otherwise
