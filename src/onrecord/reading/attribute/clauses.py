"""A clause before "..., she said" is what she said, also where the tagger saw a statement only inside that clause."""

from collections.abc import Sequence

from onrecord.reading.attribute.contents import is_word, overlap
from onrecord.reading.attribute.cues import says
from onrecord.schema.segments import Segments
from onrecord.schema.tags import TaggedAttribution, Tags, TokenRange


def with_clauses(segments: Segments, tags: Tags, attributions: Sequence[TaggedAttribution]) -> list[TaggedAttribution]:
    """The attributions; a verb of speech without a content gets the clause before it.

    What was found inside that clause is left to the second reading, which looks for statements inside statements.
    """
    result = list(attributions)
    for lonely in attributions:
        clause = None if lonely.contents else _clause_before(segments, tags, lonely)
        if clause is None:
            continue
        touching = [a for a in result if a is not lonely and any(overlap(clause, bounds) for bounds in _parts(a))]
        if all(clause[0] <= first and last <= clause[1] for a in touching for first, last in _parts(a)):
            gone = {id(lonely), *map(id, touching)}
            result = [a for a in result if id(a) not in gone]
            result.append(TaggedAttribution(lonely.source, lonely.cue, (clause,), lonely.probability))
    return result


def _parts(attribution: TaggedAttribution) -> list[TokenRange]:
    return [bounds for bounds in (attribution.source, attribution.cue, *attribution.contents) if bounds is not None]


def _clause_before(segments: Segments, tags: Tags, attribution: TaggedAttribution) -> TokenRange | None:
    """The clause that a comma parts from source and cue, from the beginning of the sentence; None where there is none."""
    source, cue = attribution.source, attribution.cue
    if source is None or cue is None or not any(says(word) for word in segments.words(*cue)):
        return None
    sent = segments.sentences[segments.sentence_of[cue[0]]]
    first, last = min(source[0], cue[0]), max(source[1], cue[1])
    between = range(min(source[1], cue[1]), max(source[0], cue[0]))
    before = [token for token in range(sent.first, first) if is_word(segments, token)]
    parted = first > sent.first and segments.tokens[first - 1].text[0] in ",\"”'’"
    if not parted or any(is_word(segments, token) for token in between) or last > sent.last:
        return None
    verb = any(tags.speech[token].startswith(("VB", "MD")) for token in before)
    return (sent.first, first) if verb else None
