"""The bounds of contents: whole quotations with their marks, no stray commas, no full stop outside a quotation."""

from collections.abc import Sequence

from onrecord.reading.attribute.cues import stance_of
from onrecord.schema.segments import Quotation, QuoteState, Segments
from onrecord.schema.tags import Tags, TokenRange
from onrecord.schema.words import Kind

_EDGES = frozenset({",", ";", ":", "-", "--", "–", "—", "…", "..."})
_LONGEST_NOUN = 4  # tokens before "that"
_STOPS = frozenset({".", "!", "?"})
_MARKS = frozenset("\"'“”‘’«»„‹›") | {"''", "``"}


def is_word(segments: Segments, token: int) -> bool:
    """Whether a token is more than a mark."""
    return segments.tokens[token].text[0].isalnum()


def words_in(segments: Segments, bounds: TokenRange) -> int:
    """How many tokens of the range are more than marks."""
    return sum(token.text[0].isalnum() for token in segments.tokens[slice(*bounds)])


def overlap(a: TokenRange, b: TokenRange) -> int:
    """How many tokens two ranges share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def tidy(segments: Segments, contents: Sequence[TokenRange], quotations: Sequence[Quotation]) -> tuple[TokenRange, ...]:
    """Contents with their bounds set right, in order; neighbours with nothing but marks between them become one.

    Args:
        quotations: those near the contents.
    """
    whole = sorted(_with_quotations(bounds, quotations) for bounds in contents)
    joined: list[TokenRange] = []
    for bounds in whole:
        if joined and not any(is_word(segments, token) for token in range(joined[-1][1], bounds[0])):
            joined[-1] = joined[-1][0], max(joined[-1][1], bounds[1])
        else:
            joined.append(bounds)
    trimmed = (trim(segments, bounds) for bounds in joined)
    return tuple(bounds for bounds in trimmed if any(is_word(segments, token) for token in range(*bounds)))


def _with_quotations(bounds: TokenRange, quotations: Sequence[Quotation]) -> TokenRange:
    """The range, grown over quotations that it mostly covers, cut back from those that it hardly touches."""
    first, last = bounds
    for quotation in quotations:
        if not overlap((first, last), (quotation.first, quotation.last)):
            continue
        words = quotation.first + 1, quotation.last - quotation.closed
        inside = overlap((first, last), words)
        if inside and 2 * inside >= words[1] - words[0]:
            first, last = min(first, quotation.first), max(last, quotation.last)
        elif first < quotation.first:
            last = quotation.first
        elif last > quotation.last:
            first = quotation.last
    return first, last


def trim(segments: Segments, bounds: TokenRange) -> TokenRange:
    """The range without marks at its edges that belong to the sentence, not to the content."""
    first, last = bounds
    tokens, states = segments.tokens, segments.quote_states
    while first < last and (_is_edge(segments, first) or states[first] == QuoteState.CLOSE):
        first += 1
    while last > first and states[last - 1] == QuoteState.OPEN:
        last -= 1
    while last > first and _is_edge(segments, last - 1) and tokens[last - 1].text not in {"?", "!"}:
        last -= 1
    return first, last


def _is_edge(segments: Segments, token: int) -> bool:
    """Whether this is a mark outside quotations that a content may not begin or end with."""
    text = segments.tokens[token].text
    return (text in _EDGES or text in _STOPS) and segments.quote_states[token] == QuoteState.OUTSIDE


def with_verdict(
    segments: Segments, tags: Tags, cue: TokenRange, contents: tuple[TokenRange, ...]
) -> tuple[TokenRange, tuple[TokenRange, ...]]:
    """Cue and contents, the verdict of "rejected as unfounded claims that ..." moved from the content to the cue."""
    first, last = contents[0]
    begin = first - (segments.tokens[cue[1] - 1].text == "as")  # "as" may stand in the cue already
    if first != cue[1] or segments.tokens[begin].text != "as" or stance_of(segments.words(*cue), ()) != "rejects":
        return cue, contents
    end = begin + 1
    while end < last and tags.speech[end] in {"RB", "JJ", "JJR", "VBN", "VBG"}:
        end += 1
    if end == begin + 1 or end == last or not tags.speech[end].startswith(("NN", "DT", "PRP$")):
        return cue, contents
    return (cue[0], end), ((end, last), *contents[1:])


def with_noun(segments: Segments, tags: Tags, cue: TokenRange, contents: tuple[TokenRange, ...]) -> tuple[TokenRange, ...]:
    """Contents, a that-clause before its cue with the noun that it explains ("Claims that ... are absurd, she said")."""
    first, last = contents[0]
    sent = segments.sentences[segments.sentence_of[first]]
    before = range(sent.first, first)
    clause = segments.tokens[first].text == "that" and last <= cue[0]
    if clause and 0 < len(before) <= _LONGEST_NOUN and all(tags.speech[t].startswith(("NN", "DT", "JJ")) for t in before):
        return (sent.first, last), *contents[1:]
    return contents


def kind_of(segments: Segments, contents: Sequence[TokenRange], *, inside_quotation: bool) -> Kind:
    """Direct, indirect or mixed, by where the quotation marks stand; editor's insertions do not count.

    Args:
        inside_quotation: the statement stands inside another's quotation; only marks of its own count.
    """
    if inside_quotation:
        return _kind_inside(segments, contents)
    words = [token for bounds in contents for token in range(*bounds) if is_word(segments, token)]
    inserted = {token for bounds in insertions(segments, contents) for token in range(*bounds)}
    quoted = [segments.quote_states[token] != QuoteState.OUTSIDE for token in words if token not in inserted]
    if quoted and all(quoted):
        return "direct"
    return "mixed" if any(quoted) else "indirect"


def _kind_inside(segments: Segments, contents: Sequence[TokenRange]) -> Kind:
    marks = [token for bounds in contents for token in range(*bounds) if segments.tokens[token].text in _MARKS]
    if len(marks) < 2:  # noqa: PLR2004 (a pair of marks)
        return "indirect"
    edges = {token for first, last in contents for token in (first, last - 1)}
    return "direct" if edges <= set(marks) else "mixed"


def insertions(segments: Segments, contents: Sequence[TokenRange]) -> tuple[TokenRange, ...]:
    """The editor's words in square brackets inside quoted contents, brackets included."""
    found = []
    for first, last in contents:
        if "[" not in segments.words(first, last):
            continue
        opening = None
        for token in range(first, last):
            text = segments.tokens[token].text
            if text == "[" and segments.quote_states[token] != QuoteState.OUTSIDE:
                opening = token
            elif text == "]" and opening is not None:
                found.append((opening, token + 1))
                opening = None
    return tuple(found)


def inner(segments: Segments, bounds: TokenRange) -> TokenRange:
    """The range without quotation marks around it and without a comma before the closing one."""
    first, last = bounds
    while first < last and segments.tokens[first].text in _MARKS:
        first += 1
    while last > first and segments.tokens[last - 1].text in _MARKS | {","}:
        last -= 1
    return first, last
