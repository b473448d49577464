"""What a cue says of its content: the type of the statement, and how the speaker stands to it."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from onrecord.data import table
from onrecord.schema.words import Stance, StatementType


@cache
def _known(name: str) -> frozenset[str]:
    return frozenset(table("cues")[name])


def lemma(word: str) -> str:
    """The verb that this is a form of, if it is a verb of attribution; else the word itself, in small letters."""
    lower = word.lower()
    lemmas: dict[str, Any] = table("cues")["lemmas"]
    return str(lemmas.get(lower, lower))


def says(word: str) -> bool:
    """Whether this is a form of a verb of speech."""
    verb = lemma(word)
    return verb in _known("speech") or verb in _known("addressed")


def is_addressed(word: str) -> bool:
    """Whether this is a form of a verb whose object is spoken to ("told", "urged")."""
    return lemma(word) in _known("addressed")


def type_of(cue: Sequence[str], content: Sequence[str]) -> StatementType:
    """The statement's type, by its cue and by how its content begins; without a cue it is an assertion."""
    verbs = [lemma(word) for word in cue]
    words = [word.lower() for word in cue]
    infinitive = bool(content) and content[0].lower() == "to"
    pairs = {f"{verb} {after}" for i, verb in enumerate(verbs) for after in words[i + 1 :]}
    if pairs & _known("eventuality_pairs"):
        return "eventuality"
    if infinitive and (_any(verbs, "eventuality_before_to") or _any(words, "eventuality_before_to")):
        return "eventuality"
    # The last verb of the cue carries its meaning ("has refused to say" is rare; "was forced to admit" is not).
    for verb, word in zip(reversed(verbs), reversed(words), strict=True):
        for kind in ("eventuality", "belief", "fact"):
            if verb in _known(kind) or word in _known(f"{kind}_words"):
                return kind
        if verb in _known("speech"):
            return "assertion"
    return "assertion"


def stance_of(cue: Sequence[str], content: Sequence[str]) -> Stance:
    """How the speaker stands to the content, by the cue, and by a question mark or an opening condition in the content."""
    for word in cue:
        verb = lemma(word)
        for stance in ("denies", "rejects", "asks"):
            if verb in _known(stance) or word.lower() in _known(f"{stance}_words"):
                if stance == "asks" and content and content[0].lower() == "to":
                    break  # a request, not a question
                return stance
    plain = [word for word in content if word[0].isalnum() or word in "?.!"]
    if plain and plain[-1] == "?":
        return "asks"
    if plain and plain[0].lower() in {"if", "unless"}:
        return "conditions"
    return "asserts"


def _any(words: Sequence[str], name: str) -> bool:
    return not _known(name).isdisjoint(words)
