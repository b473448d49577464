"""Reports that tell one story in the same words: wire copy, cut or lightly rewritten, in several papers.

A fingerprint is a MinHash signature (Broder, "On the resemblance and containment of documents", 1997): for each of 128 shuffles of all
possible runs of four words, the first run that the report has. Two reports have the same first run as often as they share runs. Each
shuffle is a pass of its own over the runs (one multiplication by an odd number), and not one pass cut into bins: reports are short,
bins would stay empty, and the tokens cost more than the passes do. Of each first run two bytes are kept (Li and König, "b-bit minwise
hashing", 2010), so 128 fit where 64 did.

Fingerprints and bands are stored in records: what is computed here must never change without a migration.
"""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from onrecord.record.shingles import Hashes, mixed, odd_factors, shingles, terms

# 3, 4 and 5 were tried: among 41,066 different articles runs of three words bring ten times as many false candidates as runs of
# four; with runs of five, copies with every seventh word changed are found in 94 instead of 98 of a hundred cases.
SHINGLE = 4
SHUFFLES = 128
# Of the copies cut to 30 %, 42 bands of 3 rows lose 33 in a hundred, 24 bands of 2 lose 12, and 32 bands of 2 lose 7.
BANDS = 32
ROWS = 2

# 0.35 to 0.6 were tried on 2,500 reports and their copies, and on the 41,066: at 0.6, copies that were cut to half, reordered and
# changed by 4 % are found in 86 of a hundred cases instead of 95; at 0.4, of 672 pairs found among different reports 56 share less
# than 0.4 in truth, instead of 6 of 460.
SAME_STORY = 0.5
LEAST_ALIKE = 0.06  # below this, chance matches of a short report with a very long one would count as much

_SIZE_BYTES = 4
LENGTH = _SIZE_BYTES + 2 * SHUFFLES  # bytes of a fingerprint
_BLOCK = 1024  # runs shuffled at once: the table of 128 x 1024 numbers stays in the processor's cache
_KEPT = np.uint64(24)  # which two bytes of the first run are kept: above them all first runs of a long report are alike
_SHUFFLE = odd_factors(SHUFFLES, stream=1)[:, None]
_BAND = np.arange(BANDS, dtype=np.uint64) << np.uint64(32)
_SIGN = np.uint64(1)  # SQLite's integers have a sign: 63 bits are left


def fingerprint(text: str) -> bytes:
    """The fingerprint of a report's text, `LENGTH` bytes: how many different runs it has, then two bytes for each shuffle.

    A text of fewer than four words counts as one run; a text without words has the size 0, and resembles nothing.
    """
    runs = shingles(terms(text), SHINGLE)
    first = np.full(SHUFFLES, np.iinfo(np.uint64).max, np.uint64)
    for start in range(0, len(runs), _BLOCK):
        np.minimum(first, (_SHUFFLE * runs[start : start + _BLOCK]).min(1), out=first)
    kept = (first >> _KEPT).astype("<u2")  # the lowest two bytes
    return _different(runs).to_bytes(_SIZE_BYTES, "little") + kept.tobytes()


def bands(fingerprint: bytes) -> tuple[int, ...]:
    """The values to look for in other reports: who shares none of them with this one hardly resembles it.

    No value belongs to two bands. Half of the fingerprint is used; the other half is for the estimate.
    A report without words has none.
    """
    size, first = _parts(fingerprint)
    if not size:
        return ()
    rows = first[: BANDS * ROWS].reshape(BANDS, ROWS).astype(np.uint64)
    joined = (rows[:, 0] << np.uint64(16)) | rows[:, 1]
    return tuple((mixed(joined | _BAND) >> _SIGN).tolist())


def resemblance(a: bytes, b: bytes) -> float:
    """The share of all runs of the two reports that both have (Jaccard), estimated; its standard error is at most 0.045."""
    (size_a, first_a), (size_b, first_b) = _parts(a), _parts(b)
    return float((first_a == first_b).mean()) if size_a and size_b else 0.0


def contained(a: bytes, b: bytes) -> float:
    """The share of the smaller report's runs that stand in the larger one too, estimated from resemblance and sizes.

    Where the larger one is more than five times as long, this is a rough guess.
    """
    size_a, size_b = _parts(a)[0], _parts(b)[0]
    alike = resemblance(a, b)
    both = alike * (size_a + size_b) / (1 + alike)
    return min(1.0, both / min(size_a, size_b)) if alike else 0.0


def same_story(a: bytes, b: bytes) -> bool:
    """Whether half of the smaller report stands in the larger one.

    Found through `bands`, of copies: cut to 40 % of the words or more, reordered, changed by up to 10 %, given other bylines, notes and
    marks, 99 to 100 of a hundred; cut to half, reordered and changed by 4 %, 95; cut to 30 %, 93; cut to 20 %, 70. It misses who tells
    the same story in other words, and it takes for one story what shares a long list of captions or links: compare reports of about
    the same days.
    """
    return resemblance(a, b) >= LEAST_ALIKE and contained(a, b) >= SAME_STORY


def groups(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """What hangs together by these pairs, directly or through others: each group in ascending order, the groups by their first."""
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        neighbours[a].add(b)
        neighbours[b].add(a)
    found, seen = [], set[int]()
    for start in sorted(neighbours):
        if start not in seen:
            group = _reached(start, neighbours)
            seen |= group
            found.append(tuple(sorted(group)))
    return found


def _reached(start: int, neighbours: dict[int, set[int]]) -> set[int]:
    reached, waiting = {start}, [start]
    while waiting:
        new = neighbours[waiting.pop()] - reached
        reached |= new
        waiting.extend(new)
    return reached


def _different(runs: Hashes) -> int:
    if not len(runs):
        return 0
    ordered = np.sort(runs)
    return 1 + int(np.count_nonzero(ordered[1:] != ordered[:-1]))


def _parts(fingerprint: bytes) -> tuple[int, NDArray[np.uint16]]:
    return int.from_bytes(fingerprint[:_SIZE_BYTES], "little"), np.frombuffer(fingerprint, "<u2", offset=_SIZE_BYTES)
