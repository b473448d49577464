"""Whether an act that a sentence speaks of happened, lies ahead, was refused, or is only thought of."""

from functools import cache
from typing import Literal

from onrecord.data import table
from onrecord.reading.interpret.clauses import Clauses
from onrecord.reading.interpret.parties import singular

Reality = Literal["happened", "planned", "promised", "refused", "threatened"]
"""None stands for an act that nobody says has happened or will."""

_AHEAD = frozenset({"plan", "decision", "deal", "agreement", "move", "pledge", "promise", "vow", "commitment", "intention", "readiness"})
_HEARSAY = frozenset(
    {"rumour", "rumor", "claim", "allegation", "suggestion", "fear", "possibility", "idea", "hope", "concern", "speculation"}
)
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
def words(name: str) -> frozenset[str]:
    """One list of resources/plover/turns.yaml."""
    return frozenset(table("plover")["turns"][name])


@cache
def _class_of(lemma: str) -> str | None:
    return next((name for name in ("not_done", "request", "promise", "refuse", "threaten", "plan") if lemma in words(name)), None)


def reality(clauses: Clauses, verb: int, *, reported: bool, steps: int = _DEEPEST) -> Reality | None:
    """What becomes of an act that a verb tells.

    Args:
        reported: whether it stands in what somebody says: "would" is a plan there.
    """
    if is_unreal(clauses, verb):
        return None
    auxiliaries = {clauses.words[each] for each in clauses.below(verb, "aux", "aux:pass")}
    negated = clauses.negated(verb, words("negations"))
    said = reported or (clauses.relation(verb) == "ccomp" and clauses.lemma(clauses.tags.heads[verb]) in words("said"))
    if auxiliaries & words("future") or ("would" in auxiliaries and said):
        return "refused" if negated else "planned"
    if negated or auxiliaries & words("maybe"):
        return None
    return _by_clause_above(clauses, verb, reported=reported, steps=steps)


def is_unreal(clauses: Clauses, verb: int) -> bool:
    """Whether a condition or a denial governs it."""
    before = verb
    for each in (verb, *clauses.path(verb)):
        marks = clauses.marks(each)
        if marks & words("conditions") and clauses.relation(each) in {"advcl", "ccomp", "root", "conj", "acl", "parataxis", "dep"}:
            return True
        relation = clauses.relation(before)
        if each != verb and relation == "ccomp" and (clauses.negated(each, words("negations")) or clauses.lemma(each) == "deny"):
            return True
        if each != verb and relation in {"acl", "ccomp"} and not clauses.is_verb(each) and singular(clauses.words[each]) in _HEARSAY:
            return True
        before = each
    return bool(clauses.marks(verb) & _NOT_SO)


def _by_clause_above(clauses: Clauses, verb: int, *, reported: bool, steps: int) -> Reality | None:
    """What the verb, adjective or noun makes of it on which an infinitive or a gerund stands."""
    above, relation, marks = clauses.above(verb), clauses.relation(verb), clauses.marks(verb)
    if above is None or steps == 0:
        return "planned" if "to" in marks else "happened"
    if relation == "conj" and clauses.tags.speech[verb] == "VB" and not clauses.below(verb, "aux", "nsubj") and clauses.is_verb(above):
        return reality(clauses, above, reported=reported, steps=steps - 1)
    if "to" in marks and (relation == "acl" or (relation == "advcl" and not clauses.tags.speech[above].startswith("JJ"))):
        return "planned" if relation == "acl" and singular(clauses.words[above]) in _AHEAD else None
    gerund = relation in {"obl", "nmod"} and clauses.is_verb(verb) and clauses.is_verb(above)
    if not gerund and relation != "xcomp" and not ("to" in marks and relation in {"ccomp", "advcl"}):
        return "happened"
    its_class = None if gerund else _class_of(clauses.lemma(above) if clauses.is_verb(above) else clauses.words[above])
    if its_class is not None:
        return _BY_CLASS[its_class]
    if "to" in marks and clauses.is_verb(above) and clauses.lemma(above) not in words("implies"):
        return None  # "sent troops to repel them"
    return reality(clauses, above, reported=reported, steps=steps - 1)
