"""How well someone mentioned before fits the words of a description ("the minister", "the group", "the council")."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reading.resolve.candidates import Candidate, sort_of_noun
from onrecord.reading.resolve.cast import head_of
from onrecord.reading.resolve.descriptions import heads, singular
from onrecord.schema.segments import Segments

_LANDS = frozenset({"country", "nation", "state", "republic", "kingdom", "monarchy"})


@dataclass(frozen=True, slots=True)
class Fit:
    """A description, to hold candidates against.

    Attributes:
        words: its words, without determiner and country.
        affiliation: the country or body that stands in it.
    """

    segments: Segments
    part: Candidate
    words: Sequence[str]
    affiliation: str | None

    def __call__(self, candidate: Candidate) -> Sequence[str]:
        """How a candidate fits, as names of weights; none where nothing speaks for it."""
        head, figure = self.part.noun, candidate.figure
        if candidate.noun == head:
            return ("same head", self._other_words(candidate))
        if figure is None:
            return ()
        if figure.kind == "person":
            return self._fits_person(candidate, head)
        if figure.kind == "country":
            return ("country again",) if head in _LANDS and len(self.words) == 1 else ()
        if any(singular(head_of(name)) == head for name in figure.names):
            return ("head of its name", self._other_words(candidate))
        return ("body again", f"{len(self.words)} words") if candidate.form == "name" and head in heads("bodies") else ()

    def _fits_person(self, candidate: Candidate, head: str) -> Sequence[str]:
        figure = candidate.figure
        assert figure is not None  # noqa: S101 (for the type checker: the caller has looked)
        if figure.roles and figure.has_office(self.words, self.affiliation):
            return ("its role",)
        if self.part.sort == "person" and sort_of_noun(head) == "person" and head not in heads("offices"):
            return ("person again", f"{len(self.words)} words")
        return ()

    def _other_words(self, candidate: Candidate) -> str:
        """Whether the description has words that the candidate does not."""
        known = {word.lower() for word in self.segments.words(*candidate.place)}
        if candidate.figure is not None:
            known |= {word.lower() for name in candidate.figure.names for word in name}
        others = [word for word in self.words[:-1] if word.lower() not in known]
        return "other words" if others else "no other words"
