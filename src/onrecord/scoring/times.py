"""Times against TimeML: NAME.tml files of a folder or a .tar.gz, as TempEval-3 counts them (UzZaman et al. 2013).

The raw text of <TEXT> is read, with the day of <DCT> as the day of publication; the creation time itself is not counted.
A time is found strictly if its bounds are those of a gold one, relaxed if the two overlap. Type and value are F1s too:
the relaxed F1 times the share of the overlapping ones that have it right. A third of the documents is held out.
"""

import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Literal

from lxml import etree

from onrecord.errors import CorpusError
from onrecord.schema.day import day
from onrecord.schema.report import Report
from onrecord.schema.when import When
from onrecord.scoring.counts import Counts

Part = Literal["all", "development", "held-out"]
HELD_OUT = 3  # of the documents of each folder, sorted by name, every third one is held out

Timer = Callable[[Report], Sequence[When]]


@dataclass(frozen=True, slots=True)
class TimedText:
    """One TimeML document: its text, its day, and start, end, type and value of its times."""

    name: str
    folder: str
    text: str
    created: date
    times: tuple[tuple[int, int, str, str], ...]


@dataclass(frozen=True, slots=True)
class TimesScore:
    """The scores of some documents; of `type` and `value` the times that overlap a gold one and have it right."""

    documents: int = 0
    strict: Counts = Counts()
    relaxed: Counts = Counts()
    type: Counts = Counts()
    value: Counts = Counts()

    def __add__(self, other: "TimesScore") -> "TimesScore":
        return TimesScore(
            self.documents + other.documents,
            self.strict + other.strict,
            self.relaxed + other.relaxed,
            self.type + other.type,
            self.value + other.value,
        )


def score_times(corpus: Path, read: Timer, part: Part) -> dict[str, TimesScore]:
    """The scores by folder of the corpus.

    Raises:
        CorpusError: there are no documents, or one is no TimeML.
    """
    scores: dict[str, TimesScore] = {}
    for text in timed_texts(corpus, part):
        found = read(Report(text.text, published=text.created))
        scores[text.folder] = scores.get(text.folder, TimesScore()) + score(text.times, found)
    return scores


def score(gold: Sequence[tuple[int, int, str, str]], found: Sequence[When]) -> TimesScore:
    """Score the times of one document; each belongs to one gold time at most, the first that it overlaps."""
    pairs = []
    free = list(found)
    for start, end, kind, value in gold:
        match = next((when for when in free if when.start < end and start < when.end), None)
        if match is not None:
            free.remove(match)
            pairs.append(((start, end, kind, value), match))
    strict = sum((when.start, when.end) == (start, end) for (start, end, _, _), when in pairs)
    kinds = sum(when.type == kind for (_, _, kind, _), when in pairs)
    values = sum(when.value == value for (_, _, _, value), when in pairs)
    return TimesScore(1, *(Counts(right, len(found), len(gold)) for right in (strict, len(pairs), kinds, values)))


def timed_texts(corpus: Path, part: Part = "all") -> Iterator[TimedText]:
    """The documents of a corpus in the order of their paths.

    Raises:
        CorpusError: there are none, or one is no TimeML.
    """
    sources = sorted(_packed(corpus) if corpus.is_file() else _unpacked(corpus))
    if not sources:
        raise CorpusError(f"{corpus}: has no .tml file; needs a folder of TimeML files, or a .tar.gz of one")
    numbers: dict[str, int] = {}
    for path, raw in sources:
        folder = PurePath(path).parent.name
        number = numbers[folder] = numbers.get(folder, 0) + 1
        if part == "all" or (number % HELD_OUT == 0) == (part == "held-out"):
            yield _timed_text(path, raw)


def _unpacked(folder: Path) -> Iterator[tuple[str, bytes]]:
    yield from ((str(path), path.read_bytes()) for path in folder.rglob("*.tml"))


def _packed(archive: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(archive) as packed:
            for member in packed:
                if member.name.endswith(".tml") and (file := packed.extractfile(member)):
                    yield member.name, file.read()
    except (tarfile.TarError, EOFError, OSError) as error:
        raise CorpusError(f"{archive}: no archive of TimeML files ({error})") from error


def _timed_text(path: str, raw: bytes) -> TimedText:
    try:
        root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
        created = day(root.find("DCT/TIMEX3").attrib["value"][: len("2013-03-22")])
        body = root.find("TEXT")
        times = tuple(_times(body))
    except (etree.XMLSyntaxError, AttributeError, KeyError, ValueError) as error:
        raise CorpusError(f"{path}: not TimeML, with <DCT>, <TEXT> and TIMEX3 ({error})") from error
    return TimedText(PurePath(path).name, PurePath(path).parent.name, "".join(body.itertext()), created, times)


def _times(body: etree._Element) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, type and value of each TIMEX3 in the text's code points."""
    position = 0
    opened: dict[etree._Element, int] = {}
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            opened[element] = position
            position += len(element.text or "")
            continue
        start = opened.pop(element)
        if element.tag == "TIMEX3" and start < position:
            yield start, position, element.attrib["type"], element.attrib["value"]
        position += len(element.tail or "")
