"""Positions from how a speaker stands to what is said: who denies or dismisses a claim opposes it."""

from collections.abc import Iterator

from onrecord.reading.interpret.positions.ground import Ground
from onrecord.schema.draft import PositionDraft


def of_statements(ground: Ground) -> Iterator[PositionDraft]:
    """The claims that speakers deny or reject."""
    for number, draft in enumerate(ground.drafts):
        speaker = ground.circumstances.speakers[number]
        if draft.stance not in {"denies", "rejects"} or draft.cue is None or speaker is None:
            continue
        if draft.parent is not None and draft.parent.stance in {"denies", "asks", "conditions"}:
            continue
        claim = ground.content(number)
        first = next((token for token in range(*draft.cue) if ground.clauses.is_verb(token)), draft.cue[0])
        if claim is not None and ground.parties.at(first) is None:
            date = ground.date(number)
            yield PositionDraft(speaker, None, claim, "oppose", "moderate", "REJECT", date, draft.cue, (number,), (), ground.conditions(first))
