"""Spans against gold labels of tokens (JSON lines: tokens, labels, id), as CofeNet (Wang et al., COLING 2022) has them.

The text is rebuilt from the tokens, lines of the same id as the paragraphs of one report, and read like any other; what is found
in it counts for the tokens that it touches. Figures of a role: exact (same first and last token), begin (same first token), and
Jaccard: of each gold span the share of tokens that it has in common with the span most like it, among all tokens of both; the
mean over gold spans and over found spans that touch none.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from onrecord.errors import CorpusError
from onrecord.schema.report import Report
from onrecord.scoring.attribution import RoleSpans
from onrecord.scoring.brat import ROLES
from onrecord.scoring.counts import Counts

Range = tuple[int, int]
"""First and last (exclusive) token."""

_WORDS = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
_NO_SPACE_BEFORE = frozenset(".,;:?!%)]}”’") | {"n't", "...", "…"}
_NO_SPACE_AFTER = frozenset("([{“‘$")


@dataclass(frozen=True, slots=True)
class Instance:
    """A line of the file: a paragraph or a sentence."""

    id: str
    tokens: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(slots=True)
class TokenScore:
    """Counts and Jaccard shares by role. Filled line by line, so not frozen.

    Attributes:
        shares: what the Jaccard figure is the mean of.
    """

    instances: int = 0
    exact: dict[str, Counts] = field(default_factory=lambda: dict.fromkeys(ROLES, Counts()))
    begin: dict[str, Counts] = field(default_factory=lambda: dict.fromkeys(ROLES, Counts()))
    shares: dict[str, list[float]] = field(default_factory=lambda: {role: [] for role in ROLES})

    def jaccard(self, role: str) -> float:
        """The mean share, in percent; 0 where there is nothing."""
        return 100 * sum(self.shares[role]) / max(1, len(self.shares[role]))

    def add(self, role: str, gold: Sequence[Range], found: Sequence[Range]) -> None:
        """Count the spans of one role in one line."""
        first = {span[0] for span in gold}, {span[0] for span in found}
        self.exact[role] += Counts(len(set(gold) & set(found)), len(found), len(gold))
        self.begin[role] += Counts(len(first[0] & first[1]), len(first[1]), len(first[0]))
        self.shares[role] += [max((_share(span, other) for other in found), default=0.0) for span in gold]
        self.shares[role] += [0.0 for span in found if not any(_share(span, other) for other in gold)]


def score_tokens(path: Path, spans_in: RoleSpans) -> TokenScore:
    """The spans of a file's texts, role by role.

    Raises:
        CorpusError: the file can't be read, or a line is not of that form.
    """
    total = TokenScore()
    for _, group in groupby(read_instances(path), lambda instance: instance.id):
        paragraphs = list(group)
        texts, places = zip(*(rebuilt(instance.tokens) for instance in paragraphs), strict=True)
        found = spans_in(Report("\n\n".join(texts)))
        start = 0
        for instance, text, where in zip(paragraphs, texts, places, strict=True):
            total.instances += 1
            gold = spans_of(instance.labels)
            for role in ROLES:
                total.add(role, gold[role], _touched(where, [(a - start, b - start) for a, b in found.get(role, ())]))
            start += len(text) + 2
    return total


def read_instances(path: Path) -> Iterator[Instance]:
    """The lines of a file.

    Raises:
        CorpusError: the file can't be read, or a line is not of that form.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _instance(line, f"{path}, line {number}")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: can't be read ({error})") from error


def _instance(line: str, where: str) -> Instance:
    try:
        raw = json.loads(line)
        made = Instance(str(raw["id"]), tuple(map(str, raw["tokens"])), tuple(map(str, raw["labels"])))
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{where}: is not an object with tokens, labels and id ({error})") from error
    if len(made.tokens) != len(made.labels):
        raise CorpusError(f"{where}: has {len(made.tokens)} tokens and {len(made.labels)} labels; there must be a label a token")
    if unknown := {label for label in made.labels if label != "O" and (label[:2] not in ("B-", "I-") or label[2:] not in ROLES)}:
        raise CorpusError(f"{where}: {min(unknown)!r} is no label; write O, or B- or I- and one of {', '.join(ROLES)}")
    return made


def rebuilt(tokens: Sequence[str]) -> tuple[str, list[Range]]:
    """The text that the tokens were cut from, as far as they tell, and each token's place in it."""
    text, places, before = "", list[Range](), ""
    open_quote = False
    for token in tokens:
        word = _WORDS.get(token, token)
        if word == '"':
            word, open_quote = ("”" if open_quote else "“"), not open_quote
        joined = word in _NO_SPACE_BEFORE or word.startswith(("'", "’")) or before in _NO_SPACE_AFTER
        text += "" if joined or not text else " "
        places.append((len(text), len(text) + len(word)))
        text += word
        before = word
    return text, places


def spans_of(labels: Sequence[str]) -> dict[str, list[Range]]:
    """The spans that labels mark, by role; an I that continues nothing is no span."""
    found: dict[str, list[Range]] = {role: [] for role in ROLES}
    for first, label in enumerate(labels):
        if label.startswith("B-"):
            last = first + 1
            while last < len(labels) and labels[last] == f"I-{label[2:]}":
                last += 1
            found[label[2:]].append((first, last))
    return found


def _touched(places: Sequence[Range], spans: Sequence[Range]) -> list[Range]:
    """Spans in characters as ranges of the tokens that they touch; those that touch none are left out."""
    touched = [[n for n, place in enumerate(places) if place[0] < span[1] and span[0] < place[1]] for span in spans]
    return sorted({(numbers[0], numbers[-1] + 1) for numbers in touched if numbers})


def _share(a: Range, b: Range) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(0.0, common / (max(a[1], b[1]) - min(a[0], b[0])))
