"""Phoenix says who was in government and when, seldom as what: the office is worked out from who came before and after."""

from collections.abc import Sequence
from datetime import date, timedelta

from offices import RULING
from people import EARLIEST, NEAR, Fact, Person, Spell

from onrecord.data.known import MEMBER

PHOENIX_FILLED = date(2011, 1, 1)  # most of its dates stop in 2010; who is still in office there was so until then
PHOENIX_ENDS = date(2014, 1, 30)
CHAIN = 3  # spells, each beginning where the one before ends: fewer may follow one another by chance


def spells(people: Sequence[Person], other: str) -> None:
    """Give the spells of a country's people their offices, as facts.

    Args:
        other: the office beside the leader's; where nobody holds it, there is none.
    """
    some = [(person, spell) for person in people for spell in person.spells]
    roles = [spell.told or _elsewhere(person, spell) for person, spell in some]
    beside = _beside([spell for _, spell in some])
    _spread(roles, beside)
    if any(fact[0] == other for person in people for fact in person.facts):
        for chain in _chains(beside):
            if len(chain) >= CHAIN and not any(roles[i] for i in chain):
                for i in chain:
                    roles[i] = other
    for (person, spell), role in zip(some, roles, strict=True):
        ends = spell.ends or max(PHOENIX_FILLED if spell.begins < PHOENIX_FILLED else PHOENIX_ENDS, spell.begins)
        if spell.begins < ends and ends > EARLIEST:
            person.facts.append((role or MEMBER, person.country, spell.begins, ends, "phoenix"))


def _beside(some: Sequence[Spell]) -> list[list[int]]:
    """For each spell those that it follows or precedes: on the same day, or on the next where none does so on the same."""
    found: list[list[int]] = [[] for _ in some]
    for gap in (timedelta(0), timedelta(1)):
        followed = {i for i, near in enumerate(found) if any(some[j].begins >= (some[i].ends or date.max) for j in near)}
        following = {i for i, near in enumerate(found) if any((some[j].ends or date.max) <= some[i].begins for j in near)}
        for i, one in enumerate(some):
            for j, other in enumerate(some):
                fits = one.ruling and other.ruling and one.ends is not None and other.begins - one.ends == gap
                if fits and i not in followed and j not in following:
                    found[i].append(j)
                    found[j].append(i)
    return found


def _elsewhere(person: Person, spell: Spell) -> str:
    """The office that another table gives the same person from about the same day."""
    held = {f[0] for f in person.facts if f[0] in RULING and f[4] == "reign" and f[2] is not None and abs(f[2] - spell.begins) < NEAR}
    return held.pop() if len(held) == 1 and spell.ruling else ""


def _spread(roles: list[str], beside: list[list[int]]) -> None:
    """Predecessors and successors held the same office; where they would disagree, nothing is said."""
    changed = True
    while changed:
        changed = False
        for i, near in enumerate(beside):
            theirs = {roles[j] for j in near if roles[j] in RULING}
            if not roles[i] and len(theirs) == 1:
                roles[i] = theirs.pop()
                changed = True


def _chains(beside: list[list[int]]) -> list[list[int]]:
    seen: set[int] = set()
    found = []
    for first in range(len(beside)):
        chain, waiting = [], [first]
        while waiting:
            i = waiting.pop()
            if i not in seen:
                seen.add(i)
                chain.append(i)
                waiting.extend(beside[i])
        found.append(chain)
    return found


RANKS = {"wikidata": 0, "ministers": 0, "pocom": 0, "cia": 0, "io": 0, "reign": 1, "cabinets": 1, "wikipedia": 2, "phoenix": 3}
"""How much a table is trusted about who held an office when; the lower the more."""


def settle(people: Sequence[Person]) -> None:
    """Where tables name different holders of one office for the same days the more trusted stands; where Phoenix itself does, none."""
    for person in people:
        person.facts = [piece for fact in person.facts for piece in _left(fact, person, people)]
    for person in people:
        person.facts = [fact for fact in person.facts if not _another_then(fact, person)]
    for sure in (True, False):
        doubted = {
            (id(person), fact): True
            for person in people
            for fact in person.facts
            if fact[0] in RULING and fact[4] == "phoenix" and (_by_month(fact) or not sure) and _shared(fact, person, people)
        }
        for person in people:
            person.facts = [((MEMBER, *f[1:]) if (id(person), f) in doubted else f) for f in person.facts]


def _another_then(fact: Fact, person: Person) -> bool:
    """Whether a more trusted table has the person in another ruling office for most of these days."""
    if fact[4] != "phoenix" or fact[0] not in RULING:
        return False
    others = [its for its in person.facts if its[0] in RULING and its[0] != fact[0] and its[4] != "phoenix"]
    return any(_overlap(fact, its) for its in others)


def _overlap(fact: Fact, other: Fact) -> bool:
    """Whether most days of a fact are the other's too."""
    if not (fact[2] and fact[3] and other[2] and other[3]):
        return False
    return bool((min(fact[3], other[3]) - max(fact[2], other[2])) * 2 > fact[3] - fact[2])


def _by_month(fact: Fact) -> bool:
    """Whether a time begins with a month, as those of mere ministers do."""
    return fact[2] is not None and fact[2].day == 1


def _shared(fact: Fact, person: Person, people: Sequence[Person]) -> bool:
    """Whether somebody else held the office on most of these days."""
    return any(_overlap(fact, its) for other in people if other is not person for its in other.facts if its[:2] == fact[:2])


def _left(fact: Fact, person: Person, people: Sequence[Person]) -> list[Fact]:
    """What is left of a fact beside the better ones of others."""
    role, place, begins, ends, source = fact
    if role not in RULING or begins is None or ends is None:
        return [fact]
    better = sorted(
        (its[2], its[3])
        for other in people
        if other is not person
        for its in other.facts
        if its[0] == role and RANKS[its[4]] < RANKS[source] and its[2] and its[3] and its[2] < ends and begins < its[3]
    )
    left: list[Fact] = []
    first = begins
    for their_begin, their_end in better:
        if their_begin > first:
            left.append((role, place, first, their_begin, source))
        first = max(first, their_end)
    if first < ends:
        left.append((role, place, first, ends, source))
    return [piece for piece in left if (piece[2], piece[3]) == (begins, ends) or (piece[2] and piece[3] and piece[3] - piece[2] > NEAR)]
