"""The day of each utterance: from the words beside its cue, else from a statement whose day is its own too."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from onrecord.reading.resolve.times.anchors import Anchor, anchor_in_text
from onrecord.reading.resolve.times.beside import Beside, beside, words
from onrecord.schema.actor import Speaker
from onrecord.schema.draft import Draft
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Tags
from onrecord.schema.when import When

Dated = tuple[str | None, str]
"""The day of an utterance, or None; and why, where the words beside the cue do not say it."""

UNKNOWN: Dated = (None, "")
OCCASION = 20  # tokens between an occasion and "with"
WITH = 10  # tokens after "with" in which it is said who else is there
LEAD = 40  # tokens at the beginning of a report in which a statement sums up what follows
LONG = timedelta(days=30)  # before the report: what was said then was not said on the occasion that is reported
NAME = 3  # words of a body's name by itself


def dates(
    segments: Segments, tags: Tags, whens: Sequence[When], anchor: Anchor, drafts: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> list[Dated]:
    """For each draft the day of the utterance."""
    head = anchor if anchor.where else anchor_in_text(segments, whens)
    occasions = _Occasions(segments, tags, anchor, head, beside(segments, tags, whens, drafts))
    found: dict[int, Dated] = {}
    by_draft: dict[int, Dated] = {}
    for number in sorted(range(len(drafts)), key=lambda i: drafts[i].contents):
        found[number] = by_draft[id(drafts[number])] = occasions.date(drafts[number], speakers[number], by_draft)
    return [occasions.lead(drafts[i], speakers[i]) if found[i] == UNKNOWN else found[i] for i in range(len(drafts))]


@dataclass(slots=True)
class _Occasions:
    """Who spoke on which day, while the statements of a report are gone through; so it is not frozen.

    Attributes:
        head: the full date at the head of the text, which is the day of all turns of a transcript.
        days: the day of each speaker's statement dated last.
        bodies: the same by the first word that a body is called by ("brazil" for "Brazil's foreign ministry").
        company: the day of the occasion at which somebody is said to be with a speaker, by family name or "of" the country.
        first: the first day of each speaker and body.
    """

    segments: Segments
    tags: Tags
    anchor: Anchor
    head: Anchor
    beside: Beside
    days: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    company: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)

    def date(self, draft: Draft, speaker: Speaker | None, earlier: dict[int, Dated]) -> Dated:
        """The day of one draft; those before it in the text are known."""
        told = self.beside.told(draft)
        if told is None:
            dated = self._inferred(draft, speaker, earlier)
        elif day_of(told) is None and not self._is_long_past(told):
            return None, f"the words beside the cue give no day: {told.value}"
        elif told.begins is not None and self.anchor.day is not None and told.begins > self.anchor.day and self._is_past(draft):
            return UNKNOWN  # what was said before it was reported is not of a day after that
        else:
            dated = day_of(told) or told.value, self.anchor.reason
        if dated[0] is not None and speaker is not None and draft.parent is None and not (told and self._is_long_past(told)):
            self._remember(draft, speaker, dated[0])
        return dated

    def _is_long_past(self, when: When) -> bool:
        """Whether a time was over long before the report: it is that of one statement alone, be it a day, a month or a year."""
        return when.ends is not None and self.anchor.day is not None and self.anchor.day - when.ends >= LONG

    def _inferred(self, draft: Draft, speaker: Speaker | None, earlier: dict[int, Dated]) -> Dated:
        """The day of a draft without a time beside its cue."""
        if draft.turn:
            return (self.head.day.isoformat(), self.head.where) if self.head.day is not None else UNKNOWN
        if speaker is None or self._is_perfect(draft):
            return UNKNOWN
        if draft.parent is not None:
            around, _ = earlier.get(id(draft.parent), UNKNOWN)
            return (around, "the day of the statement around it") if around and self._is_same_breath(draft) else UNKNOWN
        if draft.type in {"belief", "fact"} or (draft.type == "eventuality" and not self._is_past(draft)):
            return UNKNOWN
        for day, reason in (
            (self.days.get(speaker.id), "the day of the same speaker's statement before"),
            (self._day_of_company(speaker), "the day of the occasion that the speaker shared"),
            (self.bodies.get(self._body(draft, speaker)), "the day of the same body's statement before"),
        ):
            if day is not None:
                return day, reason
        return UNKNOWN

    def lead(self, draft: Draft, speaker: Speaker | None) -> Dated:
        """The day of a statement that opens the report and sums up one that is dated further down."""
        opens = draft.cue is not None and draft.cue[0] <= LEAD and draft.parent is None and "VBD" in self._speech(draft)
        before = draft.source[0] - 1 if draft.source is not None else -1
        if before >= 0 and self.segments.tokens[before].text.lower() in words("other_times"):
            return UNKNOWN  # "after she attacked": of another day
        if speaker is None or not opens or self._is_perfect(draft):
            return UNKNOWN
        day = self.first.get(speaker.id) or self.first.get(self._body(draft, speaker))
        return (day, "the day of the same speaker's statement further down") if day else UNKNOWN

    def _remember(self, draft: Draft, speaker: Speaker, value: str) -> None:
        self.days[speaker.id] = value
        self.first.setdefault(speaker.id, value)
        if body := self._body(draft, speaker):
            self.bodies[body] = value
            self.first.setdefault(body, value)
        self.company.update(dict.fromkeys(self._company_of(draft), value))

    def _speech(self, draft: Draft) -> tuple[str, ...]:
        return () if draft.cue is None else self.tags.speech[draft.cue[0] : draft.cue[1]]

    def _is_past(self, draft: Draft) -> bool:
        return bool({"VBD", "VBG", "VBN"}.intersection(self._speech(draft)))

    def _is_perfect(self, draft: Draft) -> bool:
        """Whether a cue says that something was said at some time before ("has said", "had questioned")."""
        if draft.cue is None or "VBN" not in self._speech(draft):
            return False
        before = self.segments.words(max(0, draft.cue[0] - 2), draft.cue[1])
        return not {"has", "have", "had", "'ve", "’ve"}.isdisjoint(word.lower() for word in before)

    def _is_same_breath(self, draft: Draft) -> bool:
        """Whether a statement inside another is made by making that: "I believe", "we reject"."""
        if draft.source is None or draft.source[1] - draft.source[0] > 1 or "VBD" in self._speech(draft):
            return False
        return self.segments.tokens[draft.source[0]].text.lower() in {"i", "we"}

    def _body(self, draft: Draft, speaker: Speaker) -> str:
        """What a body is called by at its beginning: "north" for "the North's news agency" and "North Korea"; empty for persons."""
        if draft.source is None or speaker.role is not None:
            return ""
        first, last = draft.source
        first += self.segments.tokens[first].text.lower() == "the"
        at = bisect_left(self.tags.names, first, key=lambda name: name.first)
        if first == last or any(name.kind == "person" for name in self.tags.names[at : at + NAME] if name.first < last):
            return ""
        source = self.segments.words(first, last)
        named = self.tags.speech[first] == "NNP" and (len(source) <= NAME or not {"'s", "’s"}.isdisjoint(source))
        return source[0].lower() if named else ""

    def _company_of(self, draft: Draft) -> list[str]:
        """Who may be meant by "at the meeting with Orlu" or "in talks with her counterpart from Kessland", beside the statement."""
        if draft.cue is None:
            return []
        sent = self.segments.sentences[self.segments.sentence_of[draft.cue[0]]]
        reach = range(max(sent.first, draft.cue[0] - 2 * OCCASION), min(sent.last, draft.cue[1] + 2 * OCCASION))
        inside = [token for token in reach if not any(first <= token < last for first, last in draft.contents)]
        texts = [self.segments.tokens[token].text for token in inside]
        small = [text.lower() for text in texts]
        place = next(
            (i for i, text in enumerate(small) if text == "with" and words("occasions") & set(small[max(0, i - OCCASION) : i])), None
        )
        if place is None:
            return []
        there = range(place + 1, min(place + 1 + WITH, len(texts)))
        names = [small[i].removeprefix("al-") for i in there if texts[i].removeprefix("al-")[:1].isupper()]
        return [f"of {name}" for name in names] if "counterpart" in small[place : place + WITH] else names

    def _day_of_company(self, speaker: Speaker) -> str | None:
        family = speaker.name.split()[-1].lower().removeprefix("al-") if speaker.name.split() else ""
        country = (speaker.affiliation or "").lower()
        return self.company.get(family) or self.company.get(f"of {country}")


def day_of(when: When) -> str | None:
    """The day that a time gives; None where it gives none, or a longer stretch."""
    if when.begins is None or when.ends is None or (when.ends - when.begins).days != 1:
        return None
    return when.begins.isoformat()
