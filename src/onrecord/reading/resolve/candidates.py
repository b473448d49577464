"""What a pronoun or a description may go back to: names, noun phrases and pronouns, with what can be seen of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.data import table
from onrecord.reading.resolve.cast import Figure
from onrecord.reading.resolve.descriptions import gender_of, heads, singular
from onrecord.schema.segments import QuoteState, Segments
from onrecord.schema.tags import Phrase, Tags, TokenRange
from onrecord.schema.words import ActorKind, Form

Sort = Literal["person", "persons", "body", "country", "place", "time", "text", "thing", "name"]
"""What a noun phrase means, as far as its head tells; "name" is one of unknown kind."""

KIND_OF_BODY: dict[str, ActorKind] = {"government": "government", "administration": "government", "coalition": "coalition"}
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
PLURAL = frozenset({"NNS", "NNPS"})
_SORTS: dict[str, Sort] = {
    "person": "person",
    "unnamed person": "person",
    "office": "person",
    "unnamed group": "persons",
    "country": "country",
}


_LISTED: tuple[tuple[str, Sort], ...] = (("places", "place"), ("times", "time"))


@cache
def nouns(name: str) -> frozenset[str]:
    """One list of resources/nouns.yaml."""
    return frozenset(table("nouns")[name])


@cache
def sort_of_noun(noun: str) -> Sort:
    """What a common noun means, in the singular."""
    if noun in nouns("groups"):
        return "persons"
    if noun in heads("offices") or noun in heads("persons") or noun in nouns("persons"):
        return "person"
    if noun in heads("bodies"):
        return "body"
    if noun in heads("documents"):
        return "text"
    for name, sort in _LISTED:
        if noun in nouns(name):
            return sort
    return "person" if noun.endswith(tuple(nouns("person_endings"))) else "thing"


def sort_of_figure(figure: Figure) -> Sort:
    """What a figure of the cast is."""
    return _SORTS.get(figure.kind, "body")


@dataclass(slots=True, eq=False)
class Candidate:
    """Words that mean someone or something; not frozen, because whose they are is found out as the report is gone through.

    Attributes:
        head: the token of the head noun, of the pronoun, of the last word of a name.
        noun: the head noun in the singular, of a description.
        gender: a woman's "f", a man's "m", where the words tell.
        seen: what can be seen of it in its place, as the names of weights (nets/weights/antecedents.json).
    """

    first: int
    last: int
    head: int
    form: Form
    sort: Sort
    plural: bool
    figure: Figure | None = None
    seen: tuple[str, ...] = ()
    gender: str | None = None
    noun: str = ""

    @property
    def place(self) -> TokenRange:
        """Its tokens, half-open."""
        return self.first, self.last


def noun_parts(segments: Segments, tags: Tags, phrase: Phrase) -> Iterator[Candidate]:
    """The noun phrases in a phrase, those that own others ("the group 's leader") before what they own; whose they are is not known yet."""
    speech = tags.speech
    if not speech[phrase.head].startswith("NN"):
        return
    begins = phrase.first
    for token in range(phrase.first + 1, phrase.head):
        if speech[token] == "POS" and speech[token - 1].startswith("NN"):
            yield _noun(segments, speech, (begins, token))
            begins = token + 1
    yield _noun(segments, speech, (begins, phrase.head + 1))


def joined(segments: Segments, before: Candidate, after: Candidate) -> Candidate | None:
    """Two noun phrases with "and" between them as one ("the mayor and her deputy"); None for others."""
    between = [segments.tokens[token].text.lower() for token in range(before.last, after.first)]
    if between not in (["and"], [",", "and"]) or not {before.sort, after.sort} & {"person", "persons", "body", "country", "name"}:
        return None
    sort: Sort = "persons" if {before.sort, after.sort} & {"person", "persons", "name"} else "body"
    return Candidate(before.first, after.last, before.head, "nominal", sort, True, None, (*before.seen[:2], "joined"))


def _noun(segments: Segments, speech: Sequence[str], place: TokenRange) -> Candidate:
    head = place[1] - 1
    plural = speech[head] in PLURAL
    sort: Sort = "name"
    noun = singular(segments.tokens[head].text)
    if not speech[head].startswith("NNP"):
        sort = sort_of_noun(noun)
        if sort == "person" and plural:
            sort = "persons"
    gender = gender_of(segments.words(*place)[-2:]) if sort == "person" else None
    return Candidate(*place, head, "nominal", sort, plural, None, seen_at(segments, speech, place), gender, noun)


def seen_at(segments: Segments, speech: Sequence[str], place: TokenRange) -> tuple[str, ...]:
    """What can be seen of words in their place: whether they are a subject, open the sentence, own something, follow a preposition."""
    first, last = place
    sent = segments.sentences[segments.sentence_of[first]]
    after = speech[last] if last < sent.last else ""
    before = speech[first - 1] if first > sent.first else ""
    found = []
    if after in FINITE or (after == "RB" and last + 1 < sent.last and speech[last + 1] in FINITE):
        found.append("subject")
    if first <= sent.first + 2:
        found.append("opens")
    if after == "POS":
        found.append("owner")
    if before in {"IN", "TO"}:
        found.append("after a preposition")
    elif before.startswith("VB"):
        found.append("object")
    if after == "," and before == ",":
        found.append("aside")
    if segments.quote_states[first] != QuoteState.OUTSIDE:
        found.append("quoted")
    return tuple(found)
