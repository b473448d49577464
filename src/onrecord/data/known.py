"""What is known of an actor before any report is read: its names, its codes, and what offices it held from when to when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

KINDS = ("person", "office", "government", "country", "organisation", "armed group", "coalition")
"""The kinds of known actors, as in schema.words.ActorKind (which this room may not import)."""

MEMBER = "member of the government"  # the role of those of whom the tables tell no office


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office that someone held.

    Attributes:
        role: as we call it ("foreign minister"); see `roles` in resources/bodies.yaml.
        affiliation: the ISO 3166 code of a country, or the name of an organisation.
        begins, ends: the half-open interval of days in which it is known to have been held; None: no bound is known.
        source: the table that says so; docs/actors.md lists them.
    """

    role: str
    affiliation: str
    begins: date | None = None
    ends: date | None = None
    source: str = ""

    def covers(self, day: date) -> bool:
        """Whether it is known to have been held on this day; where neither bound is known it is not."""
        if self.begins is None and self.ends is None:
            return False
        return (self.begins is None or self.begins <= day) and (self.ends is None or day < self.ends)


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the knowledge base.

    Attributes:
        id: a Wikidata number where one is known; else a name of ours; a user's own where they give one.
        names: all names, `name` first.
        codes: by their scheme ("iso3166", "cameo", "wikidata").
        family: the family name of a person whose name does not end in it ("Xi").
    """

    id: str
    kind: str
    name: str
    names: tuple[str, ...]
    codes: Mapping[str, str] = field(default_factory=dict)
    tenures: tuple[Tenure, ...] = ()
    source: str = ""
    family: str | None = None
