"""Stage 2: the tagger reads a report's windows and says where sources, cues, contents and names stand, and what belongs together."""

from collections.abc import Iterable, Iterator, Sequence

from onrecord.nets.decode import RoleSpan
from onrecord.nets.encode import BREAK_WORD
from onrecord.nets.names import Entity
from onrecord.nets.session import Tree, WindowTags, tagger
from onrecord.reading.tag.names import settled
from onrecord.reading.tag.phrases import phrases
from onrecord.reading.tag.windows import Range, windows
from onrecord.schema.segments import QuoteState, Segments
from onrecord.schema.tags import Name, TaggedAttribution, TaggedSpan, Tags

__all__ = ["by_itself", "given", "mentions", "numbered_windows", "tag", "tag_inside"]

# The probability that an attribution needs, of a report and inside a content. Swept on whole attributions of PolNeAR dev, and on the
# statements inside statements of the eight dev reports.
LEAST, LEAST_INSIDE = 0.3, 0.1


def tag(segments: Segments) -> Tags:
    """Tag a whole report, paragraph by paragraph; bullets and the labels of turns are not read."""
    spans: list[TaggedSpan] = []
    attributions: list[TaggedAttribution] = []
    names: list[Name] = []
    speech = [""] * len(segments.tokens)
    labels = tagger().manifest.labels["speech"]
    numbered = numbered_windows(segments)
    heads, relations = list(range(len(segments.tokens))), [""] * len(segments.tokens)
    sentences = [[-1 if n is None else segments.sentence_of[n] for n in numbers] for numbers in numbered]
    for numbers, tagged in zip(numbered, tagger().tag(*given(segments, numbered), sentences), strict=True):
        spans.extend(TaggedSpan(span.role, *bounds) for span in tagged.spans if (bounds := _to_report(span, numbers)) is not None)
        attributions.extend(_attributions(tagged, numbers, LEAST))
        names.extend(_names(tagged.names, numbers, segments))
        for number, part in zip(numbers, tagged.speech.tolist(), strict=True):
            if number is not None:
                speech[number] = labels[part]
        _hang(tagged.tree, numbers, heads, relations)
    return Tags(
        *(tuple(spans), tuple(attributions), settled(segments, names, speech), tuple(phrases(segments, speech))),
        *(tuple(speech), tuple(heads), tuple(relations)),
    )


def _hang(tree: Tree | None, numbers: Sequence[int | None], heads: list[int], relations: list[str]) -> None:
    """Note the heads and relations of a window's tree, in the numbers of the report."""
    if tree is not None:
        for number, head, relation in zip(numbers, tree.heads, tree.dependencies, strict=True):
            if number is not None:
                its_head = numbers[head]
                heads[number], relations[number] = number if its_head is None else its_head, relation


def mentions(segments: Segments) -> tuple[Name, ...]:
    """All mentions of persons, organisations, places and peoples, of any form, in order; one may stand inside another."""
    numbered = numbered_windows(segments)
    found = tagger().entities(*given(segments, numbered), ("outer", "inner"))
    names = {name for numbers, heads in zip(numbered, found, strict=True) for its in heads for name in _names(its, numbers, segments)}
    return tuple(sorted(names, key=lambda name: (name.first, -name.last, name.kind)))


def numbered_windows(segments: Segments) -> list[list[int | None]]:
    """The windows of a report as token numbers, None for a break between two paragraphs; without bullets and labels of turns."""
    paragraphs = [(p.first if p.dateline else p.body, p.last) for p in segments.paragraphs]
    return [_numbers(window) for window in windows(paragraphs, [sent.last for sent in segments.sentences])]


def tag_inside(segments: Segments, contents: Sequence[tuple[Range, ...]]) -> list[tuple[TaggedAttribution, ...]]:
    """Tag the contents of statements once more, each for itself, to find the statements inside them."""
    numbered = [_numbers(window) for window in contents]
    read = [by_itself(words, quotes) for words, quotes in zip(*given(segments, numbered), strict=True)]
    found = tagger().tag([words for words, _ in read], [quotes for _, quotes in read], named=False)
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


def given(segments: Segments, numbered: Sequence[Sequence[int | None]]) -> tuple[list[list[str]], list[list[int]]]:
    """The words and quotation states of windows, as the net is given them."""
    states = list(map(int, segments.quote_states))
    words = [_words(segments, numbers) for numbers in numbered]
    return words, [[0 if n is None else states[n] for n in numbers] for numbers in numbered]


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


def _names(found: Iterable[Entity], numbers: Sequence[int | None], segments: Segments) -> Iterator[Name]:
    """What the net found in a window as names of the report; what reaches over a break, or is a mere mark, is none."""
    for first, last, kind in found:
        its = numbers[first:last]
        if None not in its and any(segments.tokens[n].text[0].isalnum() for n in its if n is not None):
            yield Name(its[0], its[-1] + 1, kind)  # type: ignore[arg-type, operator] # no None, and the labels are EntityKinds
