"""The bounds of sources and cues: a source without relative clauses, a cue without words of time."""

from bisect import bisect_left

from onrecord.data import table
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Tags, TokenRange

_RELATIVE = frozenset({"WP", "WDT", "WP$", "VBN", "VBG", "WRB"})
_MARKS = frozenset('"“”«»,') | {"''", "``"}
_RELATIVE_PRONOUNS = frozenset({"who", "which", "that"})


def full_source(segments: Segments, tags: Tags, source: TokenRange) -> TokenRange:
    """The source as the codebook has it: without a relative clause and its comma; for "who", the phrase that it goes back to.

    Inside a content it may begin the clause that "that" opens, which is no part of it.
    """
    first, last = source
    if last - first > 1 and tags.speech[first] == "IN" and segments.tokens[first].text.lower() in table("pronouns")["opening"]:
        first += 1
    if last - first == 1 and tags.speech[first] in {"WP", "WDT"} and segments.tokens[first].text.lower() in _RELATIVE_PRONOUNS:
        return _antecedent(segments, tags, first) or source
    for token in range(first + 1, last - 1):
        listing = segments.tokens[token + 1].text.lower() in table("pronouns")["listing"]
        if segments.tokens[token].text == "," and tags.speech[token + 1] in _RELATIVE and not listing:
            last = token
            break
    while last - 1 > first and segments.tokens[last - 1].text in {",", "--", "—", "–"}:
        last -= 1
    return first, last


def _antecedent(segments: Segments, tags: Tags, pronoun: int) -> TokenRange | None:
    """The noun phrase right before a relative pronoun, over a comma."""
    words = table("times")
    end = pronoun - (segments.tokens[pronoun - 1].text == ",") if pronoun else 0
    at = bisect_left(tags.phrases, end, key=lambda phrase: phrase.last)
    if at and at < len(tags.phrases) and segments.tokens[tags.phrases[at].head].text.lower() in {*words["months"], *words["weekdays"]}:
        at, end = at - 1, tags.phrases[at - 1].last  # "a plan in June that proposed": over the words of time
    if at < len(tags.phrases) and tags.phrases[at].last == end and segments.sentence_of[end - 1] == segments.sentence_of[pronoun]:
        return tags.phrases[at].first, end
    return None


def trimmed_cue(segments: Segments, cue: TokenRange) -> TokenRange:
    """The cue without words of time at its edges ("said Sunday", "earlier had questioned")."""
    words = table("times")
    time = {*words["weekdays"], *words["cue_edges"]}
    words_of_cue = [segments.tokens[token].text.lower() for token in range(*cue)]
    begin, end = 0, len(words_of_cue)
    while end - begin > 1 and not words_of_cue[begin][0].isalnum() and words_of_cue[begin][0] not in "'’":
        begin += 1
    while end - begin > 1 and words_of_cue[end - 1] in _MARKS:
        end -= 1
    bare = end
    while end - begin > 1 and words_of_cue[end - 1] in time:
        end -= 1
    if bare > end and end - begin > 1 and words_of_cue[end - 1] == "on":
        end -= 1  # "said on Sunday"; but "called on" keeps its particle
    while end - begin > 1 and words_of_cue[begin] in time:
        begin += 1
    return cue[0] + begin, cue[0] + end
