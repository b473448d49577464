"""Which way a word that expresses a stance leans in its sentence: as it says, turned round by a "not", or neither."""

from functools import cache
from typing import Literal

from onrecord.data import table
from onrecord.reading.interpret.clauses import Clauses
from onrecord.reading.interpret.power import singular, turn_words
from onrecord.reading.interpret.reality import is_unreal

Leaning = Literal[1, 0, -1]
"""1: as the word says; -1: negated or refused; 0: nobody says so (a condition, a possibility, what others are asked to do)."""

_DEEPEST = 4
_ABLE = frozenset({"can", "ca", "could", "will", "would", "wo", "shall"})
_ONLY_IF = frozenset({"could", "might", "may", "can", "should", "must", "ought"})


@cache
def listed(name: str) -> frozenset[str]:
    """A list of resources/plover/positions.yaml."""
    return frozenset(table("plover")["positions"][name])


def leaning(clauses: Clauses, token: int) -> Leaning:
    """How a verb, or a word that is said of somebody, leans."""
    above = clauses.above(token)
    if is_unreal(clauses, token) or _as_long_as(clauses, token) or (above is not None and clauses.words[above] in listed("unmeant_nouns")):
        return 0
    sign: int = _noun_held(clauses, token)
    each = token
    for _ in range(_DEEPEST):
        sign *= _own(clauses, each)
        above = clauses.above(each)
        if sign == 0 or above is None or not _depends(clauses, each, above) or _is_purpose(clauses, each, above):
            break
        if not _passes(clauses, each, above):
            return 0
        sign *= -1 if clauses.lemma(above) in turn_words("refuse") else 1
        each = above
    return 1 if sign > 0 else -1 if sign < 0 else 0


def _as_long_as(clauses: Clauses, token: int) -> bool:
    marks = clauses.below(token, "mark", "advmod")
    return any(clauses.words[each] == "as" and "long" in clauses.words[max(0, each - 1) : each + 2] for each in marks)


def _noun_held(clauses: Clauses, token: int) -> Leaning:
    """Whether a noun of a stance ("its support for") is held, by the verb that it hangs on."""
    above = clauses.above(token)
    if above is None or clauses.is_verb(token) or not clauses.is_verb(above) or clauses.relation(token) not in {"obj", "nsubj:pass", "obl"}:
        return 1
    lemma = clauses.lemma(above)
    return -1 if lemma in listed("ended") else 0 if lemma in listed("open") or clauses.negated(above, turn_words("negations")) else 1


def _is_purpose(clauses: Clauses, token: int, above: int) -> bool:
    """Whether it is what something else is done for ("spoke out to defend them")."""
    return clauses.relation(token) == "advcl" and "to" in clauses.marks(token) and clauses.is_verb(above)


def _own(clauses: Clauses, token: int) -> Leaning:
    auxiliaries = {clauses.words[each] for each in clauses.below(token, "aux", "aux:pass")}
    if clauses.negated(token, turn_words("negations")):
        return -1 if not auxiliaries & (_ONLY_IF - _ABLE) else 0
    return 0 if auxiliaries & _ONLY_IF else 1


def _depends(clauses: Clauses, token: int, above: int) -> bool:
    """Whether what the word above says decides about this one: "wants to join", "an effort to oust"."""
    relation, to = clauses.relation(token), "to" in clauses.marks(token)
    if relation == "conj":
        return clauses.tags.speech[token] == "VB" and not clauses.below(token, "aux", "nsubj") and clauses.is_verb(above)
    return (
        relation == "xcomp" or (to and relation in {"ccomp", "advcl", "acl"}) or (relation == "acl" and clauses.marks(token) != frozenset())
    )


def _passes(clauses: Clauses, token: int, above: int) -> bool:
    """Whether whoever does what stands above wants this done."""
    if clauses.relation(token) == "conj":
        return True
    if clauses.is_verb(above):
        lemma = clauses.lemma(above)
        if clauses.below(above, "obj", "iobj") and clauses.relation(token) == "xcomp":
            return False  # "urged them to join": they are to
        return lemma in listed("meant") or lemma in turn_words("refuse")
    word = clauses.words[above]
    return word in listed("meant_adjectives") or singular(word) in listed("meant_nouns")
