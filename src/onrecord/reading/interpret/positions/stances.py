"""Positions from how a speaker stands to what is said: who denies or dismisses a claim opposes it."""

from collections.abc import Iterator

from onrecord.data import table
from onrecord.reading.interpret.positions.ground import Ground
from onrecord.reading.interpret.positions.leaning import leaning
from onrecord.schema.draft import PositionDraft


def _says_no(ground: Ground, token: int) -> bool:
    """Whether a word is a verb of denial or rejection: by a noun ("came in for criticism") somebody else may have said no."""
    cues = table("cues")
    lemma = cues["lemmas"].get(ground.clauses.words[token])
    return ground.clauses.is_verb(token) and lemma in {*cues["denies"], *cues["rejects"]} and not ground.clauses.passive(token)


def of_statements(ground: Ground) -> Iterator[PositionDraft]:
    """The claims that speakers deny or reject."""
    for number, draft in enumerate(ground.drafts):
        speaker = ground.circumstances.speakers[number]
        if draft.stance not in {"denies", "rejects"} or draft.cue is None or speaker is None:
            continue
        if draft.parent is not None and draft.parent.stance in {"denies", "asks", "conditions"}:
            continue
        claim = ground.content(number)
        first = next((token for token in range(*draft.cue) if _says_no(ground, token)), None)
        if (
            claim is not None
            and ground.clauses.tags.speech[claim[0]] != "PRP"
            and first is not None
            and leaning(ground.clauses, first) == 1
        ):
            date = ground.date(number)
            yield PositionDraft(
                speaker, None, claim, "oppose", "moderate", "REJECT", date, draft.cue, (number,), (), ground.conditions(first)
            )
