"""The time beside a cue: the words that say on which day something was said."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.data import table
from onrecord.schema.draft import Draft
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Tags, TokenRange
from onrecord.schema.when import When

NEAR_CUE = 18  # tokens between a cue and the words that date it
BESIDE = 2  # tokens between a source and a time that belongs to its verb ("the minister on Friday added ..., saying")


@cache
def words(name: str) -> frozenset[str]:
    """A list of words of resources/times.yaml."""
    return frozenset(table("times")[name])


@dataclass(frozen=True, slots=True)
class Beside:
    """The times of a report, to be looked up from its cues.

    Attributes:
        starts: where each time begins.
        around: for each time the identities of the drafts in whose contents it stands.
    """

    segments: Segments
    tags: Tags
    whens: Sequence[When]
    starts: Sequence[int]
    around: Sequence[frozenset[int]]

    def told(self, draft: Draft) -> When | None:
        """The nearest time in the cue's sentence, outside source and contents, with no other act between."""
        if draft.cue is None:
            return None
        sent = self.segments.sentences[self.segments.sentence_of[draft.cue[0]]]
        low, high = _reach(draft.cue, (sent.first, sent.last))
        begin = bisect_left(self.starts, self.segments.tokens[low].start)
        end = bisect_left(self.starts, self.segments.tokens[high - 1].end)
        near = [self.whens[number] for number in range(begin, end) if self._may_date(number, draft)]
        if not near:
            return None  # as of most cues: nothing to weigh
        if low == sent.first and self.segments.tokens[low].text.lower() in words("other_times"):
            comma = next((token for token in range(low, draft.cue[0]) if self.segments.tokens[token].text == ","), low)
            near = [when for when in near if when.start >= self.segments.tokens[comma].start]
        cue = self.segments.span(*draft.cue)
        acts = self._other_acts(draft, (low, high))

        def clear(when: When) -> bool:
            gap = (cue.end, when.start) if when.start >= cue.end else (when.end, cue.start)
            return not any(gap[0] <= act < gap[1] for act in acts) or self._is_beside_source(when, draft)

        return min(
            (when for when in near if clear(when)), key=lambda when: min(abs(when.start - cue.end), abs(cue.start - when.end)), default=None
        )

    def _may_date(self, number: int, draft: Draft) -> bool:
        """Whether a time is one of the calendar, and stands in the text that the draft is made of: its parent's content, or none."""
        when, around = self.whens[number], self.around[number]
        if when.type not in {"DATE", "TIME"} or "REF" in when.value or id(draft) in around:
            return False
        if draft.source is not None and self.segments.span(*draft.source).overlap(when):
            return False
        return id(draft.parent) in around if draft.parent is not None else not around

    def _other_acts(self, draft: Draft, reach: TokenRange) -> list[int]:
        """Where words begin that belong to another act than the cue: verbs outside the contents, words that open a clause."""
        contents = [self.segments.span(*bounds) for bounds in draft.contents]
        cue = draft.cue or reach
        acts = []
        for token in range(*reach):
            start = self.segments.tokens[token].start
            if cue[0] <= token < cue[1] or any(span.start <= start < span.end for span in contents):
                continue
            word, speech = self.segments.tokens[token].text.lower(), self.tags.speech[token]
            if word in words("other_clauses"):
                if speech not in {"DT", "NN"}:
                    acts.append(start)
            elif speech.startswith("VB") and word not in words("given_out"):
                acts.append(start)
        return acts

    def _is_beside_source(self, when: When, draft: Draft) -> bool:
        """Whether a time stands between a source and its verb, so that all the source does in the sentence is of that day."""
        if draft.source is None or draft.cue is None or draft.source[1] > draft.cue[0]:
            return False
        last = min(draft.source[1] + BESIDE, len(self.segments.tokens) - 1)
        return self.segments.tokens[draft.source[1] - 1].end <= when.start <= self.segments.tokens[last].start


def beside(segments: Segments, tags: Tags, whens: Sequence[When], drafts: Sequence[Draft]) -> Beside:
    """The times of a report, with what stands around them."""
    around: list[set[int]] = [set() for _ in whens]
    starts = [when.start for when in whens]
    for draft in drafts:
        for bounds in draft.contents:
            span = segments.span(*bounds)
            for number in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
                around[number].add(id(draft))
    return Beside(segments, tags, whens, starts, [frozenset(each) for each in around])


def _reach(cue: TokenRange, sentence: TokenRange) -> TokenRange:
    """The tokens near a cue, inside its sentence; a sentence's own opening counts as near."""
    low = sentence[0] if cue[0] - sentence[0] < 2 * NEAR_CUE else max(sentence[0], cue[0] - NEAR_CUE)
    return low, min(sentence[1], cue[1] + NEAR_CUE)
