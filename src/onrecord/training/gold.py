"""Gold trees and gold names as training windows: what they teach beside PolNeAR's silver layers. Their roles are not known.

Universal Dependencies (GUM, EWT) give parts of speech and trees; GUM's mentions and WikiGold's tags give names.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from onrecord.scoring.conllu import Row, documents, entities, text_of
from onrecord.training.data import Layer, Layers

_KINDS = {
    "person": "person", "organization": "organisation", "place": "place",
    "PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other",
}  # fmt: skip

Text = tuple[str, str, Layers]
"""A name, a text, and what is known of its tokens."""


def treebank(path: Path) -> Iterator[Text]:
    """The texts of a CoNLL-U file (.conllu.gz)."""
    for name, sentences in documents(path):
        text, words = text_of(sentences)
        layer = {
            word.start: Layer(word.speech, kind, word.head, word.dependency)
            for rows, its in zip(sentences, words, strict=True)
            for word, kind in zip(its, _kinds(rows), strict=True)
        }
        yield name, text, layer


def _kinds(rows: list[Row]) -> list[str]:
    """The class of each token: of a proper noun, that of the smallest mention around it; "?" where nothing is known of mentions."""
    if not any("Entity=" in row[9] for row in rows):
        return ["?"] * len(rows)
    found = ["O"] * len(rows)
    for mention in sorted(entities(rows), key=lambda mention: mention.first - mention.last):
        for number in range(mention.first, mention.last):
            if rows[number][4].startswith("NNP"):
                found[number] = _KINDS.get(mention.kind, "other")
    return found


def names(path: Path) -> Iterator[Text]:
    """The texts of a file of token and tag (CoNLL 2003's columns), twenty sentences each."""
    sentences = [list(group) for is_row, group in groupby(path.read_text("utf-8").split("\n"), key=bool) if is_row]
    for number in range(0, len(sentences), 20):
        text = ""
        layer: Layers = {}
        for line in _lines(sentences[number : number + 20]):
            word, tag = line
            layer[len(text)] = Layer("?", _KINDS.get(tag[2:], "O"), None, "?")
            text += word + " "
        yield f"{path.stem}-{number}", text, layer


def _lines(sentences: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    for sentence in sentences:
        for line in sentence:
            columns = line.split(" ")
            yield columns[0], columns[-1]
