"""The picture of one utterance in several reports: their words beneath each other, in lines as wide as the page has room for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.record.variants import Cell
from onrecord.schema.plain import Plain
from onrecord.web.comparison import Version
from onrecord.web.pictures import Picture

BROAD = 1080  # of the whole page: no table stands beside it
LINE, GAP = 22, 18  # the height of a version, and between two lines of the utterance, in pixels
BLANK = 10  # between two words
LABEL = 0.16  # of the width, for whose version it is
LEAST_LABEL = 84  # pixels of it
MOST = 12  # wordings in the picture; all are in the table
_LETTER = 7.2  # of 12 pixels' height, in the widest font that a browser may take for Inter
_NARROW, _BROAD = frozenset("ijlftrI1'’.,"), frozenset("mwMW@%")


@dataclass(frozen=True, slots=True)
class _Wording:
    """A row of the picture: a wording, and whose it is."""

    name: str
    others: int
    fullest: bool
    cells: tuple[Cell, ...]

    @property
    def label(self) -> str:
        return f"{self.name} +{self.others}" if self.others else self.name


def compared(versions: Sequence[Version], width: int = BROAD) -> Picture:
    """The versions, each wording once, with all that differs from the fullest marked."""
    wordings = _wordings(versions)
    shown = wordings[:MOST]
    words, labels, cuts = list[Mapping[str, Plain]](), list[Mapping[str, Plain]](), list[Mapping[str, Plain]]()
    left, top = max(LEAST_LABEL, LABEL * width), 0
    for columns in _lines(shown, width - left):
        rows = _rows(shown, columns)
        for number, (label, wording) in enumerate(rows):
            y = top + LINE * number + LINE / 2
            labels.append({"x": 0, "y": y, "label": _shortened(label, left - BLANK), "fullest": wording.fullest})
            words.extend(_words(wording, columns, left, y))
            cuts.extend(_cuts(wording, columns, left, y))
        top += LINE * len(rows) + GAP
    numbers = [_row(version) for version in versions]
    sets = {"words": words, "labels": labels, "cuts": cuts}
    return Picture("comparison", numbers, sets, width, max(LINE, top - GAP), len(wordings) - len(shown))


def _rows(wordings: Sequence[_Wording], columns: "Columns") -> Sequence[tuple[str, _Wording]]:
    """The rows of a line, each with its label: the wordings that have a word there, then one for those that have none."""
    absent = [its for its in wordings if all(its.cells[number].word is None for number, *_ in columns)]
    rows = [(its.label, its) for its in wordings if its not in absent]
    others = sum(1 + its.others for its in absent)
    return rows if not absent else [*rows, (absent[0].label if len(absent) == 1 else f"{others} others", absent[0])]


def _wordings(versions: Sequence[Version]) -> list[_Wording]:
    """Each wording once, by who has it first."""
    found: dict[tuple[tuple[str, str], ...], _Wording] = {}
    for version in versions:
        key = tuple((cell.change, "" if cell.word is None else cell.word.casefold()) for cell in version.cells)
        same = found.get(key)
        found[key] = replace(same, others=same.others + 1) if same else _Wording(version.name, 0, version.fullest, version.cells)
    return list(found.values())


Columns = Sequence[tuple[int, float, float]]
"""Of some columns the number, where it begins, and how wide it is."""


def _lines(wordings: Sequence[_Wording], room: float) -> Iterator[Columns]:
    """The columns, as many in a line as there is room for; those that no wording of the picture has are left out."""
    line, at = list[tuple[int, float, float]](), 0.0
    for number, column in enumerate(zip(*(wording.cells for wording in wordings), strict=True)):
        width = max((_width(_written(cell)) for cell in column if cell.word is not None), default=0.0)
        if line and width and at + width > room:
            yield line
            line, at = [], 0.0
        if width:
            line.append((number, at, width))
            at += width + BLANK
    if line:
        yield line


def _words(wording: _Wording, columns: Columns, left: float, y: float) -> Iterator[Mapping[str, Plain]]:
    for number, at, width in columns:
        cell = wording.cells[number]
        if cell.word is not None:
            x = left + at
            yield {
                "x": x,
                "end": x + width,
                "y": y,
                "top": y - LINE / 2 + 2,
                "foot": y + LINE / 2 - 2,
                "word": _written(cell),
                "change": cell.change,
            }


def _cuts(wording: _Wording, columns: Columns, left: float, y: float) -> Iterator[Mapping[str, Plain]]:
    """A line where words were cut, one for those that follow each other."""
    start: float | None = None
    end = 0.0
    for number, at, width in columns:
        cell = wording.cells[number]
        if cell.change == "cut":
            start, end = left + at if start is None else start, left + at + width
        elif cell.word is not None and start is not None:
            yield {"x": start, "end": end, "y": y}
            start = None
    if start is not None:
        yield {"x": start, "end": end, "y": y}


def _written(cell: Cell) -> str:
    """The word; what is added has a sign, so that none needs colours to see it."""
    return f"+{cell.word}" if cell.change == "added" else str(cell.word)


def _width(word: str) -> float:
    return sum(_LETTER * (0.6 if letter in _NARROW else 1.4 if letter in _BROAD else 1.15 if letter.isupper() else 1) for letter in word)


def _shortened(label: str, room: float) -> str:
    kept = label
    while _width(kept) > room and len(kept) > 1:
        kept = kept[:-1]
    return label if kept == label else kept.rstrip() + "…"


def _row(version: Version) -> Mapping[str, Plain]:
    entry, hit = version.hit.entry, version.hit
    where: dict[str, Plain] = {
        "publisher": hit.publisher,
        "published": None if hit.published is None else hit.published.isoformat(),
        "report": entry.report,
        "statement": entry.statement.id,
        "speaker": entry.speaker_name,
        "kind": entry.statement.kind,
    }
    counts: dict[str, Plain] = {"words": version.words, "left_out": version.cut, "changed": version.changed, "added": version.added}
    return where | counts | {"quoted": " ".join(cell.word for cell in version.cells if cell.word is not None)}
