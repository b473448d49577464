"""Names made comparable across reports: the parts of a person's name, and a body's name without what changes from paper to paper."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.data import table

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})  # have no accent to take off
_CLITIC = re.compile(r"['’]s?$")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_INITIALS = re.compile(r"[A-Z.]{1,4}")
_GOVERNMENT = re.compile(r"(?:the )?((?:[A-Z][\w.-]+ ){1,3})(?:administration|government|regime)")
_LETTERS_WITH_DOTS = re.compile(r"\b(?:\w\.){2,}")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in small letters without accents, titles and dots; "J.D." is two initials.

    Attributes:
        given: None where only the family name is written.
        middles: what stands between, initials or whole names; without a given name the particles that stand first ("van der").
        suffix: "jr", "iii" ..., else "".
        gender: "f" or "m", where a title or the given name tells.
    """

    given: str | None
    middles: tuple[str, ...]
    family: str
    suffix: str = ""
    gender: str | None = None


@lru_cache(100_000)
def plain(text: str) -> str:
    """A text for comparing: small letters, no accents, one kind of apostrophe and of hyphen."""
    apart = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'").replace("\u2011", "-").replace("–", "-"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold().translate(_LETTERS)


@lru_cache(100_000)
def person_name(name: str) -> PersonName | None:
    """The parts of a person's name; None where it is none (a web address, a party and state, words without a capital)."""
    if name == name.lower() or re.search(r"[\d/@|&()]|^[RD]-[A-Z]", name):
        return None
    words = _WORD.findall(plain(_CLITIC.sub("", name).replace(".", " ")))
    gender = None
    while len(words) > 1 and words[0] in _titles():
        gender = gender or _gender(words[0], "feminine", "masculine")
        words = words[1:]
    suffix = words.pop() if len(words) > 1 and words[-1] in table("joins")["suffixes"] else ""
    particles = 0
    while len(words) - particles > 1 and words[particles] in table("roles")["particles"]:
        particles += 1
    given = words[0] if len(words) > 1 and not particles else None
    if not words or len(words[-1]) == 1 or (given is None and _INITIALS.fullmatch(name)):
        return None
    gender = gender or _gender(given or "", "feminine_names", "masculine_names")
    return PersonName(given, tuple(words[1:-1] if given else words[:particles]), words[-1], suffix, gender)


def _gender(word: str, feminine: str, masculine: str) -> str | None:
    return "f" if word in _words(feminine) else "m" if word in _words(masculine) else None


@lru_cache(4)
def _words(part: str) -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in table("roles")[part])


@lru_cache(1)
def _titles() -> frozenset[str]:
    return frozenset(title.rstrip(".") for title in table("roles")["titles"]) | frozenset(table("joins")["honorifics"])


def may_be_one(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two ways to write what stands between given and family name fit: "h w" and "herbert walker", "rodham" and "diane rodham"."""
    short, long = sorted((one, other), key=len)
    if all(a.startswith(b) or b.startswith(a) for a, b in zip(short, long, strict=False)):
        return True
    rest = iter(long)
    return all(len(word) > 1 and word in rest for word in short)


@lru_cache(100_000)
def body_name(name: str) -> str:
    """The name of an organisation or the like for comparing: without article, dots, the endings of companies."""
    joined = _LETTERS_WITH_DOTS.sub(lambda found: found[0].replace(".", ""), _CLITIC.sub("", name).replace("&", " and "))
    words = _WORD.findall(plain(joined.replace(".", "")))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1 and words[-1] in table("joins")["companies"]:
        words = words[:-1]
    return " ".join(words)


def without_country(body: str, code: str | None) -> str:
    """A body's name without that of its country ("china foreign ministry", "iranian foreign ministry"), where the rest is ordinary.

    Args:
        body: as `body_name` has it.
        code: ISO 3166 of the country, None where it is not known.
    """
    for name in _ways(code):
        for before in (f"{name} ", f"{name}'s ", f"{name}' "):
            if body.startswith(before) and is_ordinary(body.removeprefix(before)):
                return body.removeprefix(before)
        for after in (f" of {name}", f" of the {name}"):
            if body.endswith(after) and is_ordinary(body.removesuffix(after)):
                return body.removesuffix(after)
    return body


@lru_cache(300)
def _ways(code: str | None) -> tuple[str, ...]:
    """The ways to name a country, its people and its capital, as `body_name` has them, the longest first."""
    country = table("countries").get(code)
    if country is None:
        return ()
    found = {body_name(name) for name in (country["name"], *country["names"], *country["demonyms"], *country["capitals"])}
    return tuple(sorted(found, key=len, reverse=True))


def is_ordinary(body: str) -> bool:
    """Whether a body's name is made of words that each country has for its own: "foreign ministry", "senate"."""
    return set(body.split()) <= _among("ordinary")


def is_local(body: str) -> bool:
    """Whether a body's name says nothing of which is meant, even in one country: "city council", "report"; or describes a person."""
    words = body.split()
    return set(words) <= _among("local") or words[-1] in _descriptions() or (len(words) == 1 and body in table("roles")["documents"])


@lru_cache(1)
def _descriptions() -> frozenset[str]:
    offices = (word for words in table("roles")["offices"].values() for word in words)
    return frozenset((*offices, *table("roles")["persons"], *table("joins")["members"]))


@lru_cache(2)
def _among(part: str) -> frozenset[str]:
    return frozenset(table("joins")[part])


def is_named_government(name: str) -> bool:
    """Whether words say whose government is meant: "the Obama administration", not "the federal government"."""
    found = _GOVERNMENT.fullmatch(name)
    return found is not None and not is_ordinary(plain(found[1]))
