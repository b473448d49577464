"""Stage 2: the tagger reads a report's windows and says where sources, cues, contents and names stand, and what belongs together."""

from collections.abc import Iterable, Iterator, Sequence

from onrecord.nets.decode import RoleSpan
from onrecord.nets.encode import BREAK_WORD
from onrecord.nets.labels import ENTITY_TAGS
from onrecord.nets.session import WindowTags, tagger
from onrecord.reading.tag.phrases import phrases
from onrecord.reading.tag.windows import Range, windows
from onrecord.schema.segments import QuoteState, Segments
from onrecord.schema.tags import Name, TaggedAttribution, TaggedSpan, Tags

__all__ = ["tag", "tag_inside"]


def tag(segments: Segments) -> Tags:
    """Tag a whole report, paragraph by paragraph; bullets and the labels of turns are not read."""
    paragraphs = [(p.first if p.dateline else p.body, p.last) for p in segments.paragraphs]
    found = list(windows(paragraphs, [sent.last for sent in segments.sentences]))
    spans: list[TaggedSpan] = []
    attributions: list[TaggedAttribution] = []
    entities = [0] * len(segments.tokens)
    speech = [""] * len(segments.tokens)
    labels = tagger().manifest.labels["speech"]
    numbered = [_numbers(window) for window in found]
    for numbers, tagged in zip(numbered, _run(segments, numbered), strict=True):
        spans.extend(TaggedSpan(span.role, *bounds) for span in tagged.spans if (bounds := _to_report(span, numbers)) is not None)
        attributions.extend(_attributions(tagged, numbers))
        for number, entity, part in zip(numbers, tagged.entities.tolist(), tagged.speech.tolist(), strict=True):
            if number is not None:
                entities[number] = entity
                speech[number] = labels[part]
    return Tags(tuple(spans), tuple(attributions), tuple(_names(entities, segments)), tuple(phrases(segments, speech)), tuple(speech))


def tag_inside(segments: Segments, contents: Sequence[tuple[Range, ...]]) -> list[tuple[TaggedAttribution, ...]]:
    """Tag the contents of statements once more, each for itself, to find the statements inside them.

    Their words are read as if they stood outside quotation marks: a speaker's own text.
    """
    numbered = [_numbers(window) for window in contents]
    words = [_as_sentence(_words(segments, numbers)) for numbers in numbered]
    quotes = [[int(QuoteState.OUTSIDE)] * len(window) for window in words]
    found = tagger().tag(words, quotes)
    # None: the full stop, which the report does not have
    return [tuple(_attributions(tagged, [*numbers, None])) for numbers, tagged in zip(numbered, found, strict=True)]


def _as_sentence(words: Sequence[str]) -> list[str]:
    """The words of a content in the shape of the sentences that the net knows: a capital first, a full stop last."""
    return [words[0][0].upper() + words[0][1:], *words[1:], _STOP]


_STOP = "."  # read after a content, so that it looks like the sentences that the net knows


def _run(segments: Segments, numbered: Sequence[Sequence[int | None]]) -> list[WindowTags]:
    states = list(map(int, segments.quote_states))
    words = [_words(segments, numbers) for numbers in numbered]
    return tagger().tag(words, [[0 if n is None else states[n] for n in numbers] for numbers in numbered])


def _words(segments: Segments, numbers: Iterable[int | None]) -> list[str]:
    return [BREAK_WORD if n is None else segments.tokens[n].text for n in numbers]


def _numbers(window: Sequence[Range]) -> list[int | None]:
    """The token numbers of a window, None for a break between two ranges."""
    numbers: list[int | None] = []
    for first, last in window:
        numbers.extend((None, *range(first, last)))
    return numbers[1:]


def _to_report(span: RoleSpan, numbers: Sequence[int | None]) -> Range | None:
    """A span of a window as tokens of the report; None where it has none (a break, an added full stop)."""
    inside = [n for n in numbers[span.first : span.last] if n is not None]
    return (inside[0], inside[-1] + 1) if inside else None


def _attributions(tagged: WindowTags, numbers: Sequence[int | None]) -> Iterator[TaggedAttribution]:
    places = [_to_report(span, numbers) for span in tagged.spans]
    for link in tagged.links:
        members = [i for i in (link.source, link.cue, *link.contents) if i is not None]
        contents = tuple(sorted(bounds for i in link.contents if (bounds := places[i]) is not None))
        source = None if link.source is None else places[link.source]
        cue = None if link.cue is None else places[link.cue]
        yield TaggedAttribution(source, cue, contents, min(tagged.spans[i].probability for i in members))


def _names(entities: Sequence[int], segments: Segments) -> Iterator[Name]:
    """Runs of one entity class, none across a paragraph; a lone mark is no name."""
    for paragraph in segments.paragraphs:
        first = paragraph.first
        while first < paragraph.last:
            kind = entities[first]
            last = first + 1
            while last < paragraph.last and entities[last] == kind:
                last += 1
            if kind and any(token.text[0].isalnum() for token in segments.tokens[first:last]):
                yield Name(first, last, ENTITY_TAGS[kind])  # type: ignore[arg-type] # the labels are EntityKinds
            first = last
