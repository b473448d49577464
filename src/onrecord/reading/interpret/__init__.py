"""Stage 5: what was done, by whom, to whom, and who stands where. The codebook's patterns are laid on the sentences and their trees."""

from collections.abc import Sequence

from onrecord.data.verbs import Dictionary
from onrecord.reading.interpret.circumstances import Circumstances
from onrecord.reading.interpret.clauses import Clauses
from onrecord.reading.interpret.coder import Coder
from onrecord.reading.interpret.parties import Parties
from onrecord.reading.interpret.positions import Ground, positions
from onrecord.reading.interpret.same import joined
from onrecord.reading.interpret.voting import voted
from onrecord.schema.draft import Draft, Interpreted, Resolved
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Tags

__all__ = ["interpret"]


def interpret(
    segments: Segments, tags: Tags, drafts: Sequence[Draft], resolved: Resolved, dictionary: Dictionary | None = None, least: float = 0.0
) -> Interpreted:
    """The events and positions of a report, and its actors with those that only take part in them.

    Args:
        dictionary: a user's dictionary of verbs, which takes the place of the codebook.
        least: the confidence below which an event is left out.
    """
    clauses = Clauses(segments, tags)
    parties = Parties(segments, tags, clauses, resolved.actors)
    circumstances = Circumstances(segments, tags, clauses, drafts, resolved)
    coder = Coder(clauses, tags, parties, circumstances, dictionary)
    events = [event for event in joined(voted(segments, tags, parties, coder.code())) if event.confidence >= least]
    ground = Ground(segments, clauses, parties, circumstances, drafts, resolved)
    stands = positions(ground, events, coder.matches, coder.inner)
    before = len(resolved.actors)
    named = [number for event in events for number in (*event.actors, *event.recipients)]
    named += [number for stand in stands for number in (stand.actor, stand.target) if number is not None]
    return Interpreted(tuple(events), tuple(stands), {number: parties.actors[number] for number in sorted(set(named)) if number >= before})
