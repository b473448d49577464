"""To whom a statement is made: "told reporters", "in a letter to the council", "asked by a deputy"."""

from bisect import bisect_left
from itertools import pairwise

from onrecord.data import table
from onrecord.reading.attribute.cues import is_addressed, lemma
from onrecord.schema.segments import Segments, Sentence
from onrecord.schema.tags import Phrase, Tags, TokenRange

_JOINING = frozenset({"of", "in", "for", "at", "from", "to"})
_REACH = 12  # tokens after the cue in which "in a letter to the council" is looked for


def addressee(
    segments: Segments, tags: Tags, cue: TokenRange, source: TokenRange | None, contents: tuple[TokenRange, ...], *, inside: bool
) -> TokenRange | None:
    """The phrase that names whom the words are spoken to; None where there is none.

    Args:
        inside: the statement stands inside another; the sentence around it is the other's.
    """
    sent = segments.sentences[segments.sentence_of[cue[0]]]
    limit = min([sent.last, *(first for first, _ in contents if first >= cue[1])])
    taken = [bounds for bounds in (source, *contents) if bounds is not None]

    def word(token: int) -> str:
        return segments.tokens[token].text.lower()

    # "told reporters", "called on China to ...": the object of the verb
    verbs = [token for token in range(*cue) if is_addressed(word(token))]
    after = cue[1]
    called_on = cue[1] - cue[0] > 1 and word(cue[1] - 1) in {"on", "upon"}
    if verbs or called_on:
        phrase = _phrase_from(tags, after, limit)
        passive = any(word(token) in {"was", "were", "been", "being", "is", "are"} for token in range(*cue))
        if phrase is not None and phrase.first == after and not passive and not _touches(phrase, taken):
            return _widened(segments, tags, phrase, limit)
    # "said in a letter to the council", "said to reporters", "asked by a deputy"
    for token in range(after, min(limit, after + _REACH)):
        if word(token) not in {"to", "with"} or tags.speech[token] not in {"TO", "IN"}:
            continue
        if token == after or any(word(before) in table("cues")["addressed_nouns"] for before in range(after, token)):
            phrase = _phrase_from(tags, token + 1, limit)
            if phrase is not None and phrase.first == token + 1 and not _touches(phrase, taken):
                return _widened(segments, tags, phrase, limit)
    return None if inside else _asked_by(segments, tags, sent, taken)


def _asked_by(segments: Segments, tags: Tags, sent: Sentence, taken: list[TokenRange]) -> TokenRange | None:
    """The phrase that names who asked, where a sentence says so ("asked by a deputy whether it rained")."""
    words = [token.text.lower() for token in segments.tokens[sent.first : sent.last]]
    for token, (word, following) in enumerate(pairwise(words[:-1]), sent.first):
        if word == "asked" and following == "by" and not any(a <= token < b for a, b in taken):
            phrase = _phrase_from(tags, token + 2, sent.last)
            if phrase is not None and phrase.first == token + 2 and not _touches(phrase, taken):
                return phrase.first, phrase.last
    return None


def told_to(
    segments: Segments, tags: Tags, cue: TokenRange, contents: tuple[TokenRange, ...]
) -> tuple[TokenRange | None, tuple[TokenRange, ...]]:
    """Of "urged China to act": China, and the contents that begin at "to"; of "informed the council of it": the council, and "of it".

    None and the contents as they are elsewhere.
    """
    first, last = contents[0]
    words = [segments.tokens[token].text.lower() for token in range(*cue)]
    if first != cue[1] or not (any(is_addressed(word) for word in words) or words[-1] in {"on", "upon"}):
        return None, contents
    phrase = _phrase_from(tags, first, last)
    if phrase is None or phrase.first != first:
        return None, contents
    of = lemma(words[-1]) in table("cues")["addressed_of"]
    if of and phrase.last < last - 1 and segments.tokens[phrase.last].text.lower() in {"of", "about"}:
        return (first, phrase.last), ((phrase.last, last), *contents[1:])
    end = _widened(segments, tags, phrase, last)[1]
    if end < last - 1 and segments.tokens[end].text == "to" and tags.speech[end + 1] in {"VB", "RB"}:
        return (first, end), ((end, last), *contents[1:])
    return None, contents


def without_addressee(segments: Segments, tags: Tags, cue: TokenRange) -> TokenRange:
    """The cue without an object of its verb that the tagger took in ("told reporters" becomes "told")."""
    for token in range(cue[0], cue[1] - 1):
        if is_addressed(segments.tokens[token].text):
            phrase = _phrase_from(tags, token + 1, cue[1])
            if phrase is not None and phrase.first == token + 1 and phrase.last == cue[1]:
                return cue[0], token + 1
    return cue


def _phrase_from(tags: Tags, first: int, limit: int) -> Phrase | None:
    """The first noun phrase that begins here or later and ends before the limit."""
    at = bisect_left(tags.phrases, first, key=lambda phrase: phrase.first)
    if at < len(tags.phrases) and tags.phrases[at].last <= limit:
        return tags.phrases[at]
    return None


def _touches(phrase: Phrase, taken: list[TokenRange]) -> bool:
    return any(first < phrase.last and phrase.first < last for first, last in taken)


def _widened(segments: Segments, tags: Tags, phrase: Phrase, limit: int) -> TokenRange:
    """The phrase with an "of ..." or a "to ..." that belongs to it ("his ambassador to Brazil")."""
    last = phrase.last
    while last < limit and segments.tokens[last].text.lower() in _JOINING:
        following = _phrase_from(tags, last + 1, limit)
        if following is None or following.first != last + 1 or tags.speech[following.head] in {"PRP", "EX"}:
            break
        joining = segments.tokens[last].text.lower()
        if joining != "of" and not (joining == "to" and tags.speech[following.head].startswith("NNP")):
            break
        last = following.last
    return phrase.first, last
