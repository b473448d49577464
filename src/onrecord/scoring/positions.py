"""Positions against gold: the actor, the target and the stance must be right; the PLOVER type and the strength are not asked for.

Gold names actor and target by words. An actor is right as in `events`, or if it is a person who speaks for gold's country or body. A target
that is an actor is right if the words of gold's head phrase ("TNC" of "TNC in Libya") are mostly in one of its names, or for a person the
family name. A claim is right if its words are in gold's or gold's in them, or half of gold's; or if it is the content of a statement that
gold gives as its evidence, or stands in one and has a word of gold's. Found positions that are right for none of gold's are extra.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import CorpusError
from onrecord.schema.actor import Actor, Speaker
from onrecord.schema.day import day
from onrecord.schema.position import Position
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.scoring.counts import Counts
from onrecord.scoring.events import alike, name_words, same_actor, within

Gold = Mapping[str, Any]
Places = Mapping[str, Sequence[tuple[int, int]]]
"""Where the contents of gold's statements stand, by their ids."""

_AFTER_HEAD = frozenset({"of", "in", "by", "on", "for", "to", "with", "against", "over", "proposed", "that", "who", "including"})
_SMALL = frozenset(
    {"his", "her", "its", "their", "any", "claim", "that", "is", "be", "must", "on", "with", "over", "or", "own", "as", "not", "from"}
)
HALF = 0.5
SAME = 0.7  # share of the characters by which a claim is the content of a statement


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its gold positions; `part` tells sets apart of which some were tuned on."""

    report: Report
    positions: tuple[Gold, ...]
    places: Places
    part: str = "all"


def gold_texts(path: Path) -> Iterator[GoldText]:
    """The texts of a file of JSON lines (`text`, `positions`, `part`, `date`), or of a folder of annotated reports.

    Raises:
        CorpusError: it is neither.
    """
    try:
        found = list(_of_reports(path) if path.is_dir() else _of_lines(path))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CorpusError(f"{path}: needs JSON lines with text and positions, or NAME.txt with NAME.gold.json ({error!r})") from error
    if not found:
        raise CorpusError(f"{path}: has no text with positions; needs JSON lines with text and positions, or NAME.txt with NAME.gold.json")
    yield from found


def _of_reports(folder: Path) -> Iterator[GoldText]:
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        published = day(gold["published"]) if gold.get("published") else None
        text = path.with_name(f"{path.name.removesuffix('.gold.json')}.txt").read_bytes().decode("utf-8")
        yield GoldText(Report(text, published=published), tuple(gold["positions"]), places_of(gold["statements"]))


def _of_lines(path: Path) -> Iterator[GoldText]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            record = json.loads(line)
            published = day(record["date"]) if record.get("date") else None
            yield GoldText(Report(record["text"], published=published), tuple(record["positions"]), {}, record.get("part", "all"))


def places_of(statements: Sequence[Gold]) -> Places:
    """Where the contents of gold's statements stand."""
    return {str(each.get("id", number)): [(c["start"], c["end"]) for c in each["content"]] for number, each in enumerate(statements)}


def score_positions(wanted: Sequence[Gold], places: Places, reading: Reading) -> Counts:
    """How many of gold's positions were found; `found` counts these and the extra ones."""
    actors = {actor.id: actor for actor in reading.actors}
    right = [[_right(gold, places, position, actors) for position in reading.positions] for gold in wanted]
    met, taken = 0, set[int]()
    for row in right:  # each found one is one of gold's at most
        number = next((number for number, is_right in enumerate(row) if is_right and number not in taken), None)
        met += number is not None
        taken |= set() if number is None else {number}
    extra = sum(not any(row[number] for row in right) for number in range(len(reading.positions)))
    return Counts(met, met + extra, len(wanted))


def _right(gold: Gold, places: Places, position: Position, actors: Mapping[str, Actor]) -> bool:
    if gold["stance"] != position.stance or not _holds(gold["actor"], position.actor, actors):
        return False
    target = gold["target"].removeprefix("claim: ")
    if position.target is not None:
        return _is_target(target, actors[position.target.id])
    assert position.claim is not None  # noqa: S101 (a position has one of the two)
    evidence = [place for name in gold.get("evidence", ()) for place in places.get(name, ())]
    return _is_claim(target, position.claim, evidence)


def _holds(wanted: str, actor: Speaker, actors: Mapping[str, Actor]) -> bool:
    home = name_words(actor.affiliation or "")
    return same_actor(wanted, actors[actor.id]) or (bool(home) and within(name_words(wanted), home))


def _is_target(wanted: str, actor: Actor) -> bool:
    words = wanted.split()
    cut = next((number for number, word in enumerate(words) if number and word in _AFTER_HEAD), len(words))
    head = [word for word in name_words(" ".join(words[:cut])) if word not in _SMALL]
    names = [name_words(name) for name in (actor.name, *(each.text for each in actor.mentions if each.form != "pronoun"))]
    if actor.kind == "person" and head and any(name and alike(name[-1], head[-1]) for name in names[:1]):
        return True
    return any(_shared(head, name) > HALF * len(head) and any(alike(head[-1], word) for word in name) for name in names if head)


def _is_claim(wanted: str, claim: Span, evidence: Sequence[tuple[int, int]]) -> bool:
    gold, found = ([word for word in name_words(text) if word not in _SMALL] for text in (wanted, claim.text))
    shared = _shared(gold, found)
    if within(found, gold) or within(gold, found) or (gold and shared >= HALF * len(gold)):
        return True
    common = [(min(end, claim.end) - max(start, claim.start), end - start) for start, end in evidence]
    return any(
        both >= SAME * max(of, claim.end - claim.start) or (shared and both >= SAME * (claim.end - claim.start)) for both, of in common
    )


def _shared(some: Sequence[str], words: Sequence[str]) -> int:
    return sum(any(alike(one, word) for word in words) for one in some)
