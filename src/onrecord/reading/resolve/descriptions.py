"""Descriptions: what the words around a name say its bearer is ("Russia's foreign minister", ", a spokesman for the council,")."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache

from onrecord.data import table
from onrecord.schema.actor import Role

_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your"})
_PREPOSITIONS = frozenset({"of", "for", "at", "with", "to", "from", "in", "on", "as", "by"})
_CLITICS = frozenset({"'s", "’s", "'", "’"})
_LEADING = frozenset({"former", "then", "current", "acting", "interim", "late", "outgoing", "incoming", "new"})
_SPLIT = re.compile(r"\s(?:of|for|at|with|to|from|in|on)\s")
_LOOSE_END = re.compile(r"\s+(?:based )?(?:of|for|at|with|to|from|in|on)$")
_AFTER_HEAD = re.compile(r" (?:of|for|in) ")
_OF_A_PLACE = ("an", "n", "ese", "ish", "i", "ic", "er", "ite")  # endings of adjectives of places
_SHORTEST_STEM, _LONGEST_ENDING = 4, 4  # letters
_LONGEST_COUNTRY = 6  # words, "People's Republic of China" with its clitic


@cache
def _countries() -> dict[str, str]:
    """Country codes by each way of naming the country or its people, as written."""
    found: dict[str, str] = {}
    for code, country in table("countries").items():
        for name in (country["name"], *country["names"], *country["demonyms"]):
            found.setdefault(name, code)
            found.setdefault(f"{name}s", code)
    return found


@cache
def _country_names() -> dict[str, str]:
    """Country codes by name in small letters; capitals stand for their country's government."""
    found: dict[str, str] = {}
    for code, country in table("countries").items():
        for name in (country["name"], *country["names"]):
            found.setdefault(name.lower(), code)
    for code, country in table("countries").items():
        for capital in country["capitals"]:
            found.setdefault(capital.lower(), code)
    return found


def country_named(name: str) -> str | None:
    """The ISO 3166 code of a country by one of its names, or by its capital; None for other names."""
    plain = name.lower().removeprefix("the ")
    return _country_names().get(plain)


def is_meant(code: str, words: Iterable[str]) -> bool:
    """Whether a report of these words means a country by its name, and no place called the same ("Georgia")."""
    signs = table("homonyms").get(code)
    return signs is None or not set(signs).isdisjoint(words)


def country_name(code: str) -> str:
    """The short name of a country."""
    return str(table("countries")[code]["name"])


@cache
def _country_starts() -> frozenset[str]:
    """The first words of all ways of naming a country or its people."""
    return frozenset(name.split()[0] for name in _countries())


def country_in(words: Sequence[str]) -> tuple[str, int, int] | None:
    """The first country or people named in these words: its code, and the places of the words."""
    known, starts = _countries(), _country_starts()
    for first, word in enumerate(words):
        if word not in starts:
            continue
        for last in range(min(len(words), first + _LONGEST_COUNTRY), first, -1):
            code = known.get(" ".join(words[first:last]))
            if code is not None:
                return code, first, last
    return None


@cache
def _offices() -> dict[str, tuple[str, ...]]:
    """The offices that each word or phrase may mean."""
    found: dict[str, list[str]] = {}
    for office, words in table("roles")["offices"].items():
        for word in words:
            found.setdefault(word, []).append(office)
    return {word: tuple(offices) for word, offices in found.items()}


@cache
def _offices_of() -> tuple[str, ...]:
    """The names of offices with an "of" in them ("secretary of state"), the longest first."""
    return tuple(phrase for phrase in sorted(_offices(), key=len, reverse=True) if " of " in phrase)


def length_of_office(words: Sequence[str]) -> int:
    """How many words at the end of some are the name of an office with an "of" in it ("chief of staff"); 0 for none."""
    text = " " + " ".join(words).lower()
    return next((len(phrase.split()) for phrase in _offices_of() if text.endswith(f" {phrase}")), 0)


@cache
def modifiers() -> frozenset[str]:
    """The words that stand before the head in the name of an office ("foreign", "prime", "secretary of")."""
    return frozenset(word for phrase in _offices() for word in phrase.split()[:-1])


@cache
def heads(name: str) -> frozenset[str]:
    """The head nouns of one list of resources/roles.yaml; of "offices", of each phrase ("member of parliament": a member)."""
    if name == "offices":
        return frozenset(_AFTER_HEAD.split(phrase, maxsplit=1)[0].split()[-1] for phrase in _offices())
    return _listed(name)


@cache
def _listed(name: str) -> frozenset[str]:
    """The words of one list of resources/roles.yaml."""
    return frozenset(table("roles")[name])


@lru_cache(1 << 14)
def singular(noun: str) -> str:
    """A noun in small letters without the -s of the plural."""
    lower = noun.lower()
    if lower.endswith("men"):
        return f"{lower[:-3]}man"
    if lower.endswith("ies"):
        return f"{lower[:-3]}y"
    return lower.removesuffix("s") if not lower.endswith("ss") else lower


def offices_in(words: Sequence[str]) -> frozenset[str]:
    """The offices that a description may mean: those of the longest known phrase that it ends in."""
    lower = [word.lower() for word in words]
    for first in range(len(lower)):
        offices = _offices().get(" ".join(lower[first:]))
        if offices:
            return frozenset(offices)
    return frozenset()


def lesser(words: Iterable[str]) -> frozenset[str]:
    """The words of a description that make it another office than its last word names ("vice", "deputy", "assistant")."""
    return _listed("lesser") & {word.lower() for word in words}


def is_title(word: str) -> bool:
    """Whether a word is a short title before a name ("Sen.", "President")."""
    return _bare(word) in _titles()


def _bare(title: str) -> str:
    """A title in small letters, without the full stop that British papers leave out."""
    return title.lower().removesuffix(".")


@cache
def _titles() -> dict[str, str | None]:
    return {_bare(title): office for title, office in table("roles")["titles"].items()}


def homeland(word: str, names: Iterable[str]) -> str | None:
    """The name of the report that an adjective is made from ("Valdorian", of Valdoria); None where there is none."""
    if not word[0].isupper() or not word.lower().endswith(_OF_A_PLACE):
        return None
    for name in names:
        stem = name.rstrip("aeiouy")
        if len(stem) >= _SHORTEST_STEM and word.startswith(stem) and word != name and len(word) - len(stem) <= _LONGEST_ENDING:
            return name
    return None


def role_of(words: Sequence[str], organisations: Iterable[str] = (), names: Collection[str] = ()) -> Role | None:
    """The role that a description gives; None where it names none.

    Args:
        words: the description without the name, e.g. Russia 's Foreign Minister, or: a spokesman for the council.
        organisations: names of organisations and places that stand in these words.
        names: names of one word in the whole report; they, and adjectives made from them, are affiliations too.
    """
    rest = [word for word in words if word.lower() not in _DETERMINERS]
    if rest and rest[0].lower() in _PREPOSITIONS:
        return None  # words of the sentence, not of the bearer ("swears in first ... justice")
    affiliation, rest = _affiliated(rest, organisations, names)
    lower = " ".join(_expanded(word) for word in rest if word not in _CLITICS and word != ",").strip(" ,")
    whole = next((phrase for phrase in _offices_of() if lower.startswith(phrase)), "")
    split = _SPLIT.search(lower, len(whole))
    role, after = (lower[: split.start()], lower[split.end() :]) if split else (lower, "")
    if after and affiliation is None:
        wanted = {word.lower() for word in after.split()}
        affiliation = " ".join(word for word in rest if word.lower() in wanted) or None
    words_left = [word for word in _LOOSE_END.sub("", role).split() if word]
    return Role(" ".join(words_left), affiliation) if words_left and _is_role(words_left) else None


def _affiliated(words: list[str], organisations: Iterable[str], names: Collection[str]) -> tuple[str | None, list[str]]:
    """The country, organisation or place that a description names, if any, and the words without it."""
    if place := country_in(words):
        return country_name(place[0]), words[: place[1]] + words[place[2] :]
    for name in organisations:
        parts = name.split()
        for first in range(len(words) - len(parts) + 1):
            if words[first : first + len(parts)] == parts:
                return name, words[:first] + words[first + len(parts) :]
    for at, word in enumerate(words):
        if home := (word if word in names else homeland(word, names)):
            return home, words[:at] + words[at + 1 :]
    return None, words


def _expanded(word: str) -> str:
    """A title as the office it stands for; any other word in small letters."""
    return _titles().get(_bare(word), word.lower()) or ""


def _is_role(words: Sequence[str]) -> bool:
    plain = [word for word in words if word not in _LEADING]
    if not plain:
        return False
    head = singular(plain[-1])
    if head != plain[-1]:
        return False  # a plural: several people
    titles = _titles().values()
    return head in heads("offices") or head in heads("persons") or head in titles or bool(offices_in(plain))


def gender_of(words: Iterable[str], given_name: str | None = None) -> str | None:
    """A woman's "f" or a man's "m", by titles and nouns that tell, then by the given name; None where nothing tells."""
    lower = {_bare(word) for word in words}
    for gender, words_of in (("f", "feminine"), ("m", "masculine")):
        if not lower.isdisjoint(_listed(words_of)):
            return gender
    return None if given_name is None else _given_names().get(given_name.lower())


@cache
def _given_names() -> dict[str, str]:
    """Whether a given name is a woman's or a man's; our own list comes first."""
    tables = (table("given_names"), {kind: table("roles")[f"{kind}_names"] for kind in ("feminine", "masculine")})
    return {name: gender for names in tables for gender, kind in (("f", "feminine"), ("m", "masculine")) for name in names[kind]}
