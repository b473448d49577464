"""Parts of speech and dependency trees against a treebank, on raw text: of the words that are cut alike, and the share of those.

As usual for trees, UAS is the share of words with the right head, LAS that of words with the right head and relation; punctuation
is left out of both. Relations count without their subtypes (Universal Dependencies 2).
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from onrecord.schema.report import Report
from onrecord.scoring.conllu import Word, documents, text_of
from onrecord.scoring.counts import Counts

WordsIn = Callable[[Report], list[Word]]
"""Gives the words of a report."""


@dataclass(frozen=True, slots=True)
class SyntaxScore:
    """Counts over the words of a treebank: `found` are those cut alike, `gold` all of them.

    Attributes:
        speech, heads, trees: words with the right part of speech, head, head and relation.
    """

    speech: Counts = Counts()
    heads: Counts = Counts()
    trees: Counts = Counts()

    def __add__(self, other: "SyntaxScore") -> "SyntaxScore":
        return SyntaxScore(self.speech + other.speech, self.heads + other.heads, self.trees + other.trees)


def score_syntax(path: Path, words_in: WordsIn) -> SyntaxScore:
    """Score the reading of a CoNLL-U file's texts (.conllu.gz)."""
    total = SyntaxScore()
    for _, sentences in documents(path):
        text, gold = text_of(sentences)
        found = {(word.start, word.end): word for word in words_in(Report(text))}
        pairs = [(word, found.get((word.start, word.end))) for sentence in gold for word in sentence]
        content = [(word, other) for word, other in pairs if word.dependency != "punct"]
        total += SyntaxScore(
            _counts([(word.speech, other and other.speech) for word, other in pairs]),
            _counts([(word.head, None if other is None else other.head) for word, other in content]),
            _counts([((word.head, _plain(word)), None if other is None else (other.head, _plain(other))) for word, other in content]),
        )
    return total


def _plain(word: Word) -> str:
    return word.dependency.partition(":")[0]


def _counts(pairs: list[tuple[object, object]]) -> Counts:
    return Counts(sum(a == b for a, b in pairs), sum(b is not None for _, b in pairs), len(pairs))
