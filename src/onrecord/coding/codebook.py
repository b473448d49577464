"""A user's codebook of concepts: a YAML file, read with the line of whatever is wrong in it (docs/concepts.md)."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from onrecord.coding.expressions import Expression, expression
from onrecord.errors import CodebookError

_KEYS = ("name", "description", "words", "patterns", "unless", "for", "against")
_SIDES = {"for": True, "against": False}
_NEW = "write - name: The lake should be drained"


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that speakers agree or disagree with.

    Attributes:
        words, patterns: whoever uses one speaks of the concept.
        unless: a statement with one of these does not.
        agreeing, disagreeing: example sentences.
    """

    name: str
    description: str
    words: tuple[Expression, ...]
    patterns: tuple[Expression, ...]
    unless: tuple[Expression, ...]
    agreeing: tuple[str, ...]
    disagreeing: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The concept as a codebook has it."""
        examples = {"for": list(self.agreeing), "against": list(self.disagreeing)}
        words = {"words": _written(self.words), "patterns": _written(self.patterns), "unless": [each.written for each in self.unless]}
        return {"name": self.name, "description": self.description, **words, **examples}


@dataclass(frozen=True, slots=True)
class Codebook:
    """Concepts, in the order of the file."""

    concepts: tuple[Concept, ...]

    @property
    def digest(self) -> str:
        """A hash of all that it says; comments and order of keys don't count."""
        plain = json.dumps([concept.to_dict() for concept in self.concepts], sort_keys=True)
        return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def _written(expressions: tuple[Expression, ...]) -> list[Any]:
    return [each.written if each.agrees else {"against": each.written} for each in expressions]


def read_codebook(path: Path) -> Codebook:
    """The codebook in a file.

    Raises:
        CodebookError: it can't be read; the message names the line, what is wrong in it, and the mend.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise CodebookError(f"{path}: there is no such file; examples/lake/codebook.yaml is a codebook") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: can't be read ({error}); a codebook is a YAML file in UTF-8") from None
    return codebook_of(text, str(path))


def codebook_of(text: str, source: str) -> Codebook:
    """The codebook that a text is; `source` is named where something is wrong."""
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = source if mark is None else f"{source}, line {mark.line + 1}"
        raise CodebookError(f"{where}: is no YAML ({getattr(error, 'problem', None) or error}); mend the line") from None
    if isinstance(root, yaml.MappingNode):
        pairs = _pairs(root, source, ("concepts",), "a codebook")
        root = pairs.get("concepts", root)
    if not isinstance(root, yaml.SequenceNode) or not root.value:
        raise CodebookError(f"{source}: holds no list of concepts; {_NEW}")
    concepts = tuple(_concept(node, source) for node in root.value)
    lines: dict[str, int] = {}
    for concept, node in zip(concepts, root.value, strict=True):
        key = concept.name.casefold()
        if key in lines:
            raise CodebookError(f"{_at(node, source)}: {concept.name!r} stands in line {lines[key]} already; give it another name")
        lines[key] = node.start_mark.line + 1
    return Codebook(concepts)


def codebook_of_plain(concepts: Sequence[Mapping[str, Any]], source: str) -> Codebook:
    """The codebook that concepts are, as `Concept.to_dict` gives them; of a record that keeps them."""
    return codebook_of(
        yaml.safe_dump([{key: value for key, value in one.items() if value} for one in concepts], allow_unicode=True), source
    )


def _at(node: yaml.Node, source: str) -> str:
    return f"{source}, line {node.start_mark.line + 1}"


def _pairs(node: yaml.MappingNode, source: str, allowed: tuple[str, ...], what: str) -> dict[str, yaml.Node]:
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value not in allowed:
            name = getattr(key, "value", "?")
            raise CodebookError(f"{_at(key, source)}: {name!r} is no key of {what}; write one of: {', '.join(allowed)}")
        if key.value in found:
            raise CodebookError(f"{_at(key, source)}: {key.value!r} stands twice; put both lists into one")
        found[key.value] = value
    return found


def _concept(node: yaml.Node, source: str) -> Concept:
    if not isinstance(node, yaml.MappingNode):
        raise CodebookError(f"{_at(node, source)}: {node.value!r} is no concept; {_NEW}")
    pairs = _pairs(node, source, _KEYS, "a concept")
    its = {key: value for key, value in pairs.items() if value.value != ""}  # a key without anything after it
    name = _text(its["name"], source) if "name" in its else ""
    if not name:
        raise CodebookError(f"{_at(node, source)}: this concept has no name; {_NEW}")
    words, patterns, unless = (tuple(_expressions(its.get(key), source, f"{key} of {name!r}")) for key in ("words", "patterns", "unless"))
    agreeing, disagreeing = (tuple(text for text, _ in _texts(its.get(key), source, f"{key} of {name!r}")) for key in _SIDES)
    if not (words or patterns or agreeing or disagreeing):
        raise CodebookError(f"{_at(node, source)}: {name!r} has nothing to be found by; give it words, patterns or examples (for, against)")
    description = _text(its["description"], source) if "description" in its else ""
    return Concept(name, description, words, patterns, unless, agreeing, disagreeing)


def _text(node: yaml.Node, source: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise CodebookError(f'{_at(node, source)}: is no text; write it in quotation marks: "{_shown(node)}"')
    return " ".join(node.value.split())


def _shown(node: yaml.Node) -> str:
    """A colon in a text makes a mapping of it; so it was meant."""
    if isinstance(node, yaml.MappingNode) and node.value:
        return ": ".join(str(each.value) for each in node.value[0] if isinstance(each, yaml.ScalarNode))
    return "..."


def _texts(node: yaml.Node | None, source: str, what: str) -> Iterator[tuple[str, str]]:
    """The texts of a list, or a single one, each with where it stands."""
    for one in () if node is None else _items(node):
        text = _text(one, source)
        if not text:
            raise CodebookError(f"{_at(one, source)}: an item of the {what} is empty; take it out")
        yield text, _at(one, source)


def _items(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    return [node]


def _expressions(node: yaml.Node | None, source: str, what: str) -> Iterator[Expression]:
    for one in () if node is None else _items(node):
        side, value = True, one
        if isinstance(one, yaml.MappingNode) and len(one.value) == 1 and one.value[0][0].value in _SIDES:
            side, value = _SIDES[one.value[0][0].value], one.value[0][1]
        for text, where in _texts(value, source, what):
            yield expression(text, f"{where}, {what}", agrees=side)
