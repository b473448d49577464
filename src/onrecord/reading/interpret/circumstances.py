"""When and where an event is said to happen, what it is about, and in which statement."""

from bisect import bisect_left
from collections.abc import Container, Sequence
from functools import cache

from onrecord.data import table
from onrecord.reading.interpret.clauses import Clauses
from onrecord.schema.draft import Draft, Resolved
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Tags, TokenRange
from onrecord.schema.when import When

_IN = frozenset({"in", "at", "near", "outside", "around", "across"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_AUXILIARY = frozenset({"aux", "aux:pass", "cop"})
_STEPS = 3  # up the tree from a place to the trigger
_NOT_SAID = frozenset({"denies", "conditions", "asks"})


class Circumstances:
    """The times, places and statements of a report, by token; a class, because many look-ups share them."""

    def __init__(self, segments: Segments, tags: Tags, clauses: Clauses, drafts: Sequence[Draft], resolved: Resolved) -> None:
        """Put times and places in their sentences."""
        self._segments = segments
        self._tags = tags
        self._clauses = clauses
        self._drafts = drafts
        self._dates = resolved.dates
        numbers = {actor.id: number for number, actor in enumerate(resolved.actors)}
        self.speakers = [None if speaker is None else numbers[speaker.id] for speaker in resolved.speakers]
        self._numbers = {id(draft): number for number, draft in enumerate(drafts)}  # by identity: equal drafts occur
        starts = [token.start for token in segments.tokens]
        self._times: dict[int, list[tuple[int, When]]] = {}
        self._published = segments.report.published
        for when in resolved.times:
            if when.type in {"DATE", "TIME"}:
                token = bisect_left(starts, when.start)
                self._times.setdefault(segments.sentence_of[min(token, len(starts) - 1)], []).append((token, when))
        self._places = [name for name in tags.names if name.kind == "place"]
        self._statements: dict[int, int] = {}
        order = sorted(range(len(drafts)), key=lambda number: _depth(drafts[number]))
        for number in order:  # the innermost last: it stays
            draft = drafts[number]
            for first, last in (*draft.contents, *((draft.cue,) if draft.cue else ())):
                for token in range(first, last):
                    self._statements[token] = number

    def trigger(self, token: int, particle: str | None) -> TokenRange:
        """The words of a trigger: the verb or noun, with a particle beside it."""
        after = token + 1
        beside = particle is not None and after < len(self._clauses.words) and self._clauses.words[after] == particle
        return token, after + beside

    def statement(self, token: int) -> int | None:
        """The number of the innermost statement in whose content a word stands, or whose cue it is."""
        return self._statements.get(token)

    def reported(self, token: int) -> bool:
        """Whether a word stands in what somebody says."""
        return token in self._statements

    def content_of(self, token: int) -> int | None:
        """The number of the innermost statement in whose content a word stands; of its cue, of the one around it."""
        number = self._statements.get(token)
        if number is None:
            return None
        cue, parent = self._drafts[number].cue, self._drafts[number].parent
        if cue is None or not cue[0] <= token < cue[1]:
            return number
        return None if parent is None else self._numbers.get(id(parent))

    def denied(self, token: int) -> bool:
        """Whether it stands in what somebody denies, asks, or says under a condition."""
        number = self.content_of(token)
        return number is not None and self._drafts[number].stance in _NOT_SAID

    def speaker(self, token: int) -> int | None:
        """The actor who makes the statement whose cue a word is."""
        number = self._statements.get(token)
        cue = None if number is None else self._drafts[number].cue
        return self.speakers[number] if number is not None and cue is not None and cue[0] <= token < cue[1] else None

    def has_time(self, first: int, last: int) -> bool:
        """Whether a time is named among these words."""
        return any(first <= token < last for token, _ in self._times.get(self._segments.sentence_of[first], ()))

    def date(self, trigger: int, carrier: int, *, said_by: Sequence[int], ahead: bool) -> str | None:
        """The time beside the trigger; else that of the statement that the act is.

        Args:
            said_by: who does an act of words: where the one who speaks does it ("said on Monday it would not"), it is done by speaking.
            ahead: whether the act may lie after the day of publication.
        """
        near = self._near(trigger, carrier)
        when = next((when for when in near if ahead or not self._is_ahead(when)), None)
        if when is not None:
            return when.value
        number = self._statements.get(trigger)
        if number is None:
            return None
        cue = self._drafts[number].cue
        its_own = cue is not None and cue[0] <= trigger < cue[1]
        return self._dates[number] if its_own or self.speakers[number] in said_by else None

    def lies_ahead(self, trigger: int, carrier: int) -> bool:
        """Whether the time beside the trigger begins after the day of publication."""
        return any(self._is_ahead(when) for when in self._near(trigger, carrier)[:1])

    def _is_ahead(self, when: When) -> bool:
        return self._published is not None and when.begins is not None and when.begins > self._published

    def _near(self, trigger: int, carrier: int) -> list[When]:
        """The times of the sentence with no other verb between them and the trigger, the nearest first."""
        own = {trigger, carrier, self._tags.heads[trigger]}
        own |= set(self._clauses.below(self._tags.heads[trigger], "xcomp"))
        near = self._times.get(self._segments.sentence_of[trigger], [])
        open_ = [(abs(token - trigger), when) for token, when in near if self._clear(min(token, trigger), max(token, trigger), own)]
        return [when for _, when in sorted(open_, key=lambda each: (each[0], each[1].value))]

    def _clear(self, first: int, last: int, own: set[int]) -> bool:
        return not any(each not in own and self._begins_clause(each, own) for each in range(first, last))

    def _begins_clause(self, token: int, own: set[int]) -> bool:
        if self._clauses.relation(token) in _AUXILIARY and self._tags.heads[token] in own:
            return False
        return self._tags.speech[token] in _FINITE or (self._tags.speech[token] == "VBN" and self._clauses.relation(token) == "acl")

    def place(self, trigger: int, carrier: int) -> str | None:
        """The place named by "in" or "at" beside the trigger."""
        for name in self._places:
            if self._segments.sentence_of[name.first] == self._segments.sentence_of[trigger] and self._is_where(
                name.last - 1, {trigger, carrier}
            ):
                return self._segments.span(name.first, name.last).text
        return None

    def place_at(self, trigger: int, carrier: int, tokens: Container[int]) -> int | None:
        """The last word of the place beside the trigger that is one of these tokens."""
        sent = self._segments.sentences[self._segments.sentence_of[trigger]]
        return next((each for each in range(sent.first, sent.last) if each in tokens and self._is_where(each, {trigger, carrier})), None)

    def sentence(self, token: int) -> range:
        """The tokens of the sentence in which a token stands."""
        sent = self._segments.sentences[self._segments.sentence_of[token]]
        return range(sent.first, sent.last)

    def _is_where(self, token: int, own: set[int]) -> bool:
        """Whether a name stands after "in" and hangs on the event, by way of a noun perhaps ("in the port of Lorne")."""
        where = bool(self._clauses.marks(token) & _IN)
        for _, each in zip(range(_STEPS), self._clauses.path(token), strict=False):
            if each in own:
                return where
            where = where or bool(self._clauses.marks(each) & _IN)
        return False

    def contexts(self, trigger: int, mode: str | None) -> tuple[str, ...]:
        """What the event is about, by the words of its sentence and by its mode."""
        sent = self._segments.sentences[self._segments.sentence_of[trigger]]
        by_word = _contexts()
        found = {context for each in range(sent.first, sent.last) for context in by_word.get(self._clauses.words[each], ())}
        return tuple(sorted(found | ({mode or ""} & set(table("plover")["turns"]["contexts_of_modes"]))))


@cache
def _contexts() -> dict[str, tuple[str, ...]]:
    """The contexts that each word sets."""
    found: dict[str, list[str]] = {}
    for context, its in table("plover")["contexts"].items():
        for word in its["words"]:
            found.setdefault(word, []).append(context)
    return {word: tuple(contexts) for word, contexts in found.items()}


def _depth(draft: Draft) -> int:
    return 0 if draft.parent is None else 1 + _depth(draft.parent)
