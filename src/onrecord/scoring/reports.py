"""Readings against annotated reports: NAME.txt with NAME.gold.json, as in shared/reports (the codebook stands in its README).

A statement is found if its content overlaps a gold one's by 70 % of the characters of both together (intersection over
union would punish a comma; this takes the smaller share of the two). Each is matched to one gold statement at most, the
best first. Kind, type, addressee, date and speaker are counted over the statements found.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.errors import CorpusError
from onrecord.schema.day import day
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.statement import Statement
from onrecord.scoring.counts import Counts
from onrecord.scoring.positions import places_of, score_positions

FOUND = 0.7  # share of the characters that must be the same for a statement to count as found
EXACTING = 0.8  # the same for source, cue and content in the strict count

Gold = dict[str, Any]
Reader = Callable[[Report], Reading]


@dataclass(frozen=True, slots=True)
class ReportScore:
    """The scores of one report, or of several added up.

    Attributes:
        statements, nested: statements found, and those inside others among them.
        strict: statements whose source, cue and content all overlap by 80 % and whose speaker is right.
        positions: gold's positions found; `found` counts these and the extra ones (scoring/positions.py).
        attributes: for each of speaker, kind, type, addressee, date: right, and of how many found statements.
    """

    statements: Counts = Counts()
    outer: Counts = Counts()
    nested: Counts = Counts()
    strict: Counts = Counts()
    positions: Counts = Counts()
    attributes: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __add__(self, other: "ReportScore") -> "ReportScore":
        keys = [*self.attributes, *(key for key in other.attributes if key not in self.attributes)]

        def both(key: str) -> tuple[int, int]:
            a, b = self.attributes.get(key, (0, 0)), other.attributes.get(key, (0, 0))
            return a[0] + b[0], a[1] + b[1]

        return ReportScore(
            self.statements + other.statements,
            self.outer + other.outer,
            self.nested + other.nested,
            self.strict + other.strict,
            self.positions + other.positions,
            {key: both(key) for key in keys},
        )


def score_reports(folder: Path, read: Reader) -> Iterator[tuple[str, ReportScore]]:
    """The score of each annotated report of a folder, by name.

    Raises:
        CorpusError: there are none, or one is not as it should be.
    """
    golds = sorted(folder.glob("*.gold.json"))
    if not golds:
        raise CorpusError(f"{folder}: needs NAME.txt with NAME.gold.json beside it, as in shared/reports")
    for path in golds:
        name = path.name.removesuffix(".gold.json")
        try:
            gold = json.loads(path.read_text("utf-8"))
            text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
            published = day(gold["published"]) if gold["published"] else None
            wanted = [{**statement, "content": list(statement["content"])} for statement in gold["statements"]]
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise CorpusError(f"{path}: not an annotated report ({error!r})") from error
        yield name, score(wanted, read(Report(text, published=published)), gold.get("positions", ()))


def score(wanted: Sequence[Gold], reading: Reading, positions: Sequence[Gold] = ()) -> ReportScore:
    """Score one reading against the gold statements of its report, and its gold positions where it has any."""
    pairs = match(wanted, reading.statements)
    outer_gold = [w for w in wanted if not w.get("parent")]
    outer_found = [s for s in reading.statements if s.parent is None]
    right = {i for i, _ in pairs}
    right_outer = sum(not wanted[i].get("parent") for i in right)
    strict = sum(_strict(wanted[i], reading.statements[j]) for i, j in pairs)
    attributes = {"speaker": [speaker_right(wanted[i], reading.statements[j]) for i, j in pairs]}
    for name in ("kind", "type", "addressee", "date"):
        told = [(wanted[i], reading.statements[j]) for i, j in pairs if name in wanted[i]]
        attributes[name] = [_same(name, w, s) for w, s in told]
    dated = [(wanted[i], reading.statements[j]) for i, j in pairs if wanted[i].get("date")]
    attributes["date, where gold has one"] = [_same("date", w, s) for w, s in dated]
    return ReportScore(
        Counts(len(right), len(reading.statements), len(wanted)),
        Counts(right_outer, len(outer_found), len(outer_gold)),
        Counts(len(right) - right_outer, len(reading.statements) - len(outer_found), len(wanted) - len(outer_gold)),
        Counts(strict, len(reading.statements), len(wanted)),
        score_positions(positions, places_of(wanted), reading) if positions else Counts(),
        {name: (sum(values), len(values)) for name, values in attributes.items()},
    )


def match(wanted: Sequence[Gold], found: Sequence[Statement]) -> list[tuple[int, int]]:
    """Pairs of gold and found statements with overlapping content, the best overlap first, each in one pair at most."""
    scored = []
    for i, gold in enumerate(wanted):
        places = [(c["start"], c["end"]) for c in gold["content"]]
        for j, statement in enumerate(found):
            share = overlap_share(places, [(c.start, c.end) for c in statement.content])
            if share >= FOUND:
                # Of two gold statements with the same content, the one with the same cue is meant.
                same_cue = _part_share(gold["cue"], statement.cue) if gold["cue"] or statement.cue else 1.0
                scored.append((-same_cue, -share, i, j))
    pairs: list[tuple[int, int]] = []
    for _, _, i, j in sorted(scored):
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def overlap_share(a: Sequence[tuple[int, int]], b: Sequence[tuple[int, int]]) -> float:
    """The characters that two lists of places share, as a part of the larger of the two."""
    shared = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    return shared / max(sum(end - start for start, end in a), sum(end - start for start, end in b))


def _part_share(gold: Gold | None, span: Any) -> float:  # noqa: ANN401 (a Span or None)
    if gold is None or span is None:
        return float(gold is None and span is None)
    return overlap_share([(gold["start"], gold["end"])], [(span.start, span.end)])


def _strict(gold: Gold, statement: Statement) -> bool:
    places = [(c["start"], c["end"]) for c in gold["content"]]
    content = overlap_share(places, [(c.start, c.end) for c in statement.content])
    parts = (_part_share(gold["source"], statement.source), _part_share(gold["cue"], statement.cue), content)
    return min(parts) >= EXACTING and speaker_right(gold, statement)


def speaker_right(gold: Gold, statement: Statement) -> bool:
    """Whether the speaker is the same: the same family name for a person, else all words of one name in the other."""
    wanted, found = gold["speaker"], statement.speaker
    if wanted is None or found is None:
        return wanted is None and found is None
    a, b = _words(wanted), _words(found.name)
    if gold.get("speaker_kind", "person") == "person" and a and b and a[-1] == b[-1]:
        return True
    return bool(a and b) and (set(a) <= set(b) or set(b) <= set(a))


def _words(name: str) -> list[str]:
    small = name.lower().replace("'s", "").replace("’s", "").split()
    plain = [word.strip(".,").removeprefix("al-") for word in small]
    return [word for word in plain if word not in {"the", "a", "an", "of", "at", "for", "in"}]


def _same(name: str, gold: Gold, statement: Statement) -> bool:
    wanted, found = gold[name], getattr(statement, name)
    if name == "addressee":
        return _part_share(wanted, found) >= FOUND
    return bool(wanted == found)
