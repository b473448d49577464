"""Who speaks: each source is joined to one actor, in the order of the text, by name, description or pronoun."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from onrecord.data import table
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
from onrecord.reading.resolve.names import NamedMention, organisations_in, single_names
from onrecord.schema.draft import Draft
from onrecord.schema.segments import QuoteState, Segments
from onrecord.schema.tags import Phrase, Tags, TokenRange
from onrecord.schema.words import ActorKind

_PRONOUN_TAGS = frozenset({"PRP", "WP", "WDT", "EX"})
_BODIES: tuple[ActorKind, ...] = ("organisation", "country", "government", "armed group", "coalition")
_GROUPS: tuple[ActorKind, ...] = ("unnamed group", "organisation", "armed group", "coalition")
REACH = 8  # sentences back to look for whom a pronoun means
# Weights of a candidate: a subject or speaker; a sentence of distance; the same paragraph; known to be a man for "he".
SUBJECT, FAR, SAME_PARAGRAPH, SAME_GENDER = 3.0, 1.5, 1.0, 3.0

Found = tuple[Figure | None, str]
"""A figure, or the reason why there is none."""


@cache
def _known(name: str) -> frozenset[str]:
    """The words of one list of resources/pronouns.yaml."""
    return frozenset(table("pronouns")[name])


class Resolver:
    """Goes through a report once, phrase by phrase; mutable, because it remembers who was mentioned and who spoke last."""

    def __init__(self, segments: Segments, tags: Tags, cast: Cast, named: Sequence[NamedMention], drafts: Sequence[Draft]) -> None:
        """Prepare to resolve the drafts of a report."""
        self._segments = segments
        self._tags = tags
        self._cast = cast
        self._drafts = drafts
        self._named = sorted(named, key=lambda mention: mention.place)
        self._name_starts = [mention.place[0] for mention in self._named]
        self._homes = single_names(segments, tags)
        self._trail: list[tuple[int, Figure, bool]] = []  # every mention so far: its token, whose it is, whether a subject
        self._figure_at: dict[int, Figure] = {}
        self._spoke: Figure | None = None  # the speaker of the outermost statement last resolved
        self._quoted_last: Figure | None = None  # the speaker of the quotation last resolved
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
            self._note(mention.place, mention.figure, "name")
        if phrase.head in self._figure_at or any(first <= phrase.first < last for first, last in _around(sources, phrase.first)):
            return
        if self._tags.speech[phrase.head] in _PRONOUN_TAGS:
            word = self._word(phrase.head)
            if word in _known("third") and not self._quoted(phrase.head):
                figure, _ = self._pronoun(phrase.head, None)
                if figure is not None:
                    self._note((phrase.first, phrase.last), figure, "pronoun")
            return
        words = self._described_words(phrase)
        if (
            self._word(phrase.first) in _known("definite")
            and words
            and singular(words[-1]) in heads("offices")
            and not self._plural(phrase)
        ):
            figure = self._cast.described(words, self._affiliation((phrase.first, phrase.last)))
            if figure is not None:
                self._note((phrase.first, phrase.last), figure, "nominal")

    def _note(self, place: TokenRange, figure: Figure, form: str) -> None:
        if place[1] - 1 in self._figure_at and self._figure_at[place[1] - 1] is figure:
            return
        figure.mention(place, form)  # type: ignore[arg-type] # the callers give a Form
        self._figure_at[place[1] - 1] = figure
        self._trail.append((place[0], figure, self._is_subject(place)))

    def _is_subject(self, place: TokenRange) -> bool:
        """Whether a mention opens its sentence, or a verb follows it."""
        sent = self._segments.sentences[self._segments.sentence_of[place[0]]]
        opens = place[0] <= sent.first + 2
        follows = place[1] < sent.last and self._tags.speech[place[1]] in {"VBD", "VBZ", "VBP", "MD"}
        return opens or follows

    # Speakers

    def _speak(self, number: int) -> None:
        draft = self._drafts[number]
        if draft.parent is not None and id(draft.parent) not in self._speakers:
            self._waiting.setdefault(id(draft.parent), []).append(number)
            return
        found = self._speaker(draft)
        self._speakers[id(draft)] = found
        if draft.parent is None or draft.parent.turn:
            self._spoke = found[0] or (self._spoke if draft.source is None and draft.cue is None else None)
            if draft.kind != "indirect":
                self._quoted_last = self._spoke
        for inner in self._waiting.pop(id(draft), ()):
            self._speak(inner)

    def _speaker(self, draft: Draft) -> Found:
        if draft.source is None:
            if draft.cue is None and draft.kind == "direct" and draft.parent is None:
                figure = self._opened_by(draft.contents[0][0]) or self._quoted_last or self._spoke
                return figure, "" if figure else "the quotation stands alone, and nobody spoke before it"
            return None, "the text names no source"
        first, last = draft.source
        if draft.turn:
            return self._by_label(draft.source)
        if last - first == 1 and self._tags.speech[first] in {"PRP$", "WP$"}:
            return self._possessor(draft)
        if self._word(last - 1) in _known("nobody") or " ".join(self._segments.words(first, last)).lower().startswith("no one"):
            return None, "it means nobody in particular"
        phrases = self._phrases_in(first, last)
        mention = self._main_name(first, last, phrases)
        if mention is not None:
            figure = mention.figure
            if "," in self._segments.words(first, last):
                self._add_role_from(draft.source, mention)
            self._note(mention.place, figure, "name")
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
        self._note(source, figure, "name")
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
        if word in _known("first"):
            return parent, "" if parent else f"{word!r} outside a quotation: the report does not say who"
        if word in _known("relative"):
            figure = self._before_relative(phrase.head)
        else:
            reported = draft.parent is not None and draft.parent.kind != "direct"
            figure, _ = self._pronoun(phrase.head, parent if reported else None, barred=None if reported else parent)
        if figure is None:
            return None, f"nobody before it fits {word!r}"
        self._note((phrase.first, phrase.last), figure, "pronoun")
        return figure, ""

    def _possessor(self, draft: Draft) -> Found:
        """A source that is a possessive alone ("their shared commitment")."""
        assert draft.source is not None  # noqa: S101 (for the type checker: the caller has looked)
        word = self._word(draft.source[0])
        parent = self._speakers.get(id(draft.parent), (None, ""))[0] if draft.parent is not None else None
        if word in _known("first"):
            return parent, "" if parent else f"{word!r} outside a quotation: the report does not say who"
        if word in _known("third") | _known("plural") | _known("neutral"):
            figure, reason = self._pronoun(draft.source[0], parent)
            if figure is not None:
                self._note((draft.source[0], draft.source[0] + 1), figure, "pronoun")
            return figure, reason
        return self._new_unnamed(draft.source, self._segments.words(*draft.source), draft.source[1] - 1)

    def _by_description(self, source: TokenRange, phrase: Phrase) -> Found:
        """A description: a person by the role, the same unnamed figure again, a body, a country, or a new figure."""
        if phrase.head in self._figure_at:
            return self._figure_at[phrase.head], ""
        words = self._described_words(phrase)
        place = (phrase.first, phrase.last)
        head = singular(self._segments.tokens[phrase.head].text)
        indefinite = self._word(phrase.first) in _known("indefinite")
        figure = None
        if words and not indefinite and not self._plural(phrase) and (head in heads("offices") or offices_in(words)):
            figure = self._cast.described(words, self._affiliation(source))
        code = country_named(" ".join(words))
        if figure is None and code is not None:
            figure = self._cast.country(code, tuple(words))
        if figure is None and not indefinite and (self._word(phrase.first) in _known("definite") or self._same_words(words, head)):
            figure = self._cast.with_head(head) if source[1] - source[0] <= phrase.last - phrase.first + 1 else None
            if figure is not None and figure.kind.startswith("unnamed") and self._plural(phrase) != (figure.kind == "unnamed group"):
                figure = None
        if figure is not None:
            self._note(place, figure, "nominal")
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
        self._note(place, figure, "nominal")
        self._figure_at[head_token] = figure
        return figure, ""

    # Pronouns

    def _pronoun(self, token: int, parent: Figure | None, *, barred: Figure | None = None) -> Found:
        """Whom "he", "it" or "they" at this token means.

        Args:
            parent: the speaker of the reported words in which the pronoun stands; the likeliest, where it fits.
            barred: the speaker of the quotation in which it stands, who would say "I".
        """
        word = self._word(token)
        gender = table("pronouns")["third"].get(word)
        fits: tuple[ActorKind, ...] = ("person", "unnamed person") if gender else _GROUPS if word in _known("plural") else _BODIES
        if parent is not None and parent.kind in fits and _agree(gender, parent):
            return parent, ""
        here = self._segments.sentence_of[token]
        paragraph = self._segments.sentences[here].paragraph
        best: tuple[float, Figure | None] = (float("-inf"), None)
        for place, figure, subject in reversed(self._trail):
            sentence = self._segments.sentence_of[place]
            if here - sentence > REACH:
                break
            if place >= token or figure is barred or figure.kind not in fits or not _agree(gender, figure):
                continue
            if self._quoted(place) and not self._quoted(token):
                continue
            if figure.kind == "unnamed person" and figure.head not in heads("offices") | heads("persons"):
                continue  # it may be no person at all
            score = -FAR * (here - sentence) - (token - place) / 200
            score += SUBJECT * (subject or figure is self._spoke)
            score += SAME_PARAGRAPH * (self._segments.sentences[sentence].paragraph == paragraph)
            score += SAME_GENDER * (gender is not None and figure.gender == gender)
            if score > best[0]:
                best = score, figure
        spoke = self._spoke
        if best[1] is None and spoke is not None and spoke is not barred and spoke.kind in fits and _agree(gender, spoke):
            return spoke, ""
        return best[1], "" if best[1] else f"nobody before it fits {word!r}"

    def _before_relative(self, token: int) -> Figure | None:
        """Whom a relative pronoun goes back to: the nearest mention before it in the sentence."""
        sent = self._segments.sentences[self._segments.sentence_of[token]]
        for place in range(token - 1, max(sent.first, token - REACH) - 1, -1):
            if place in self._figure_at:
                return self._figure_at[place]
        return None

    def _opened_by(self, token: int) -> Figure | None:
        """The person who is the subject of the words that lead up to a quotation ("Alice turned to Bob." and then the quotation).

        They stand before it in its paragraph; where nobody spoke yet, in the sentence before it.
        """
        here = self._segments.sentence_of[token]
        paragraph = self._segments.sentences[here].paragraph
        for place, figure, subject in reversed(self._trail):
            sentence = self._segments.sentence_of[place]
            near = self._segments.sentences[sentence].paragraph == paragraph or (self._spoke is None and here - sentence == 1)
            if not near:
                return None
            body = self._segments.paragraphs[self._segments.sentences[sentence].paragraph].body
            if body <= place < token and subject and figure.kind in {"person", "unnamed person"} and not self._quoted(place):
                return figure
        return None

    # Words

    def _word(self, token: int) -> str:
        return self._segments.tokens[token].text.lower()

    def _quoted(self, token: int) -> bool:
        return self._segments.quote_states[token] != QuoteState.OUTSIDE

    def _plural(self, phrase: Phrase) -> bool:
        return self._tags.speech[phrase.head] in {"NNS", "NNPS"}

    def _described_words(self, phrase: Phrase) -> list[str]:
        """The words of a phrase without determiner and without the country in it."""
        words = [
            w
            for w in self._segments.words(phrase.first, phrase.last)
            if w not in {"'s", "’s"} and w.lower() not in _known("definite") | _known("indefinite")
        ]
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


def _agree(gender: str | None, figure: Figure) -> bool:
    """Whether "he" or "she" may mean this figure: nothing says otherwise."""
    return gender is None or figure.gender is None or gender == figure.gender


def _around(sources: dict[int, TokenRange], token: int) -> list[TokenRange]:
    """The source that begins at this token or a little before it."""
    return [sources[first] for first in range(max(0, token - REACH), token + 1) if first in sources]
