"""The labels of the tagger's heads."""

ROLES = ("source", "cue", "content")
ROLE_TAGS = ("O", *(f"{prefix}-{role}" for role in ROLES for prefix in "BI"))
ENTITY_TAGS = ("O", "person", "organisation", "place", "other")
LINK_BLOCKS = ("source_start", "source_end", "content_start", "content_end", "cue_for_source", "cue_for_content")
"""The vectors of a token in the `links` output, one after the other, equally wide: a source belongs to a cue as far as
(source_start of its first token + source_end of its last) . (cue_for_source of the cue's first token) is above zero."""


def allowed(before: str, after: str) -> bool:
    """Whether one role tag may follow another (BIO)."""
    return not after.startswith("I-") or before[2:] == after[2:]
