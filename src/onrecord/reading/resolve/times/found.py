"""What a pattern found, and what it is read against: the pieces under each label, the anchor, the times before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.reading.resolve.times.anchors import Mentions, Tense, tense_at
from onrecord.reading.resolve.times.values import interval
from onrecord.reading.resolve.times.words import Piece, Words
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Tags
from onrecord.schema.words import TimeType

Meaning = tuple[TimeType, str] | None
"""Type and value of a time; None if the words mean none here."""

STILL = 60  # tokens within which "a year earlier" and "that year" go back to a time
FROM_MENTION = frozenset({"previous", "following", "that"})
"""Classes of words that count from the time mentioned last, where "last" and "next" count from the anchor."""


@dataclass(frozen=True, slots=True)
class Against:
    """What times are read against.

    Attributes:
        anchor: the day that they count from; None where it is not known.
        mentions: the times before this one.
    """

    segments: Segments
    tags: Tags
    words: Words
    anchor: date | None
    mentions: Mentions


@dataclass(frozen=True, slots=True)
class Found:
    """A match of one pattern of the grammar."""

    rule: str
    match: re.Match[str]
    against: Against

    def piece(self, label: str) -> Piece | None:
        """The piece under a label; None where the pattern matched without it, or has no such label."""
        return next(iter(self.pieces(label)), None)

    def __getitem__(self, label: str) -> Piece:
        """The piece under a label without which the pattern does not match."""
        return self.pieces(label)[0]

    def meaning(self, label: str) -> Any:  # noqa: ANN401 (a number, or a unit's letter)
        """What the piece under a label means; None where there is none."""
        piece = self.piece(label)
        return None if piece is None else piece.meaning

    def pieces(self, label: str = "") -> Sequence[Piece]:
        """The pieces under a label; all without one."""
        group = f"{self.rule}_{label}"
        if label and group not in self.match.re.groupindex:
            return ()
        start, end = self.match.span(group if label else 0)
        return [piece for piece in self.against.words.pieces[max(start, 0) : max(end, 0)] if piece is not None]

    def beside(self, step: int) -> str:
        """The class of the piece before the match (-1, -2 ...); empty where a word stands there that is of no time."""
        at = self.match.start() + step
        piece = self.against.words.pieces[at] if at >= 0 else None
        return "" if piece is None else piece.kind

    @property
    def after(self) -> Piece | None:
        """The piece right after the match; None where a word stands there that is of no time."""
        pieces = self.against.words.pieces
        return pieces[self.match.end()] if self.match.end() < len(pieces) else None

    @property
    def anchor(self) -> date | None:
        """The day that times count from."""
        return self.against.anchor

    @property
    def mentioned_day(self) -> date | None:
        """The day mentioned last."""
        return self.against.mentions.day

    @property
    def mentioned(self) -> date | None:
        """The first day of the time mentioned last, if that is not long ago."""
        if self.pieces()[0].token - self.against.mentions.token > STILL:
            return None
        days = interval(self.against.mentions.value)
        return days[0] if days else None

    @property
    def quarter(self) -> str | None:
        """The quarter that is spoken of."""
        return self.against.mentions.quarter

    @property
    def word_before(self) -> str:
        """The word right before the match in its sentence, in small letters; empty where none is."""
        token, segments = self.pieces()[0].token, self.against.segments
        first = segments.sentences[segments.sentence_of[token]].first
        return segments.tokens[token - 1].text.lower() if token > first else ""

    @property
    def word_after(self) -> str:
        """The word right after the match, in small letters; empty at the end of the report."""
        after, tokens = self.pieces()[-1].token + 1, self.against.segments.tokens
        return tokens[after].text.lower() if after < len(tokens) else ""

    @property
    def is_followed(self) -> bool:
        """Whether a word follows, and no mark: "before the vote", not "before."."""
        return self.word_after[:1].isalnum()

    @property
    def is_name(self) -> bool:
        """Whether its words go on, or begin, a name ("USA Today", "the Daily Beast")."""
        if not self.pieces()[0].text[0].isupper() or not self.word_before:
            return False
        return self.speech(-1).startswith("NNP") or self.speech(1).startswith("NNP")

    def speech(self, step: int = 0) -> str:
        """The part of speech of the first piece's token (0), of the one before (-1), of the one after the match (1)."""
        token = self.pieces()[-1].token + 1 if step > 0 else self.pieces()[0].token + step
        speech = self.against.tags.speech
        return speech[token] if 0 <= token < len(speech) else ""

    @property
    def tense(self) -> Tense:
        """The tense of the verb beside it."""
        pieces = self.pieces()
        return tense_at(self.against.segments, self.against.tags, pieces[0].token, pieces[-1].token + 1)
