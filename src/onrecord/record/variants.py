"""One utterance as several outlets quote it: cut, changed by a word, interrupted by "he said" or by the editor's brackets.

Two steps find the variants: `selected` gives the values to look up, `same_utterance` compares word by word whom they bring together.
`align` then lays the variants out beneath each other. `resemblance.groups` makes groups of the pairs.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal
from zlib import crc32

from onrecord.record.shingles import RUN, is_stock, shingles, stock_runs, term, terms

Change = Literal["same", "changed", "cut", "added"]

# Of 4,000 quotations of 14 words and more, 8 words with one of them changed were found in 87 of a hundred cases; with a window of 3
# in 71, with runs of 5 words in 61. Runs of 3 find 93 and better, but bring eight times as many candidates.
WINDOW = 2
GUARANTEE = RUN + WINDOW - 1  # who share so many words in a row share a value

# Swept on 801 pairs that share four words, from 745 reports of 24 days. Only runs of `SOLID` words count, without stock phrases.
SOLID = 2
SHARE = 0.5  # of the shorter one
FEWEST = 4  # words in common that are enough between quotations of one speaker; "a first step" is nobody's
FEWEST_OF_ANYONE = 8  # enough whoever is named as the speaker; with fewer, most pairs are slogans such as "defund the police"
LONG_RUN = 6  # words in a row that need no share, by one speaker: two outlets quote different sentences of a paragraph
LONG_RUN_OF_ANYONE = 8

CHANGED = 3  # words that may stand for each other ("never" for "not ever"); what is longer was not changed, but cut here and added there


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two quotations have in common, in the same order, in runs of at least `SOLID` words.

    Attributes:
        words: how many, without stock phrases.
        longest: how many of them in one run.
        share: of the shorter quotation; stock phrases count here.
    """

    words: int
    longest: int
    share: float


def selected(words: Sequence[str]) -> tuple[int, ...]:
    """The values under which a quotation is looked up: winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003), 63 bits each.

    Of each `WINDOW` runs of four words that follow each other the least is selected, so that two quotations with `GUARANTEE` words in a row
    in common share a value, whatever else was cut or changed. Runs that are stock phrases are passed over. A quotation of four words
    is found as a whole, and inside longer ones in two of three cases; a shorter one has no values.
    """
    sequence = terms(" ".join(words))
    if len(sequence) < RUN:
        return ()
    runs = shingles(sequence, RUN).tolist()
    windows = (runs[start : start + WINDOW] for start in range(max(1, len(runs) - WINDOW + 1)))
    stock = stock_runs()
    least = (min((run for run in window if run not in stock), default=None) for window in windows)
    return tuple(sorted({run >> 1 for run in least if run is not None}))  # SQLite's integers have a sign: 63 bits are left


def overlap(a: Sequence[str], b: Sequence[str]) -> Overlap:
    """What two quotations have in common; the same whichever is named first."""
    short, long = sorted((terms(" ".join(a)), terms(" ".join(b))), key=lambda sequence: (len(sequence), sequence))
    stock = is_stock(short)
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    runs = [range(block.a, block.a + block.size) for block in blocks if block.size >= SOLID]
    own = [sum(not stock[place] for place in run) for run in runs]
    return Overlap(sum(own), max(own, default=0), sum(map(len, runs)) / max(1, len(short)))


def may_be_same(a: Sequence[int], b: Sequence[int], *, same_speaker: bool = False) -> bool:
    """Whether `same_utterance` can be true of two quotations, by their `hashed` words alone: a fiftieth of its time.

    Words that both have in whatever order are no fewer than those in the same order.
    """
    fewest, long_run = (FEWEST, LONG_RUN) if same_speaker else (FEWEST_OF_ANYONE, LONG_RUN_OF_ANYONE)
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    known = set(long)
    shared = [word in known for word in short]
    if sum(shared) < fewest:
        return False
    if sum(shared) >= SHARE * len(short):
        return True
    return bytes([True] * long_run) in bytes(shared)


def hashed(words: Sequence[str]) -> tuple[int, ...]:
    """The words of a quotation as `may_be_same` compares them."""
    return tuple(map(crc32, terms(" ".join(words))))


def same_utterance(a: Sequence[str], b: Sequence[str], *, same_speaker: bool = False) -> bool:
    """Whether two quotations are of the same words once said.

    Args:
        same_speaker: whether both are known to have one speaker; then fewer words in common are enough.

    Of 4,000 quotations of one speaker, each beside a part of itself, it and `selected` together find: 5 words or more as they were, 98 to
    100 of a hundred; 12 words with two changed, 96; 8 words with one changed, 84; with the middle half left out, 80; 4 words, 66. Of
    anyone, 8 words or more, 95 to 97, and none of fewer than eight.
    It can't know that a politician said the same sentence twice: compare statements of about the same days.
    """
    fewest, long_run = (FEWEST, LONG_RUN) if same_speaker else (FEWEST_OF_ANYONE, LONG_RUN_OF_ANYONE)
    common = overlap(a, b)
    return common.words >= fewest and (common.share >= SHARE or common.longest >= long_run)


@dataclass(frozen=True, slots=True)
class Cell:
    """One place in one variant: the word as written there, if any, and how it differs from the fullest variant.

    `same`: the same word, or none where the fullest has none; `changed`: another word; `cut`: no word; `added`: a word where
    the fullest has none.
    """

    word: str | None
    change: Change


@dataclass(frozen=True, slots=True)
class Alignment:
    """The variants as rows of equal length, in the order they were given in.

    Attributes:
        fullest: the number of the row that the others were compared with; None where there is no row.
    """

    rows: tuple[tuple[Cell, ...], ...]
    fullest: int | None

    @property
    def fullest_row(self) -> tuple[Cell, ...]:
        """The row that the others were compared with."""
        return () if self.fullest is None else self.rows[self.fullest]


def align(quotes: Sequence[Sequence[str]]) -> Alignment:
    """Lays the variants out against the one with the most words (star alignment), whatever the order they come in.

    What several of them add at one place, where the fullest has nothing, is laid out against each other in the same way, so that the
    columns are the union of all words. Words are compared without case, apostrophes and the marks that stick to them, and kept as
    written. The common runs come from `SequenceMatcher` (Ratcliff and Metzener 1988): longest first, so that a cut stays in one piece,
    where an edit distance would spread common words such as "the" over it. It misses words that were moved: they are cut here and added
    there.
    """
    if not quotes:
        return Alignment((), None)
    keys = [[term(word) for word in quote] for quote in quotes]
    fullest = max(range(len(quotes)), key=lambda number: (len(keys[number]), keys[number], list(quotes[number]), -number))
    placed = [_placed(keys[fullest], keys[number], quote) for number, quote in enumerate(quotes)]
    gaps = [_beside(gap) for gap in zip(*(added for added, _ in placed), strict=True)]
    rows = ((kept, [gap[number] for gap in gaps]) for number, (_, kept) in enumerate(placed))
    return Alignment(tuple(tuple(_row(added, kept)) for kept, added in rows), fullest)


def _placed(fullest: list[str], keys: list[str], quote: Sequence[str]) -> tuple[list[list[str]], list[Cell]]:
    """The words added before each word of the fullest and after its last, and the cell at each of its words."""
    added: list[list[str]] = [[] for _ in range(len(fullest) + 1)]
    kept = [Cell(None, "cut")] * len(fullest)
    for kind, first, last, start, end in SequenceMatcher(None, fullest, keys, autojunk=False).get_opcodes():
        if kind == "replace" and max(last - first, end - start) > CHANGED:
            added[last].extend(quote[start:end])
            continue
        for place, word in zip_longest(range(first, last), quote[start:end]):
            if place is None:
                added[last].append(word)
            elif word is not None:
                kept[place] = Cell(word, "same" if kind == "equal" else "changed")
    return added, kept


def _beside(added: Sequence[Sequence[str]]) -> list[tuple[Cell, ...]]:
    """The cells of what each variant adds at one place; the fullest adds nothing, so that this ends."""
    adding = [number for number, words in enumerate(added) if words]
    laid = dict(zip(adding, align([added[number] for number in adding]).rows, strict=True))
    width = len(next(iter(laid.values()), ()))
    empty = (Cell(None, "same"),) * width
    return [tuple(_added(cell) for cell in laid.get(number, empty)) for number in range(len(added))]


def _added(cell: Cell) -> Cell:
    return Cell(cell.word, "same" if cell.word is None else "added")


def _row(added: Sequence[Iterable[Cell]], kept: Sequence[Cell]) -> Iterator[Cell]:
    for extra, cell in zip_longest(added, kept):
        yield from extra
        if cell is not None:
            yield cell
