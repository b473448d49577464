"""The second vote on events, over signs and the sentence encoder's vectors.

It is made from PLV's training part, sentences and phrases made up for it (resources/examples), and PETRARCH-2's verb dictionary.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from onrecord.nets.pairs import Pair
from onrecord.reading.interpret.parses import tokens_in, whole
from onrecord.reading.segment import segment
from onrecord.reading.tag import tag
from onrecord.schema.report import Report
from onrecord.scoring.plv import QUADS, PlvRow, read_plv
from onrecord.training.fitting import Recipe, Row, make, row, write
from onrecord.training.folds import folds_of
from onrecord.training.reader import Course
from onrecord.training.verbs import Phrase, dictionary, phrase_signs

ROOTS = tuple(sorted(QUADS))
CORPUS = Path("events/plv/PLV_train.tsv")
EXAMPLES = Path("resources/examples")
FOLDS = 5
# Swept on PLV by five-fold cross-validation, like the weights below (docs/benchmarks.md).
RECIPE = Recipe(0.2, 1.0, Course(hidden=128, dropout=0.4, epochs=14, batch=24, rate=2e-3, smoothing=0.1), (0.4, 0.3, 0.3))
ACT, PHRASE, ENTRY = (
    0.7,
    0.2,
    0.03,
)  # what a made-up sentence, a made-up phrase, an entry of the dictionary counts, a sentence of PLV being 1
KNOWN = 4  # signs that a phrase is taken to have at least, so that a single word does not weigh as a sentence

_MARK = re.compile(r"[\[\]{}]")


def train_events(shared: Path, into: Path, examples: Path = EXAMPLES, *, seed: int = 1) -> None:
    """Write `events.npz`, `events.onnx` and their manifest.

    Raises:
        CorpusError: a corpus can't be read.
    """
    rows, beside = [plv_row(its) for its in read_plv(shared / CORPUS)], lessons(shared, examples)
    about: dict[str, Any] = {
        "corpora": ["PLV, training part", "resources/examples: acts.yaml, phrases.yaml", "PETRARCH-2's CAMEO.2.0.txt by CAMEO2PLOVER-2021"],
        "recipe": {**asdict(RECIPE), "weights": [ACT, PHRASE, ENTRY], "seed": seed},
        "scores": {},
    }
    write(make([*rows, *beside], len(ROOTS), RECIPE, seed), ROOTS, "events", into, about)


def plv_row(its: PlvRow) -> Row:
    """A sentence of PLV as a row."""
    return row(pair_in(its.text, its.source, its.target), ROOTS.index(its.root))


def pair_in(text: str, source: tuple[int, int] | None, target: tuple[int, int] | None) -> Pair:
    """Two actors of a text, given in code points."""
    segments = segment(Report(text))
    return Pair(whole(segments, tag(segments)), *(None if place is None else tokens_in(segments, place) for place in (source, target)))


def lessons(shared: Path, examples: Path) -> list[Row]:
    """What is learned beside PLV."""
    sentences = yaml.safe_load((examples / "acts.yaml").read_text("utf-8"))
    rows = [row(marked(text), ROOTS.index(root), ACT) for root, texts in sentences.items() for text in texts]
    own = phrases(yaml.safe_load((examples / "phrases.yaml").read_text("utf-8")))
    return [*rows, *(_phrase_row(phrase, PHRASE) for phrase in own), *(_phrase_row(phrase, ENTRY) for phrase in dictionary(shared))]


def marked(text: str) -> Pair:
    """A sentence with its [source] and {target} marked."""
    places, clean, at = dict[str, int](), "", 0
    for mark in _MARK.finditer(text):
        clean += text[at : mark.start()]
        places[mark[0]] = len(clean)
        at = mark.end()
    return pair_in(clean + text[at:], (places["["], places["]"]), (places["{"], places["}"]) if "{" in places else None)


def phrases(by_root: dict[str, Sequence[str]]) -> Iterator[Phrase]:
    """The phrases of phrases.yaml: each verb with each of the words."""
    for root, lines in by_root.items():
        for line in lines:
            verbs, _, words = line.partition("/")
            yield from (Phrase(verb, (), (word,) if word else (), root) for verb in verbs.split() for word in words.split() or [""])


def _phrase_row(phrase: Phrase, counts: float) -> Row:
    return Row(phrase_signs(phrase), None, None, ROOTS.index(phrase.root), counts, KNOWN)


def cross_validated(
    rows: Sequence[PlvRow], shared: Path, folds: int = FOLDS, examples: Path = EXAMPLES, *, most: int = 1000, seed: int = 1
) -> dict[int, dict[str, float]]:
    """The votes for each row, by a vote that was made without its fold; like sentences are in one fold.

    Args:
        most: folds that are tried; the rows of the others have no votes.
    """
    seen, beside = [plv_row(its) for its in rows], lessons(shared, examples)
    of = folds_of([its.text for its in rows], folds)
    found: dict[int, dict[str, float]] = {}
    for fold in range(min(folds, most)):
        made = make([*(its for its, number in zip(seen, of, strict=True) if number != fold), *beside], len(ROOTS), RECIPE, seed)
        left = [number for number in range(len(rows)) if of[number] == fold]
        for number, its in zip(left, made.of([seen[number] for number in left]), strict=True):
            found[number] = dict(zip(ROOTS, its.tolist(), strict=True))
    return found
