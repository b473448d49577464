"""Stage 4: names, descriptions and pronouns are joined to actors, statements to their speakers, words of time to days."""

from collections.abc import Sequence

from onrecord.data.knowledge import Knowledge, knowledge
from onrecord.reading.resolve.cast import Cast, speaker_of
from onrecord.reading.resolve.links import linked
from onrecord.reading.resolve.names import named_mentions
from onrecord.reading.resolve.ranking import Ranker, model
from onrecord.reading.resolve.speakers import Resolver
from onrecord.reading.resolve.times import dates, times
from onrecord.schema.draft import Draft, Resolved
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Tags

__all__ = ["resolve"]


def resolve(
    segments: Segments, tags: Tags, drafts: Sequence[Draft], base: Knowledge | None = None, *, ranker: Ranker | None = None
) -> Resolved:
    """Resolve the drafts of a report.

    Args:
        base: the known actors; those that come with onrecord, if not given.
        ranker: what chooses whom a pronoun or a description means; the one that ships where none is given.
    """
    base = base or knowledge()
    cast = Cast(segments, base)
    named = named_mentions(segments, tags, cast)
    found = Resolver(segments, tags, cast, named, drafts, ranker or model()).resolve()
    actors = linked(cast.actors(), cast.figures, segments.report.published, base)
    whens, anchor = times(segments, tags)
    speakers = tuple(None if figure is None else speaker_of(actors[id(figure)]) for figure, _ in found)
    found_dates = dates(segments, tags, whens, anchor, drafts, speakers)
    reasons = tuple(
        {key: reason for key, reason in (("speaker", why_speaker), ("date", why_date)) if reason}
        for (_, why_speaker), (_, why_date) in zip(found, found_dates, strict=True)
    )
    return Resolved(speakers, tuple(day for day, _ in found_dates), reasons, tuple(actors.values()), tuple(whens))
