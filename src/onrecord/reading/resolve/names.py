"""Names with their descriptions: who bears them, and what the words around them say he or she is."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.data import table
from onrecord.data.folding import name_key
from onrecord.data.knowledge import Knowledge
from onrecord.data.known import Known
from onrecord.reading.resolve.cast import Cast, Figure, surname
from onrecord.reading.resolve.descriptions import (
    country_named,
    heads,
    homeland,
    is_meant,
    is_title,
    length_of_office,
    modifiers,
    offices_in,
    role_of,
    singular,
)
from onrecord.reading.resolve.owners import owned
from onrecord.schema.segments import Segments
from onrecord.schema.tags import EntityKind, Name, Phrase, Tags, TokenRange

_LONGEST_APPOSITION = 14  # tokens between the commas
_LONGEST_OFFICE = 5  # words, "chancellor of the exchequer"
_SHORTEST_NAME = 4  # letters of a place from which an adjective is made
_CLITICS = frozenset({"'s", "’s"})
_KINDS: dict[str, EntityKind] = {
    "person": "person",
    "organisation": "organisation",
    "armed group": "organisation",
    "coalition": "organisation",
    "country": "place",
}


@dataclass(frozen=True, slots=True)
class NamedMention:
    """A name in its place: the words of the mention, and whose it is.

    Attributes:
        asides: the descriptions between commas beside it ("Ada Lane, a spokeswoman for the council,").
    """

    place: TokenRange
    figure: Figure
    asides: tuple[TokenRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """What is named in a whole report.

    Attributes:
        mentions: the mentions by name, in order.
        single: the names of one word, sorted, without the adjectives that are made from others of them.
    """

    mentions: tuple[NamedMention, ...]
    single: tuple[str, ...]


def named_mentions(segments: Segments, tags: Tags, cast: Cast) -> Named:
    """The names of a whole report; fills the cast with their bearers and their roles."""
    known = () if cast.base is None else known_names(segments, cast.base)
    names = agreed([(name, _name_words(segments, name)) for name in whole_names(segments, replace(tags, names=beside(tags.names, known)))])
    single = single_names(segments, tags, names)
    by_token = {token: phrase for phrase in tags.phrases for token in range(phrase.first, phrase.last)}
    found = []
    for name, words in names:
        if not words or _is_office(words, name) or _is_modifier(words, single):
            continue  # an adjective ("Valdorian"), or a description in capitals ("Foreign Minister")
        phrase = by_token.get(name.last - 1)
        is_body = cast.known_body(words) is not None and (name.kind != "person" or len(words) == 1)
        if name.kind == "person" and not is_body:
            found.append(_person(segments, tags, cast, name, phrase, single))
        elif name.kind in {"organisation", "place"} or is_body:
            code = country_named(" ".join(words))
            if code is not None and is_meant(code, (token.text for token in segments.tokens)):
                figure = cast.country(code, words)
            elif code is None and (name.kind == "organisation" or is_body):
                its = owned(segments, tags, name, words, single, known=cast.known_body(words) is not None)
                figure = cast.body(words) if its is None else cast.body_of(its)
            else:
                continue
            found.append(NamedMention((name.first, name.last), figure))
    return Named(tuple(found), single)


def known_names(segments: Segments, base: Knowledge) -> tuple[Name, ...]:
    """The names of several words that the base knows; governments are described rather than named ("the Valdorian government")."""
    starts = [token.start for token in segments.tokens]
    found = []
    for start, end, some in base.find(segments.report.text):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        kinds = {known.kind for known in some}
        if last - first > 1 and len(kinds) == 1 and _is_written_as_name(segments.words(first, last)):
            kind = _KINDS.get(kinds.pop())
            if kind is not None:
                found.append(Name(last - _bare_length(some[0], segments.words(first, last)), last, kind))
    return tuple(found)


def _bare_length(known: Known, words: Sequence[str]) -> int:
    """Of how many words at the end a name is one by itself: a table may have "Vice President Ada Lane" beside "Ada Lane"."""
    names = {name_key(name) for name in known.names}
    return next((n for n in range(2, len(words)) if name_key(" ".join(words[-n:])) in names), len(words))


def _is_written_as_name(words: Sequence[str]) -> bool:
    """Whether words begin and end with a capital, but for an Arabic article before them."""
    return words[-1][0].isupper() and (words[0][0].isupper() or words[0].lower() in table("roles")["particles"])


def beside(tagged: Sequence[Name], known: Sequence[Name]) -> tuple[Name, ...]:
    """The tagger's names and the known ones, in order; of two that overlap the tagger's where it holds the whole of the other."""
    kept = [name for name in known if not any(other.first <= name.first and name.last <= other.last for other in tagged)]
    others = [name for name in tagged if not any(name.first < other.last and other.first < name.last for other in kept)]
    return tuple(sorted((*kept, *others), key=lambda name: name.first))


def agreed(names: Sequence[tuple[Name, tuple[str, ...]]]) -> list[tuple[Name, tuple[str, ...]]]:
    """The names, those of one word of the kind that they are in the rest of the report.

    One that is the family name of somebody named in full is that person; of others, the most frequent kind counts, the first of equals.
    """
    families = {surname(words[-1]) for name, words in names if name.kind == "person" and len(words) > 1}
    kinds: dict[str, Counter[EntityKind]] = {}
    for name, words in names:
        if len(words) == 1:
            kinds.setdefault(words[0], Counter())[name.kind] += 1

    def kind(name: Name, words: tuple[str, ...]) -> EntityKind:
        if len(words) != 1:
            return name.kind
        return "person" if surname(words[0]) in families else kinds[words[0]].most_common(1)[0][0]

    return [(Name(name.first, name.last, kind(name, words)), words) for name, words in names]


def _is_office(words: Sequence[str], name: Name) -> bool:
    """Whether words taken for a name are those of an office ("Foreign Minister"); "Aaron Judge" has a given name before it."""
    given = words[0].lower() in heads("feminine_names") or words[0].lower() in heads("masculine_names")
    return not (name.kind == "person" and (given or len(words) == 1)) and (
        singular(words[-1]) in heads("offices") or bool(offices_in(words))
    )


def whole_names(segments: Segments, tags: Tags) -> list[Name]:
    """The tagger's names; those of bodies and things grown to all the capitalised nouns around them, pieces of one joined.

    The last word decides what is named: of "Free Syrian Army" the army, not the Syrians.
    """
    grown: list[Name] = []
    persons = {
        token
        for name in tags.names
        if name.kind == "person" and not _ends_office(segments, tags, name)
        for token in range(name.first, name.last)
    }
    for name in tags.names:
        first, last = name.first, name.last
        if grown and last <= grown[-1].last:
            grown[-1] = _of_its_end(grown[-1], name)
            continue
        sent = segments.sentences[segments.sentence_of[first]]
        if name.kind == "person":
            last = _over_particles(segments, tags, last, sent.last)
            if last - first == 1 and _family_name(segments, tags, last, sent.last, persons):
                last += 1
        else:
            while last < sent.last and last not in persons and _capital(segments, tags, last):
                if last + 1 in persons and singular(segments.tokens[last].text) in heads("offices"):
                    break  # "Bureau of Ports Director Ada Lane"
                last += 1
            while first and _capital(segments, tags, first - 1) and segments.sentence_of[first - 1] == segments.sentence_of[last - 1]:
                first -= 1
        if grown and first < grown[-1].last:
            before = grown[-1]
            if before.kind == "person":
                first = before.last
            else:
                grown.pop()
                first = min(first, before.first)
        grown.append(Name(first, last, name.kind))
    return grown


def _of_its_end(whole: Name, name: Name) -> Name:
    """A name that grew over another one: "Chinese", grown over "Foreign Ministry", is of the kind of that."""
    return replace(whole, kind=name.kind) if whole.kind == "people" and name.last == whole.last else whole


def _ends_office(segments: Segments, tags: Tags, name: Name) -> bool:
    """Whether a lone word taken for a person's name ends the name of an office (the "Minister" of "Foreign Minister")."""
    before = name.first - 1
    lone = name.last - name.first == 1 and singular(segments.tokens[name.first].text) in heads("offices")
    return lone and before >= 0 and segments.sentence_of[before] == segments.sentence_of[name.first] and _capital(segments, tags, before)


def _over_particles(segments: Segments, tags: Tags, last: int, limit: int) -> int:
    """The end of a person's name that goes on after a small word ("Bill de Blasio"); the end as it is elsewhere."""
    token = last
    while token < limit - 1 and segments.tokens[token].text.lower() in table("roles")["particles"]:
        token += 1
    return token + 1 if token > last and _capital(segments, tags, token) else last


def _family_name(segments: Segments, tags: Tags, token: int, limit: int, persons: set[int]) -> bool:
    """Whether a lone given name goes on here: one more capitalised noun, of no other person, day or body."""
    if token >= limit or token in persons or not _capital(segments, tags, token):
        return False
    if token + 1 < limit and _capital(segments, tags, token + 1):
        return False
    word = segments.tokens[token].text.lower()
    times = table("times")
    return word not in {*times["weekdays"], *times["months"]} and word not in heads("bodies")


def _capital(segments: Segments, tags: Tags, token: int) -> bool:
    return tags.speech[token].startswith("NNP") and segments.tokens[token].text[0].isupper() and not is_title(segments.tokens[token].text)


def _name_words(segments: Segments, name: Name) -> tuple[str, ...]:
    """The words of a name, without titles before and clitics or marks after."""
    words = list(segments.words(name.first, name.last))
    while words and (words[-1] in _CLITICS or not words[-1][0].isalnum()):
        words.pop()
    if name.kind == "person":
        while len(words) > 1 and (is_title(words[0]) or singular(words[0]) in heads("offices")):
            words.pop(0)
        while len(words) > 2 and words[-1] in {"Jr.", "Sr.", "III", "II"}:  # noqa: PLR2004 (as the comment or the docstring says)
            words.pop()
    return tuple(words)


def single_names(segments: Segments, tags: Tags, names: Sequence[tuple[Name, tuple[str, ...]]]) -> tuple[str, ...]:
    """The names of one word, sorted, without the adjectives that are made from others of them.

    A capitalised noun that stands alone somewhere counts as one, whether or not the tagger took it for a name.

    Args:
        names: the whole names of the report, each with its words.
    """
    single = {words[0] for name, words in names if name.kind not in {"other", "people"} and len(words) == 1}
    proper = [False, *(tag.startswith("NNP") for tag in tags.speech), False]  # the token i at i + 1
    alone = [i for i, tag in enumerate(tags.speech) if tag == "NNP" and not (proper[i] or proper[i + 2])]
    single |= {word for i in alone if len(word := segments.tokens[i].text) >= _SHORTEST_NAME and word[0].isupper() and word.isalpha()}
    return tuple(sorted(word for word in single if homeland(word, single) is None))


def _person(segments: Segments, tags: Tags, cast: Cast, name: Name, phrase: Phrase | None, single: Sequence[str]) -> NamedMention:
    words = _name_words(segments, name)
    first = _description_start(segments, tags, name, phrase)
    described = segments.words(first, name.first)
    titles = [word for word in segments.words(name.first, name.last) if word not in words]
    figure = cast.person(words, [*described, *titles])
    figure.add_role(role_of([*described, *titles], organisations_in(segments, tags, (first, name.first), single), single))
    asides = []
    for aside in (_apposition_after(segments, tags, name.last), _apposition_before(segments, tags, first)):
        role = None if aside is None else role_of(segments.words(*aside), organisations_in(segments, tags, aside, single), single)
        if aside is not None and role is not None:
            figure.add_role(role)
            asides.append(aside)
    last = name.last - (segments.tokens[name.last - 1].text in _CLITICS)
    return NamedMention((first, last), figure, tuple(asides))


def _description_start(segments: Segments, tags: Tags, name: Name, phrase: Phrase | None) -> int:
    """Where the words begin that describe a name from the left ("U.S. Secretary of State John Kerry")."""
    first = name.first
    limit = phrase.first if phrase is not None and phrase.first < first else first
    while first > limit and tags.speech[first - 1] not in {"DT", "PRP$", "CD", "``", "''"} and not _points(segments, first - 1):
        first -= 1
    if all(tags.speech[token] in {"JJ", "RB"} and segments.tokens[token].text.islower() for token in range(first, name.first)):
        first = name.first  # words of the sentence ("I am thankful Ada stayed"), not of the bearer
    words = segments.tokens
    body = next((its for its in _around(tags.names, first - 1) if its.kind != "person" and its.last > first), None)
    if body is not None:
        return body.first  # "Bureau of Ports Director": the phrase begins inside the name of the body
    # "Secretary of State": the phrase begins after "of", its office before it.
    if first > 1 and words[first - 1].text == "of":
        listed = length_of_office([word.text for word in words[max(0, name.first - _LONGEST_OFFICE) : name.first]])
        capital = words[first - 2].text[0].isupper() and singular(words[first - 2].text) in heads("offices")
        if listed or capital:
            first = name.first - listed if listed else first - 2
            while first and tags.speech[first - 1] in {"NNP", "JJ", "POS", "NN"} and words[first - 1].text[0].isalnum():
                first -= 1
    return first


def _around(names: Sequence[Name], token: int) -> Sequence[Name]:
    """The name in which a token stands, if any."""
    at = bisect_left(names, token + 1, key=lambda name: name.first) - 1
    return names[at : at + 1] if at >= 0 and token < names[at].last else ()


def _points(segments: Segments, token: int) -> bool:
    """Whether a noun stands for nobody in particular ("everything Ada did")."""
    return segments.tokens[token].text.lower() in table("pronouns")["nobody"]


def organisations_in(segments: Segments, tags: Tags, bounds: TokenRange, single: Sequence[str]) -> list[str]:
    """The names of organisations and places in a range, without clitics.

    Args:
        single: the names of one word in the report; adjectives made from them are no names.
    """
    begin = bisect_left(tags.names, bounds[0], key=lambda name: name.first)
    end = bisect_left(tags.names, bounds[1], key=lambda name: name.first)
    inside = [_name_words(segments, name) for name in tags.names[begin:end] if name.last <= bounds[1] and name.kind != "person"]
    return [" ".join(words) for words in inside if words and not _is_modifier(words, single)]


def _is_modifier(words: tuple[str, ...], single: Sequence[str]) -> bool:
    """Whether what was taken for a name is only the front of an office: an adjective, or "Valdorian Foreign" (Minister)."""
    return (len(words) == 1 and homeland(words[0], single) is not None) or words[-1].lower() in modifiers()


def _apposition_after(segments: Segments, tags: Tags, token: int) -> TokenRange | None:
    """The words between commas after a name, if they say what its bearer is."""
    sent = segments.sentences[segments.sentence_of[token - 1]]
    if token >= sent.last or segments.tokens[token].text != ",":
        return None
    end = token + 1
    while end < sent.last and end - token <= _LONGEST_APPOSITION and segments.tokens[end].text not in {",", ".", ";", '"', "”", "--", "—"}:
        if tags.speech[end] in {"VBD", "VBZ", "VBP", "MD", "WP", "WDT", "PRP"}:
            return None
        end += 1
    return (token + 1, end) if token + 1 < end else None


def _apposition_before(segments: Segments, tags: Tags, token: int) -> TokenRange | None:
    """A description closed by a comma before a name ("Unasur's secretary general, Ernesto Samper")."""
    sent = segments.sentences[segments.sentence_of[token]]
    if token - 2 < sent.first or segments.tokens[token - 1].text != ",":
        return None
    first = token - 1
    while first > sent.first and token - first <= _LONGEST_APPOSITION:
        if tags.speech[first - 1].startswith("VB") or segments.tokens[first - 1].text in {",", '"', "”", "“", ";", "--", "—"}:
            break
        first -= 1
    others = _around(tags.names, first - 2) if segments.tokens[first - 1].text == "," else ()
    if others and others[0].kind == "person":
        return None  # it is said of whom it follows ("Ada Lane, the wife of the minister, Tom Reed")
    return (first, token - 1) if first < token - 1 else None
