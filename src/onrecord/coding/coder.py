"""A codebook over the statements of a report: which concepts each speaks of, whether it agrees, how sure that is and why.

What is weighed are signs, each with a weight above 0 for agreement and below 0 against it: words and patterns of the
concept, turned by the words around them (polarity.py), and likeness to the examples (examples.py). The sum is turned by the
statement's own stance ("denied that ..."), or by its cue ("opposes ..."); its size gives the confidence.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord.coding.bounds import beside, own_places
from onrecord.coding.codebook import Codebook, Concept
from onrecord.coding.examples import likest, sentences
from onrecord.coding.expressions import Expression, Found
from onrecord.coding.learned import Learned
from onrecord.coding.polarity import Turn, is_naming, is_open, turns_around, turns_in
from onrecord.coding.words import Word, spans_of, stems, words_of
from onrecord.data import table
from onrecord.schema.coding import Coding, Sign
from onrecord.schema.report import Report
from onrecord.schema.statement import Statement

# Weights, on the scale of log-odds; set by hand on the invented debate of examples/lake, figures in docs/benchmarks.md.
PHRASE, SINGLE = 1.0, 0.6  # several words found, or one
CLEAR = 0.6  # more, where words around them say for or against
DOUBLE = 0.5  # less, for each turn after the first: two in a row are often not meant so
LIKE = 3.0  # times the likeness, times the difference between that to the examples for and against
LEAST_LIKE, LIKE_ALONE = 0.3, 0.5  # likeness that counts, and that is enough without words of the concept
LIKE_BESIDE = 0.5  # times, where words around the concept say for or against: likeness does not see what they turn
SAME = 0.97  # likeness at which a statement is one that somebody decided about
OPEN = 0.6  # times, for questions and conditions
DISTANT = 0.5  # times, where the concept stands beside the statement and not in it
MOST = 2.0  # words and patterns together
_TURNING = ("denies", "rejects")
_OPEN = ("asks", "conditions")
_SHARED = 2  # telling words that a statement must share with an example to be compared with it

NOTHING_LEARNED = Learned({})


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement in its report, as it is coded: its own words, and how its stance and its cue turn what they say."""

    report: Report
    statement: Statement
    words: tuple[Word, ...]
    outer: tuple[Sign, ...]
    turned: bool
    named: bool


class Coder:
    """Codes statements; a class, because the codebook is prepared once for many reports."""

    def __init__(self, codebook: Codebook, learned: Learned = NOTHING_LEARNED) -> None:
        """Prepare to code.

        Args:
            learned: what people decided about statements before; it counts as further examples.
        """
        self._concepts = codebook.concepts
        self._learned = learned
        self._by_stem: dict[str, list[tuple[int, Expression]]] = {}
        self._always: list[tuple[int, Expression]] = []
        for number, concept in enumerate(self._concepts):
            for each in (*concept.words, *concept.patterns):
                if each.regex is not None or each.parts[0].beginnings:
                    self._always.append((number, each))
                for one in each.parts[0].stems if each.parts and not each.parts[0].beginnings else ():
                    self._by_stem.setdefault(one, []).append((number, each))
        self._examples = [self._stems_of_examples(concept) for concept in self._concepts]

    def _stems_of_examples(self, concept: Concept) -> list[frozenset[str]]:
        examples = (
            *concept.agreeing,
            *concept.disagreeing,
            *self._learned.of(concept.name, True),
            *self._learned.of(concept.name, False),
        )
        return [frozenset(stems(example)) - _light() for example in examples]

    def code(self, report: Report, statements: Sequence[Statement]) -> list[Coding]:
        """The codings of a report's statements, in their order; of one statement in the codebook's."""
        by_id = {statement.id: statement for statement in statements}
        found = []
        for statement in statements:
            words = words_of(report.text, own_places(statement, statements))
            outer, turned = _stance(report, statement, by_id)
            named = statement.cue is not None and is_naming(words_of(statement.cue.text))
            said = _Said(report, statement, words, outer, turned, named)
            codings = self._codings(said)
            found.extend(codings or self._from_beside(said, beside(report, statement, statements)))
        return found

    def _codings(self, said: _Said) -> list[Coding]:
        places = self._places(said.words, said.report.text)
        telling = {word.stem for word in said.words} - _light()
        found = []
        for number, concept in enumerate(self._concepts):
            alike = any(len(telling & its) >= min(_SHARED, len(its)) for its in self._examples[number] if its)
            if not places[number] and not alike:
                continue
            if any(each.find(said.words, said.report.text) for each in concept.unless):
                continue
            coding = self._coding(said, concept, places[number])
            if coding is not None:
                found.append(coding)
        return found

    def _places(self, words: Sequence[Word], text: str) -> list[list[tuple[Expression, Found]]]:
        """For each concept where its expressions stand, those inside longer ones left out."""
        wanted = dict.fromkeys(pair for word in words for pair in self._by_stem.get(word.stem, ()))
        found: list[list[tuple[Expression, Found]]] = [[] for _ in self._concepts]
        for number, each in (*wanted, *self._always):
            found[number].extend((each, place) for place in each.find(words, text))
        return [_longest(each) for each in found]

    def _coding(self, said: _Said, concept: Concept, places: Sequence[tuple[Expression, Found]]) -> Coding | None:
        signs = [sign for each, place in places for sign in _word_signs(said, each, place)]
        size = sum(sign.weight for sign in signs)
        most = MOST if any(len(place) > 1 for _, place in places) else SINGLE + CLEAR  # one word again and again is still one word
        if abs(size) > most:
            signs = [replace(sign, weight=sign.weight * most / abs(size)) for sign in signs]
        likeness = self._likeness(said, concept, alone=not places)
        if likeness is None:
            return None
        if len(signs) > len(places):
            likeness = [replace(sign, weight=sign.weight * LIKE_BESIDE) for sign in likeness]
        return _made(said, concept, [*signs, *likeness])

    def _likeness(self, said: _Said, concept: Concept, *, alone: bool) -> list[Sign] | None:
        """What likeness to examples says; None where it is not to be coded: nothing is alike enough, or its like was rejected."""
        its = sentences(said.words)
        name, own = concept.name, said.statement.id
        sides = (
            likest(its, (*concept.agreeing, *self._learned.of(name, True, but=own))),
            likest(its, (*concept.disagreeing, *self._learned.of(name, False, but=own))),
        )
        degrees = [0.0 if side is None else side.degree for side in sides]
        rejected = likest(its, self._learned.of(name, None, but=own))
        if rejected is not None and rejected.degree >= max(SAME, *degrees):
            return None
        best = max(degrees)
        if best < (LIKE_ALONE if alone else LEAST_LIKE):
            return None if alone else []
        agrees = degrees[0] >= degrees[1]
        like = sides[0] if agrees else sides[1]
        assert like is not None  # noqa: S101 (one of them is above the least likeness)
        what = f"like the example {'for' if agrees else 'against'}, {like.degree:.2f}: {like.example}"
        return [Sign(what, LIKE * best * (degrees[0] - degrees[1]), spans_of(said.report, said.words, 0, len(said.words)) if alone else ())]

    def _from_beside(self, said: _Said, places: Sequence[tuple[int, int]]) -> list[Coding]:
        """Codings by what the reporter says beside the statement that it is about ("called the plan to drain the lake madness").

        Only where the statement itself, or its cue, has a word for or against.
        """
        around = words_of(said.report.text, places)
        turns = [turn for turn in turns_in(said.words) if turn.kind != "negation"]
        if not around or not (turns or said.outer):
            return []
        found = []
        for concept, its in zip(self._concepts, self._places(around, said.report.text), strict=True):
            if its:
                each, place = its[0]
                weight = DISTANT * (-1 if sum(turn.turns for turn in turns_in(said.words)) % 2 else 1) * (1 if each.agrees else -1)
                signs = [Sign(f"beside the statement: {each.written}", weight, spans_of(said.report, around, place[0], place[-1] + 1))]
                found.append(_made(said, concept, [*signs, *_turn_signs(said, turns)]))
        return found


def _made(said: _Said, concept: Concept, signs: Sequence[Sign]) -> Coding:
    way = -1.0 if said.turned else 1.0
    if said.statement.stance in _OPEN or is_open(said.words):
        way *= OPEN
    clear = CLEAR if said.outer else 0.0
    size = sum(sign.weight for sign in signs)
    weighed = [replace(sign, weight=round(way * sign.weight, 3)) for sign in signs]
    outer = [replace(sign, weight=round(way * math.copysign(clear, size) / len(said.outer), 3)) for sign in said.outer]
    total = sum(sign.weight for sign in (*weighed, *outer))
    return Coding(said.statement.id, concept.name, total >= 0, confidence_of(total), (*weighed, *outer))


def confidence_of(total: float) -> float:
    """The logistic function of how far the signs lean to one side."""
    return round(1 / (1 + math.exp(-abs(total))), 3)


def _word_signs(said: _Said, each: Expression, place: Found) -> Iterable[Sign]:
    """The sign that an expression is, turned by the words around it, and those words."""
    turns = turns_around(said.words, place, named=said.named)
    turning = sum(turn.turns for turn in turns)
    weight = PHRASE if len(place) > 1 else SINGLE
    weight = max(weight + (CLEAR if turns else 0) - DOUBLE * max(0, turning - 1), 0.1)
    way = (1 if each.agrees else -1) * (-1 if turning % 2 else 1)
    yield Sign(f"found: {each.written}", way * weight, spans_of(said.report, said.words, place[0], place[-1] + 1))
    yield from _turn_signs(said, turns)


def _turn_signs(said: _Said, turns: Iterable[Turn]) -> Iterable[Sign]:
    """The words that turn a sign, or make it clear; their weight is in the sign."""
    for turn in turns:
        yield Sign(turn.kind, 0.0, spans_of(said.report, said.words, turn.place, turn.end))


def turned_by_stance(statement: Statement) -> bool:
    """Whether its speaker denies or rejects the content."""
    return statement.stance in _TURNING


def _stance(report: Report, statement: Statement, by_id: dict[str, Statement]) -> tuple[tuple[Sign, ...], bool]:
    """What the statement's stance and its cue say of its content, and whether together they turn it round."""
    signs, turned = [], False
    words = () if statement.cue is None else words_of(report.text, [(statement.cue.start, statement.cue.end)])
    turns = turns_in(words, own=True)
    kinds = {turn.kind for turn in turns}
    if turned_by_stance(statement):
        signs.append(Sign(f"stance: {statement.stance}", 0.0, () if statement.cue is None else (statement.cue,)))
        turned = not {"negation", "against"} <= kinds  # "did not oppose"
    elif kinds - {"negation"}:
        signs.extend(Sign(turn.kind, 0.0, spans_of(report, words, turn.place, turn.end)) for turn in turns)
        turned = sum(turn.turns for turn in turns) % 2 == 1
    above = by_id.get(statement.parent or "")
    if above is not None and above.stance in _TURNING and above.speaker is not None and above.speaker == statement.speaker:
        signs.append(Sign(f"stance of the statement around it: {above.stance}", 0.0, () if above.cue is None else (above.cue,)))
        turned = not turned
    return tuple(signs), turned


def _longest(places: Sequence[tuple[Expression, Found]]) -> list[tuple[Expression, Found]]:
    """Places in order, of overlapping ones the one with most words."""
    kept: list[tuple[Expression, Found]] = []
    for each, place in sorted(places, key=lambda pair: (-len(pair[1]), pair[1])):
        if not any(set(place) & set(other) for _, other in kept):
            kept.append((each, place))
    return sorted(kept, key=lambda pair: pair[1])


@cache
def _light() -> frozenset[str]:
    return frozenset(stem for word in table("polarity")["light"] for stem in stems(word))
