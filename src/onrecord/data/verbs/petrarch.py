"""PETRARCH-2's verb dictionaries (CAMEO.2.0): sets of synonyms, blocks of verbs with patterns, transformations.

&TREATY                          a set of synonyms; its members follow, each after a +
--- SIGN [057] ---               a block, and the code of its verbs; [---]: none; [:110]: done by the target to the source
SIGN {SIGNS SIGNING SIGNED}      a verb, perhaps with its forms and a code of its own; +SET_UP: the + marks the verb
- * &TREATY (WITH +) [057]       a pattern: * the verb, $ the source, + the target, ^ anybody, {A B} a noun phrase, (TO/FOR B) a
                                 preposition with what follows it, A_B words that stand together, A/B one of them, & a set; # a comment
~ a (b . ATTACK) SAY = a b 112   a transformation
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.data.verbs.dictionary import Codes, Part, Pattern, Role, Rule, Verb, Words

_HEADER = re.compile(r"---\s*(.*?)\s*\[([^\]]*)\]")
_BRACKET = re.compile(r"\[([^\]]*)\]")
_CODES = re.compile(r"(\d{3,4})?(?::(\d{3,4}))?")
_RULE = re.compile(r"~\s*(\w+)\s*\(\s*(\S+)\s+(\S+)\s+(\w+)\s*\)\s*(\w+)\s*=\s*(\w+)\s+(\w+)\s+(\w+)\s*")
_TOKEN = re.compile(r"[(){}]|[^\s(){}]+")
_ROLES: dict[str, Role] = {"$": "source", "+": "target", "^": "any"}
_CLOSED_BY = {"(": ")", "{": "}"}
_VOWELS = "aeiou"
_ANY_CODE = "Q"
_NOT = frozenset({"not", "n't", "no", "never"})
_NO_CODE = Codes(None, None)


class _LineError(ValueError):
    """A line asks for what can't be run; the message is the reason."""


@dataclass(slots=True)
class _Block:
    """A block; not frozen, because its lines come one by one."""

    codes: Codes
    verbs: list[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], Codes]] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)


@dataclass(slots=True)
class Lines:
    """What the lines of a dictionary say; not frozen, because they come one by one.

    Attributes:
        count: of patterns and transformations.
        faults: by line, why it can't be run.
    """

    blocks: list[_Block] = field(default_factory=list)
    rules: list[tuple[int, re.Match[str]]] = field(default_factory=list)
    count: int = 0
    faults: dict[int, str] = field(default_factory=dict)


def looks_so(text: str) -> bool:
    """Whether a text is such a dictionary: it has a block with a code, and a pattern or a verb."""
    return _HEADER.search(text) is not None


def read(text: str) -> Lines:
    """Read the lines of a dictionary."""
    lines = [(number, re.sub(r"<!--.*?-->", "", line).split("#")[0].strip()) for number, line in enumerate(text.split("\n"), 1)]
    sets = _sets(line for _, line in lines)
    found = Lines()
    for number, line in lines:
        if not line or line[0] == "&":
            continue
        if (header := _HEADER.match(line)) is not None:
            found.blocks.append(_Block(_codes(header[2], _NO_CODE)))
        elif line[0] in "-~":
            found.count += 1
            try:
                _take(found, number, line, sets)
            except _LineError as reason:
                found.faults[number] = str(reason)
        elif found.blocks:  # before the first block stand the members of sets
            found.blocks[-1].verbs.append(_verb(line, found.blocks[-1].codes))
    return found


def _take(found: Lines, number: int, line: str, sets: Mapping[str, Words]) -> None:
    if line[0] == "~":
        match = _RULE.fullmatch(line)
        if match is None:
            raise _LineError("is no transformation a (b c VERB) VERB = a b CODE")
        found.rules.append((number, match))
    elif not found.blocks:
        raise _LineError("stands before the first block")
    else:
        found.blocks[-1].patterns.append(_pattern(number, line, sets))


def _sets(lines: Iterator[str]) -> dict[str, Words]:
    """The sets of synonyms by their names; their words also in the plural, but where a _ ends them."""
    members: dict[str, list[str]] = {}
    name = None
    for line in lines:
        if line.startswith("&"):
            name = line[1:].partition(" ")[0].strip("_")
            members[name] = []
        elif line.startswith("+") and name is not None:
            members[name].append(line[1:].strip())
        elif line:
            name = None
    return {key: _any_of(*its) for key, its in members.items()}


def _any_of(*written: str) -> Words:
    """One of these words, each also in the plural, but where a _ ends it."""
    before: dict[str, set[tuple[str, ...]]] = {}
    for each in written:
        words = each.lower().replace("_", " ").split()
        if not words:
            continue
        for last in (words[-1],) if each.endswith("_") else (words[-1], _plural(words[-1])):
            before.setdefault(last, set()).add(tuple(words[:-1]))
    return Words({last: tuple(sorted(its)) for last, its in before.items()})


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "sh", "ch", "x", "z")) else f"{word}s"


def _codes(inside: str, otherwise: Codes) -> Codes:
    """What stands in brackets; what is none there counts as `otherwise`."""
    match = _CODES.fullmatch(inside.strip())
    if match is not None and any(match.groups()):
        return Codes(match[1], match[2])
    return _NO_CODE if inside.strip("- ") == "" else otherwise


def _verb(line: str, usual: Codes) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], Codes]:
    """A verb: its name, the words before and after it, its forms, its codes."""
    bracket = _BRACKET.search(line)
    codes = usual if bracket is None else _codes(bracket[1], usual)
    name, _, listed = _BRACKET.sub("", line).partition("{")
    before, verb, after = _around(name.strip())
    forms = [_around(form)[1] for form in listed.strip(" }").split()] or _forms(verb)
    return " ".join((*before, verb, *after)), before, after, (verb, *forms), codes


def _around(name: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """The words of a verb, and which of them is the verb: the one after +, else the first."""
    words = [word for word in name.lower().split("_") if word]
    at = next((number for number, word in enumerate(words) if word.startswith("+")), 0)
    return tuple(words[:at]), words[at].lstrip("+") if words else "", tuple(words[at + 1 :])


def _forms(verb: str) -> list[str]:
    """The regular forms of a verb."""
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return [f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    stem = verb.removesuffix("e")
    return [_plural(verb), f"{stem}ed", f"{stem}ing"]


def _pattern(number: int, line: str, sets: Mapping[str, Words]) -> Pattern:
    bracket = _BRACKET.search(line)
    if bracket is None:
        raise _LineError("has no code")
    codes = _codes(bracket[1], Codes("", ""))
    if codes.forward == "":
        raise _LineError(f"[{bracket[1]}] is no code")
    tokens = _TOKEN.findall(line[1 : bracket.start()])
    if tokens.count("*") != 1:
        raise _LineError("has no * for its verb, or several")
    at = tokens.index("*")
    left, right = _parts(tokens[:at], sets), _parts(tokens[at + 1 :], sets)
    asks = tuple(ask for part in (*left, *right) for ask in part.asks)
    negated, weight = any(token.lower() in _NOT for token in tokens), sum(part.weight for part in (*left, *right))
    return Pattern(number, left, right, codes, negated, asks, weight)


def _parts(tokens: list[str], sets: Mapping[str, Words]) -> tuple[Part, ...]:
    found: list[Part] = []
    rest = list(tokens)
    while rest:
        mark = rest.pop(0)
        if mark in _CLOSED_BY:
            inside = _inside(rest, mark)
            found.append(_group(inside, sets) if mark == "(" else Part(_phrase(inside, sets)))
        elif mark in _CLOSED_BY.values():
            raise _LineError(f"has a {mark} too many")
        elif mark in _ROLES:
            found.append(Part(role=_ROLES[mark]))
        else:
            found.append(Part(_words(mark, sets)))
    return tuple(found)


def _inside(rest: list[str], opened: str) -> list[str]:
    """What stands up to the mark that closes a group, taken out of the rest."""
    close = _CLOSED_BY[opened]
    if close not in rest:
        raise _LineError(f"has a {opened} that is not closed")
    at = rest.index(close)
    inside = rest[:at]
    del rest[: at + 1]
    if not inside:
        raise _LineError(f"has nothing between {opened} and {close}")
    return inside


def _group(inside: list[str], sets: Mapping[str, Words]) -> Part:
    return Part(prepositions=frozenset(inside[0].lower().strip("_").split("/")), inside=_parts(inside[1:], sets))


def _phrase(inside: list[str], sets: Mapping[str, Words]) -> Words:
    """A noun phrase: its last word, with those before it."""
    *modifiers, head = (_words(token, sets) for token in inside)
    return Words(head.before, tuple(modifiers))


def _words(token: str, sets: Mapping[str, Words]) -> Words:
    if "/" in token:
        several = [_words(each, sets).before for each in token.split("/") if each]
        return Words({last: tuple(sorted({way for its in several for way in its.get(last, ())})) for its in several for last in its})
    if token.startswith("&"):
        name = token[1:].strip("_")
        if name not in sets:
            raise _LineError(f"there is no set {token}")
        return sets[name]
    if not re.fullmatch(r"[\w.'-]+", token) or not token.strip("_"):
        raise _LineError(f"{token} is none of the marks that can be run")
    return _any_of(token)


def verbs(lines: Lines) -> dict[str, tuple[Verb, ...]]:
    """The verbs by their forms; one that stands in several blocks has the patterns of all, and the code of the last."""
    made: dict[tuple[str, ...], Verb] = {}
    forms: dict[str, list[tuple[str, ...]]] = {}
    for block in lines.blocks:
        for name, before, after, its, codes in block.verbs:
            key = (name, *before, "*", *after)
            known = made.get(key)
            patterns = {pattern.line: pattern for pattern in (*(known.patterns if known else ()), *block.patterns)}
            ordered = tuple(sorted(patterns.values(), key=lambda pattern: (-pattern.weight, pattern.line)))
            kept = codes if known is None or codes != _NO_CODE else known.codes
            made[key] = Verb(name, before, after, kept, ordered)
            for form in its:
                forms.setdefault(form, []).append(key)
    return {
        form: tuple(sorted((made[key] for key in dict.fromkeys(keys)), key=lambda verb: (-len(verb.before) - len(verb.after), verb.name)))
        for form, keys in forms.items()
    }


def rules(lines: Lines, known: Mapping[str, tuple[Verb, ...]]) -> tuple[Rule, ...]:
    """The transformations; one whose verb the dictionary does not have becomes a fault."""
    found: list[Rule] = []
    for number, match in lines.rules:
        source, inner_source, inner_target, inner, outer, *result, code = match.groups()
        missing = [name for name in (inner, outer) if name != _ANY_CODE and name.lower() not in known]
        if missing:
            lines.faults[number] = f"the dictionary has no verb {missing[0]}"
            continue
        codes = (None if name == _ANY_CODE else known[name.lower()][-1].codes.forward for name in (inner, outer))
        names = ("" if inner == _ANY_CODE else inner.lower(), outer.lower())
        parties = (source, inner_source, inner_target)
        found.append(Rule(number, parties, next(codes), next(codes), names, (result[0], result[1]), None if code == _ANY_CODE else code))
    return tuple(found)
