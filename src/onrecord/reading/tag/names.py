"""Names as the whole report has them: of one kind wherever they stand, found in all their places, cut at a headline's verb."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.schema.segments import Segments
from onrecord.schema.tags import Name

_FINITE = frozenset({"VBZ", "VBP", "VBD"})  # "Obama Sees": where every word has a capital; not MD ("Theresa May")

Kinds = Mapping[tuple[str, ...], Counter[str]]
"""How often words are a name of each kind."""


def settled(segments: Segments, names: Iterable[Name], speech: Sequence[str]) -> tuple[Name, ...]:
    """The names of a report, each up to its first verb, and of the kind that most names in the same words have.

    Within a report the same words name the same kind of thing nearly always (Gale, Church and Yarowsky 1992); a person's whole name
    speaks for the family name alone. A proper noun that stands by itself and is a name elsewhere is one here.

    Args:
        speech: the part of speech of each token.
    """
    cut = [name if last == name.last else Name(name.first, last, name.kind) for name in names if (last := _verb(name, speech)) > name.first]
    words = [segments.words(name.first, name.last) for name in cut]
    kinds: dict[tuple[str, ...], Counter[str]] = {}
    for its, name in zip(words, cut, strict=True):
        for said in {its, its[-1:]} if name.kind == "person" else {its}:
            kinds.setdefault(said, Counter())[name.kind] += 1
    found = [_most(name, kinds[its]) for its, name in zip(words, cut, strict=True)]
    return tuple(sorted((*found, *_overlooked(segments, found, speech, kinds)), key=lambda name: name.first))


def _verb(name: Name, speech: Sequence[str]) -> int:
    """Where the name ends: before its first finite verb."""
    return next((token for token in range(name.first, name.last) if speech[token] in _FINITE), name.last)


def _most(name: Name, kinds: Counter[str]) -> Name:
    """The name, of the kind that more than half of all have."""
    ((kind, count),) = kinds.most_common(1)
    return name if kind == name.kind or 2 * count <= kinds.total() else Name(name.first, name.last, kind)  # type: ignore[arg-type]


def _overlooked(segments: Segments, found: Sequence[Name], speech: Sequence[str], kinds: Kinds) -> Iterator[Name]:
    """Proper nouns that are in no name, but are one by themselves elsewhere, and mostly of one kind; a title may stand before them."""
    named = {token for name in found for token in range(name.first, name.last)}
    loose = [tag.startswith("NNP") and token not in named for token, tag in enumerate(speech)]
    for token, is_loose in enumerate(loose):
        text = segments.tokens[token].text
        its = kinds.get((text,)) if is_loose and not text.endswith(".") else None  # "Mr." by itself is none
        before = token and loose[token - 1] and not segments.tokens[token - 1].text.endswith(".")
        if its is None or before or (token + 1 < len(loose) and loose[token + 1]):
            continue
        ((kind, count),) = its.most_common(1)
        if 2 * count > its.total():
            yield Name(token, token + 1, kind)  # type: ignore[arg-type]
