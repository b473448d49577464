"""The trees of a report as the coder walks them: what hangs on a word, who is its subject, what stands after a preposition."""

from collections.abc import Collection, Iterator

from onrecord.data import table
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Tags

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_DEEPEST = 6  # steps up a tree


class Clauses:
    """The trees of a report; a class, because it holds what many look-ups share."""

    def __init__(self, segments: Segments, tags: Tags) -> None:
        """Index the words by the word that they hang on."""
        self.tags = tags
        self.words = [token.text.lower() for token in segments.tokens]
        self.sentence_of = segments.sentence_of
        self._marks: dict[int, frozenset[str]] = {}
        self._places = {token for name in tags.names if name.kind == "place" for token in range(name.first, name.last)}
        self._below: dict[int, list[int]] = {}
        for token, head in enumerate(tags.heads):
            if head != token:
                self._below.setdefault(head, []).append(token)

    def below(self, token: int, *relations: str) -> list[int]:
        """The words that hang on one, in their order; only those in these relations, where some are given."""
        found = self._below.get(token, [])
        return [each for each in found if self.tags.relations[each] in relations] if relations else found

    def above(self, token: int) -> int | None:
        """The word that a word hangs on; None for the root of a sentence."""
        head = self.tags.heads[token]
        return None if head == token else head

    def relation(self, token: int) -> str:
        """How a word hangs on the one above it."""
        return self.tags.relations[token]

    def is_verb(self, token: int) -> bool:
        """Whether it is a form of a verb."""
        return self.tags.speech[token].startswith("VB")

    def lemma(self, token: int) -> str:
        """The base form of a verb of the codebook; of any other word, the word."""
        word = self.words[token]
        return str(table("plover")["lemmas"].get(word, word)) if self.is_verb(token) else word

    def marks(self, token: int) -> frozenset[str]:
        """The words before it that say how it is joined: prepositions, "to", "if"."""
        if token not in self._marks:
            self._marks[token] = frozenset(self.words[each] for each in self.below(token, "case", "mark"))
        return self._marks[token]

    def passive(self, verb: int) -> bool:
        """Whether a verb is in the passive, also without an auxiliary ("the ban imposed by them")."""
        if self.tags.speech[verb] not in {"VBN", "VBD"}:
            return False
        if self.below(verb, "aux:pass", "nsubj:pass"):
            return True
        if self.below(verb, "nsubj", "aux"):
            return False
        above = self.above(verb)
        if self.relation(verb) == "conj" and above is not None and above < verb and self.is_verb(above):
            return self.tags.speech[verb] == "VBN" and self.passive(above)  # "sponsored by one and accepted by the other"
        return self.tags.speech[verb] == "VBN" or self.relation(verb) in {"acl", "amod"}

    def with_others(self, token: int) -> list[int]:
        """A noun and those that are listed with it ("Egypt, Chad and Niger")."""
        return [token, *(each for each in self.below(token, "conj") if not self.is_verb(each))]

    def coordinated(self, token: int) -> bool:
        """Whether an "and" or "or" stands among the words that are listed with this one."""
        return any(self.below(each, "cc") for each in self.below(self.tags.heads[token], "conj"))

    def after(self, prepositions: Collection[str], *heads: int) -> Iterator[int]:
        """The words that hang on these ones by one of these prepositions, in the order of the heads."""
        for head in heads:
            for each in self.below(head):
                if self.relation(each).startswith(("obl", "nmod", "advcl", "acl", "xcomp", "ccomp", "conj", "dep")) and self.marks(
                    each
                ) & set(prepositions):
                    yield each

    def subject(self, verb: int, steps: int = _DEEPEST) -> int | None:
        """The word that is a verb's subject, or would be: of "to leave" and "leaving" that of the verb above."""
        own = self.below(verb, *_SUBJECTS)
        if own:
            return self.meant_by(own[-1], verb)
        above, relation = self.above(verb), self.relation(verb)
        if above is None or steps == 0:
            return None
        if relation in {"acl", "acl:relcl", "amod"}:
            return None if "to" in self.marks(verb) else above
        if relation == "xcomp" and (controlled := self.below(above, "obj", "iobj")) and not self.passive(above):
            return controlled[0]
        if relation in {"xcomp", "advcl", "conj"} and (self.is_verb(above) or self.tags.speech[above] == "JJ" or self.below(above, "cop")):
            return self.subject(above, steps - 1)
        return None

    def objects(self, verb: int) -> list[int]:
        """The objects of a verb; of "promised to free them" those after "free" are of "free", whatever the parser says."""
        below = self.below(verb, "iobj", "obj")
        further = self.below(verb, "xcomp")
        own = [each for each in below if not any(verb < another < each and self.is_verb(another) for another in further)]
        above = self.above(verb)
        if own or self.relation(verb) != "xcomp" or above is None:
            return own
        return [each for each in self.below(above, "obj") if above < verb < each]

    def clause_after(self, noun: int) -> list[int]:
        """The clause that begins with "that" right after a noun, where the parser hung it on the verb ("opposed the plan that he made")."""
        verb, after = self.above(noun), noun + 1
        if verb is None or self.words[after : after + 1] != ["that"]:
            return []
        return [each for each in self.below(verb, "ccomp") if self.tags.heads[after] == each]

    def meant_by(self, token: int, verb: int) -> int:
        """For a relative pronoun the noun that it goes back to; any other word itself."""
        if self.words[token] not in _RELATIVES:
            return token
        clause: int | None = verb
        for _ in range(_DEEPEST):
            if clause is None:
                return token
            if self.relation(clause) in {"acl:relcl", "acl"}:
                return self._not_place(self.tags.heads[clause], token)
            clause = self.above(clause)
        return token

    def _not_place(self, noun: int, pronoun: int) -> int:
        """The noun itself; of "who" after a place the noun that the place belongs to ("a lawyer from Tarnia who")."""
        if self.words[pronoun] not in {"who", "whom"} or noun not in self._places or self.relation(noun) not in {"nmod", "obl"}:
            return noun
        return self.tags.heads[noun]

    def path(self, token: int) -> Iterator[int]:
        """The words above a word, the nearest first."""
        above = self.above(token)
        for _ in range(3 * _DEEPEST):
            if above is None:
                return
            yield above
            above = self.above(above)

    def negated(self, token: int, negations: Collection[str]) -> bool:
        """Whether a "not" hangs on a word or on its subject ("no one came")."""
        near = list(self.below(token))
        near += [each for subject in self.below(token, *_SUBJECTS) for each in (subject, *self.below(subject, "det", "advmod"))]
        return any(self.words[each] in negations for each in near)
