"""Whether an act that a sentence speaks of happened, lies ahead, was refused, or is only thought of."""

from functools import cache
from typing import Literal

from onrecord.reading.interpret.clauses import Clauses
from onrecord.reading.interpret.power import singular, turn_words

Reality = Literal["happened", "planned", "promised", "refused", "threatened", "conditional"]
"""None stands for an act that nobody says has happened or will."""

_NOT_SO = frozenset({"without", "instead", "against", "rather"})
_BY_CLASS: dict[str, Reality | None] = {
    "not_done": None,
    "request": None,
    "promise": "promised",
    "refuse": "refused",
    "threaten": "threatened",
    "plan": "planned",
}
_DEEPEST = 6


@cache
def _class_of(lemma: str) -> str | None:
    return next((name for name in ("not_done", "request", "promise", "refuse", "threaten", "plan") if lemma in turn_words(name)), None)


def reality(clauses: Clauses, verb: int, *, reported: bool, steps: int = _DEEPEST) -> Reality | None:
    """What becomes of an act that a verb tells.

    Args:
        reported: whether it stands in what somebody says: "would" is a plan there.
    """
    if is_unreal(clauses, verb):
        return None
    auxiliaries = {clauses.words[each] for each in clauses.below(verb, "aux", "aux:pass")}
    negated = clauses.negated(verb, turn_words("negations"))
    if {"would", "have"} <= auxiliaries:
        return None
    said = reported or (clauses.relation(verb) == "ccomp" and clauses.lemma(clauses.tags.heads[verb]) in turn_words("said"))
    if auxiliaries & turn_words("future") or ("would" in auxiliaries and said):
        if _has_condition(clauses, verb):
            return "conditional"
        return "refused" if negated else "planned"
    if negated or auxiliaries & turn_words("maybe"):
        return None
    return _by_clause_above(clauses, verb, reported=reported, steps=steps)


def is_unreal(clauses: Clauses, verb: int) -> bool:
    """Whether a condition or a denial governs it."""
    if _is_inverted(clauses, verb) or _is_hearsay(clauses, verb):
        return True
    before = verb
    for each in (verb, *clauses.path(verb)):
        marks = clauses.marks(each)
        if marks & turn_words("conditions") and clauses.relation(each) in {"advcl", "ccomp", "root", "conj", "acl", "parataxis", "dep"}:
            return True
        relation = clauses.relation(before)
        if each != verb and relation == "ccomp" and (clauses.negated(each, turn_words("negations")) or clauses.lemma(each) == "deny"):
            return True
        if (
            each != verb
            and relation in {"acl", "ccomp"}
            and not clauses.is_verb(each)
            and singular(clauses.words[each]) in turn_words("hearsay")
        ):
            return True
        before = each
    return bool(clauses.marks(verb) & _NOT_SO)


def _is_inverted(clauses: Clauses, verb: int) -> bool:
    """Whether the order of words makes a condition or a question of it ("Had they attacked", "Should they attack")."""
    for subject in clauses.below(verb, "nsubj", "nsubj:pass"):
        first = min((subject, *clauses.below(subject)))
        if clauses.words[first - 1] in turn_words("inverted") and first > 0:
            before = first - 2
            return before < 0 or clauses.sentence_of[before] != clauses.sentence_of[first] or not clauses.words[before].isalnum()
    return False


def _is_hearsay(clauses: Clauses, verb: int) -> bool:
    """Whether it stands after "in the event that", "there is no evidence that", "no truth to reports that"."""
    that = next((each for each in clauses.below(verb, "mark", "nsubj", "obj") if clauses.words[each] == "that" and each < verb), None)
    if not that:
        return False
    noun = that - 1
    above = clauses.above(noun) if clauses.relation(noun) == "nmod" else None
    missing = any(clauses.negated(each, {"no"}) for each in (noun, above) if each is not None and not clauses.is_verb(each))
    return missing or singular(clauses.words[noun]) in turn_words("hearsay")


def _has_condition(clauses: Clauses, verb: int) -> bool:
    """Whether a clause with "if" hangs on what is to come ("will strike if they cross")."""
    return any(clauses.marks(each) & turn_words("provisos") for each in clauses.below(verb, "advcl"))


def _of_class(clauses: Clauses, above: int, its_class: str) -> Reality | None:
    """What a verb of a class makes of the act; "not going to", "has no plans to" is a refusal, "may plan to" is nothing."""
    if clauses.negated(above, turn_words("negations")):
        return "refused" if its_class == "plan" else None
    possible = {clauses.words[each] for each in clauses.below(above, "aux")} & turn_words("maybe")
    if possible or _has_condition(clauses, above):
        return None
    return _BY_CLASS[its_class]


def _by_clause_above(clauses: Clauses, verb: int, *, reported: bool, steps: int) -> Reality | None:
    """What the verb, adjective or noun makes of it on which an infinitive or a gerund stands."""
    above, relation, marks = clauses.above(verb), clauses.relation(verb), clauses.marks(verb)
    if above is None or steps == 0:
        return "planned" if "to" in marks else "happened"
    if relation == "conj" and clauses.tags.speech[verb] == "VB" and not clauses.below(verb, "aux", "nsubj") and clauses.is_verb(above):
        return reality(clauses, above, reported=reported, steps=steps - 1)
    if "to" in marks and (relation == "acl" or (relation == "advcl" and not clauses.tags.speech[above].startswith("JJ"))):
        return "planned" if relation == "acl" and singular(clauses.words[above]) in turn_words("nouns_ahead") else None
    gerund = relation in {"obl", "nmod"} and clauses.is_verb(verb) and clauses.is_verb(above)
    if not gerund and relation != "xcomp" and not ("to" in marks and relation in {"ccomp", "advcl"}):
        return "happened"
    its_class = None if gerund else _class_of(clauses.lemma(above) if clauses.is_verb(above) else clauses.words[above])
    if its_class is not None:
        return _of_class(clauses, above, its_class)
    if "to" in marks and clauses.is_verb(above) and clauses.lemma(above) not in turn_words("implies"):
        return None  # "sent troops to repel them"
    return reality(clauses, above, reported=reported, steps=steps - 1)
