"""What an act becomes by what governs it and by what it speaks of: promised aid is AGREE, a refused meeting REJECT."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.data import table
from onrecord.reading.interpret.patterns import Match
from onrecord.reading.interpret.reality import Reality
from onrecord.schema.words import Modality

_DONE = frozenset({"agree", "accept", "reach", "sign"})  # verbs of promise by which something is settled


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, as PLOVER has it."""

    type: str
    mode: str | None
    modality: Modality


def turned(match: Match, lemma: str, real: Reality, inner: Sequence[Match]) -> Act | None:
    """The act of a match; None: no event comes of it.

    Args:
        lemma: the base form of the trigger.
        inner: the matches that it speaks of.
    """
    type_, mode = match.pattern["type"], match.pattern["mode"]
    if "cameo" in match.pattern:
        return _as_coded(type_, mode, real)
    if real == "conditional":  # a harm announced under a condition is a threat; anything else may never come
        return Act("THREATEN", _mode("threats", type_), "threatened") if type_ in _types("hostile") else None
    told = next((each.pattern for each in inner), None)
    if type_ == "SUPPORT" and lemma == "approve" and real == "happened" and told is not None and told["type"] in _types("hostile"):
        return Act(told["type"], told["mode"], "planned")  # "approved air strikes on": they lie ahead
    turn = table("plover")["types"][type_].get("turn")
    if turn is not None and real != "refused":
        return _by_inner(turn, match, lemma, real, None if told is None else told["type"])
    return _refused(type_) if real == "refused" else _by_reality(type_, mode, real)


def _as_coded(type_: str | None, mode: str | None, real: Reality) -> Act | None:
    """An act by a user's dictionary: its codes say themselves what is promised, refused or threatened."""
    if type_ is None or real == "refused":
        return None
    if real == "conditional":
        return None
    return Act(type_, mode, "threatened" if type_ == "THREATEN" else real)


def _types(name: str) -> list[str]:
    listed: list[str] = table("plover")["turns"][name]
    return listed


def _mode(name: str, type_: str | None, otherwise: str | None = None) -> str | None:
    mode: str | None = table("plover")["turns"][name].get(type_, otherwise)
    return mode


def _refused(type_: str) -> Act | None:
    """Not to do something welcome is a refusal; not to harm is nothing."""
    return Act("REJECT", _mode("asked", type_, "change"), "happened") if type_ in _types("welcome") + _types("yielding") else None


def _by_reality(type_: str, mode: str | None, real: Reality) -> Act:
    """An act that is done, or lies ahead: PLOVER has types for what is to come (docs/codebook.md)."""
    if real == "threatened" or (real == "promised" and type_ in _types("hostile")):
        return Act("THREATEN", _mode("threats", type_), "threatened")
    modality: Modality = "happened" if real == "refused" or real == "conditional" else real  # noqa: PLR1714 (mypy narrows no set)
    if real == "happened" or (type_ == "CONSULT" and real == "planned"):
        return Act(type_, mode, modality)
    if type_ in _types("welcome"):
        return Act("AGREE", None, modality)
    return Act("CONCEDE", None, modality) if type_ in _types("yielding") else Act(type_, mode, modality)


def _by_inner(turn: str, match: Match, lemma: str, real: Reality, told: str | None) -> Act:
    """A promise, a refusal, a threat, a request, by the type of the act that it speaks of."""
    type_, mode = match.pattern["type"], match.pattern["mode"]
    if turn == "threaten" or (turn == "promise" and told in [*_types("hostile"), "ACCUSE"]):
        return Act("THREATEN", mode or _mode("threats", told), "threatened")
    if turn == "promise":
        kept: Modality = "happened" if lemma in _DONE else "promised"
        return Act("CONCEDE", None, "promised") if told in _types("yielding") else Act(type_, mode, kept)
    return Act(type_, mode or (None if told is None else _mode("asked", told, "change")), "planned" if real == "planned" else "happened")
