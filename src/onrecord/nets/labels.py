"""The labels of the tagger's heads, and of the names net that reads its layers."""

ROLES = ("source", "cue", "content")
ROLE_TAGS = ("O", *(f"{prefix}-{role}" for role in ROLES for prefix in "BI"))
PART_TAGS = tuple(tag for tag in ROLE_TAGS if not tag.endswith("-cue"))  # of the tokens of a window, as parts of one cue's attribution
ENTITY_TAGS = ("O", "person", "organisation", "place", "other")

NAME_KINDS = ("person", "organisation", "place", "people", "other")
NAME_TAGS = ("O", *(f"{prefix}-{kind}" for kind in NAME_KINDS for prefix in "BI"))


def allowed(before: str, after: str) -> bool:
    """Whether one tag may follow another (BIO)."""
    return not after.startswith("I-") or before[2:] == after[2:]
