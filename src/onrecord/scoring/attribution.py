"""Spans and whole attributions against brat stand-off gold (PolNeAR), on raw texts, by character.

Exact: the same start and end. Overlap: 80 % of the characters of the larger of the two are shared. A whole attribution is
right if its source, cue and content are all right, each with all its fragments.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.scoring.brat import ROLES, Annotated, Attribution, Place, read_folder
from onrecord.scoring.counts import Counts
from onrecord.scoring.reports import EXACTING, overlap_share

Item = TypeVar("Item", Place, Attribution)
Parts = tuple[tuple[Place, ...], ...]
RoleSpans = Callable[[Report], dict[str, list[Place]]]
"""Gives the spans of each role in a report."""


@dataclass(slots=True)
class AttributionScore:
    """Counts for each role and for "attribution" (all three), exact and overlapping. Filled article by article, so not frozen."""

    articles: int = 0
    exact: dict[str, Counts] = field(default_factory=dict)
    overlap: dict[str, Counts] = field(default_factory=dict)


def score_spans(folder: Path, spans_in: RoleSpans, *, one_each: bool) -> AttributionScore:
    """The spans of a folder's texts, role by role; those that belong to no attribution count too."""
    total = AttributionScore()
    for annotated in read_folder(folder, one_each=one_each):
        total.articles += 1
        found = spans_in(Report(annotated.text))
        for role in ROLES:
            gold = {_bare(annotated.text, place) for place in annotated.loose[role]}
            _add(total, role, sorted(gold), sorted(set(found.get(role, ()))), as_pairs=_single)
    return total


def score_attributions(folder: Path, read: Callable[[Report], Reading], *, one_each: bool) -> AttributionScore:
    """The outermost statements of a folder's texts, as spans and as whole attributions."""
    total = AttributionScore()
    for annotated in read_folder(folder, one_each=one_each):
        total.articles += 1
        gold = _gold(annotated)
        found = [
            Attribution(_places([s.source]), _places([s.cue]), _places(s.content))
            for s in read(Report(annotated.text)).statements
            if s.parent is None
        ]
        for role in ROLES:
            in_gold = sorted({place for a in gold for place in getattr(a, role)})
            _add(total, role, in_gold, sorted({place for a in found for place in getattr(a, role)}), as_pairs=_single)
        _add(total, "attribution", gold, found, as_pairs=_parts)
    return total


def _gold(annotated: Annotated) -> list[Attribution]:
    def bare(places: Iterable[Place]) -> tuple[Place, ...]:
        return tuple(_bare(annotated.text, place) for place in places)

    return [Attribution(bare(a.source), bare(a.cue), bare(a.content)) for a in annotated.attributions]


def _bare(text: str, place: Place) -> Place:
    """A place without white space at its edges."""
    words = text[place[0] : place[1]]
    start = place[0] + len(words) - len(words.lstrip())
    return start, max(start, place[1] - (len(words) - len(words.rstrip())))


def _places(spans: Iterable[object]) -> tuple[Place, ...]:
    return tuple((span.start, span.end) for span in spans if span is not None)  # type: ignore[attr-defined] # Spans


def _single(place: Place) -> Parts:
    return ((place,),)


def _parts(attribution: Attribution) -> Parts:
    return attribution.source, attribution.cue, attribution.content


def _add(total: AttributionScore, name: str, gold: Sequence[Item], found: Sequence[Item], *, as_pairs: Callable[[Item], Parts]) -> None:
    exact = len(set(gold) & set(found))
    left = list(found)
    overlapping = 0
    for item in gold:
        best = max(left, key=lambda other: _share(as_pairs(item), as_pairs(other)), default=None)
        if best is not None and _share(as_pairs(item), as_pairs(best)) >= EXACTING:
            left.remove(best)
            overlapping += 1
    total.exact[name] = total.exact.get(name, Counts()) + Counts(exact, len(found), len(gold))
    total.overlap[name] = total.overlap.get(name, Counts()) + Counts(overlapping, len(found), len(gold))


def _share(a: Parts, b: Parts) -> float:
    """The smallest overlap of corresponding parts; two empty parts agree."""
    return min((overlap_share(x, y) if x and y else float(not x and not y)) for x, y in zip(a, b, strict=True))
