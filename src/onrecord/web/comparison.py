"""One utterance as several reports quote it, word by word: what each changed, left out, and added."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from onrecord.record import Hit
from onrecord.record.asked import Variants
from onrecord.record.groups import quoted_places
from onrecord.record.rows import JOINT
from onrecord.record.variants import Cell, Change

Mark = Literal["same", "changed", "cut", "added", "around"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a version.

    Attributes:
        mark: how it differs from the fullest version; "around" is what the report says in its own words.
        text: as the report has it; of what is cut, nothing.
        instead: the words of the fullest version for what is changed or cut.
    """

    mark: Mark
    text: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """The utterance as one report quotes it.

    Attributes:
        fullest: whether the others are compared with it.
        cells: its words in the columns of all versions.
        same, changed, cut, added: how many words.
    """

    hit: Hit
    fullest: bool
    cells: tuple[Cell, ...]
    pieces: tuple[Piece, ...]
    same: int
    changed: int
    cut: int
    added: int

    @property
    def words(self) -> int:
        """How many words it quotes."""
        return self.same + self.changed + self.added

    @property
    def name(self) -> str:
        """Whose version it is."""
        return self.hit.publisher or self.hit.title or self.hit.entry.report


def versions(found: Variants) -> tuple[Version, ...]:
    """The versions: the fullest first, then from the earliest."""
    rows = found.alignment.rows
    fullest = found.alignment.fullest
    made = [
        _version(hit, cells, found.alignment.fullest_row, n == fullest) for n, (hit, cells) in enumerate(zip(found.hits, rows, strict=True))
    ]
    return tuple(sorted(made, key=lambda version: not version.fullest))


def _version(hit: Hit, cells: tuple[Cell, ...], fullest: Sequence[Cell], is_fullest: bool) -> Version:
    counts = Counter[Change](cell.change for cell in cells if cell.word is not None or cell.change == "cut")
    statement = hit.entry.statement
    pieces = _pieces(JOINT.join(span.text for span in statement.content), statement.kind, cells, fullest)
    return Version(hit, is_fullest, cells, tuple(_joined(pieces)), *(counts[change] for change in ("same", "changed", "cut", "added")))


def _pieces(content: str, kind: str, cells: Sequence[Cell], fullest: Sequence[Cell]) -> Iterator[Piece]:
    """The content, word by word; what lies between two words stands by itself, and what is left out there behind it."""
    places, end = iter(quoted_places(kind, content)), 0
    left_out = list[Piece]()
    for cell, full in zip(cells, fullest, strict=True):
        if cell.word is not None:
            start, stop = next(places)
            yield _between(content[end:start])
            yield from left_out
            yield Piece(cell.change, content[start:stop], (full.word or "") if cell.change == "changed" else "")
            end, left_out = stop, []
        elif cell.change == "cut":
            left_out.append(Piece("cut", "", full.word or ""))
    yield _between(content[end:])
    yield from left_out


def _between(text: str) -> Piece:
    """Marks and blanks go with the words; words that are not quoted are the report's own."""
    return Piece("around" if any(map(str.isalnum, text)) else "same", text)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces of one mark that follow each other as one; blanks between two changed words are changed with them."""
    kept = [piece for piece in pieces if piece.text or piece.mark == "cut"]
    around = zip([None, *kept], kept, [*kept[1:], None], strict=False)
    bridged = [
        replace(piece, mark=before.mark) if piece.text.isspace() and before and after and before.mark == after.mark else piece
        for before, piece, after in around
    ]
    for mark, run in groupby(bridged, key=lambda piece: piece.mark):
        alike = list(run)
        yield Piece(mark, "".join(piece.text for piece in alike), " ".join(piece.instead for piece in alike if piece.instead))
