"""What a discourse network is made of, in the words of Discourse Network Analyzer's own dialogue."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.errors import InputError

DiscourseRelation = Literal["actor-concept", "actor-actor", "concept-concept"]
"""Two-mode: who speaks of what. One-mode: actors by the concepts that they share, or concepts by the actors that share them."""

Qualifier = Literal["ignore", "congruence", "conflict", "subtract", "combine", "agree", "disagree"]
"""What becomes of agreement; see `DiscourseOptions.qualifier`."""

Normalisation = Literal["no", "activity", "prominence", "average", "jaccard", "cosine"]
Duplicates = Literal["include", "document", "week", "month", "year", "range", "quote"]
ActorVariable = Literal["speaker", "person", "organisation"]

TWO_MODE: dict[DiscourseRelation, bool] = {"actor-concept": True, "actor-actor": False, "concept-concept": False}
_QUALIFIERS = {True: ("ignore", "subtract", "combine", "agree", "disagree"), False: ("ignore", "congruence", "conflict", "subtract")}
_NORMS = {True: ("no", "activity", "prominence"), False: ("no", "average", "jaccard", "cosine")}


@dataclass(frozen=True, slots=True)
class DiscourseOptions:
    """What counts, and how much.

    Attributes:
        qualifier: of two-mode networks: "ignore" all statements, "subtract" those that disagree from those that agree, "combine": 1 for
            agreement, 2 for disagreement, 3 for both, "agree" and "disagree" those alone. Of one-mode networks: "congruence" where two
            agree or disagree both, "conflict" where one agrees and one does not, "subtract" conflict from congruence, "ignore" either way.
            None: subtract.
        normalisation: of two-mode networks: by a node's "activity" (all its statements) or a concept's "prominence". Of one-mode networks:
            by the "average" activity of the two, "jaccard" or "cosine".
        duplicates: what counts once of the same actor, concept and agreement: every statement ("include"), or one a "document", calendar
            "week", "month", "year", one in the whole "range"; or an utterance, however many reports "quote" it.
        actor: who the actors are: the "speaker" whoever that is, a "person", or the "organisation" that speaks or is spoken for.
        concepts: only these; none: all.
        least_confidence: of a coding that nobody has decided about.
        since, until, publisher: as in `Options`.
        least_weight: of an edge, whatever its sign.
        unnamed: "officials" and "a spokesman" are actors too.
    """

    qualifier: Qualifier | None = None
    normalisation: Normalisation = "no"
    duplicates: Duplicates = "include"
    actor: ActorVariable = "speaker"
    concepts: tuple[str, ...] = ()
    least_confidence: float = 0.0
    since: date | None = None
    until: date | None = None
    publisher: str | None = None
    least_weight: float = 0.0
    unnamed: bool = False

    def __post_init__(self) -> None:
        """Refuse what can't be meant.

        Raises:
            InputError: days the wrong way round.
        """
        if self.since is not None and self.until is not None and self.since > self.until:
            raise InputError(f"a network since {self.since} until {self.until}: the first day must not come after the last")

    def qualifier_for(self, relation: DiscourseRelation) -> Qualifier:
        """The qualifier, checked against the relation, and the normalisation too.

        Raises:
            InputError: they don't go together.
        """
        two_mode = TWO_MODE[relation]
        qualifier: Qualifier = self.qualifier or "subtract"
        for what, value, allowed in (("qualifier", qualifier, _QUALIFIERS), ("normalisation", self.normalisation, _NORMS)):
            if value not in allowed[two_mode]:
                raise InputError(f"{relation}: has no {what} {value!r}; it has {', '.join(allowed[two_mode])}")
        if qualifier == "combine" and self.normalisation != "no":
            raise InputError("qualifier combine: its weights are names of combinations, not amounts; take normalisation no")
        return qualifier
