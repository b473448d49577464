"""What a network is made of: which statements count, how often, and which actors stand in it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.errors import InputError
from onrecord.schema.words import ActorKind, Kind

Relation = Literal["about", "to", "beside"]
"""A speaker and an actor whom the content mentions; a speaker and an addressee; two who speak in one report (no direction)."""

Once = Literal["statement", "document", "day", "quote"]
"""How often a pair of actors counts; see `Options.once`."""

Every = Literal["month", "quarter", "year"] | int
"""How long a window is; a number is of days."""

UNNAMED: tuple[ActorKind, ...] = ("unnamed person", "unnamed group")


@dataclass(frozen=True, slots=True)
class Options:
    """What counts in a network; all that is given must hold.

    Attributes:
        since, until: the first and the last day of the utterance (of publication, where the utterance's is not known); for
            "beside" of publication. With either, what has no day is left out.
        publisher: all its words must stand in the publisher's name.
        kinds: of statements; none: all.
        actors: kinds of actors; none: all that have a name.
        once: what adds 1 to the weight of a pair. "statement": each statement. "document": each report. "day": each day (and
            each report without a day). "quote": each utterance, however many reports quote it; what several copies of one
            report have in the same words counts once too. For "beside": each report ("statement", "document"), each day, or
            each group of copies ("quote").
        least_weight: of an edge.
        least_frequency: of a node: statements that it makes or, as the relation has it, is mentioned or addressed in.
        unnamed: "officials" and "a spokesman" are nodes too, each by its words: a kind of voice then, not one actor.
        isolates: nodes without an edge stay.
        crowd: in "beside", a report with more speakers than this gives no pairs. Pairs grow with the square of the speakers,
            and those of a chronicle or a day's digest say nothing about who stands beside whom. The graph says how many
            reports were left out.
    """

    since: date | None = None
    until: date | None = None
    publisher: str | None = None
    kinds: tuple[Kind, ...] = ()
    actors: tuple[ActorKind, ...] = ()
    once: Once = "statement"
    least_weight: int = 1
    least_frequency: int = 1
    unnamed: bool = False
    isolates: bool = False
    crowd: int = 100

    def __post_init__(self) -> None:
        """Refuse what can't be meant.

        Raises:
            InputError: days the wrong way round, or a number below 1.
        """
        if self.since is not None and self.until is not None and self.since > self.until:
            raise InputError(f"a network since {self.since} until {self.until}: the first day must not come after the last")
        for name in ("least_weight", "least_frequency", "crowd"):
            if getattr(self, name) < 1:
                raise InputError(f"a network's {name} is {getattr(self, name)}; it must be 1 or more")
