"""PolNeAR as training windows: our own tokens, with roles, links, and the silver parts of speech and entities beside it."""

import gzip
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.nets.encode import BREAK_WORD, FEATURES, features
from onrecord.nets.labels import ENTITY_TAGS, ROLE_TAGS, ROLES
from onrecord.reading.segment import segment
from onrecord.reading.tag.windows import Range, windows
from onrecord.schema.report import Report
from onrecord.schema.segments import Segments, Token
from onrecord.scoring.brat import Annotated, Place, read_folder

IGNORE = -1  # a label that no loss counts
_ENTITIES = {"PERSON": "person", "ORGANIZATION": "organisation", "LOCATION": "place", "MISC": "other"}

Silver = dict[int, tuple[str, str]]
"""Part of speech and entity class by the code point at which a token starts."""


@dataclass(frozen=True, slots=True)
class Link:
    """A span (first and last token, inclusive) and the first token of its cue."""

    first: int
    last: int
    cue: int


@dataclass(slots=True)
class Example:
    """A window with its labels; filled in while it is made, so not frozen.

    Attributes:
        links: the links of sources and of contents, by role.
    """

    article: str
    words: list[str]
    quotes: list[int]
    roles: list[int]
    speech: list[str]
    entities: list[int]
    cues: list[int] = field(default_factory=list)
    links: dict[str, list[Link]] = field(default_factory=lambda: {"source": [], "content": []})


def to_tokens(tokens: tuple[Token, ...], starts: list[int], place: Place) -> Range | None:
    """The tokens that a place touches; None where it touches none."""
    first = bisect_right(starts, place[0]) - 1
    if first < 0 or tokens[first].end <= place[0]:
        first += 1
    last = bisect_left(starts, place[1])
    return (first, last) if first < last else None


def silver_layers(folder: Path) -> dict[str, Silver]:
    """Parts of speech and entities of each article, from PolNeAR's `corenlp.conllu.gz`."""
    layers: dict[str, Silver] = {}
    with gzip.open(folder / "corenlp.conllu.gz", "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.startswith("# newdoc id = "):
                current = layers.setdefault(line.removeprefix("# newdoc id = ").strip(), {})
            elif line[0].isdigit():
                columns = line.rstrip("\n").split("\t")
                misc = dict(item.partition("=")[::2] for item in columns[9].split("|"))
                current[int(misc["B"])] = columns[4], _ENTITIES.get(misc.get("NER", ""), "O")
    return layers


def examples(folder: Path, *, one_each: bool) -> Iterator[tuple[str, list[Example]]]:
    """For each annotation file: the article's name, and its windows."""
    layers = silver_layers(folder)
    for annotated in read_folder(folder, one_each=one_each):
        segments = segment(Report(annotated.text))
        yield annotated.name, list(_windows(annotated, segments, layers.get(annotated.name)))


def _role_tags(annotated: Annotated, tokens: tuple[Token, ...], starts: list[int]) -> list[int]:
    """The role tag of each token; where spans cross, the later role counts."""
    tags = [0] * len(tokens)
    for role in ROLES:
        begin = ROLE_TAGS.index(f"B-{role}")
        for place in annotated.loose[role]:
            if bounds := to_tokens(tokens, starts, place):
                tags[bounds[0]] = begin
                tags[bounds[0] + 1 : bounds[1]] = [begin + 1] * (bounds[1] - bounds[0] - 1)
    return tags


def _windows(annotated: Annotated, segments: Segments, silver: Silver | None) -> Iterator[Example]:
    tokens = segments.tokens
    starts = [token.start for token in tokens]
    tags = _role_tags(annotated, tokens, starts)
    layers = [(silver or {}).get(token.start) for token in tokens]
    speech = ["?" if layer is None else layer[0] for layer in layers]
    entities = [IGNORE if layer is None else ENTITY_TAGS.index(layer[1]) for layer in layers]
    ranges = [(p.first, p.last) for p in segments.paragraphs]
    for window in windows(ranges, [s.last for s in segments.sentences]):
        example = Example(annotated.name, [], [], [], [], [])
        position: dict[int, int] = {}
        for first, last in window:
            if example.words:
                _append_break(example, tags[first])
            for number in range(first, last):
                position[number] = len(example.words)
                example.words.append(tokens[number].text)
                example.quotes.append(int(segments.quote_states[number]))
                example.roles.append(_begin(tags[number]) if number == window[0][0] else tags[number])
                example.speech.append(speech[number])
                example.entities.append(entities[number])
        _add_links(example, annotated, position, tokens, starts)
        yield example


def _begin(tag: int) -> int:
    """The B tag for an I tag; any other tag as it is: a span that a window cuts begins anew in the next one."""
    return tag - 1 if ROLE_TAGS[tag].startswith("I-") else tag


def _append_break(example: Example, following: int) -> None:
    """A break between paragraphs; inside a span where the span runs on after it."""
    example.words.append(BREAK_WORD)
    example.quotes.append(0)
    example.roles.append(following if ROLE_TAGS[following].startswith("I-") else 0)
    example.speech.append("?")
    example.entities.append(IGNORE)


def _add_links(example: Example, annotated: Annotated, position: dict[int, int], tokens: tuple[Token, ...], starts: list[int]) -> None:
    for attribution in annotated.attributions:
        cue = to_tokens(tokens, starts, attribution.cue[0]) if attribution.cue else None
        if cue is None or cue[0] not in position:
            continue
        example.cues.append(position[cue[0]])
        for role, places in (("source", attribution.source), ("content", attribution.content)):
            for place in places:
                bounds = to_tokens(tokens, starts, place)
                if bounds and bounds[0] in position and bounds[1] - 1 in position:
                    example.links[role].append(Link(position[bounds[0]], position[bounds[1] - 1], position[cue[0]]))


def strings(words: Counter[str], pretrained: list[str]) -> dict[str, tuple[str, ...]]:
    """The vocabulary: the pretrained words first, in their order, then what the training set has at least so often."""
    least = {"word": 3, "prefix": 10, "suffix3": 10, "suffix4": 20, "shape": 10}
    counts: dict[str, Counter[str]] = {name: Counter() for name in FEATURES}
    for word, count in words.items():
        for name, value in zip(FEATURES, features(word), strict=True):
            counts[name][value] += count
    found = {
        name: [s for s, n in sorted(counts[name].items(), key=lambda item: (-item[1], item[0])) if n >= least[name]] for name in FEATURES
    }
    known = set(pretrained)
    found["word"] = pretrained + [word for word in found["word"] if word not in known]
    return {name: tuple(values) for name, values in found.items()}
