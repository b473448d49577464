"""PETRARCH-2's verb dictionary as examples: which verbs, with which words, mean which type of act (MIT; ../shared/events/petrarch).

A dictionary is no sentence: its entries teach the head on signs only, and count little, because many are odd or dated.
"""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import CorpusError
from onrecord.nets.pairs import stem

DICTIONARY = Path("events/petrarch/CAMEO.2.0.txt.gz")
CODES = Path("events/plv/CAMEO2PLOVER-2021.txt")
MOST = 6  # verbs of a block that a pattern is written out for
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}

_CODE = re.compile(r"(\d{2,4})\s*:\s*([A-Z]+)")
_BRACKET = re.compile(r"\[([\d:\-]*)\]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A verb with the words around it that give it its meaning."""

    verb: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    root: str


def phrase_signs(phrase: Phrase) -> frozenset[str]:
    """The signs of a sentence (`nets.pairs.signs`) that such a phrase would be seen by."""
    verb, after = stem(phrase.verb), [stem(word) for word in phrase.after]
    found = {verb, f"aV:{verb}", *map(stem, phrase.before), *after}
    if not after:
        return frozenset(found | {f"both:{verb}", f"LCA:{verb}", f"P:{verb}"})
    return frozenset(found.union(*({f"aC:{verb}>{word}", f"a2:{word}", f"{verb} {word}"} for word in after)))


def dictionary(shared: Path) -> list[Phrase]:
    """The phrases of the dictionary, by PLOVER's roots.

    Raises:
        CorpusError: the dictionary or the table of codes can't be read.
    """
    try:
        codes: dict[str, str] = {}
        for match in map(_CODE.match, (shared / CODES).read_text("utf-8").splitlines()):
            if match:
                codes.setdefault(match[1], YIELD.get(match[2], match[2]))
        with gzip.open(shared / DICTIONARY, "rt", encoding="utf-8", errors="replace") as lines:
            return list(_phrases(lines, codes))
    except OSError as error:
        raise CorpusError(f"{shared}: has no verb dictionary ({error})") from error


def _phrases(lines: Iterator[str], codes: dict[str, str]) -> Iterator[Phrase]:
    """The entries of the blocks: verbs, then patterns, `- before * after [code]`; sets of synonyms (&) are not followed."""
    verbs: list[str] = []
    usual, begun = "", False
    for line in (whole.split("#")[0].strip() for whole in lines):
        code = next((match[1].split(":")[0] for match in [_BRACKET.search(line)] if match), "")
        if line.startswith("---"):
            verbs, usual, begun = [], code, True
        elif not begun or not line or line[0] in "&+":
            continue
        elif line[0] == "-":
            root = _root(code, codes)
            if root and "*" in line:
                before, after = (_words(side) for side in _BRACKET.sub("", line[1:]).split("*", 1))
                yield from (Phrase(verb, before, after, root) for verb in verbs[:MOST])
        else:
            verb = re.sub(r"\{.*?\}", "", _BRACKET.sub("", line)).strip().strip("_").lower()
            verbs.append(verb)
            if root := _root(code or usual, codes):
                yield Phrase(verb, (), (), root)


def _root(code: str, codes: dict[str, str]) -> str | None:
    return next((codes[part] for part in (code, code[:3], code[:2]) if part in codes), None)


def _words(side: str) -> tuple[str, ...]:
    marks = re.sub(r"[(){}+$%^_]", " ", side)
    return tuple(word.lower() for word in marks.split() if not word.startswith("&"))
