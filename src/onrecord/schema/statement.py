"""A statement: an attribution. The text says that a source said, wrote, believes, knows or wants some content."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.errors import SchemaError
from onrecord.schema.actor import Speaker
from onrecord.schema.span import Span
from onrecord.schema.words import Kind, Stance, StatementType

ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, to whom and when, with the words that prove it.

    Attributes:
        id: a hash of the report, the spans and the kind (`statement_id`): reading twice adds nothing.
        source, cue: null where the text has none; `reasons` say why.
        content: one span, or several where source or cue interrupts it, in the order of the text.
        date: the day of the utterance, a TIMEX3 value ("2015-10-01", "2015-10"), where it is known.
        parent: the id of the statement inside whose content this one stands.
        insertions: the editor's words inside the content, in square brackets; not the speaker's.
        reasons: for each thing that is null or inferred, why.
        confidence: from 0 to 1.
    """

    id: str
    kind: Kind
    type: StatementType
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    speaker: Speaker | None
    addressee: Span | None
    date: str | None
    stance: Stance
    parent: str | None
    confidence: float
    insertions: tuple[Span, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.content:
            raise SchemaError(f"statement {self.id}: needs at least one span of content")
        if any(a.end > b.start for a, b in zip(self.content, self.content[1:], strict=False)):
            raise SchemaError(f"statement {self.id}: its content spans must stand in the order of the text, without overlap")
        if not 0 <= self.confidence <= 1:
            raise SchemaError(f"statement {self.id}: confidence {self.confidence} is not from 0 to 1")
        if self.parent == self.id:
            raise SchemaError(f"statement {self.id}: is its own parent")

    @property
    def spans(self) -> tuple[Span, ...]:
        """All its evidence, in the order source, cue, contents, addressee."""
        return tuple(s for s in (self.source, self.cue, *self.content, self.addressee, *self.insertions) if s is not None)


def statement_id(report_id: str, kind: Kind, source: Span | None, cue: Span | None, content: Iterable[Span]) -> str:
    """The id of a statement: the start of a SHA-256 over the report's id, the kind, and where the spans stand."""
    places = ";".join("-" if s is None else f"{s.start},{s.end}" for s in (source, cue, *content))
    return hashlib.sha256(f"{report_id} {kind} {places}".encode()).hexdigest()[:ID_LENGTH]
