"""Events against gold: JSON lines of texts with their events, PLOVER's JSON records, or a folder of annotated reports.

A found event belongs to a gold one if they agree in type, actor and recipient, wherever the report tells of it; else if
their triggers overlap; where gold has no triggers, if they agree in type or in both parties. Each belongs to one at most,
the most alike first. Found events that belong to none are extra.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.errors import CorpusError
from onrecord.schema.actor import Actor, ActorRef
from onrecord.schema.day import day
from onrecord.schema.event import Event
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.scoring import plover
from onrecord.scoring.counts import Counts

Gold = Mapping[str, Any]
Reader = Callable[[Report], Reading]
_STEM, _ENDING = 4, 4  # letters: "Syria" and "Syrian" are one word for names
_EMPTY = frozenset({"the", "a", "an", "of", "at", "for", "in", "and", "to", "'s", "’s"})


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its gold events; `part` tells sets apart of which some were tuned on."""

    name: str
    report: Report
    events: tuple[Gold, ...]
    part: str = "all"


@dataclass(frozen=True, slots=True)
class EventScore:
    """The counts of some texts.

    Attributes:
        detected: events that belong to a gold one, whatever their type.
        typed: those of the right type too; `whole`: and with the right actor and recipient.
        actors, recipients: of those of the right type.
        directed: of those whose two parties are the right two, how many are the right way round.
        texts: how many texts.
    """

    detected: Counts = Counts()
    typed: Counts = Counts()
    whole: Counts = Counts()
    parts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    texts: int = 0

    def __add__(self, other: "EventScore") -> "EventScore":
        names = [*self.parts, *(name for name in other.parts if name not in self.parts)]
        both = [(self.parts.get(name, (0, 0)), other.parts.get(name, (0, 0))) for name in names]
        parts = {name: (a[0] + b[0], a[1] + b[1]) for name, (a, b) in zip(names, both, strict=True)}
        detected, typed, whole = self.detected + other.detected, self.typed + other.typed, self.whole + other.whole
        return EventScore(detected, typed, whole, parts, self.texts + other.texts)

    @property
    def extra(self) -> int:
        """Found events that belong to no gold one."""
        return self.detected.found - self.detected.right


def gold_texts(path: Path) -> Iterator[GoldText]:
    """The texts of a file of JSON lines, or of a folder of annotated reports.

    Raises:
        CorpusError: it is neither.
    """
    try:
        found = list(_of_reports(path) if path.is_dir() else _of_lines(path))
    except CorpusError as error:
        raise CorpusError(f"{path}, {error}") from error
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CorpusError(f"{path}: needs JSON lines with text and events, or NAME.txt with NAME.gold.json ({error!r})") from error
    if not found:
        raise CorpusError(f"{path}: has no text with events; needs JSON lines with text and events, or NAME.txt with NAME.gold.json")
    yield from found


def _of_reports(folder: Path) -> Iterator[GoldText]:
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        gold = json.loads(path.read_text("utf-8"))
        published = day(gold["published"]) if gold.get("published") else None
        text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
        yield GoldText(name, Report(text, published=published), tuple(gold["events"]))


def _of_lines(path: Path) -> Iterator[GoldText]:
    """Own lines (`text`, `events`), or PLOVER records: one an event, those of one text together."""
    texts: dict[str, list[Gold]] = {}
    about: dict[str, Gold] = {}
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        record = json.loads(line)
        ours = not plover.is_record(record)
        text = record["text"] if ours else plover.text_of(record, number)
        texts.setdefault(text, []).extend(record["events"] if ours else plover.events(record, number))
        about.setdefault(text, record)
    for text, found in texts.items():
        record = about[text]
        anchor = plover.published(record)
        yield GoldText(
            str(record.get("id", "")), Report(text, published=day(anchor) if anchor else None), tuple(found), record.get("part", "all")
        )


def score_events(text: GoldText, reading: Reading) -> EventScore:
    """Score the events of one reading."""
    actors = {actor.id: actor for actor in reading.actors}
    pairs = [(text.events[i], reading.events[j]) for i, j in match(text.events, reading.events, actors)]
    typed = [(gold, event) for gold, event in pairs if gold.get("type") in {None, event.type}]
    right = [(_party("actor", gold, event, actors), _party("recipient", gold, event, actors)) for gold, event in typed]
    two = [(gold, event) for gold, event in typed if gold.get("actor") and gold.get("recipient") and not gold.get("either")]
    known = [(gold, event) for gold, event in two if _either_way(gold, event, actors)]
    straight = sum(_party("actor", gold, event, actors) and _party("recipient", gold, event, actors) for gold, event in known)
    found, gold_count = len(reading.events), len(text.events)
    return EventScore(
        Counts(len(pairs), found, gold_count),
        Counts(len(typed), found, gold_count),
        Counts(sum(a and r for a, r in right), found, gold_count),
        {
            "actor": (sum(a for a, _ in right), len(right)),
            "recipient": (sum(r for _, r in right), len(right)),
            "direction, of both parties known": (straight, len(known)),
            "mode": _told("mode", [(gold, event) for gold, event in typed if gold.get("mode")]),
            "modality": _told("modality", typed),
            "date": _told("date", [(gold, event) for gold, event in typed if gold.get("date")]),
        },
        1,
    )


def right_events(text: GoldText, reading: Reading) -> Iterator[tuple[Event, bool]]:
    """The events of one reading, and whether each is right as a whole."""
    actors = {actor.id: actor for actor in reading.actors}
    gold_of = {j: text.events[i] for i, j in match(text.events, reading.events, actors)}
    for j, event in enumerate(reading.events):
        gold = gold_of.get(j)
        same = gold is not None and gold.get("type") in {None, event.type}
        yield event, gold is not None and same and all(_party(side, gold, event, actors) for side in ("actor", "recipient"))


def _told(name: str, pairs: Sequence[tuple[Gold, Event]]) -> tuple[int, int]:
    told = [(gold[name], getattr(event, name)) for gold, event in pairs if name in gold]
    return sum(a == b for a, b in told), len(told)


def match(wanted: Sequence[Gold], found: Sequence[Event], actors: Mapping[str, Actor]) -> list[tuple[int, int]]:
    """Pairs of gold and found events that belong together, the most alike first, each in one pair at most."""
    scored = []
    for i, gold in enumerate(wanted):
        for j, event in enumerate(found):
            same_type = gold.get("type") in {None, event.type}
            parties = _party("actor", gold, event, actors) + _party("recipient", gold, event, actors)
            place = gold.get("trigger")
            beside = place is not None and any(s.start < place["end"] and place["start"] < s.end for s in (event.trigger, *event.again))
            both = 2
            whole = same_type and parties == both
            if beside or whole or (place is None and (same_type or parties == both)):
                scored.append((-whole, -beside - same_type - parties, -beside, i, j))
    pairs: list[tuple[int, int]] = []
    for *_, i, j in sorted(scored):
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def _party(side: str, gold: Gold, event: Event, actors: Mapping[str, Actor]) -> bool:
    """Whether the actor or the recipient is right; of what both sides do, either of the two."""
    sides = {"actor": _refs(event.actor, event.co_actors), "recipient": _refs(event.recipient, event.co_recipients)}
    found = sides[side]
    if gold.get("either"):
        found = [*sides["actor"], *sides["recipient"]]
    wanted = gold.get(side)
    if wanted is None or not found:
        return wanted is None and not found
    names = [wanted] if isinstance(wanted, str) else wanted
    return any(same_actor(name, actors[ref.id]) for ref in found for name in names)


def _refs(first: ActorRef | None, others: Sequence[ActorRef]) -> list[ActorRef]:
    return [*([first] if first is not None else []), *others]


def _either_way(gold: Gold, event: Event, actors: Mapping[str, Actor]) -> bool:
    return all(_party(side, {**gold, "either": True}, event, actors) for side in ("actor", "recipient"))


def same_actor(wanted: str, actor: Actor) -> bool:
    """Whether gold's name means this actor: all words of one of its names are in the other, or a body's country is meant."""
    names = [actor.name, *(mention.text for mention in actor.mentions if mention.form != "pronoun")]
    if actor.kind != "person":
        names += [role.affiliation for role in actor.roles if role.affiliation is not None]
    gold = name_words(wanted)
    if actor.kind == "person" and gold and any(words and alike(words[-1], gold[-1]) for words in map(name_words, names[:1])):
        return True
    return any(words and (within(gold, words) or within(words, gold)) for words in map(name_words, names))


def name_words(name: str) -> list[str]:
    """The words of a name in small letters, without articles and the like."""
    plain = name.lower().replace("'s", "").replace("’s", "").replace("-", " ").split()
    stripped = [word.strip(".,()\"'") for word in plain]
    return [word for word in stripped if word and word not in _EMPTY]


def within(some: Sequence[str], words: Sequence[str]) -> bool:
    """Whether there are some words, and each is like one of the others."""
    return bool(some) and all(any(alike(one, word) for word in words) for one in some)


def alike(a: str, b: str) -> bool:
    """Whether two words are one, the ending of either aside."""
    short, long = sorted((a, b), key=len)
    return a == b or (len(short) >= _STEM and len(long) - len(short) <= _ENDING and long.startswith(short[: max(_STEM, len(short) - 1)]))
