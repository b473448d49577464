"""Who speaks: each source is joined to one actor, in the order of the text, by name, description or pronoun."""

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.reading.resolve.cast import Cast, Figure
from onrecord.reading.resolve.descriptions import (
    country_in,
    country_name,
    country_named,
    gender_of,
    heads,
    homeland,
    is_title,
    offices_in,
    role_of,
    singular,
)
from onrecord.reading.resolve.names import Named, NamedMention, organisations_in
from onrecord.reading.resolve.trail import Trail, pronouns
from onrecord.schema.draft import Draft
from onrecord.schema.segments import QuoteState, Segments
from onrecord.schema.tags import Phrase, Tags, TokenRange
from onrecord.schema.words import ActorKind

_PRONOUN_TAGS = frozenset({"PRP", "WP", "WDT", "EX"})
NEAR = 8  # tokens before a phrase in which a source that holds it may begin

Found = tuple[Figure | None, str]
"""A figure, or the reason why there is none."""


class Resolver:
    """Goes through a report once, phrase by phrase; mutable, because it remembers who was mentioned and who spoke last."""

    def __init__(self, segments: Segments, tags: Tags, cast: Cast, named: Named, drafts: Sequence[Draft]) -> None:
        """Prepare to resolve the drafts of a report."""
        self._segments = segments
        self._tags = tags
        self._cast = cast
        self._drafts = drafts
        self._named = sorted(named.mentions, key=lambda mention: mention.place)
        self._name_starts = [mention.place[0] for mention in self._named]
        self._homes = named.single
        self._trail = Trail(segments, tags)
        self._speakers: dict[int, Found] = {}
        self._waiting: dict[int, list[int]] = {}  # by parent, the drafts inside it that came before its source

    def resolve(self) -> list[Found]:
        """The speaker of each draft, in the order of the drafts."""
        order = sorted(range(len(self._drafts)), key=lambda i: (self._place(self._drafts[i]), self._depth(self._drafts[i])))
        sources = [self._drafts[i].source for i in order]
        heads_of_sources = {source[0]: source for source in sources if source is not None}
        pending = iter(order)
        following = next(pending, None)
        for phrase in [*self._tags.phrases, None]:
            while following is not None and (phrase is None or self._place(self._drafts[following]) < phrase.first + 1):
                self._speak(following)
                following = next(pending, None)
            if phrase is not None:
                self._pass(phrase, heads_of_sources)
        return [self._speakers[id(draft)] for draft in self._drafts]

    def _place(self, draft: Draft) -> int:
        """The token at which a draft's speaker is resolved: its source, or for lack of one its content."""
        return draft.source[0] if draft.source is not None else draft.contents[0][0]

    def _depth(self, draft: Draft) -> int:
        return 0 if draft.parent is None else 1 + self._depth(draft.parent)

    # Passing by

    def _pass(self, phrase: Phrase, sources: dict[int, TokenRange]) -> None:
        """Note the mentions of a phrase that is no source."""
        for mention in self._names_in(phrase.first, phrase.last):
            self._trail.add(mention.place, mention.figure, "name")
        pronoun = self._tags.speech[phrase.head] in _PRONOUN_TAGS
        if not pronoun and (self._word(phrase.first) not in pronouns("definite") or self._plural(phrase)):
            return
        if phrase.head in self._trail.at or any(first <= phrase.first < last for first, last in _around(sources, phrase.first)):
            return
        if pronoun:
            word = self._word(phrase.head)
            if word in pronouns("third") and self._segments.quote_states[phrase.head] == QuoteState.OUTSIDE:
                figure = self._trail.antecedent(phrase.head, None)
                if figure is not None:
                    self._trail.add((phrase.first, phrase.last), figure, "pronoun")
            return
        words = self._described_words(phrase)
        if words and singular(words[-1]) in heads("offices"):
            figure = self._cast.described(words, self._affiliation((phrase.first, phrase.last)))
            if figure is not None:
                self._trail.add((phrase.first, phrase.last), figure, "nominal")

    # Speakers

    def _speak(self, number: int) -> None:
        draft = self._drafts[number]
        if draft.parent is not None and id(draft.parent) not in self._speakers:
            self._waiting.setdefault(id(draft.parent), []).append(number)
            return
        found = self._speaker(draft)
        self._speakers[id(draft)] = found
        if draft.parent is None or draft.parent.turn:
            self._trail.spoke = found[0] or (self._trail.spoke if draft.source is None and draft.cue is None else None)
            if draft.kind != "indirect":
                self._trail.quoted = self._trail.spoke
        for inner in self._waiting.pop(id(draft), ()):
            self._speak(inner)

    def _speaker(self, draft: Draft) -> Found:
        if draft.source is None:
            if draft.cue is None and draft.kind == "direct" and draft.parent is None:
                figure = self._trail.opened_by(draft.contents[0][0]) or self._trail.quoted or self._trail.spoke
                return figure, "" if figure else "the quotation stands alone, and nobody spoke before it"
            return None, "the text names no source"
        first, last = draft.source
        if draft.turn:
            return self._by_label(draft.source)
        if last - first == 1 and self._tags.speech[first] in {"PRP$", "WP$"}:
            return self._possessor(draft)
        if self._word(last - 1) in pronouns("nobody") or " ".join(self._segments.words(first, last)).lower().startswith("no one"):
            return None, "it means nobody in particular"
        phrases = self._phrases_in(first, last)
        mention = self._main_name(first, last, phrases)
        if mention is not None:
            figure = mention.figure
            if "," in self._segments.words(first, last):
                self._add_role_from(draft.source, mention)
            self._trail.add(mention.place, figure, "name")
            return figure, ""
        head = phrases[0] if phrases else None
        if head is None or self._tags.speech[head.head] in _PRONOUN_TAGS:
            return self._by_pronoun(draft, head)
        return self._by_description(draft.source, head)

    def _by_label(self, source: TokenRange) -> Found:
        """The speaker of a turn: the name in its label ("MR. WELLS (Agency)"), or the label itself ("Q")."""
        words = self._segments.words(*source)
        if "(" in words:
            words = words[: words.index("(")]
        names = tuple(word.title() if word.isupper() else word for word in words if not is_title(word))
        if not names or any(len(word) < 2 for word in names) or names[-1].lower() in {"question", "answer"}:  # noqa: PLR2004 ("Q", "A")
            return self._new_unnamed(source, words, source[0])
        figure = self._cast.person(names, words)
        figure.add_role(role_of([word for word in words if is_title(word)]))
        self._trail.add(source, figure, "name")
        return figure, ""

    def _main_name(self, first: int, last: int, phrases: Sequence[Phrase]) -> NamedMention | None:
        """The name that a source is: the name at the head of its first phrase, or a person's name in apposition."""
        names = list(self._names_in(first, last))
        if not names:
            return None
        end = phrases[0].last if phrases else last
        for mention in names[1:]:
            comma = self._segments.tokens[mention.place[0] - 1].text == ","
            if comma and mention.figure.kind == "person" and names[0].figure.kind != "person":
                return mention
        for mention in names:
            if mention.place[1] == end or (phrases and phrases[0].head < mention.place[1] <= end):
                return mention
            if mention.place[0] <= first and mention.place[1] >= end:
                return mention
        for mention in names:
            comma = mention.place[0] > first and self._segments.tokens[mention.place[0] - 1].text == ","
            if comma and mention.figure.kind == "person":
                return mention
        return names[0] if not phrases else None

    def _add_role_from(self, source: TokenRange, mention: NamedMention) -> None:
        """A role that a source gives beside the name ("Eliane Cantanhede, a prominent columnist for the newspaper")."""
        if mention.figure.kind == "person" and mention.place[0] > source[0]:
            words = self._segments.words(source[0], mention.place[0] - 1)
            inside = organisations_in(self._segments, self._tags, (source[0], mention.place[0]), self._homes)
            mention.figure.add_role(role_of(words, inside, self._homes))

    def _by_pronoun(self, draft: Draft, phrase: Phrase | None) -> Found:
        if phrase is None:
            return self._possessor(draft)
        word = self._word(phrase.head)
        parent = self._speakers.get(id(draft.parent), (None, ""))[0] if draft.parent is not None else None
        if word in pronouns("first"):
            return parent, "" if parent else f"{word!r} outside a quotation: the report does not say who"
        if word in pronouns("relative"):
            figure = self._trail.before_relative(phrase.head)
        else:
            reported = draft.parent is not None and draft.parent.kind != "direct"
            figure = self._trail.antecedent(phrase.head, parent if reported else None, barred=None if reported else parent)
        if figure is None:
            return None, f"nobody before it fits {word!r}"
        self._trail.add((phrase.first, phrase.last), figure, "pronoun")
        return figure, ""

    def _possessor(self, draft: Draft) -> Found:
        """A source that is a possessive alone ("their shared commitment")."""
        assert draft.source is not None  # noqa: S101 (for the type checker: the caller has looked)
        word = self._word(draft.source[0])
        parent = self._speakers.get(id(draft.parent), (None, ""))[0] if draft.parent is not None else None
        if word in pronouns("first"):
            return parent, "" if parent else f"{word!r} outside a quotation: the report does not say who"
        if word in pronouns("third", "plural", "neutral"):
            figure = self._trail.antecedent(draft.source[0], parent)
            if figure is not None:
                self._trail.add((draft.source[0], draft.source[0] + 1), figure, "pronoun")
            return figure, "" if figure else f"nobody before it fits {word!r}"
        return self._new_unnamed(draft.source, self._segments.words(*draft.source), draft.source[1] - 1)

    def _by_description(self, source: TokenRange, phrase: Phrase) -> Found:
        """A description: a person by the role, the same unnamed figure again, a body, a country, or a new figure."""
        if phrase.head in self._trail.at:
            return self._trail.at[phrase.head], ""
        words = self._described_words(phrase)
        place = (phrase.first, phrase.last)
        head = singular(self._segments.tokens[phrase.head].text)
        indefinite = self._word(phrase.first) in pronouns("indefinite")
        figure = None
        if words and not indefinite and not self._plural(phrase) and (head in heads("offices") or offices_in(words)):
            figure = self._cast.described(words, self._affiliation(source))
        code = country_named(" ".join(words))
        if figure is None and code is not None:
            figure = self._cast.country(code, tuple(words))
        if figure is None and not indefinite and (self._word(phrase.first) in pronouns("definite") or self._same_words(words, head)):
            figure = self._cast.with_head(head) if source[1] - source[0] <= phrase.last - phrase.first + 1 else None
            if figure is not None and figure.kind.startswith("unnamed") and self._plural(phrase) != (figure.kind == "unnamed group"):
                figure = None
        if figure is not None:
            self._trail.add(place, figure, "nominal")
            return figure, ""
        return self._new_unnamed(source, self._segments.words(*source), phrase.head)

    def _same_words(self, words: Sequence[str], head: str) -> bool:
        figure = self._cast.with_head(head)
        return figure is not None and set(words) <= {word for name in figure.names for word in name}

    def _new_unnamed(self, place: TokenRange, words: tuple[str, ...], head_token: int) -> Found:
        head = singular(self._segments.tokens[head_token].text)
        kind: ActorKind = "unnamed person"
        if head in {"government", "administration"}:
            kind = "government"
        elif self._tags.speech[head_token] in {"NNS", "NNPS"} or "and" in words:
            kind = "unnamed group"
        elif (
            head in heads("bodies")
            or head in heads("documents")
            or (self._tags.speech[head_token] == "NNP" and head not in heads("offices"))
        ):
            kind = "organisation"
        figure = self._cast.unnamed(words, head, kind)
        figure.gender = gender_of(words)
        self._trail.add(place, figure, "nominal")
        self._trail.at[head_token] = figure
        return figure, ""

    # Words

    def _word(self, token: int) -> str:
        return self._segments.tokens[token].text.lower()

    def _plural(self, phrase: Phrase) -> bool:
        return self._tags.speech[phrase.head] in {"NNS", "NNPS"}

    def _described_words(self, phrase: Phrase) -> list[str]:
        """The words of a phrase without determiner and without the country in it."""
        left_out = pronouns("definite", "indefinite")
        words = [w for w in self._segments.words(phrase.first, phrase.last) if w not in {"'s", "’s"} and w.lower() not in left_out]
        place = country_in(words)
        if place is not None and place[2] < len(words):
            words = words[: place[1]] + words[place[2] :]
        return words

    def _affiliation(self, bounds: TokenRange) -> str | None:
        words = self._segments.words(*bounds)
        place = country_in(words)
        if place is not None:
            return country_name(place[0])
        return next((home for word in words if (home := word if word in self._homes else homeland(word, self._homes))), None)

    def _phrases_in(self, first: int, last: int) -> Sequence[Phrase]:
        phrases = self._tags.phrases
        begin = bisect_left(phrases, first, key=lambda phrase: phrase.last - 1)
        end = bisect_left(phrases, last, key=lambda phrase: phrase.first)
        return phrases[begin:end]

    def _names_in(self, first: int, last: int) -> Sequence[NamedMention]:
        begin = bisect_left(self._name_starts, first)
        end = bisect_left(self._name_starts, last)
        if begin and self._named[begin - 1].place[1] > first:
            begin -= 1
        return self._named[begin:end]


def _around(sources: dict[int, TokenRange], token: int) -> list[TokenRange]:
    """The source that begins at this token or a little before it."""
    return [sources[first] for first in range(max(0, token - NEAR), token + 1) if first in sources]
