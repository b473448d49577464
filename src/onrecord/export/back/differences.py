"""What people changed in another tool, as decisions: marks that are new, that are gone, that were moved; nothing for the rest."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from onrecord.errors import SchemaError
from onrecord.export.back.made import kind_of, speaker_in
from onrecord.export.marks import PARTS, Marks, marks_of, normal, spans_of, stretches, whole
from onrecord.record import Decision, Entry, Record
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement, statement_id

Skip = Callable[[str], None]
"""Told, in one line each, what could not be taken in and why."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement as it is marked in the tool, with the id that it had when it went out; None for a new one."""

    id: str | None
    marks: Marks


@dataclass(frozen=True, slots=True)
class Page:
    """What came back of one report.

    Attributes:
        exported: the ids of the statements that went out; None where that is not known: then all that the record has.
        tool: by what it was marked, for the decisions' reasons.
    """

    report: Report
    exported: frozenset[str] | None
    found: Sequence[Marked]
    tool: str
    author: str
    made: str
    skip: Skip = field(repr=False)


def differences(record: Record, page: Page) -> Iterator[Decision]:
    """The decisions that bring the record to what was marked: reject, replace, add, in this order."""
    entries = {entry.statement.id: entry for entry in record.entries(page.report.id)}
    pairs, new = _paired(entries, [replace(marked, marks=normal(page.report, marked.marks)) for marked in page.found])
    reason = f"marked in {page.tool}"
    for id_ in entries:
        if id_ not in pairs and (page.exported is None or id_ in page.exported):
            yield Decision(page.report.id, "reject", id_, None, page.author, page.made, f"taken out in {page.tool}")
    for id_, marked in pairs.items():
        if marks_of(entries[id_].statement) != marked.marks:
            value = _made(page, lambda i=id_, m=marked: _moved(record, page, entries[i].statement, m.marks))  # type: ignore[misc]
            if value is not None:
                yield Decision(page.report.id, "replace", id_, value, page.author, page.made, reason, entries[id_].codes)
    for marked in new:
        if marked.id is None or marked.marks != _marks_before(record, marked.id):
            value = _made(page, lambda m=marked: _added(record, page, list(entries.values()), m.marks))  # type: ignore[misc]
            if value is not None:
                yield Decision(page.report.id, "add", None, value, page.author, page.made, reason)


def _paired(entries: dict[str, Entry], found: Iterable[Marked]) -> tuple[dict[str, Marked], list[Marked]]:
    """The marks that are those of a statement, by id or else by their places, and those that are not."""
    pairs: dict[str, Marked] = {}
    rest: list[Marked] = []
    for marked in found:
        if marked.id is not None and marked.id in entries and marked.id not in pairs:
            pairs[marked.id] = marked
        else:
            rest.append(marked)
    by_place = {marks_of(entry.statement): id_ for id_, entry in entries.items() if id_ not in pairs}
    new = []
    for marked in rest:
        id_ = by_place.pop(marked.marks, None)
        if id_ is None:
            new.append(marked)
        else:
            pairs[id_] = marked
    return pairs, new


def _marks_before(record: Record, id_: str) -> Marks | None:
    """The marks of a statement that no longer stands: where they are as they were, the tool's user decided nothing."""
    rows = record.db.execute(
        """
        SELECT part, start, end, text FROM spans WHERE statement = (SELECT max(key) FROM statements WHERE id = ?)
        ORDER BY part, n
        """,
        (id_,),
    ).fetchall()
    if not rows:
        return None
    return Marks(*(stretches(Span(start, end, text) for of, start, end, text in rows if of == part) for part in PARTS))


def _made(page: Page, make: Callable[[], Statement]) -> Statement | None:
    try:
        return make()
    except SchemaError as error:
        page.skip(f"{page.report.id}: a statement marked in {page.tool} is left out ({error})")
        return None


def _moved(record: Record, page: Page, before: Statement, marks: Marks) -> Statement:
    """The statement with the parts that were moved; what was not touched stays as it was, the spans too."""
    old, report = marks_of(before), page.report
    source, cue, addressee = (
        getattr(before, part) if getattr(old, part) == getattr(marks, part) else whole(report, getattr(marks, part))
        for part in ("source", "cue", "addressee")
    )
    same_content, same_source = old.content == marks.content, old.source == marks.source
    content = before.content if same_content else spans_of(report, marks.content)
    kind = before.kind if same_content else kind_of(report, content)
    speaker = before.speaker
    if not same_source:
        found = None if source is None else speaker_in(report, record.actors(report.id), source)
        speaker = before.speaker if found and before.speaker and found.id == before.speaker.id else found
    insertions = tuple(span for span in before.insertions if any(part.covers(span) for part in content))
    changed = {part for part in PARTS if getattr(old, part) != getattr(marks, part)} | (set() if same_source else {"speaker"})
    reasons = {name: why for name, why in before.reasons.items() if name not in changed}
    return replace(
        before, id=statement_id(report.id, kind, source, cue, content), kind=kind, source=source, cue=cue, content=content,
        speaker=speaker, addressee=addressee, insertions=insertions, confidence=1.0, reasons={**reasons, **_reasons(page, marks)},
    )  # fmt: skip


def _added(record: Record, page: Page, entries: Sequence[Entry], marks: Marks) -> Statement:
    report = page.report
    source, cue, addressee = (whole(report, part) for part in (marks.source, marks.cue, marks.addressee))
    content = spans_of(report, marks.content)
    kind = kind_of(report, content)
    return Statement(
        statement_id(report.id, kind, source, cue, content),
        kind=kind,
        type="assertion",
        source=source,
        cue=cue,
        content=content,
        speaker=None if source is None else speaker_in(report, record.actors(report.id), source),
        addressee=addressee,
        date=None,
        stance="asserts",
        parent=_parent(entries, content),
        confidence=1.0,
        reasons=_reasons(page, marks),
    )


def _parent(entries: Sequence[Entry], content: Sequence[Span]) -> str | None:
    """The innermost statement of whose content all this is a part."""
    around = [
        (span.end - span.start, entry.statement.id)
        for entry in entries
        for span in entry.statement.content
        if content and all(span.covers(inner) for inner in content) and entry.statement.content != tuple(content)
    ]
    return min(around)[1] if around else None


def _reasons(page: Page, marks: Marks) -> dict[str, str]:
    missing = {part: f"none marked in {page.tool}" for part in ("source", "cue") if not getattr(marks, part)}
    speaker = {} if marks.source else {"speaker": "no source"}
    return {"origin": f"marked in {page.tool}", **missing, **speaker}
