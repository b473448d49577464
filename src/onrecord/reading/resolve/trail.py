"""The trail: all that was mentioned so far in a report, and whom "he", "it", "they", "who" or "the minister" goes back to on it."""

from bisect import bisect_left, insort
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from operator import attrgetter

from onrecord.data import table
from onrecord.reading.resolve.candidates import FINITE, KIND_OF_BODY, PLURAL, Candidate, Sort, seen_at, sort_of_figure
from onrecord.reading.resolve.cast import Cast, Figure
from onrecord.reading.resolve.descriptions import singular
from onrecord.reading.resolve.ranking import Anaphor, Ranker
from onrecord.schema.segments import QuoteState, Segments
from onrecord.schema.tags import Tags, TokenRange
from onrecord.schema.words import ActorKind, Form

_PERSONS: tuple[ActorKind, ...] = ("person", "unnamed person")
_MEANT: dict[Anaphor, frozenset[Sort]] = {
    "he": frozenset({"person", "name"}),
    "it": frozenset({"body", "country", "place", "text", "thing", "name"}),
    "they": frozenset({"person", "persons", "body", "country", "thing", "text", "name"}),
    "nominal": frozenset({"person", "persons", "body", "country", "name"}),
}
_KIND_OF: dict[Sort, ActorKind] = {"person": "unnamed person", "persons": "unnamed group", "body": "organisation", "text": "organisation"}
# Names of weights, by number.
_BACK, _NEARER, _VERBS = (tuple(f"{name} {n}" for n in range(7)) for name in ("back", "nearer", "verbs between"))
_MENTIONS = tuple(f"mentions {n}" for n in (0, 1, 2, 3, 3, 3, 6))
REACH = 5  # sentences back to look for whom a pronoun means
REACH_OF_DESCRIPTIONS = 12  # the same for "the minister"
MOST = 24  # candidates weighed; further back there is hardly ever the right one
_ENDINGS = ("ing", "ed", "es", "s", "e")
_SHORTEST = 4  # letters of a stem that tells one act from others
REACH_OF_PAIRS = 2  # the same for "the two ministers"
NEAR = 8  # tokens back to look for whom a relative pronoun means


@cache
def pronouns(*names: str) -> frozenset[str]:
    """The words of these lists of resources/pronouns.yaml."""
    return frozenset(word for name in names for word in table("pronouns")[name])


def anaphor_of(word: str) -> Anaphor | None:
    """Which kind of anaphor a pronoun is; None for one that goes back to nobody mentioned."""
    if word in pronouns("third"):
        return "he"
    return "it" if word in pronouns("neutral") else "they" if word in pronouns("plural") else None


def agree(gender: str | None, other: str | None) -> bool:
    """Whether "he" or "she" may mean someone: nothing says otherwise."""
    return gender is None or other is None or gender == other


@lru_cache(1 << 12)
def _stem(verb: str) -> str | None:
    """A verb without its ending; None for the short ones, which anybody does ("is", "has")."""
    ending = next((ending for ending in _ENDINGS if verb.endswith(ending)), "")
    stem = verb.removesuffix(ending)
    return stem if len(stem) >= _SHORTEST else None


_first = attrgetter("first")


def _gender(candidate: Candidate) -> str | None:
    return candidate.gender if candidate.figure is None else candidate.figure.gender


class Trail:
    """Every mention so far, in the order of the text; mutable, because it grows while a report is gone through."""

    def __init__(self, segments: Segments, tags: Tags, cast: Cast, ranker: Ranker) -> None:
        """An empty trail."""
        self._segments = segments
        self._tags = tags
        self._cast = cast
        self._ranker = ranker
        self._candidates: list[Candidate] = []
        self._clause_of = {head: token for token, head in enumerate(tags.heads) if tags.relations[token] == "acl:relcl"}
        self._finite = [token for token, speech in enumerate(tags.speech) if speech in FINITE]
        self.at: dict[int, Figure] = {}  # whose the mention is that ends with this token
        self.spoke: Figure | None = None  # the speaker of the outermost statement last resolved
        self.quoted: Figure | None = None  # the speaker of the quotation last resolved

    def add(self, place: TokenRange, figure: Figure, form: Form) -> None:
        """Note a mention; the same one again changes nothing."""
        if self.at.get(place[1] - 1) is figure:
            return
        figure.mention(place, form)
        self.at[place[1] - 1] = figure
        sort = sort_of_figure(figure)
        seen = seen_at(self._segments, self._tags.speech, place)
        noun = singular(self._segments.tokens[place[1] - 1].text) if form == "nominal" else ""
        plural = sort == "persons" or self._tags.speech[place[1] - 1] in PLURAL
        self.note(Candidate(*place, place[1] - 1, form, sort, plural, figure, seen, figure.gender, noun))

    def note(self, candidate: Candidate) -> None:
        """Note what may be gone back to, whoever it is."""
        insort(self._candidates, candidate, key=_first)

    # Going back

    def antecedent(
        self, token: int, anaphor: Anaphor, *, barred: Figure | None = None, speaks: bool = False, likely: Figure | None = None
    ) -> Candidate | None:
        """What a pronoun at this token goes back to; None where nobody fits.

        Args:
            barred: the speaker of the quotation in which it stands, who would say "I".
            speaks: whether it is the source of a statement: then it means an actor.
            likely: the speaker of the reported words in which it stands.
        """
        gender = table("pronouns")["third"].get(self._word(token))
        crossed = self._crossed(token)

        def fits(candidate: Candidate) -> bool:
            if not agree(gender, _gender(candidate)) or candidate.last in crossed:
                return False
            figure = candidate.figure
            if figure is None:
                return not speaks or (candidate.sort in _KIND_OF and candidate.form != "pronoun")
            return figure is not barred and not (anaphor == "they" and figure.kind == "person")

        near = [candidate for candidate in self._before(token, REACH) if candidate.sort in _MEANT[anaphor]]
        weighed = self._weighed((token, token + 1), anaphor, fits, near)
        does = self._does(token)
        own = ("possessive",) if self._tags.speech[token] == "PRP$" else seen_at(self._segments, self._tags.speech, (token, token + 1))
        whose = [f"anaphor: {name}" for name in own]
        seen = []
        for candidate, its in weighed:
            figure = candidate.figure
            if gender is not None and _gender(candidate) == gender:
                its.append("same gender")
            if figure is not None and figure is self.spoke:
                its.append("spoke")
            if figure is not None and figure is likely:
                its.append("speaks here")
            if does is not None and does in (self._does(candidate.head), self._does_in_clause(candidate.head, token)):
                its.append("does the same")
            if "subject" in own and "subject" in candidate.seen:
                its.append("both subjects")
            seen.append((candidate, [*its, *whose]))
        return self._ranker.choose(anaphor, token, seen, must=speaks)

    def _does(self, token: int) -> str | None:
        """The verb of which a word is the subject, without its ending; None where there is none, or no tree."""
        if not self._tags.relations or not self._tags.relations[token].startswith("nsubj"):
            return None
        return _stem(self._word(self._tags.heads[token]))

    def _does_in_clause(self, token: int, subject: int) -> str | None:
        """The verb of the relative clause that hangs on a word, without its ending, where the other word is not its subject."""
        verb = self._clause_of.get(token)
        return None if verb is None or verb == self._tags.heads[subject] else _stem(self._word(verb))

    def pair(self, place: TokenRange, noun: str, sorts: Container[Sort], gender: str | None) -> Figure | None:
        """The two whom a sentence before named last, where it named just two of these sorts ("Wells met Oduya. The two men ...")."""
        near: dict[int, list[Figure]] = {}
        for candidate in self._before(place[0], REACH_OF_PAIRS):
            figure = candidate.figure
            if figure is None or candidate.last > place[0]:
                continue
            if figure.both is not None and all(sort_of_figure(one) in sorts for one in figure.both):
                return figure
            if sort_of_figure(figure) in sorts and agree(gender, figure.gender):
                named = near.setdefault(self._segments.sentence_of[candidate.first], [])
                named += [figure] if figure not in named else []
        two = next((named for named in near.values() if len(named) > 1), [])
        return self._cast.together(two[1], two[0], noun) if len(two) == 2 else None  # noqa: PLR2004 (a pair)

    def _crossed(self, token: int) -> frozenset[int]:
        """Where phrases end which a pronoun can't mean, because it is the subject of a relative clause on them ("on whose land they live").

        Strong crossover (Postal 1971): the relative pronoun stands for the phrase already. Told by the words between, because trees
        often hang such clauses elsewhere.
        """
        speech = self._tags.speech
        if not token:
            return frozenset()
        at = token - 1
        while at > max(0, token - NEAR) and speech[at].startswith(("NN", "JJ")):
            at -= 1
        if not (speech[at] == "WP$" if at < token - 1 else speech[at] in {"WDT", "WP"}):
            return frozenset()
        ends = [at]
        if at and speech[at - 1] in {"IN", "TO"}:
            ends.append(at := at - 1)
        if at and speech[at - 1] == ",":
            ends.append(at - 1)
        return frozenset(ends)

    def meant(self, phrase: Candidate, fit: Callable[[Candidate], Sequence[str]]) -> Candidate | None:
        """What a description goes back to; None where it brings in someone new.

        Args:
            fit: how a candidate fits the words of the description, as names of weights; none where it does not.
        """
        fitting: dict[int, Sequence[str]] = {}

        def fits(candidate: Candidate) -> bool:
            fitting[id(candidate)] = found = fit(candidate)
            return bool(found)

        near = [
            candidate
            for candidate in self._before(phrase.first, REACH_OF_DESCRIPTIONS)
            if candidate.plural == phrase.plural
            and candidate.form != "pronoun"
            and (candidate.figure is not None or candidate.noun == phrase.noun)
        ]
        weighed = self._weighed(phrase.place, "nominal", fits, near)
        own = [f"anaphor: {name}" for name in (*phrase.seen, self._opening(phrase), "plural" if phrase.plural else "singular")]
        return self._ranker.choose(
            "nominal", phrase.head, [(candidate, [*its, *fitting[id(candidate)], *own]) for candidate, its in weighed], must=False
        )

    def _opening(self, phrase: Candidate) -> str:
        """How a description begins: with an article, a pointing word, someone's."""
        word = self._word(phrase.first)
        if word in pronouns("definite"):
            return word
        return "possessive" if self._tags.speech[phrase.first] == "PRP$" else "bare"

    def _weighed(
        self, place: TokenRange, anaphor: Anaphor, fits: Callable[[Candidate], bool], near: Iterable[Candidate]
    ) -> list[tuple[Candidate, list[str]]]:
        """The candidates before a place that fit, the nearest first, each with what can be seen of it from there."""
        found: list[tuple[Candidate, list[str]]] = []
        for candidate in near:
            if candidate.last <= place[0] and fits(candidate):
                found.append((candidate, self._seen(candidate, place[0], anaphor, len(found))))
                if len(found) == MOST:
                    break
        return found

    def _before(self, token: int, reach: int) -> Iterator[Candidate]:
        """What was mentioned before a token, the nearest first, up to so many sentences back."""
        segments = self._segments
        earliest = segments.sentences[max(0, segments.sentence_of[token] - reach)].first
        begin = bisect_left(self._candidates, earliest, key=_first)
        return reversed(self._candidates[begin : bisect_left(self._candidates, token, lo=begin, key=_first)])

    def _seen(self, candidate: Candidate, token: int, anaphor: Anaphor, rank: int) -> list[str]:
        """What can be seen of a candidate from the place of an anaphor, as names of weights."""
        segments = self._segments
        here, there = segments.sentence_of[token], segments.sentence_of[candidate.first]
        quoted = segments.quote_states[token] != QuoteState.OUTSIDE
        times = min(self._mentions_of(candidate.figure), 6)
        found = [*candidate.seen, candidate.form, candidate.sort, _BACK[min(here - there, 4)], _NEARER[min(rank, 6)], _MENTIONS[times]]
        if here == there:
            between = bisect_left(self._finite, token) - bisect_left(self._finite, candidate.last)
            found.append(_VERBS[min(between, 2)])
        if quoted != ("quoted" in candidate.seen):
            found.append("across quotation marks")
        if candidate.form == "pronoun" and anaphor == anaphor_of(self._word(candidate.head)):
            found.append("said again")
        if candidate.form == "nominal":
            found.append("definite" if self._word(candidate.first) in pronouns("definite") else "indefinite")
        if candidate.plural:
            found.append("plural")
        return found

    def _mentions_of(self, figure: Figure | None) -> int:
        """How often an actor was mentioned; two together as often as both were."""
        if figure is None:
            return 0
        return len(figure.mentions) + min((len(one.mentions) for one in figure.both or ()), default=0)

    def _word(self, token: int) -> str:
        return self._segments.tokens[token].text.lower()

    def figure_of(self, candidate: Candidate) -> Figure | None:
        """Whose a candidate is: a new figure of the cast for a description that is gone back to; None for what is no actor."""
        if candidate.figure is None:
            kind = KIND_OF_BODY.get(candidate.noun, _KIND_OF.get(candidate.sort))
            if kind is None or candidate.form == "pronoun":
                return None
            words = self._segments.words(*candidate.place)
            candidate.figure = self._cast.unnamed(words, singular(words[-1]), kind)
            candidate.figure.gender = candidate.gender
            candidate.figure.mention(candidate.place, "nominal")
            self.at[candidate.head] = candidate.figure
        return candidate.figure

    def before_relative(self, token: int) -> Figure | None:
        """Whom a relative pronoun goes back to: the nearest mention before it in the sentence."""
        sent = self._segments.sentences[self._segments.sentence_of[token]]
        places = range(token - 1, max(sent.first, token - NEAR) - 1, -1)
        return next((self.at[place] for place in places if place in self.at), None)

    def opened_by(self, token: int) -> Figure | None:
        """The person who is the subject of the words that lead up to a quotation ("Alice turned to Bob." and then the quotation).

        They stand before it in its paragraph; where nobody spoke yet, in the sentence before it.
        """
        here = self._segments.sentence_of[token]
        paragraph = self._segments.sentences[here].paragraph
        for candidate in self._before(token, len(self._segments.sentences)):
            sentence = self._segments.sentence_of[candidate.first]
            number = self._segments.sentences[sentence].paragraph
            if number != paragraph and (self.spoke is not None or here - sentence != 1):
                return None
            figure = candidate.figure
            body = self._segments.paragraphs[number].body
            leads = body <= candidate.first and not {"subject", "opens"}.isdisjoint(candidate.seen) and "quoted" not in candidate.seen
            if leads and figure is not None and figure.kind in _PERSONS:
                return figure
        return None
