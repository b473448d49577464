"""The patterns of a user's dictionary laid on the trees: which words beside a verb they find.

PETRARCH lays them on constituents. Here what stands left of the verb is its subject with what hangs on it, and right of
it its objects and complements, each by its head; of a passive the agent stands left and the subject right.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.data.verbs.dictionary import Part, Pattern, Role, Words
from onrecord.reading.interpret.clauses import Clauses

_OTHER_CLAUSES = frozenset({"parataxis", "acl:relcl", "punct"})
_FUNCTION = ("case", "mark", "compound:prt", "aux", "aux:pass", "advmod", "amod", "compound")
_REACH = 4  # tokens before a noun in which the words of its phrase are looked for


@dataclass(frozen=True, slots=True)
class Area:
    """The heads of what stands beside a verb, on its two sides."""

    left: tuple[int, ...]
    right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """What a pattern found: who stands in its roles, and the words that it names."""

    roles: dict[Role, int] = field(default_factory=dict)
    words: tuple[int, ...] = ()

    def with_word(self, token: int) -> "Fit":
        """And this word."""
        return Fit(self.roles, (*self.words, token))

    def with_role(self, role: Role, token: int) -> "Fit":
        """And this one in a role."""
        return Fit({**self.roles, role: token}, self.words)


class Fitting:
    """Lays patterns on one report; a class, because it holds the trees."""

    def __init__(self, clauses: Clauses, is_party: Callable[[int], bool]) -> None:
        """Prepare to fit.

        Args:
            is_party: whether a noun means somebody.
        """
        self._clauses = clauses
        self._is_party = is_party

    def area(self, verb: int) -> Area:
        """What stands beside a verb."""
        below = [each for each in self._clauses.below(verb) if not self._is_other(each)]
        subject, passive = self._clauses.subject(verb), self._clauses.passive(verb)
        agents = list(self._clauses.after(("by",), verb)) if passive else []
        left = [each for each in below if each < verb and not (passive and each == subject)]
        right = [each for each in (*below, *self._clauses.objects(verb)) if each > verb and each not in agents]
        further = [each for head in right if self._clauses.is_verb(head) for each in self._clauses.below(head) if each > head]
        if subject is not None:
            (right if passive else left).insert(0, subject)
        return Area(tuple(dict.fromkeys((*left, *agents))), tuple(dict.fromkeys((*right, *(e for e in further if not self._is_other(e))))))

    def _is_other(self, token: int) -> bool:
        """Whether a word begins a clause of its own."""
        relation = self._clauses.relation(token)
        return relation in _OTHER_CLAUSES or (relation == "conj" and self._clauses.is_verb(token))

    def fit(self, pattern: Pattern, area: Area) -> Fit | None:
        """What a pattern finds beside a verb; None: it does not fit."""
        for left in self._all(pattern.left, area.left, Fit()):
            for both in self._all(pattern.right, area.right, left):
                return both
        return None

    def _all(self, parts: Sequence[Part], heads: Sequence[int], found: Fit) -> Iterator[Fit]:
        """The ways in which all parts find something, each another word."""
        if not parts:
            yield found
            return
        for one in self._ways(parts[0], heads, found):
            yield from self._all(parts[1:], heads, one)

    def _ways(self, part: Part, heads: Sequence[int], found: Fit) -> Iterator[Fit]:
        taken = {*found.words, *found.roles.values()}
        near = [*heads, *self._listed(heads), *(each for word in found.words for each in self._clauses.below(word))]
        if part.prepositions:
            further = (*near, *(each for head in near for each in self._clauses.below(head)))
            yield from self._group(part, [each for each in dict.fromkeys(further) if each not in taken], found)
        elif part.words is not None:
            inside = [each for head in near for each in (*self._clauses.below(head, *_FUNCTION), *self._clauses.after(("of",), head))]
            for token in dict.fromkeys((*near, *inside)):
                if token not in taken and self._is_one(part.words, token):
                    yield found.with_word(token)
        else:
            places = (*near, *(each for head in near for each in self._clauses.below(head, "nmod", "nmod:poss", "obl")))
            yield from (
                found.with_role(part.role or "any", token)
                for token in dict.fromkeys(places)
                if token not in taken and self._may_be(part.role, token)
            )

    def _group(self, part: Part, near: Sequence[int], found: Fit) -> Iterator[Fit]:
        """The ways in which a preposition with what follows it is found."""
        for token in near:
            if not part.inside:
                if self._clauses.marks(token) & part.prepositions or self._clauses.words[token] in part.prepositions:
                    yield found
            elif self._clauses.marks(token) & part.prepositions:
                yield from self._all(part.inside, [token], found)

    def _listed(self, heads: Sequence[int]) -> Iterator[int]:
        return (each for head in heads for each in self._clauses.below(head, "conj") if not self._clauses.is_verb(each))

    def _may_be(self, role: Role | None, token: int) -> bool:
        return self._clauses.tags.speech[token].startswith(("NN", "PRP")) if role == "any" else self._is_party(token)

    def _is_one(self, words: Words, token: int) -> bool:
        """Whether a word is the last of one of these, and what must stand before it does."""
        text = self._clauses.words
        ways = words.before.get(text[token])
        if ways is None or not any(tuple(text[token - len(way) : token]) == way for way in ways):
            return False
        before = {*range(max(0, token - _REACH), token), *self._clauses.below(token)}
        return all(any(self._is_one(modifier, each) for each in before) for modifier in words.modifiers)
