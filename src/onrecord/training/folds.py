"""Folds for cross-validation: by a hash of the words, with sentences that share much of their words in one fold."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from onrecord.nets.encode import normal
from onrecord.reading.segment.tokens import tokens

ALIKE = 0.4  # the share of three-word runs of the shorter one that two sentences need in common
RUN = 3


def folds_of(texts: Sequence[str], folds: int) -> list[int]:
    """The fold of each text."""
    words = [[normal(token.text) for token in tokens(text) if token.text[0].isalnum()] for text in texts]
    runs = [{tuple(its[first : first + RUN]) for first in range(len(its) - RUN + 1)} for its in words]
    above = list(range(len(texts)))  # each text points at an earlier one like it, or at itself

    def first_of(number: int) -> int:
        while above[number] != number:
            number = above[number]
        return number

    having: dict[tuple[str, ...], list[int]] = {}
    for number, its in enumerate(runs):
        for other, shared in Counter(other for run in its for other in having.get(run, ())).items():
            if shared >= ALIKE * min(len(its), len(runs[other])):
                above[first_of(number)] = first_of(other)
        for run in its:
            having.setdefault(run, []).append(number)
    return [int(hashlib.sha256(" ".join(words[first_of(number)]).encode()).hexdigest()[:8], 16) % folds for number in range(len(texts))]
