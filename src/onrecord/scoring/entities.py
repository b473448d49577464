"""Names and mentions against gold: columns as CoNLL 2003 has them (.txt), or a folder as re3d has it.

A mention counts as right when its kind is right and its place too: exactly, or relaxed, where any overlap will do. Of re3d's pairs of words
for the same one ("the coalition", "the US-led Coalition against ISIL") it is asked whether one actor has both.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from onrecord.errors import CorpusError
from onrecord.schema.actor import Actor
from onrecord.schema.report import Report
from onrecord.scoring.counts import Counts
from onrecord.scoring.tokens import rebuilt

Marked = tuple[int, int, str]
"""Start and end of a mention in code points, end exclusive, and its kind."""
Find = Callable[[Report], Sequence[Marked]]
"""Gives the mentions of a report."""

DOCUMENT = "-DOCSTART-"
SENTENCES = 20  # a document, where a file of columns does not mark them
THIRD = 3  # of re3d's documents, sorted by id, every third one is held back
_CONLL = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}
_RE3D = {"Person": "person", "Organisation": "organisation", "Location": "place", "Nationality": "people"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its gold mentions, and who published it, where that is told."""

    name: str
    text: str
    mentions: tuple[Marked, ...]
    source: str = ""


@dataclass(slots=True)
class EntityScore:
    """Counts by kind. Filled text by text, so not frozen."""

    texts: int = 0
    exact: dict[str, Counts] = field(default_factory=dict)
    relaxed: dict[str, Counts] = field(default_factory=dict)

    @property
    def kinds(self) -> list[str]:
        """The kinds that the gold has, by how often it has them."""
        return sorted((kind for kind in self.exact if self.exact[kind].gold), key=lambda kind: -self.exact[kind].gold)

    def add(self, gold: Sequence[Marked], found: Sequence[Marked]) -> None:
        """Count the mentions of one text."""
        self.texts += 1
        for kind in {mention[2] for mention in (*gold, *found)}:
            its, seen = ([mention[:2] for mention in mentions if mention[2] == kind] for mentions in (set(gold), set(found)))
            self.exact[kind] = self.exact.get(kind, Counts()) + Counts(len({*its} & {*seen}), len(seen), len(its))
            self.relaxed[kind] = self.relaxed.get(kind, Counts()) + Counts(_touching(its, seen), len(seen), len(its))


def _touching(gold: Sequence[tuple[int, int]], found: Sequence[tuple[int, int]]) -> int:
    """How many gold mentions have a found one of their own that overlaps them; each is given to the first that it fits."""
    left = sorted(found)
    for start, end in sorted(gold):
        fitting = next((other for other in left if other[0] < end and start < other[1]), None)
        if fitting is not None:
            left.remove(fitting)
    return len(found) - len(left)


def score_entities(corpus: Path, names_in: Find, mentions_in: Find) -> EntityScore:
    """Score the names in a file of columns, or the mentions of any form in the held-back third of a re3d folder.

    Raises:
        CorpusError: it can't be read, or is not of that form.
    """
    score = EntityScore()
    if corpus.is_dir():
        for text in re3d(corpus, held_back=True):
            score.add(text.mentions, mentions_in(Report(text.text)))
        return score
    for text in columns(corpus):  # columns have no kind of its own for a people
        found = [(start, end, "other" if kind == "people" else kind) for start, end, kind in names_in(Report(text.text))]
        score.add(text.mentions, found)
    return score


def score_links(folder: Path, actors_in: Callable[[Report], Sequence[Actor]]) -> Counts:
    """How many of re3d's pairs of words for the same person or organisation (its relation IsSynonymOf) are joined to one actor.

    All its documents count: nothing was learned from its relations.

    Raises:
        CorpusError: its files can't be read, or are not of that form.
    """
    keys = ("documentId", "type", "sourceBegin", "sourceEnd", "targetBegin", "targetEnd")
    marks = _objects(folder / "entities.jsonl", ("documentId", "begin", "end", "type"))
    actors_at = {(mark["documentId"], mark["begin"], mark["end"]) for mark in marks if mark["type"] in {"Person", "Organisation"}}
    pairs: dict[str, list[tuple[tuple[int, int], tuple[int, int]]]] = {}
    for relation in _objects(folder / "relations.jsonl", keys):
        if relation["type"] == "IsSynonymOf":
            both = (relation["sourceBegin"], relation["sourceEnd"]), (relation["targetBegin"], relation["targetEnd"])
            if all((relation["documentId"], *place) in actors_at for place in both):
                pairs.setdefault(relation["documentId"], []).append(both)
    total = Counts()
    for document in _objects(folder / "documents.jsonl", ("_id", "text")):
        wanted = pairs.get(document["_id"], [])
        actors = actors_in(Report(document["text"])) if wanted else ()
        owners = [[_owners(place, actors) for place in both] for both in wanted]
        total += Counts(sum(bool(a & b) for a, b in owners), sum(bool(a and b) for a, b in owners), len(wanted))
    return total


def _owners(place: tuple[int, int], actors: Sequence[Actor]) -> set[str]:
    """The actors with a mention that overlaps."""
    return {actor.id for actor in actors if any(mention.start < place[1] and place[0] < mention.end for mention in actor.mentions)}


def columns(path: Path) -> Iterator[Text]:
    """The texts of a file of columns, first the word, last the tag (IOB1 or BIO): one a document, or twenty sentences each.

    Words are joined as in running text; each sentence is a paragraph.

    Raises:
        CorpusError: it can't be read, or is not of that form.
    """
    for number, sentences in enumerate(_documents(path)):
        text, mentions = "", list[Marked]()
        for rows in sentences:
            words, places = rebuilt([word for word, _ in rows])
            start = len(text) + 2 if text else 0
            text += ("\n\n" if text else "") + words
            tags = [tag for _, tag in rows]
            mentions += ((start + places[a][0], start + places[b - 1][1], _kind(tag, path)) for a, b, tag in _runs(tags))
        yield Text(f"{path.stem}-{number}", text, tuple(mentions))


def _documents(path: Path) -> Iterator[list[list[tuple[str, str]]]]:
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: can't be read ({error})") from error
    marked = any(line.startswith(DOCUMENT) for line in lines)
    found: list[list[tuple[str, str]]] = []
    for is_row, group in groupby(lines, key=lambda line: bool(line.strip())):
        rows = [(line.split()[0], line.split()[-1]) for line in group] if is_row else []
        if (rows and rows[0][0] == DOCUMENT) or (not marked and len(found) == SENTENCES):
            if found:
                yield found
            found = []
        if rows and rows[0][0] != DOCUMENT:
            found.append(rows)
    if found:
        yield found


def _runs(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First and last (exclusive) token and the kind of each mention, whether its tags are IOB1 or BIO."""
    first, before = 0, "O"
    for number, tag in enumerate([*tags, "O"]):
        if before != "O" and (tag[2:] != before[2:] or tag.startswith("B-")):
            yield first, number, before[2:]
        if tag != "O" and (before == "O" or tag[2:] != before[2:] or tag.startswith("B-")):
            first = number
        before = tag


def _kind(tag: str, path: Path) -> str:
    if tag not in _CONLL:
        raise CorpusError(f"{path}: {tag!r} is no kind of name; write one of {', '.join(_CONLL)}")
    return _CONLL[tag]


def re3d(folder: Path, *, held_back: bool) -> Iterator[Text]:
    """The texts of a re3d folder: those held back (every third by id), or the others.

    Mentions are all marked persons, organisations, places and nationalities, nested ones too; where the same words are marked as
    several of them, the surest counts.

    Raises:
        CorpusError: its files can't be read, or are not of that form.
    """
    surest: dict[str, dict[tuple[int, int], tuple[float, str]]] = {}
    for mark in _objects(folder / "entities.jsonl", ("documentId", "begin", "end", "type", "confidence")):
        if mark["type"] in _RE3D:
            its = surest.setdefault(mark["documentId"], {})
            place = mark["begin"], mark["end"]
            its[place] = max(its.get(place, (-1.0, "")), (float(mark["confidence"]), _RE3D[mark["type"]]))
    documents = sorted(_objects(folder / "documents.jsonl", ("_id", "text", "source_folder")), key=lambda document: str(document["_id"]))
    for number, document in enumerate(documents):
        if (number % THIRD == THIRD - 1) == held_back:
            marks = surest.get(document["_id"], {})
            yield Text(
                document["_id"],
                document["text"],
                tuple((*place, kind) for place, (_, kind) in sorted(marks.items())),
                document["source_folder"],
            )


def _objects(path: Path, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                found = json.loads(line)
                if missing := [key for key in keys if key not in found]:
                    raise CorpusError(f"{path}, line {number}: has no {missing[0]!r}")
                yield found
    except (OSError, ValueError, TypeError) as error:
        raise error if isinstance(error, CorpusError) else CorpusError(f"{path}: not JSON lines ({error})") from error
