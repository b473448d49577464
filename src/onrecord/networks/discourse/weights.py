"""The weights of discourse networks, by the definitions of Discourse Network Analyzer (DNA).

Leifeld, Gruber and Bossner, Discourse Network Analyzer Manual (2019), and its program's exporter (3.0); the ideas are Leifeld's,
"Discourse Network Analysis: Policy Debates as Dynamic Networks" (Oxford Handbook of Political Networks, 2017). With p and n
for how often a node agrees and disagrees with a concept, and sums over concepts:

    ignore      sum (p + n)(p' + n')            average   divided by the mean of both nodes' statements
    congruence  sum pp' + nn'                   cosine    divided by the product of both nodes' statements
    conflict    sum pn' + np'                   jaccard   divided by what only one of them says, by side, and the products of
    subtract    congruence - conflict                     what both say
"""

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.networks.discourse.options import Normalisation, Qualifier

Sides = tuple[int, int]
"""How often somebody disagrees, and how often they agree."""

Row = Mapping[str, Sides]
"""The sides of one node by the other mode's nodes."""

_COMBINED = {(False, True): 1, (True, False): 2, (True, True): 3}


@dataclass(frozen=True, slots=True)
class Shared:
    """What two nodes share: how often they are on one side, and on different ones, and in how many of the other mode's nodes."""

    congruence: int
    conflict: int
    nodes: int


def shared(one: Row, other: Row) -> Shared:
    """What two rows share."""
    both = [(one[name], other[name]) for name in one.keys() & other.keys()]
    congruence = sum(p * q + n * m for (n, p), (m, q) in both)
    conflict = sum(p * m + n * q for (n, p), (m, q) in both)
    return Shared(congruence, conflict, len(both))


def weight_between(one: Row, other: Row, qualifier: Qualifier, normalisation: Normalisation) -> float:
    """The weight of a one-mode edge."""
    its = shared(one, other)
    plain = {
        "ignore": its.congruence + its.conflict,
        "congruence": its.congruence,
        "conflict": its.conflict,
        "subtract": its.congruence - its.conflict,
    }[qualifier]
    return plain if normalisation == "no" else plain / _norm(one, other, normalisation)


def _norm(one: Row, other: Row, normalisation: Normalisation) -> float:
    first, second = activity(one), activity(other)
    if normalisation == "average":
        return (first + second) / 2
    if normalisation == "cosine":
        return first * second
    only_first = sum(count for name, sides in one.items() for k, count in enumerate(sides) if not other.get(name, (0, 0))[k])
    only_second = sum(count for name, sides in other.items() for k, count in enumerate(sides) if not one.get(name, (0, 0))[k])
    return only_first + only_second + shared(one, other).congruence


def activity(row: Row) -> int:
    """All statements of a node."""
    return sum(n + p for n, p in row.values())


def weight_to(sides: Sides, qualifier: Qualifier) -> int:
    """The weight of a two-mode edge, before it is normalised."""
    disagrees, agrees = sides
    return {
        "ignore": agrees + disagrees,
        "subtract": agrees - disagrees,
        "combine": _COMBINED[disagrees > 0, agrees > 0],
        "agree": agrees,
        "disagree": disagrees,
    }[qualifier]
