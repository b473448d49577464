"""The fixed words of the schema."""

from typing import Literal

Kind = Literal["direct", "indirect", "mixed"]
"""By where the quotation marks stand: around all of the content, none of it, some of it."""

StatementType = Literal["assertion", "belief", "fact", "eventuality"]
"""The Penn Discourse Treebank's types of attribution (Prasad et al. 2007): said, believes, knows, wants."""

Stance = Literal["asserts", "denies", "rejects", "asks", "conditions"]
"""How the speaker stands to the content."""

ActorKind = Literal[
    "person", "office", "government", "country", "organisation", "armed group", "coalition", "unnamed person", "unnamed group"
]

Form = Literal["name", "nominal", "pronoun"]

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
"""TIMEX3's types (TimeML 1.2.1)."""

PositionStance = Literal["support", "oppose", "neutral"]

Strength = Literal["weak", "moderate", "strong"]
"""How strongly an actor stands where it stands: weak where it is hinted at or attenuated, strong where deeds or harsh words say so."""

Voter = Literal["rules", "net"]
Modality = Literal["happened", "planned", "promised", "threatened", "demanded", "denied"]

EVENT_TYPES = (
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
"""The types of PLOVER 2.0."""
