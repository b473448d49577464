"""Spans and whole attributions against brat stand-off gold (PolNeAR), on raw texts, by character.

Exact: the same start and end. Overlap: 80 % of the characters of the larger of the two are shared. A whole attribution is
right if its source, cue and content are all right, each with all its fragments.

By kind, and at each level of confidence, 80 % overlap counts. Coverage is the share of the gold that is still found when
statements below a confidence are left out: recall, as a curve's other axis.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.words import Kind
from onrecord.scoring.brat import ROLES, Annotated, Attribution, Place, read_folder
from onrecord.scoring.counts import Counts
from onrecord.scoring.reports import EXACTING, overlap_share

Item = TypeVar("Item", Place, Attribution)
Parts = tuple[tuple[Place, ...], ...]
RoleSpans = Callable[[Report], dict[str, list[Place]]]
"""Gives the spans of each role in a report."""
TaggedIn = Callable[[Report], Sequence[tuple[tuple[Place, ...], tuple[Place, ...], tuple[Place, ...]]]]
"""Gives the tagger's own attributions of a report: source, cue and content."""
KindsIn = Callable[[Report], Callable[[Sequence[Place]], Kind]]
"""Gives what says of contents of a report whether they are direct, indirect or mixed."""


@dataclass(slots=True)
class AttributionScore:
    """Counts for each role and for "attribution" (all three), exact and overlapping. Filled article by article, so not frozen.

    "as tagged" counts the tagger's own, before the codebook sets their bounds.

    Attributes:
        by_article: what `exact` and `overlap` add up, article by article.
        kinds: whole attributions by kind, overlapping; a right one counts for the kind of the gold.
        sure: the confidence of each outermost statement, and whether it is right, overlapping.
        with_source, unresolved: outermost statements with a source, and those of them whose speaker is not known.
    """

    articles: int = 0
    exact: dict[str, Counts] = field(default_factory=dict)
    overlap: dict[str, Counts] = field(default_factory=dict)
    by_article: dict[str, list[tuple[Counts, Counts]]] = field(default_factory=dict)
    kinds: dict[Kind, Counts] = field(default_factory=dict)
    sure: list[tuple[float, bool]] = field(default_factory=list)
    with_source: int = 0
    unresolved: int = 0

    def above(self, confidence: float) -> Counts:
        """Whole attributions, 80 % overlap, of the statements that are at least so sure."""
        kept = [right for sure, right in self.sure if sure >= confidence]
        return Counts(sum(kept), len(kept), self.overlap["attribution"].gold)


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


def score_attributions(
    folder: Path, read: Callable[[Report], Reading], tagged_in: TaggedIn, kinds_in: KindsIn, *, one_each: bool
) -> AttributionScore:
    """The outermost statements of a folder's texts, as spans and as whole attributions."""
    total = AttributionScore()
    for annotated in read_folder(folder, one_each=one_each):
        total.articles += 1
        gold = _gold(annotated)
        report = Report(annotated.text)
        outermost = [statement for statement in read(report).statements if statement.parent is None]
        found = [Attribution(_places([s.source]), _places([s.cue]), _places(s.content)) for s in outermost]
        for role in ROLES:
            in_gold = sorted({place for a in gold for place in getattr(a, role)})
            _add(total, role, in_gold, sorted({place for a in found for place in getattr(a, role)}), as_pairs=_single)
        matched = _add(total, "attribution", gold, found, as_pairs=_parts)
        _add(total, "as tagged", gold, [Attribution(*parts) for parts in tagged_in(report)], as_pairs=_parts)
        kind_of = kinds_in(report)
        for number, attribution in enumerate(gold):
            kind = kind_of(attribution.content)
            total.kinds[kind] = total.kinds.get(kind, Counts()) + Counts(int(number in matched), 0, 1)
        right = set(matched.values())
        for number, statement in enumerate(outermost):
            total.kinds[statement.kind] = total.kinds.get(statement.kind, Counts()) + Counts(found=1)
            total.sure.append((statement.confidence, number in right))
            total.with_source += statement.source is not None
            total.unresolved += statement.source is not None and statement.speaker is None
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


def _add(
    total: AttributionScore, name: str, gold: Sequence[Item], found: Sequence[Item], *, as_pairs: Callable[[Item], Parts]
) -> dict[int, int]:
    """Count; which of the found overlaps which of the gold, by number: gold -> found, each at most once."""
    exact = len(set(gold) & set(found))
    left = dict(enumerate(found))
    matched: dict[int, int] = {}
    for number, item in enumerate(gold):
        shares = {n: _share(as_pairs(item), as_pairs(other)) for n, other in left.items()}
        best = max(shares, key=lambda n: shares[n], default=None)
        if best is not None and shares[best] >= EXACTING:
            matched[number] = best
            del left[best]
    here = Counts(exact, len(found), len(gold)), Counts(len(matched), len(found), len(gold))
    total.by_article.setdefault(name, []).append(here)
    total.exact[name] = total.exact.get(name, Counts()) + here[0]
    total.overlap[name] = total.overlap.get(name, Counts()) + here[1]
    return matched


def _share(a: Parts, b: Parts) -> float:
    """The smallest overlap of corresponding parts; two empty parts agree."""
    return min((overlap_share(x, y) if x and y else float(not x and not y)) for x, y in zip(a, b, strict=True))
