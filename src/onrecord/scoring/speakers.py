"""Speakers against a sample checked by hand: for each source that was drawn, the words by which its article names the speaker best.

The sample holds offsets and verdicts, no text (gold/speakers.json); the articles are PolNeAR's. A speaker is right if one of the
mentions of its actor overlaps those words, or has the same last word ("Lane" for "Ada Lane").
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from onrecord.errors import CorpusError
from onrecord.schema.actor import Actor
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.statement import Statement

Verdict = Literal["right", "wrong", "unknown", "not found"]
Item = Mapping[str, Any]
"""file, source (start and end), speaker (the same, or null where nobody is meant)."""


def score_speakers(sample: Path, texts: Path, read: Callable[[Report], Reading]) -> Counter[Verdict]:
    """How many speakers of the sample are right, wrong, unknown; and how many of its sources no longer have a statement.

    An unknown speaker is right where nobody is meant.

    Raises:
        CorpusError: the sample or one of its articles can't be read.
    """
    try:
        items = json.loads(sample.read_text("utf-8"))
        verdicts: Counter[Verdict] = Counter()
        for name, of_file in groupby(items, key=lambda item: item["file"]):
            reading = read(Report((texts / name).read_bytes().decode("utf-8")))
            verdicts.update(verdict(item, reading) for item in of_file)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CorpusError(f"{sample}: not a sample of speakers of articles in {texts} ({error!r})") from error
    return verdicts


def verdict(item: Item, reading: Reading) -> Verdict:
    """What a reading makes of one source of the sample."""
    statement = _of_source(item["source"], reading.statements)
    if statement is None:
        return "not found"
    if statement.speaker is None:
        return "right" if item["speaker"] is None else "unknown"
    if item["speaker"] is None:
        return "wrong"
    actor = next(actor for actor in reading.actors if actor.id == statement.speaker.id)
    return "right" if _is_meant(item["speaker"], actor, reading.report.text) else "wrong"


def _of_source(source: Sequence[int], statements: Sequence[Statement]) -> Statement | None:
    """The statement whose source overlaps most; None where none does."""

    def shared(statement: Statement) -> int:
        span = statement.source
        return 0 if span is None else min(span.end, source[1]) - max(span.start, source[0])

    best = max(statements, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def _is_meant(place: Sequence[int], actor: Actor, text: str) -> bool:
    words = text[place[0] : place[1]].split()
    if any(mention.start < place[1] and place[0] < mention.end for mention in actor.mentions if mention.form != "pronoun"):
        return True
    names = [mention.text.removesuffix("'s").removesuffix("’s").split() for mention in actor.mentions if mention.form == "name"]
    return any(name and name[-1] == words[-1] for name in names)
