"""Names made comparable: small letters without accents, one kind of space, hyphen and apostrophe, with the way back to the original.

Words are compared after folding; what a name is in the text stays as written. Case folding and canonical decomposition
are Unicode's (UAX 15, UAX 21); letters that it does not take apart (ø, ł) are mapped by hand.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_BY_HAND = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
_APOSTROPHES = "'’‘ʼʻ`´ʿʾ"
_HYPHENS = "-‐‑‒–−"
_PERIOD = "."
_ARTICLE = "the "
_DOTTED = (2, 3)  # letters of acronyms that are also written with full stops ("U.N.", "U.A.E.")


class _Folds(dict[str, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, character: str) -> str:
        if character in _APOSTROPHES:
            folded = "'"
        elif character in _HYPHENS or character.isspace():
            folded = " "
        else:
            plain = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
            folded = "".join(_BY_HAND.get(c, c) for c in plain.casefold())
            folded = "" if unicodedata.category(character) in {"Cf", "Mn"} else folded
        self[character] = folded
        return folded


_FOLDS = _Folds()
_ASCII = str.maketrans({"`": "'", "-": " ", "\t": " ", "\n": " ", "\r": " ", "\x0b": " ", "\x0c": " "})
_SPACES = re.compile(" {2,}")


def folded(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters where it stood in the text; spaces in a row are one.

    Returns:
        the folded text, and as many positions; time grows with the text.
    """
    if text.isascii():
        return _with_single_spaces(text.lower().translate(_ASCII), range(len(text)))
    characters = set(text)
    if any(len(_FOLDS[character]) != 1 for character in characters):
        plain = "".join(_FOLDS[character] for character in text)
        places: Sequence[int] = [place for place, character in enumerate(text) for _ in _FOLDS[character]]
    else:
        plain, places = text.translate({ord(character): _FOLDS[character] for character in characters}), range(len(text))
    return _with_single_spaces(plain, places)


def _with_single_spaces(plain: str, places: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Runs of spaces as their first one, by a regular expression: half the time of going by characters."""
    if "  " not in plain:
        return plain, places
    kept: list[int] = []
    after = 0
    for run in _SPACES.finditer(plain):
        kept.extend(places[after : run.start() + 1])
        after = run.end()
    kept.extend(places[after:])
    return _SPACES.sub(" ", plain), kept


@lru_cache(1 << 14)
def name_key(name: str) -> str:
    """A name for comparing: folded, without a leading article."""
    return folded(name)[0].strip().removeprefix(_ARTICLE)


def is_acronym(name: str) -> bool:
    """Whether a name is capitals without a space ("WHO", "U.N."): such names are compared as written."""
    letters = [character for character in name if character.isalpha()]
    return len(letters) > 1 and " " not in name and all(letter.isupper() for letter in letters)


def spellings(name: str) -> list[str]:
    """The keys that a name is found by: with and without its full stops and apostrophes; an acronym also with full stops."""
    key = name_key(name)
    found = [key]
    if _PERIOD in key or "'" in key:
        bare = key.replace(_PERIOD, "")
        found += [spelling for spelling in dict.fromkeys((bare, bare.replace("'", ""))) if spelling and spelling != key]
    letters = name.replace(_PERIOD, "")
    if len(letters) in _DOTTED and letters.isupper() and letters.isalpha():
        dotted = "".join(f"{letter}." for letter in letters.lower())
        found += [dotted] if dotted != key else []
    return found
