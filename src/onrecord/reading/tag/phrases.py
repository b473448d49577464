"""Base noun phrases from parts of speech: a pronoun, or determiner, modifiers and nouns up to the last noun."""

from collections.abc import Iterator, Sequence

from onrecord.schema.segments import Segments
from onrecord.schema.tags import Phrase

_PRONOUNS = frozenset({"PRP", "WP", "WDT", "EX"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_STARTS = frozenset({"DT", "PDT", "PRP$", "WP$", "JJ", "JJR", "JJS", "CD", "$", "VBN", "VBG", "``"}) | _NOUNS
_INSIDE = frozenset({"DT", "JJ", "JJR", "JJS", "CD", "POS", "VBN", "VBG", "$", "FW", "RB"}) | _NOUNS
_FIRST = _PRONOUNS | _STARTS
_BARE_STARTS = frozenset({"VBN", "VBG", "``", "RB"})  # begin a phrase only before one of the others
_POINTING = frozenset({"this", "that", "these", "those", "all", "both", "some", "many", "others", "several", "most", "few", "one"})


def phrases(segments: Segments, speech: Sequence[str]) -> Iterator[Phrase]:
    """The base noun phrases of each sentence, in order, without overlap."""
    for sent in segments.sentences:
        position = sent.first
        while position < sent.last:
            found = _phrase_at(segments, speech, position, sent.last) if speech[position] in _FIRST else None
            if found is not None:
                yield found
            position = position + 1 if found is None else found.last


def _phrase_at(segments: Segments, speech: Sequence[str], first: int, limit: int) -> Phrase | None:
    tag = speech[first]
    if tag in _PRONOUNS:
        return Phrase(first, first + 1, first)
    if tag not in _STARTS or tag in _BARE_STARTS:
        return None
    last = first + 1
    head = first if tag in _NOUNS else -1
    while last < limit and speech[last] in _INSIDE:
        if speech[last] == "DT" and speech[last - 1] != "PDT":
            break
        if speech[last] in _NOUNS:
            head = last
        last += 1
    if head >= 0:
        return Phrase(first, head + 1, head)
    if tag in {"DT", "JJ", "CD"} and segments.tokens[first].text.lower() in _POINTING:
        return Phrase(first, first + 1, first)
    return None
