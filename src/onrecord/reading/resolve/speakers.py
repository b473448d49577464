"""Who speaks: each source is joined to one actor, in the order of the text, by name, description or pronoun."""

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.data import table
from onrecord.reading.resolve.candidates import KIND_OF_BODY, Sort, noun_parts, sort_of_figure, sort_of_noun
from onrecord.reading.resolve.cast import Cast, Figure
from onrecord.reading.resolve.descriptions import country_named, gender_of, heads, is_meant, is_title, offices_in, role_of, singular
from onrecord.reading.resolve.mentions import PRONOUN_TAGS, Mentions
from onrecord.reading.resolve.names import Named, NamedMention, organisations_in
from onrecord.reading.resolve.ranking import Anaphor, Ranker
from onrecord.reading.resolve.trail import Trail, agree, anaphor_of, pronouns
from onrecord.schema.draft import Draft
from onrecord.schema.segments import QuoteState, Segments
from onrecord.schema.tags import Phrase, Tags, TokenRange
from onrecord.schema.words import ActorKind

LEAD = 3  # sentences in which a report may tell first what somebody did whom it names later
_AUTHOR = frozenset({"by", "from", "of"})
_SPEAKERS: dict[Anaphor, frozenset[Sort]] = {
    "he": frozenset({"person"}),
    "it": frozenset({"body", "country"}),
    "they": frozenset({"persons", "body"}),
}

Found = tuple[Figure | None, str]
"""A figure, or the reason why there is none."""


class Resolver:
    """Goes through a report, then through the pronouns in contents; mutable, because it remembers who spoke last."""

    def __init__(self, segments: Segments, tags: Tags, cast: Cast, named: Named, drafts: Sequence[Draft], ranker: Ranker) -> None:
        """Prepare to resolve the drafts of a report."""
        self._segments = segments
        self._tags = tags
        self._cast = cast
        self._drafts = drafts
        self._homes = named.single
        self._trail = Trail(segments, tags, cast, ranker)
        self._speakers: dict[int, Found] = {}
        self._waiting: dict[int, list[int]] = {}  # by parent, the drafts inside it that came before its source
        self._inside = _contents(drafts)
        self._mentions = Mentions(segments, tags, cast, named, self._trail, self._inside)

    def resolve(self) -> list[Found]:
        """The speaker of each draft, in the order of the drafts."""
        order = sorted(range(len(self._drafts)), key=lambda i: (self._place(self._drafts[i]), _depth(self._drafts[i])))
        sources = [self._drafts[i].source for i in order]
        heads_of_sources = {source[0]: source for source in sources if source is not None}
        pending = iter(order)
        following = next(pending, None)
        for phrase in [*self._tags.phrases, None]:
            while following is not None and (phrase is None or self._place(self._drafts[following]) < phrase.first + 1):
                self._speak(following)
                following = next(pending, None)
            if phrase is not None:
                self._mentions.pass_by(phrase, heads_of_sources)
        self._inside_contents()
        return [self._speakers[id(draft)] for draft in self._drafts]

    def _place(self, draft: Draft) -> int:
        """The token at which a draft's speaker is resolved: its source, or for lack of one its content."""
        return draft.source[0] if draft.source is not None else draft.contents[0][0]

    # Pronouns in contents

    def _inside_contents(self) -> None:
        """Note the pronouns in contents: "I" is who speaks there, "he" is not, where the words are quoted."""
        for token in self._mentions.later:
            draft = self._inside[token]
            speaker = self._speakers[id(draft)][0]
            word = self._word(token)
            quoted = self._segments.quote_states[token] != QuoteState.OUTSIDE
            if word in pronouns("first"):
                if speaker is not None and quoted:
                    self._trail.add((token, token + 1), speaker, "pronoun")
                continue
            anaphor = anaphor_of(word)
            if anaphor is not None and token not in self._trail.at:
                barred, likely = (speaker, None) if quoted else (None, speaker)
                self._mentions.go_back(token, anaphor, self._trail.antecedent(token, anaphor, barred=barred, likely=likely))

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
        for token in self._possessives(first, last):
            self._owner(token, draft)
        phrases = self._phrases_in(first, last)
        mention = self._main_name(first, last, phrases)
        if mention is not None:
            figure = mention.figure
            if "," in self._segments.words(first, last):
                self._add_role_from(draft.source, mention)
            self._mentions.name(mention)
            self._mentions.join(first, last)
            return figure, ""
        head = self._clipped(phrases[0], draft.source) if phrases else None
        if head is None or self._tags.speech[head.head] in PRONOUN_TAGS:
            return self._by_pronoun(draft, head)
        return self._by_description((first, last - (head.last == last - 1 and self._tags.speech[last - 1] == "POS")), head)

    def _by_label(self, source: TokenRange) -> Found:
        """The speaker of a turn: the name in its label ("MR. WELLS (Agency)"), the office ("THE PRESIDENT"), or the label itself ("Q")."""
        words = self._segments.words(*source)
        if "(" in words:
            words = words[: words.index("(")]
        office = [word.lower() for word in words if word.lower() not in pronouns("definite")]
        if len(office) < len(words) and offices_in(office):
            figure = self._cast.described(office, None) or self._cast.with_head(singular(office[-1]))
            if figure is None:
                return self._new_unnamed(source, tuple(office), source[0] + len(words) - 1)
            self._trail.add(source, figure, "nominal")
            return figure, ""
        names = tuple(word.title() if word.isupper() else word for word in words if not is_title(word))
        if not names or any(len(word) < 2 for word in names) or names[-1].lower() in {"question", "answer"}:  # noqa: PLR2004 ("Q", "A")
            return self._new_unnamed(source, words, source[0])
        figure = self._cast.person(names, words)
        figure.add_role(role_of([word for word in words if is_title(word)]))
        self._trail.add(source, figure, "name")
        return figure, ""

    def _main_name(self, first: int, last: int, phrases: Sequence[Phrase]) -> NamedMention | None:
        """The name that a source is: the name at the head of its first phrase, or a person's name in apposition."""
        inside = list(self._mentions.names_in(first, last))
        # A person's mention holds the name of the body that he or she is of ("Bureau of Ports Director Ada Lane").
        names = [name for name in inside if not any(name is not other and _holds(other.place, name.place) for other in inside)]
        if not names:
            return None
        end = phrases[0].last if phrases else last
        for mention in names[1:]:
            comma = self._segments.tokens[mention.place[0] - 1].text == ","
            if comma and mention.figure.kind == "person" and names[0].figure.kind != "person":
                return mention
        for mention in names:
            goes_on = mention.place[1] < last and self._tags.speech[mention.place[1]].startswith("NN")  # "a Health Ministry official"
            if mention.place[1] == end or (phrases and mention.place[0] <= phrases[0].head < mention.place[1] and not goes_on):
                return mention
            if mention.place[0] <= first and mention.place[1] >= end:
                return mention
            if mention.place[0] < end < mention.place[1] and mention.figure.kind == "person":
                return mention  # "her chief of staff Ada Lane": the first phrase is a piece of the description
        body = bool(phrases) and sort_of_noun(singular(self._word(phrases[0].head))) == "body"
        for mention in names:
            comma = mention.place[0] > first and self._segments.tokens[mention.place[0] - 1].text == ","
            if comma and (mention.figure.kind == "person" or (body and mention.figure.kind != "country")):
                return mention
        return names[0] if not phrases else None

    def _add_role_from(self, source: TokenRange, mention: NamedMention) -> None:
        """A role that a source gives beside the name ("Eliane Cantanhede, a prominent columnist for the newspaper")."""
        if mention.figure.kind == "person" and mention.place[0] > source[0]:
            words = self._segments.words(source[0], mention.place[0] - 1)
            inside = organisations_in(self._segments, self._tags, (source[0], mention.place[0]), self._homes)
            mention.figure.add_role(role_of(words, inside, self._homes))

    def _by_pronoun(self, draft: Draft, phrase: Phrase | None) -> Found:
        if phrase is None or draft.source is None:
            return self._possessor(draft)
        word = self._word(phrase.head)
        parent = self._speakers.get(id(draft.parent), (None, ""))[0] if draft.parent is not None else None
        if word in pronouns("first"):
            return self._first_person(draft.source, parent)
        if word in pronouns("relative"):
            figure = self._trail.before_relative(phrase.head)
            if figure is not None:
                self._trail.add((phrase.first, phrase.last), figure, "pronoun")
        else:
            reported = draft.parent is not None and draft.parent.kind != "direct"
            figure = self._spoken_by(phrase.head, parent, reported=reported)
        return figure, "" if figure else f"nobody before it fits {word!r}"

    def _first_person(self, source: TokenRange, parent: Figure | None) -> Found:
        """The speaker of the words in which "I" or "we" stands."""
        if parent is None:
            return None, f"{self._word(source[0])!r} outside a quotation: the report does not say who"
        self._trail.add((source[0], source[0] + 1), parent, "pronoun")
        return parent, ""

    def _possessives(self, first: int, last: int) -> list[int]:
        """The possessive pronouns in a source of several words."""
        return [token for token in range(first, last) if self._tags.speech[token] == "PRP$"] if last - first > 1 else []

    def _owner(self, token: int, draft: Draft) -> None:
        """Note whose a source is ("his government")."""
        parent = self._speakers.get(id(draft.parent), (None, ""))[0] if draft.parent is not None else None
        if self._word(token) not in pronouns("first"):
            self._spoken_by(token, parent, reported=draft.parent is not None and draft.parent.kind != "direct")
        elif parent is not None:
            self._trail.add((token, token + 1), parent, "pronoun")

    def _spoken_by(self, token: int, parent: Figure | None, *, reported: bool) -> Figure | None:
        """Whom a pronoun means that is a source: in reported words the speaker of those, where it fits; in quoted ones not."""
        anaphor = anaphor_of(self._word(token))
        if anaphor is None:
            return None
        if reported and parent is not None and self._fits(token, anaphor, parent):
            self._trail.add((token, token + 1), parent, "pronoun")
            return parent
        found = self._trail.antecedent(token, anaphor, barred=None if reported else parent, speaks=True)
        figure = self._mentions.go_back(token, anaphor, found)
        spoke = self._trail.spoke
        if figure is None and spoke is not None and (reported or spoke is not parent) and self._fits(token, anaphor, spoke):
            self._trail.add((token, token + 1), spoke, "pronoun")
            return spoke
        return figure

    def _fits(self, token: int, anaphor: Anaphor, figure: Figure) -> bool:
        gender = table("pronouns")["third"].get(self._word(token))
        return sort_of_figure(figure) in _SPEAKERS[anaphor] and agree(gender, figure.gender)

    def _possessor(self, draft: Draft) -> Found:
        """A source that is a possessive alone ("their shared commitment")."""
        assert draft.source is not None  # noqa: S101 (for the type checker: the caller has looked)
        word = self._word(draft.source[0])
        parent = self._speakers.get(id(draft.parent), (None, ""))[0] if draft.parent is not None else None
        if word in pronouns("first"):
            return self._first_person(draft.source, parent)
        if word in pronouns("third", "plural", "neutral"):
            figure = self._spoken_by(draft.source[0], parent, reported=True)
            return figure, "" if figure else f"nobody before it fits {word!r}"
        return self._new_unnamed(draft.source, self._segments.words(*draft.source), draft.source[1] - 1)

    def _by_description(self, source: TokenRange, phrase: Phrase) -> Found:
        """A description: a person by the role, the same unnamed figure again, a body, a country, or a new figure."""
        place = (phrase.first, phrase.last)
        known = self._trail.at.get(phrase.head) or self._family(phrase)
        again = known or self._mentions.pair(place, phrase.head) or self._mentions.of_country(place, phrase.head)
        if again is not None:
            self._trail.add(place, again, "nominal" if known is None else "name")
            return again, ""
        words = self._mentions.plain_words((phrase.first, phrase.last))
        head = singular(self._segments.tokens[phrase.head].text)
        indefinite = self._word(phrase.first) in pronouns("indefinite")
        figure = self._behind(source, phrase) if sort_of_noun(head) == "text" else None
        office = words and not self._plural(phrase) and (head in heads("offices") or offices_in(words))
        if office and not indefinite:
            figure = self._cast.described(words, self._mentions.affiliation(source))
        elif office and self._segments.sentence_of[source[0]] < LEAD:
            later = self._cast.named_later(words, self._mentions.affiliation(source))
            if later is not None:
                self._trail.add(place, later, "nominal")
                return later, "the only one of that role whom the report names, later"
        code = country_named(" ".join(words))
        if figure is None and code is not None and is_meant(code, (token.text for token in self._segments.tokens)):
            figure = self._cast.country(code, tuple(words))
        if figure is None and not indefinite and (self._word(phrase.first) in pronouns("definite") or self._same_words(words, head)):
            figure = self._cast.with_head(head) if source[1] - source[0] <= phrase.last - phrase.first + 1 else None
            if figure is not None and figure.kind.startswith("unnamed") and self._plural(phrase) != (figure.kind == "unnamed group"):
                figure = None
        if figure is None and not indefinite and self._word(phrase.first) in pronouns("definite") and source[1] == phrase.last:
            figure = self._mentions.again(phrase)
        if figure is not None:
            self._trail.add(place, figure, "nominal")
            return figure, ""
        return self._new_unnamed(source, self._segments.words(*source), phrase.head)

    def _clipped(self, phrase: Phrase, source: TokenRange) -> Phrase:
        """A phrase as far as it stands in a source: of "Trump 's remarks" as the source has it."""
        last = min(phrase.last, source[1])
        last -= last - phrase.first > 1 and self._tags.speech[last - 1] == "POS"
        return Phrase(phrase.first, last, min(phrase.head, last - 1))

    def _family(self, phrase: Phrase) -> Figure | None:
        """The person of the cast whose family name a phrase ends in, though the tagger took it for no name."""
        return self._cast.of_family(self._segments.tokens[phrase.head].text) if self._tags.speech[phrase.head] == "NNP" else None

    def _behind(self, source: TokenRange, phrase: Phrase) -> Figure | None:
        """Whose text it is that speaks: of "the ministry 's report" the ministry, of "a statement by Mr. Lane" Mr. Lane."""
        for part in list(noun_parts(self._segments, self._tags, phrase))[:-1]:
            again = self._cast.with_head(part.noun) if self._word(part.first) in pronouns("definite") else None
            figure = next((name.figure for name in self._mentions.names_in(*part.place)), None) or self._mentions.meant(part) or again
            if figure is not None:
                return figure
        if phrase.last < source[1] and self._word(phrase.last) in _AUTHOR:
            return next((name.figure for name in self._mentions.names_in(phrase.last + 1, source[1])), None)
        return None

    def _same_words(self, words: Sequence[str], head: str) -> bool:
        figure = self._cast.with_head(head)
        return figure is not None and set(words) <= {word for name in figure.names for word in name}

    def _new_unnamed(self, place: TokenRange, words: tuple[str, ...], head_token: int) -> Found:
        head = singular(self._segments.tokens[head_token].text)
        kind = self._kind_of(words, head, head_token)
        owner = self._trail.at.get(place[0]) if self._tags.speech[place[0]] == "PRP$" else None
        figure = self._cast.unnamed(called(words) if owner is None else owned(owner, words, kind), head, kind)
        figure.gender = gender_of(words)
        self._trail.add(place, figure, "nominal")
        self._trail.at[head_token] = figure
        return figure, ""

    def _kind_of(self, words: Sequence[str], head: str, head_token: int) -> ActorKind:
        """What a new figure is; a noun of which nothing is known speaks, so it is taken for a person."""
        if head in KIND_OF_BODY:
            return KIND_OF_BODY[head]
        if self._tags.speech[head_token] in {"NNS", "NNPS"} or "and" in words or head in pronouns("pair"):
            return "unnamed group"
        if sort_of_noun(head) in {"body", "text", "place"} or (self._tags.speech[head_token] == "NNP" and head not in heads("offices")):
            return "organisation"
        return "unnamed group" if sort_of_noun(head) == "persons" else "unnamed person"

    # Words

    def _word(self, token: int) -> str:
        return self._segments.tokens[token].text.lower()

    def _plural(self, phrase: Phrase) -> bool:
        word = self._word(phrase.head)
        return self._tags.speech[phrase.head] in {"NNS", "NNPS"} or (singular(word) != word and singular(word) in heads("offices"))

    def _phrases_in(self, first: int, last: int) -> Sequence[Phrase]:
        phrases = self._tags.phrases
        begin = bisect_left(phrases, first, key=lambda phrase: phrase.last - 1)
        end = bisect_left(phrases, last, key=lambda phrase: phrase.first)
        return phrases[begin:end]


def owned(owner: Figure, words: Sequence[str], kind: ActorKind) -> tuple[str, ...]:
    """What is somebody's, by a name that says whose: "his office" is Ada Lane's office, "her government" that of her country."""
    place = next((role.affiliation for role in owner.roles if role.affiliation), None) if kind == "government" else None
    return (*owner.name.split(), "'s", *words[1:]) if place is None else (*words[1:], "of", *place.split())


def called(words: tuple[str, ...]) -> tuple[str, ...]:
    """What somebody without a name is called: the words of the source before what a clause, a bracket or a list says of them."""
    low = [word.lower() for word in words]
    marks = {*pronouns("clauses"), "(", "--", "–", "—"}
    ends = [at for at, word in enumerate(low) if at and word in marks and low[at - 1] != "of"]
    ends += [at for at, word in enumerate(low) if at and word == "," and low[at + 1 : at + 2] and low[at + 1] in pronouns("listing")]
    end = min(ends, default=len(words))
    said = set(low[:end]) - pronouns("definite", "indefinite")
    return words if said <= pronouns("anybody") else words[:end]


def _holds(outer: TokenRange, inner: TokenRange) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _contents(drafts: Sequence[Draft]) -> dict[int, Draft]:
    """The innermost statement in whose contents each token stands."""
    deep = sorted(drafts, key=_depth)
    return {token: draft for draft in deep for first, last in draft.contents for token in range(first, last)}


def _depth(draft: Draft) -> int:
    return 0 if draft.parent is None else 1 + _depth(draft.parent)
