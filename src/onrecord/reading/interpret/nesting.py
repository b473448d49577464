"""Which act is told inside which: "condemned the attack", "agreed to meet", "talks" that "were held"."""

from collections.abc import Mapping

from onrecord.reading.interpret.clauses import Clauses
from onrecord.reading.interpret.patterns import Match

WORDS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types that are words: what is told inside their clause is what they speak of, no act of its own."""

ABOUT = frozenset({"of", "for", "over", "against", "about", "on", "to", "with", "from", "by", "as"})
"""Prepositions after which a verb says what it is about; "after a meeting" is a time."""

_OPENERS = frozenset({"to", "of", "for", "over", "against", "by", "about", "on", "in", "from"})
_OF_CLAUSES = frozenset({"while", "after", "as"})
_TELLING = frozenset({"REQUEST", "THREATEN", "AGREE", "CONCEDE"})  # "demanded that they leave": what is demanded


def nested(clauses: Clauses, found: Mapping[int, Match]) -> dict[int, int]:
    """For each match that another one speaks of, the trigger of that one."""
    by_trigger = ((token, _spoken_of_by(clauses, found, token)) for token in found)
    return {token: above for token, above in by_trigger if above is not None}


def _spoken_of_by(clauses: Clauses, found: Mapping[int, Match], token: int) -> int | None:
    """The match that has this one for its object, its subject or what it is about."""
    carrier = found[token].carrier
    if carrier != token and carrier in found:
        return carrier
    before = token
    for above in clauses.path(token):
        its = found.get(above)
        if its is not None and before == token and token in its.parts and not clauses.is_verb(token):
            return above
        relation = clauses.relation(before)
        if its is not None and its.pattern["type"] in WORDS and _governs(clauses, before, relation, its):
            return above
        if relation in {"ccomp", "nsubj"} or not _goes_on(clauses, before, relation):
            return None
        before = above
    return None


def _governs(clauses: Clauses, token: int, relation: str, its: Match) -> bool:
    if relation == "ccomp":
        return its.pattern["type"] in _TELLING
    return relation != "nsubj" and _goes_on(clauses, token, relation)


def _goes_on(clauses: Clauses, token: int, relation: str) -> bool:
    """Whether a word belongs to the clause of the word above it."""
    if relation == "obl":
        return bool(clauses.marks(token) & ABOUT)
    if relation == "conj" and not clauses.is_verb(token) and not clauses.coordinated(token):
        return False  # a slip of the parser: a noun beside another, and no "and" among them
    return relation not in {"parataxis", "acl:relcl"} and not (relation in {"advcl", "conj"} and _stands_alone(clauses, token))


def _stands_alone(clauses: Clauses, token: int) -> bool:
    """Whether a verb is a clause of its own, not a gerund after a preposition or an infinitive."""
    marks = clauses.marks(token)
    if clauses.tags.speech[token] == "VB" and not clauses.below(token, "nsubj", "aux"):
        return False  # "agreed to meet and hold joint patrols"
    return clauses.is_verb(token) and (not marks & _OPENERS or bool(marks & _OF_CLAUSES))
