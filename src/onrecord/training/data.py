"""PolNeAR as training windows: our own tokens, with roles, links, and the silver parts of speech and entities beside it."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from onrecord.nets.encode import BREAK_WORD, FEATURES, features
from onrecord.nets.labels import ENTITY_TAGS, PART_TAGS, ROLE_TAGS, ROLES
from onrecord.reading.segment import segment
from onrecord.reading.tag.windows import Range, windows
from onrecord.schema.report import Report
from onrecord.schema.segments import Segments, Token
from onrecord.scoring.brat import Annotated, Place, read_folder
from onrecord.scoring.conllu import Row, documents

SILVER = "corenlp.conllu.gz"
IGNORE = -1  # a label that no loss counts
# Universal Dependencies 1, which the silver layers have, in terms of version 2.
_SINCE_V1 = {
    "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "neg": "advmod", "mwe": "fixed",
    "name": "flat", "nmod:tmod": "obl:tmod", "nmod:npmod": "obl:npmod",
}  # fmt: skip
_ENTITIES = {"PERSON": "person", "ORGANIZATION": "organisation", "LOCATION": "place", "MISC": "other"}


class Layer(NamedTuple):
    """What is known of a token beside its role; "?" or None where something is not.

    Attributes:
        head: the code point at which the token that it hangs on starts; its own for the root of a sentence.
        dependency: the relation to it, as Universal Dependencies 2 has it.
    """

    speech: str
    entity: str
    head: int | None
    dependency: str


Layers = dict[int, Layer]
"""What is known of a text's tokens, by the code point at which they start."""


_UNKNOWN = Layer("?", "?", None, "?")


@dataclass(frozen=True, slots=True)
class Relation:
    """An attribution as the net learns it.

    Attributes:
        cue, cue_end: the positions of the cue's first token in the window, and of the one after its last.
        parts: the part tag of each token of the window.
    """

    cue: int
    cue_end: int
    parts: list[int]


@dataclass(slots=True)
class Example:
    """A window with its labels; filled in while it is made, so not frozen.

    Attributes:
        heads: for each token the position of the token that it hangs on; its own for the root of a sentence.
        relations: the attributions whose cue stands in the window.
    """

    article: str
    words: list[str] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    speech: list[str] = field(default_factory=list)
    entities: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    dependencies: list[str] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


def to_tokens(tokens: tuple[Token, ...], starts: list[int], place: Place) -> Range | None:
    """The tokens that a place touches; None where it touches none."""
    first = bisect_right(starts, place[0]) - 1
    if first < 0 or tokens[first].end <= place[0]:
        first += 1
    last = bisect_left(starts, place[1])
    return (first, last) if first < last else None


def silver_layers(folder: Path) -> dict[str, Layers]:
    """Parts of speech, entities and dependencies of each article, from PolNeAR's `corenlp.conllu.gz`."""
    layers: dict[str, Layers] = {}
    for name, sentences in documents(folder / SILVER):
        layers[name] = {}
        for rows in sentences:
            layers[name].update(_silver(rows))
    return layers


def _silver(rows: list[Row]) -> Layers:
    misc = [dict(item.partition("=")[::2] for item in columns[9].split("|")) for columns in rows]
    starts = {columns[0]: int(its["B"]) for columns, its in zip(rows, misc, strict=True)}
    tags = {columns[0]: columns[4] for columns in rows}
    layer = {}
    for columns, its in zip(rows, misc, strict=True):
        start = starts[columns[0]]
        of_noun = columns[6] in tags and tags[columns[6]].startswith(("NN", "PRP", "CD", "DT"))
        dependency = "obl" if columns[7] == "nmod" and not of_noun else _SINCE_V1.get(columns[7], columns[7])
        layer[start] = Layer(columns[4], _ENTITIES.get(its.get("NER", ""), "O"), starts.get(columns[6], start), dependency)
    return layer


def examples(folder: Path, *, one_each: bool) -> Iterator[tuple[str, list[Example]]]:
    """For each annotation file: the article's name, and its windows."""
    layers = silver_layers(folder) if (folder / SILVER).exists() else {}  # reports that people corrected have none
    for annotated in read_folder(folder, one_each=one_each):
        segments = segment(Report(annotated.text))
        yield annotated.name, list(_windows(annotated, segments, layers.get(annotated.name, {})))


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


def windows_of(name: str, text: str, layers: Layers) -> list[Example]:
    """The windows of a text whose roles are not known."""
    unknown = Annotated(name, "", text, (), dict.fromkeys(ROLES, ()))
    return list(_windows(unknown, segment(Report(text)), layers))


def _windows(annotated: Annotated, segments: Segments, known: Layers) -> Iterator[Example]:
    tokens = segments.tokens
    starts = [token.start for token in tokens]
    tags = _role_tags(annotated, tokens, starts)
    layers = [known.get(start, _UNKNOWN) for start in starts]
    ranges = [(p.first, p.last) for p in segments.paragraphs]
    for window in windows(ranges, [s.last for s in segments.sentences]):
        example = Example(annotated.name)
        numbers: list[int | None] = []
        for first, last in window:
            if numbers:
                numbers.append(None)
                _append(example, BREAK_WORD, 0, tags[first] if ROLE_TAGS[tags[first]].startswith("I-") else 0, _UNKNOWN)
            numbers += range(first, last)
            for number in range(first, last):
                role = _begin(tags[number]) if number == window[0][0] else tags[number]
                _append(example, tokens[number].text, int(segments.quote_states[number]), role, layers[number])
        position = {number: at for at, number in enumerate(numbers) if number is not None}
        at_start = {starts[number]: at for number, at in position.items()}
        heads = (None if number is None else layers[number].head for number in numbers)
        example.heads = [IGNORE if head is None else at_start.get(head, IGNORE) for head in heads]
        _add_relations(example, annotated, position, tokens, starts)
        yield example


def _append(example: Example, word: str, quote: int, role: int, layer: Layer) -> None:
    """One more token; a break between paragraphs stands inside a span where the span runs on after it."""
    example.words.append(word)
    example.quotes.append(quote)
    example.roles.append(role)
    example.speech.append(layer.speech)
    example.entities.append(ENTITY_TAGS.index(layer.entity) if layer.entity in ENTITY_TAGS else IGNORE)
    example.dependencies.append(layer.dependency)


def _begin(tag: int) -> int:
    """The B tag for an I tag; any other tag as it is: a span that a window cuts begins anew in the next one."""
    return tag - 1 if ROLE_TAGS[tag].startswith("I-") else tag


def _add_relations(example: Example, annotated: Annotated, position: dict[int, int], tokens: tuple[Token, ...], starts: list[int]) -> None:
    for attribution in annotated.attributions:
        cue = to_tokens(tokens, starts, attribution.cue[0]) if attribution.cue else None
        if cue is None or cue[0] not in position:
            continue
        parts = [0] * len(example.words)
        for role, places in (("source", attribution.source), ("content", attribution.content)):
            begin = PART_TAGS.index(f"B-{role}")
            for place in places:
                bounds = to_tokens(tokens, starts, place)
                if bounds and bounds[0] in position and bounds[1] - 1 in position:
                    first, last = position[bounds[0]], position[bounds[1] - 1]
                    parts[first : last + 1] = [begin] + [begin + 1] * (last - first)
        example.relations.append(Relation(position[cue[0]], position[cue[0]] + cue[1] - cue[0], parts))


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
