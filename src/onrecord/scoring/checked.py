"""Events of real news that were checked by hand: whether each is right, and how sure the reading is of those that are.

The sample holds offsets and verdicts, no text (gold/events-checked.jsonl); the articles are those of shared/news-unlabelled. It was drawn
by how both votes stood to each other, so that each line counts for as many events of its kind as there were for one drawn. What people
corrected in a record (`onrecord export --to training`) has the same form, with its texts.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import zstandard

from onrecord.errors import CorpusError
from onrecord.schema.actor import ActorRef
from onrecord.schema.day import day
from onrecord.schema.event import Event
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report

Verdict = Literal["right", "parties", "wrong"]
"""Right as a whole; of the right type with a wrong actor or recipient; or no event of this type."""

Item = Mapping[str, Any]
"""corpus, id (of the article), trigger, actor, recipient (start and end, or null), type, verdict, weight; else text, published."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An event as the reading has it, with what was found of it."""

    event: Event
    verdict: Verdict
    weight: float


def is_sample(path: Path) -> bool:
    """Whether a file is of this shape, by its first line."""
    if not path.is_file():
        return False
    with path.open(encoding="utf-8", errors="replace") as lines:
        return '"verdict":' in lines.readline()


def checked_events(sample: Path, shared: Path, read: Callable[[Report], Reading]) -> Iterator[Checked]:
    """The events of the sample that the reading still has as they were checked.

    Raises:
        CorpusError: the sample or one of its articles can't be read.
    """
    try:
        items: dict[tuple[str | None, str], list[Item]] = {}
        for line in sample.read_text("utf-8").splitlines():
            item = json.loads(line)
            items.setdefault((item["corpus"], item["id"]), []).append(item)
        for (corpus, _), whole in items.items():
            if corpus is None:
                published = whole[0]["published"]
                yield from _checked(whole, read(Report(whole[0]["text"], published=day(published) if published else None)))
        for corpus in sorted({corpus for corpus, _ in items if corpus is not None}):
            with zstandard.open(shared / "news-unlabelled" / f"{corpus}.jsonl.zst", "rt", encoding="utf-8") as lines:
                for article in map(json.loads, lines):
                    if its := items.get((corpus, article["id"])):
                        yield from _checked(its, read(_report(article)))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CorpusError(f"{sample}: not a sample of events of articles in {shared}/news-unlabelled ({error!r})") from error


def _report(article: Mapping[str, Any]) -> Report:
    return Report(article["text"], published=day(article["date"][:10]) if article.get("date") else None)


def _checked(items: list[Item], reading: Reading) -> Iterator[Checked]:
    for item in items:
        event = next((event for event in reading.events if _is(item, event, reading)), None)
        if event is not None:
            yield Checked(event, item["verdict"], item["weight"])


def _is(item: Item, event: Event, reading: Reading) -> bool:
    return (
        [event.trigger.start, event.trigger.end] == item["trigger"]
        and event.type == item["type"]
        and _meant(item["actor"], event.actor, reading)
        and _meant(item["recipient"], event.recipient, reading)
    )


def _meant(place: list[int] | None, ref: ActorRef | None, reading: Reading) -> bool:
    """Whether one of an actor's mentions stands at this place."""
    if place is None or ref is None:
        return place is None and ref is None
    actor = next(actor for actor in reading.actors if actor.id == ref.id)
    return any([mention.start, mention.end] == place for mention in actor.mentions)
