"""Pronouns: the trail of mentions so far, and whom "he", "it", "they" or "who" goes back to on it."""

from functools import cache

from onrecord.data import table
from onrecord.reading.resolve.cast import Figure
from onrecord.reading.resolve.descriptions import heads
from onrecord.schema.segments import QuoteState, Segments
from onrecord.schema.tags import Tags, TokenRange
from onrecord.schema.words import ActorKind, Form

_PERSONS: tuple[ActorKind, ...] = ("person", "unnamed person")
_BODIES: tuple[ActorKind, ...] = ("organisation", "country", "government", "armed group", "coalition")
_GROUPS: tuple[ActorKind, ...] = ("unnamed group", "organisation", "armed group", "coalition")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
REACH = 8  # sentences back to look for whom a pronoun means, tokens back for whom a relative pronoun does
# Weights of a candidate: a subject or speaker; a sentence of distance; a token; the same paragraph; known to be a man for "he".
SUBJECT, FAR, TOKEN, SAME_PARAGRAPH, SAME_GENDER = 3.0, 1.5, 0.005, 1.0, 3.0


@cache
def pronouns(*names: str) -> frozenset[str]:
    """The words of these lists of resources/pronouns.yaml."""
    return frozenset(word for name in names for word in table("pronouns")[name])


def agree(gender: str | None, figure: Figure) -> bool:
    """Whether "he" or "she" may mean this figure: nothing says otherwise."""
    return gender is None or figure.gender is None or gender == figure.gender


class Trail:
    """Every mention so far, in the order in which it was found; mutable, because it grows while a report is gone through."""

    def __init__(self, segments: Segments, tags: Tags) -> None:
        """An empty trail."""
        self._segments = segments
        self._tags = tags
        self._mentions: list[tuple[int, Figure, bool]] = []  # the first token, whose it is, whether it is a subject
        self.at: dict[int, Figure] = {}  # whose the mention is that ends with this token
        self.spoke: Figure | None = None  # the speaker of the outermost statement last resolved
        self.quoted: Figure | None = None  # the speaker of the quotation last resolved

    def add(self, place: TokenRange, figure: Figure, form: Form) -> None:
        """Note a mention; the same one again changes nothing."""
        if self.at.get(place[1] - 1) is figure:
            return
        figure.mention(place, form)
        self.at[place[1] - 1] = figure
        self._mentions.append((place[0], figure, self._is_subject(place)))

    def _is_subject(self, place: TokenRange) -> bool:
        """Whether a mention opens its sentence, or a verb follows it."""
        sent = self._segments.sentences[self._segments.sentence_of[place[0]]]
        opens = place[0] <= sent.first + 2
        return opens or (place[1] < sent.last and self._tags.speech[place[1]] in _FINITE)

    def antecedent(self, token: int, parent: Figure | None, *, barred: Figure | None = None) -> Figure | None:
        """Whom "he", "it" or "they" at this token means; None where nobody fits.

        Args:
            parent: the speaker of the reported words in which the pronoun stands; the likeliest, where it fits.
            barred: the speaker of the quotation in which it stands, who would say "I".
        """
        word = self._segments.tokens[token].text.lower()
        gender = table("pronouns")["third"].get(word)
        fits = _PERSONS if gender else _GROUPS if word in pronouns("plural") else _BODIES
        if parent is not None and parent.kind in fits and agree(gender, parent):
            return parent
        here = self._segments.sentence_of[token]
        best: tuple[float, Figure | None] = (float("-inf"), None)
        for place, figure, subject in reversed(self._mentions):
            if here - self._segments.sentence_of[place] > REACH:
                break
            if place >= token or figure is barred or figure.kind not in fits or not agree(gender, figure):
                continue
            if (self._is_quoted(place) and not self._is_quoted(token)) or not _is_somebody(figure):
                continue
            score = self._score(place, token, subject=subject or figure is self.spoke)
            score += SAME_GENDER * (gender is not None and figure.gender == gender)
            if score > best[0]:
                best = score, figure
        spoke = self.spoke
        if best[1] is None and spoke is not None and spoke is not barred and spoke.kind in fits and agree(gender, spoke):
            return spoke
        return best[1]

    def _score(self, place: int, token: int, *, subject: bool) -> float:
        here, there = self._segments.sentence_of[token], self._segments.sentence_of[place]
        same = self._segments.sentences[here].paragraph == self._segments.sentences[there].paragraph
        return SUBJECT * subject - FAR * (here - there) - TOKEN * (token - place) + SAME_PARAGRAPH * same

    def _is_quoted(self, token: int) -> bool:
        return self._segments.quote_states[token] != QuoteState.OUTSIDE

    def before_relative(self, token: int) -> Figure | None:
        """Whom a relative pronoun goes back to: the nearest mention before it in the sentence."""
        sent = self._segments.sentences[self._segments.sentence_of[token]]
        places = range(token - 1, max(sent.first, token - REACH) - 1, -1)
        return next((self.at[place] for place in places if place in self.at), None)

    def opened_by(self, token: int) -> Figure | None:
        """The person who is the subject of the words that lead up to a quotation ("Alice turned to Bob." and then the quotation).

        They stand before it in its paragraph; where nobody spoke yet, in the sentence before it.
        """
        here = self._segments.sentence_of[token]
        paragraph = self._segments.sentences[here].paragraph
        for place, figure, subject in reversed(self._mentions):
            sentence = self._segments.sentence_of[place]
            number = self._segments.sentences[sentence].paragraph
            if number != paragraph and (self.spoke is not None or here - sentence != 1):
                return None
            body = self._segments.paragraphs[number].body
            if body <= place < token and subject and figure.kind in _PERSONS and not self._is_quoted(place):
                return figure
        return None


def _is_somebody(figure: Figure) -> bool:
    """Whether a figure without a name is a person at all, as far as its head noun tells."""
    return figure.kind != "unnamed person" or figure.head in heads("offices") or figure.head in heads("persons")
