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

__all__ = ["by_itself", "tag", "tag_inside"]

# The probability that an attribution needs, of a report and inside a content. Swept on whole attributions of PolNeAR dev, and on the
# statements inside statements of the eight dev reports.
LEAST, LEAST_INSIDE = 0.3, 0.1


def tag(segments: Segments) -> Tags:
    """Tag a whole report, paragraph by paragraph; bullets and the labels of turns are not read."""
    paragraphs = [(p.first if p.dateline else p.body, p.last) for p in segments.paragraphs]
    found = list(windows(paragraphs, [sent.last for sent in segments.sentences]))
    spans: list[TaggedSpan] = []
    attributions: list[TaggedAttribution] = []
    entities = [0] * len(segments.tokens)
    speech = [""] * len(segments.tokens)
    heads, relations = list(range(len(segments.tokens))), [""] * len(segments.tokens)
    labels = tagger().manifest.labels["speech"]
    numbered = [_numbers(window) for window in found]
    for numbers, tagged in zip(numbered, _run(segments, numbered), strict=True):
        spans.extend(TaggedSpan(span.role, *bounds) for span in tagged.spans if (bounds := _to_report(span, numbers)) is not None)
        attributions.extend(_attributions(tagged, numbers, LEAST))
        for number, entity, part in zip(numbers, tagged.entities.tolist(), tagged.speech.tolist(), strict=True):
            if number is not None:
                entities[number] = entity
                speech[number] = labels[part]
        assert tagged.tree is not None  # noqa: S101 (for the type checker: it was asked for)
        for number, head, relation in zip(numbers, tagged.tree.heads, tagged.tree.dependencies, strict=True):
            if number is not None:
                its_head = numbers[head]
                heads[number], relations[number] = number if its_head is None else its_head, relation
    return Tags(
        *(tuple(spans), tuple(attributions), tuple(_names(entities, segments)), tuple(phrases(segments, speech))),
        *(tuple(speech), tuple(heads), tuple(relations)),
    )


def tag_inside(segments: Segments, contents: Sequence[tuple[Range, ...]]) -> list[tuple[TaggedAttribution, ...]]:
    """Tag the contents of statements once more, each for itself, to find the statements inside them."""
    numbered = [_numbers(window) for window in contents]
    states = list(map(int, segments.quote_states))
    read = [by_itself(_words(segments, numbers), [0 if n is None else states[n] for n in numbers]) for numbers in numbered]
    found = tagger().tag([words for words, _ in read], [quotes for _, quotes in read])
    # None: the full stop, which the report does not have
    return [tuple(_attributions(tagged, [*numbers, None], LEAST_INSIDE)) for numbers, tagged in zip(numbered, found, strict=True)]


def by_itself(words: Sequence[str], quotes: Sequence[int]) -> tuple[list[str], list[int]]:
    """A content in the shape of the sentences that the net knows: a capital first, a full stop last.

    One that is quoted as a whole is read as if it stood outside quotation marks: a speaker's own text.
    """
    states = list(quotes) if _OUTSIDE in quotes else [_OUTSIDE] * len(quotes)
    return [words[0][0].upper() + words[0][1:], *words[1:], _STOP], [*states, _OUTSIDE]


_STOP = "."
_OUTSIDE = int(QuoteState.OUTSIDE)


def _run(segments: Segments, numbered: Sequence[Sequence[int | None]]) -> list[WindowTags]:
    states = list(map(int, segments.quote_states))
    words = [_words(segments, numbers) for numbers in numbered]
    quotes = [[0 if n is None else states[n] for n in numbers] for numbers in numbered]
    return tagger().tag(words, quotes, [[-1 if n is None else segments.sentence_of[n] for n in numbers] for numbers in numbered])


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


def _attributions(tagged: WindowTags, numbers: Sequence[int | None], least: float) -> Iterator[TaggedAttribution]:
    """The attributions of a window that are likely enough, and the contents that none of them has."""
    likely = [found for found in tagged.attributions if found.probability >= least]
    for found in likely:
        contents = tuple(bounds for span in found.contents if (bounds := _to_report(span, numbers)) is not None)
        source = None if found.source is None else _to_report(found.source, numbers)
        yield TaggedAttribution(source, _to_report(found.cue, numbers), contents, found.probability)
    told = [span for found in likely for span in found.contents]
    for span in tagged.spans:
        lone = span.role == "content" and not any(span.first < other.last and other.first < span.last for other in told)
        if lone and (bounds := _to_report(span, numbers)) is not None:
            yield TaggedAttribution(None, None, (bounds,), span.probability)


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
