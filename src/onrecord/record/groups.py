"""Groups made over the whole record: reports that are copies of each other, and statements that quote the same utterance.

Both are found the same way: each member is entered under some values (bands of a MinHash, winnowed word runs), members
that share a value are compared, and pairs that pass are joined. The values go through files on disk, a part of them at a
time, so that memory does not grow with the record.
"""

import re
import sqlite3
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.record.entries import STANDS
from onrecord.record.resemblance import bands, groups, resemblance, same_story
from onrecord.record.rows import JOINT, put
from onrecord.record.shingles import word_places, words
from onrecord.record.variants import hashed, may_be_same, overlap, same_utterance, selected

PARTS = 64  # files that the values are spread over: of two million reports, each has some 20 MB
COPIES_WITHIN = 7  # days between copies; further apart, one paper's forms (caption galleries) are found, not copies (1 pair in 2 of 460)
QUOTED_WITHIN = 30  # days between quotations; later, people say such words again
FEWEST_LATER = 12  # words in common that are quoted again after that, and hardly said again
LONGEST = 150  # words of a quotation; a longer one holds several, and would chain their groups together
MOST_COMPARED = 30  # members that share a value and follow each other: a stock phrase is no reason to compare thousands
AT_HAND = 10_000  # rows that are kept in memory: of quotations 2 kB each
SKETCHES_AT_HAND = 200_000  # hashed quotations, 200 bytes each
_QUOTED = re.compile(r"[\"“]([^\"“”]+)(?:[\"”]|$)")  # up to the closing mark, or to the end of the span
_BUFFER = 1 << 16  # values that wait in memory before they are written


def group_reports(db: sqlite3.Connection) -> None:
    """Find the reports that are copies of each other; the first published of a group is its original."""
    fingerprints = _fetcher(db, "SELECT fingerprint FROM reports WHERE key = ?")
    days = _fetcher(db, "SELECT published FROM reports WHERE key = ?")

    def copies(a: int, b: int) -> bool:
        apart = days_apart(days(a), days(b))
        return (apart is None or apart <= COPIES_WITHIN) and same_story(fingerprints(a), fingerprints(b))

    every = ((key, bands(found)) for key, found in db.execute("SELECT key, fingerprint FROM reports"))
    found = groups(pair for pair in _candidates(every) if copies(*pair))
    db.execute("DELETE FROM duplicates")
    for group in found:
        original = min(group, key=lambda key: (days(key) or "9999", key))
        put(db, "duplicates", [(key, original, round(resemblance(fingerprints(key), fingerprints(original)), 4)) for key in group])


def group_statements(db: sqlite3.Connection) -> None:
    """Find the quotations of the same utterance in different reports; the earliest of a group is its original."""
    read = """
        SELECT statements.report, day, ifnull(actors.name, ''), statements.kind, content
        FROM statements LEFT JOIN actors ON actors.key = speaker WHERE statements.key = ?
        """

    @lru_cache(AT_HAND)
    def fetch(key: int) -> tuple[int, str | None, str, list[str]]:
        report, day, speaker, *said = db.execute(read, (key,)).fetchone()
        return report, day, speaker, quoted_words(*said)

    @lru_cache(SKETCHES_AT_HAND)
    def sketch(key: int) -> tuple[int, str, bytes]:
        report, _, speaker, its = fetch(key)
        return report, speaker, array("I", hashed(its)).tobytes()

    def may_match(a: int, b: int) -> bool:
        (report, speaker, its), (other_report, other_speaker, other) = sketch(a), sketch(b)
        by_one = same_name(speaker, other_speaker)
        return report != other_report and may_be_same(array("I", its), array("I", other), same_speaker=by_one)

    def same(a: int, b: int) -> bool:
        if not may_match(a, b):
            return False
        (_, day, speaker, its), (_, other_day, other_speaker, other) = fetch(a), fetch(b)
        if not same_utterance(its, other, same_speaker=same_name(speaker, other_speaker)):
            return False
        return (days_apart(day, other_day) or 0) <= QUOTED_WITHIN or overlap(its, other).words >= FEWEST_LATER

    quoted = f"SELECT key, kind, content FROM statements WHERE kind != 'indirect' AND parent IS NULL AND {STANDS}"
    every = ((key, quoted_words(*said)) for key, *said in db.execute(quoted))
    found = groups(pair for pair in _candidates((key, selected(its)) for key, its in every if len(its) <= LONGEST) if same(*pair))
    db.execute("DELETE FROM variants")
    for group in found:
        original = min(group, key=lambda key: (fetch(key)[1] or "9999", key))
        put(db, "variants", [(key, original) for key in group])


def days_apart(a: str | None, b: str | None) -> int | None:
    """How many days lie between two days; None where one of them is not known."""
    return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) if a and b else None


def quoted_words(kind: str, content: str) -> list[str]:
    """The words of a content that stand in quotation marks; all of those of a direct one without marks, as in a transcript."""
    quoted = [inside for span in content.split(JOINT) for inside in _QUOTED.findall(span)]
    return words(" ".join(quoted) if quoted else content if kind == "direct" else "")


def quoted_places(kind: str, content: str) -> list[tuple[int, int]]:
    """Where each of the `quoted_words` stands in the content."""
    quoted, at = list[tuple[int, int]](), 0
    for span in content.split(JOINT):
        quoted += [found.span(1) for found in _QUOTED.finditer(content, at, at + len(span))]
        at += len(span) + len(JOINT)
    inside = quoted or ([(0, len(content))] if kind == "direct" else [])
    return [place for bounds in inside for place in word_places(content, *bounds)]


def same_name(a: str, b: str) -> bool:
    """Whether two reports may mean one person: all words of the shorter name stand in the longer one ("Wells", "Ada Wells")."""
    short, long = sorted((set(a.casefold().split()), set(b.casefold().split())), key=len)
    return bool(short) and short <= long


def _candidates(every: Iterable[tuple[int, tuple[int, ...]]]) -> Iterator[tuple[int, int]]:
    """The pairs of members that share a value, each once, in order."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        _spread(every, Path(folder))
        seen: set[tuple[int, int]] = set()
        for part in sorted(Path(folder).iterdir()):
            for pair in _sharing(np.fromfile(part, np.int64).reshape(-1, 2)):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _spread(every: Iterable[tuple[int, tuple[int, ...]]], folder: Path) -> None:
    """Write (value, key) to one of the files, by the value."""
    waiting: list[tuple[int, int]] = []
    for key, values in every:
        waiting.extend((value, key) for value in values)
        if len(waiting) >= _BUFFER:
            _append(waiting, folder)
            waiting = []
    _append(waiting, folder)


def _append(rows: list[tuple[int, int]], folder: Path) -> None:
    table = np.array(rows, np.int64).reshape(-1, 2)
    for part in range(PARTS):
        with (folder / f"{part:02}").open("ab") as file:
            table[table[:, 0] % PARTS == part].tofile(file)


def _sharing(table: "np.ndarray[tuple[int, int], np.dtype[np.int64]]") -> Iterator[tuple[int, int]]:
    """The pairs of keys that stand beside the same value."""
    table = table[np.lexsort((table[:, 1], table[:, 0]))]
    same = np.diff(table[:, 0]) == 0
    table = table[np.append(same, [False])[: len(table)] | np.insert(same, 0, False)[: len(table)]]  # most values stand alone
    edges = np.flatnonzero(np.diff(table[:, 0])) + 1
    for run in np.split(table[:, 1], edges):
        if len(run) > 1:
            keys = np.unique(run).tolist()
            for place, key in enumerate(keys):
                for other in keys[place + 1 : place + 1 + MOST_COMPARED]:
                    yield key, other


def _fetcher(db: sqlite3.Connection, query: str) -> Callable[[int], Any]:
    """The first value of a row by its key, with those asked for lately at hand."""

    @lru_cache(AT_HAND)
    def fetch(key: int) -> object:
        return db.execute(query, (key,)).fetchone()[0]

    return fetch
