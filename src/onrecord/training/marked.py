"""Texts with marked names and mentions as windows of tagged tokens, for the names net to learn from.

Each corpus marks in its own way, so each way has a head of its own: `names` as CoNLL 2003 has them; `outer` and `inner` mentions of any
form as re3d has them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.data import table
from onrecord.nets.labels import NAME_TAGS
from onrecord.reading.segment import segment
from onrecord.reading.tag import given, numbered_windows
from onrecord.schema.report import Report
from onrecord.schema.segments import Token
from onrecord.scoring.entities import Marked, columns, re3d
from onrecord.training.data import IGNORE, silver_layers, to_tokens

UNFREE = "BBC Online"  # of re3d's sources the one whose licence is for no commercial use

Heads = Mapping[str, Sequence[Marked]]
"""What is marked in a text, for each head that the corpus teaches."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A window as the net reads it, and the name tag of each token for each head that its corpus teaches."""

    words: list[str]
    quotes: list[int]
    tags: Mapping[str, list[int]]


def names_in_columns(path: Path) -> Iterator[Taught]:
    """The windows of a file of columns (CoNLL 2003, WikiGold)."""
    for text in columns(path):
        yield from windows_of(text.text, {"names": _with_peoples(text.text, text.mentions)})


def silver_names(folder: Path) -> Iterator[Taught]:
    """The windows of PolNeAR's articles with the names that CoreNLP found in them."""
    layers = silver_layers(folder)
    for path in sorted((folder / "text").glob("*.txt")):
        if path.stem in layers:
            with path.open(encoding="utf-8", newline="") as file:
                text = file.read()
            kinds = {start: layer.entity for start, layer in layers[path.stem].items()}
            yield from windows_of(text, {"names": _with_peoples(text, _runs(text, segment(Report(text)).tokens, kinds))})


def _runs(text: str, tokens: Iterable[Token], kinds: Mapping[int, str]) -> list[Marked]:
    """Neighbouring tokens of one kind, none across a line's end, as names."""
    found: list[Marked] = []
    ended = -1  # where a run may go on
    for token in tokens:
        kind = kinds.get(token.start, "O")
        if found and ended == found[-1][1] and kind == found[-1][2] and "\n" not in text[ended : token.start]:
            found[-1] = found[-1][0], token.end, kind
        elif kind != "O":
            found.append((token.start, token.end, kind))
        ended = token.end
    return found


def free_mentions_in_re3d(folder: Path) -> Iterator[Taught]:
    """The windows of re3d's documents, but for those held back and those whose licence bars commercial use."""
    return _mentions_in_re3d(folder, unfree=False)


def unfree_mentions_in_re3d(folder: Path) -> Iterator[Taught]:
    """The windows of re3d's documents whose licence bars commercial use, but for those held back."""
    return _mentions_in_re3d(folder, unfree=True)


def _mentions_in_re3d(folder: Path, *, unfree: bool) -> Iterator[Taught]:
    for text in re3d(folder, held_back=False):
        if (text.source == UNFREE) == unfree:
            yield from windows_of(text.text, {"outer": outermost(text.mentions), "inner": inside(text.mentions)})


@cache
def _peoples() -> frozenset[str]:
    demonyms = {name for country in table("countries").values() for names in country["demonyms"] for name in re.split(", | or ", names)}
    names = {name for name in demonyms if not name.isupper()} | {*table("peoples")["peoples"]}
    return frozenset(names | {f"{name}s" for name in names})


def _with_peoples(text: str, mentions: Iterable[Marked]) -> list[Marked]:
    """The mentions, with "people" for "other" where the words name one."""
    known = _peoples()
    return [
        (start, end, "people" if kind == "other" and (text[start:end] in known or text[start:end].title() in known) else kind)
        for start, end, kind in mentions
    ]


def outermost(mentions: Iterable[Marked]) -> list[Marked]:
    """The mentions that stand in no other one; of two that cross the first."""
    found: list[Marked] = []
    for mention in sorted(mentions, key=lambda mention: (mention[0], -mention[1])):
        if not found or mention[0] >= found[-1][1]:
            found.append(mention)
    return found


def inside(mentions: Sequence[Marked]) -> list[Marked]:
    """The mentions that stand in one of the outermost, without those in them in turn."""
    outer = outermost(mentions)
    whole = {mention[:2] for mention in outer}
    within = [m for m in mentions if m[:2] not in whole and any(start <= m[0] and m[1] <= end for start, end in whole)]
    return outermost(within)


def windows_of(text: str, heads: Heads) -> Iterator[Taught]:
    """The windows of a text, cut as the reading cuts them."""
    segments = segment(Report(text))
    starts = [token.start for token in segments.tokens]
    tags = {head: _tags(marked, segments.tokens, starts) for head, marked in heads.items()}
    numbered = numbered_windows(segments)
    for numbers, words, quotes in zip(numbered, *given(segments, numbered), strict=True):
        yield Taught(words, quotes, {head: [IGNORE if n is None else its[n] for n in numbers] for head, its in tags.items()})


def _tags(marked: Iterable[Marked], tokens: tuple[Token, ...], starts: list[int]) -> list[int]:
    found = [0] * len(tokens)
    for start, end, kind in marked:
        if bounds := to_tokens(tokens, starts, (start, end)):
            begin = NAME_TAGS.index(f"B-{kind}")
            found[bounds[0] : bounds[1]] = [begin, *[begin + 1] * (bounds[1] - bounds[0] - 1)]
    return found
