"""Where the actors of a report stand: towards others, and towards what is claimed, wanted and done (docs/codebook.md)."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from onrecord.data import table
from onrecord.reading.interpret.patterns import Match
from onrecord.reading.interpret.positions.acts import Words, of_events
from onrecord.reading.interpret.positions.ground import Ground
from onrecord.reading.interpret.positions.merging import merged
from onrecord.reading.interpret.positions.norms import Norms
from onrecord.reading.interpret.positions.stances import of_statements
from onrecord.reading.interpret.positions.verdicts import Verdicts
from onrecord.schema.draft import EventDraft, PositionDraft

__all__ = ["Ground", "positions"]


def positions(
    ground: Ground, events: Sequence[EventDraft], matches: Mapping[int, Match], inner: Mapping[int, Sequence[Match]]
) -> list[PositionDraft]:
    """The positions of a report, each once, in the order of their words.

    Args:
        matches: what the codebook's patterns found, by token; inner: those that each of them speaks of.
    """
    found = [*of_events(ground, events, matches, inner), *of_statements(ground), *_of_words(ground, events, matches)]
    return merged(ground.segments, found)


def _of_words(ground: Ground, events: Sequence[EventDraft], matches: Mapping[int, Match]) -> Iterator[PositionDraft]:
    said, judged, norms = Words(ground, matches, events), Verdicts(ground), Norms(ground)
    for token in sorted(matches.keys() | set(_candidates(ground))):
        match = matches.get(token)
        if ground.clauses.tags.speech[token] == "MD":
            yield from norms.must(token)
            continue
        if match is not None and match.pattern["type"] in {"REQUEST", "THREATEN"}:
            yield from norms.called_for(match)
        yield from norms.against(token)
        yield from said.of(token)
        yield from judged.of(token)


def _candidates(ground: Ground) -> Iterator[int]:
    """The words that may say a position; of a judgement before a noun the noun ("a terrorist group")."""
    known, tags = _known(), ground.clauses.tags
    for token, word in enumerate(ground.clauses.words):
        if word in known and tags.speech[token][:2] in {"VB", "JJ", "NN", "MD"}:
            yield tags.heads[token] if tags.relations[token] in {"amod", "compound"} else token


@cache
def _known() -> frozenset[str]:
    """Every form of every word by which a position may be said, the codebook of events aside."""
    book = table("plover")["positions"]
    verbs = {*book["verbs"], *book["being"], *book["faults"], *book["judging"], *book["ending"]}
    forms = {form for form, lemma in table("plover")["lemmas"].items() if lemma in verbs}
    return frozenset({*forms, *book["being"], *book["good"], *book["bad"], *book["alliances"], *book["must"]})
