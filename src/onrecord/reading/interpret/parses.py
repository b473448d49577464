"""Sentences with their trees, as the second vote reads them."""

from onrecord.nets.pairs import Parse, Range
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Tags


def parse(segments: Segments, tags: Tags, first: int, last: int) -> Parse:
    """Tokens `first` to `last` (exclusive) as a sentence; what hangs on a token outside hangs on itself."""
    heads = (head - first if first <= head < last else token for token, head in enumerate(tags.heads[first:last]))
    return Parse(segments.words(first, last), tags.speech[first:last], tuple(heads), tags.relations[first:last])


def whole(segments: Segments, tags: Tags) -> Parse:
    """A text as if it were one sentence: what stands in a row of a corpus."""
    return parse(segments, tags, 0, len(segments.tokens))


def tokens_in(segments: Segments, place: tuple[int, int]) -> Range | None:
    """The tokens that a place in code points touches; None where it touches none."""
    touched = [number for number, token in enumerate(segments.tokens) if token.start < place[1] and place[0] < token.end]
    return (touched[0], touched[-1] + 1) if touched else None
