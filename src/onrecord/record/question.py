"""What the record can be asked: words to look for and filters, and what an answer is made of."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.record.entries import Entry
from onrecord.schema.words import Kind, Stance

Order = Literal["relevance", "date", "latest"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the record; everything that is given must hold.

    Attributes:
        words: a search as `onrecord.record.query` reads it: words, "phrases", prefix*, AND, OR, NOT, brackets; looked
            for in the content of statements.
        speaker, about, addressee: names; all their words must stand in the actor's name ("Lavrov" finds Sergei Lavrov).
        role, affiliation, publisher: words that must stand in the speaker's role or affiliation, in the publisher's name.
        since, until: the first and the last day of the utterance (of publication, where the utterance's is not known).
        order: by relevance (BM25; what more than 2,000 statements have, from the last taken in), by date from the earliest,
            or from the latest.
    """

    words: str | None = None
    speaker: str | None = None
    about: str | None = None
    addressee: str | None = None
    role: str | None = None
    affiliation: str | None = None
    publisher: str | None = None
    kind: Kind | None = None
    stance: Stance | None = None
    since: date | None = None
    until: date | None = None
    order: Order = "relevance"


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that answers a question.

    Attributes:
        title, publisher, published, url: of its report.
        marks: where the words that were looked for stand in the content, as half-open ranges of code points in the
            statement's content spans joined by " ... ".
        relevance: the higher the better; 0 where nothing was looked for.
    """

    entry: Entry
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    marks: tuple[tuple[int, int], ...]
    relevance: float
