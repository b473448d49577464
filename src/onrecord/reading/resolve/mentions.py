"""Mentions that are no sources, as a report is gone through: names, descriptions of someone named before, pronouns."""

from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.reading.resolve.candidates import Candidate, Sort, joined, noun_parts, seen_at, sort_of_figure, sort_of_noun
from onrecord.reading.resolve.cast import Cast, Figure
from onrecord.reading.resolve.descriptions import country_in, country_name, gender_of, heads, homeland, singular
from onrecord.reading.resolve.fit import Fit
from onrecord.reading.resolve.names import Named, NamedMention
from onrecord.reading.resolve.ranking import Anaphor
from onrecord.reading.resolve.trail import Trail, anaphor_of, pronouns
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Phrase, Tags, TokenRange

PRONOUN_TAGS = frozenset({"PRP", "WP", "WDT", "EX"})
NEAR = 8  # tokens before a phrase in which a source that holds it may begin
_PERSONS, _STATES = frozenset[Sort]({"person"}), frozenset[Sort]({"country"})
_ACTORS: frozenset[Sort] = frozenset({"person", "persons", "body", "name"})


class Mentions:
    """Notes the mentions of a report on its trail, phrase by phrase; mutable, because it remembers the phrase before.

    Attributes:
        later: the pronouns in contents: whose words those are must be known first.
    """

    def __init__(self, segments: Segments, tags: Tags, cast: Cast, named: Named, trail: Trail, inside: Container[int]) -> None:
        """Prepare to go through a report.

        Args:
            inside: the tokens that stand in the contents of statements.
        """
        self._segments = segments
        self._tags = tags
        self._cast = cast
        self._named = sorted(named.mentions, key=lambda mention: mention.place)
        self._name_starts = [mention.place[0] for mention in self._named]
        self._homes = named.single
        self._trail = trail
        self._inside = inside
        self._last: Candidate | None = None  # the noun phrase passed last
        self.later: list[int] = []

    def pass_by(self, phrase: Phrase, sources: dict[int, TokenRange]) -> None:
        """Note the mentions of a phrase that is no source."""
        for mention in self.names_in(phrase.first, phrase.last):
            self.name(mention)
        if any(first <= phrase.first < last for first, last in _around(sources, phrase.first)):
            return
        self.owners(phrase.first, phrase.last)
        if self._tags.speech[phrase.head] in PRONOUN_TAGS:
            self._pronoun(phrase.head)
            return
        for part in noun_parts(self._segments, self._tags, phrase):
            self._describe(part)

    def name(self, mention: NamedMention) -> None:
        """Note a name, and the descriptions beside it."""
        self._trail.add(mention.place, mention.figure, "name")
        for first, last in mention.asides:
            mention.figure.mention((first, last), "nominal")
            phrases = self._tags.phrases
            at = bisect_left(phrases, first, key=lambda phrase: phrase.first)
            if at < len(phrases) and phrases[at].last <= last:
                self._trail.at.setdefault(phrases[at].head, mention.figure)

    def owners(self, first: int, last: int) -> None:
        """Note the possessive pronouns of a phrase ("his government")."""
        for token in range(first, last):
            if self._tags.speech[token] == "PRP$":
                self._pronoun(token)

    def _describe(self, part: Candidate) -> None:
        """Note a noun phrase: whose it is, where it names someone again."""
        figure = self._trail.at.get(part.head)
        if figure is None and part.sort in _ACTORS and self._word(part.first) not in pronouns("indefinite"):
            figure = self.meant(part)
        if figure is not None:
            if part.head not in self._trail.at:
                self._trail.add(part.place, figure, "nominal")
            part = replace(part, figure=figure, sort=sort_of_figure(figure))
        else:
            self._trail.note(part)
        if self._last is not None:
            self._note_both(self._last, part)
        self._last = part

    def pair(self, place: TokenRange, head: int) -> Figure | None:
        """The two whom a description means together ("the two ministers", "both sides"); None where it is none, or they can't be told."""
        words = [word.lower() for word in self._segments.words(*place)]
        noun = singular(words[head - place[0]])
        alone = noun in pronouns("pair")
        known = words[0] == "both" or (words[0] in pronouns("definite") and not pronouns("pair").isdisjoint(words))
        if not known or not (alone or words[head - place[0]] != noun):
            return None
        both = None
        if alone or sort_of_noun(noun) == "person":
            both = self._trail.pair(place, noun, _PERSONS, gender_of([noun]))
        if both is None and (alone or noun in pronouns("states")) and not self._goes_on(place[1]):
            both = self._trail.pair(place, noun, _STATES, None)
        return both

    def of_country(self, place: TokenRange, head: int) -> Figure | None:
        """The body that a description of a body with its country means ("China's ministry", of its Foreign Ministry)."""
        country = country_in(self._segments.words(*place))
        return None if country is None else self._cast.owned(singular(self._word(head)), country[0])

    def _goes_on(self, token: int) -> bool:
        """Whether a phrase says of what ("both sides of the aisle")."""
        return token < len(self._segments.tokens) and self._word(token) == "of"

    def meant(self, part: Candidate) -> Figure | None:
        """Whom a description means again."""
        words = self.plain_words(part.place)
        if not words:
            return None
        if part.plural and (both := self.pair(part.place, part.head)) is not None:
            return both
        definite = self._word(part.first) in pronouns("definite")
        if definite and part.sort == "person" and part.noun in heads("offices"):
            figure = self._cast.described(words, self.affiliation(part.place))
            if figure is not None:
                return figure
        found = self._trail.meant(part, Fit(self._segments, part, words, self.affiliation(part.place)))
        return None if found is None else self._trail.figure_of(found)

    def _pronoun(self, token: int) -> None:
        """Note a pronoun that is no source."""
        if token in self._inside:
            self.later.append(token)
            return
        anaphor = anaphor_of(self._word(token))
        if anaphor is not None:
            self.go_back(token, anaphor, self._trail.antecedent(token, anaphor))

    def join(self, first: int, last: int) -> None:
        """Note two names in a source as one ("Mr. Lane and Ms. Moore", of whom the report goes on to say "they")."""
        names = [
            Candidate(*name.place, name.place[1] - 1, "name", sort_of_figure(name.figure), False, name.figure)
            for name in self.names_in(first, last)
        ]
        for before, after in pairwise(names):
            self._note_both(before, after)

    def _note_both(self, before: Candidate, after: Candidate) -> None:
        """Note two with "and" between them as one; where it is known who they are, as somebody."""
        both = joined(self._segments, before, after)
        if both is None:
            return
        if before.figure is not None and after.figure is not None and before.figure is not after.figure:
            figure = self._cast.together(before.figure, after.figure)
            both = Candidate(*both.place, after.head, "name", sort_of_figure(figure), True, figure, self._seen(both.place))
        self._trail.note(both)

    def go_back(self, token: int, anaphor: Anaphor, found: Candidate | None) -> Figure | None:
        """Note whose a pronoun is, and what it is where it is nobody's."""
        figure = None if found is None else self._trail.figure_of(found)
        if figure is not None:
            self._trail.add((token, token + 1), figure, "pronoun")
        elif found is not None:
            place = token, token + 1
            self._trail.note(Candidate(*place, token, "pronoun", found.sort, anaphor == "they", None, self._seen(place)))
        return figure

    def again(self, phrase: Phrase) -> Figure | None:
        """Whom a source that is a bare description means, of all that was mentioned before."""
        parts = list(noun_parts(self._segments, self._tags, phrase))
        return self.meant(parts[-1]) if parts else None

    # Words

    def _seen(self, place: TokenRange) -> tuple[str, ...]:
        return seen_at(self._segments, self._tags.speech, place)

    def _word(self, token: int) -> str:
        return self._segments.tokens[token].text.lower()

    def plain_words(self, place: TokenRange) -> list[str]:
        """The words of a phrase without determiner and without the country in it."""
        left_out = pronouns("definite", "indefinite", "possessive")
        words = [w for w in self._segments.words(*place) if w not in {"'s", "’s"} and w.lower() not in left_out]
        country = country_in(words)
        if country is not None and country[2] < len(words):
            words = words[: country[1]] + words[country[2] :]
        return words

    def affiliation(self, bounds: TokenRange) -> str | None:
        """The country or place of the report that these words name."""
        words = self._segments.words(*bounds)
        place = country_in(words)
        if place is not None:
            return country_name(place[0])
        return next((home for word in words if (home := word if word in self._homes else homeland(word, self._homes))), None)

    def names_in(self, first: int, last: int) -> Sequence[NamedMention]:
        """The names that stand in these tokens, in order."""
        begin = bisect_left(self._name_starts, first)
        end = bisect_left(self._name_starts, last)
        if begin and self._named[begin - 1].place[1] > first:
            begin -= 1
        return self._named[begin:end]


def _around(sources: dict[int, TokenRange], token: int) -> list[TokenRange]:
    """The source that begins at this token or a little before it."""
    return [sources[first] for first in range(max(0, token - NEAR), token + 1) if first in sources]
