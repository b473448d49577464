"""Actors against the coreference of a treebank (GUM), on raw text: who is meant by pronouns and descriptions, and the chains.

Mentions of persons and organisations count; what gold takes for anything else (a place, a thing) is left out. One is found if its
head stands in the words found (GUM's minimal spans), so that it does not matter how much of a description belongs to a mention. Two
questions are asked:

- the antecedent: of a pronoun (he, she, it, they and their forms) or a description that goes back to something said with a noun
  before, whether the last such mention of the actor found is one of the same entity;
- the chains of names and such pronouns: MUC, B3, CEAF-e and their mean, "CoNLL F1" (Pradhan et al. 2014). An entity mentioned once is
  no chain. "I" and "you" are left out: who speaks in a transcript without labels, the text does not say.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from onrecord.errors import needs
from onrecord.schema.actor import Actor
from onrecord.schema.report import Report
from onrecord.scoring.conllu import Row, Word, documents, entities, text_of
from onrecord.scoring.counts import Counts

ActorsIn = Callable[[Report], Sequence[Actor]]
"""Gives the actors of a report."""

KINDS = frozenset({"person", "organization"})
ANAPHORS = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself"}) | frozenset(
    {"they", "them", "their", "theirs", "themselves"}
)
Form = Literal["name", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention in a document: where its head stands in the text, the number of its entity and its kind, and what its head is."""

    start: int
    end: int
    entity: str
    kind: str
    form: Form
    word: str


@dataclass(frozen=True, slots=True)
class Chains:
    """Precision's and recall's numerators and denominators of one measure of chains."""

    right: float = 0.0
    found: float = 0.0
    right_of_gold: float = 0.0
    gold: float = 0.0

    def __add__(self, other: "Chains") -> "Chains":
        mine, its = ((c.right, c.found, c.right_of_gold, c.gold) for c in (self, other))
        return Chains(*(a + b for a, b in zip(mine, its, strict=True)))

    @property
    def precision(self) -> float:
        """In percent."""
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """In percent."""
        return 100 * self.right_of_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """In percent."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class CoreferenceScore:
    """The counts over a treebank; filled document by document.

    Attributes:
        antecedents: of pronouns and nominals: those with the right antecedent, those with any, all.
        chains: by measure.
    """

    documents: int = 0
    antecedents: dict[Form, Counts] = field(default_factory=lambda: {"pronoun": Counts(), "nominal": Counts()})
    chains: dict[str, Chains] = field(default_factory=lambda: {"MUC": Chains(), "B3": Chains(), "CEAF-e": Chains()})

    @property
    def conll(self) -> float:
        """CoNLL F1, in percent."""
        return sum(chain.f1 for chain in self.chains.values()) / len(self.chains)


def score_coreference(path: Path, actors_in: ActorsIn) -> CoreferenceScore:
    """Score the reading of the texts of a CoNLL-U file with GUM's entities (.conllu.gz).

    Raises:
        CorpusError: it can't be read.
        ExtraError: scipy is not installed.
    """
    total = CoreferenceScore()
    for _, sentences in documents(path):
        text, words = text_of(sentences)
        gold = gold_mentions(sentences, words)
        if gold:
            add_document(total, gold, actors_in(Report(text)))
    return total


def gold_mentions(sentences: list[list[Row]], words: list[list[Word]]) -> list[GoldMention]:
    """The mentions, in the order of their heads; of several with one head, the narrowest."""
    found: dict[int, GoldMention] = {}
    for rows, its in zip(sentences, words, strict=True):
        for mention in sorted(entities(rows), key=lambda mention: mention.last - mention.first):
            head, word = rows[mention.head], its[mention.head]
            if word.start not in found:
                found[word.start] = GoldMention(word.start, word.end, mention.entity, mention.kind, _form(head), head[1].lower())
    return [found[start] for start in sorted(found)]


def _form(head: Row) -> Form:
    if head[4].startswith("NNP"):
        return "name"
    return "pronoun" if head[4] in {"PRP", "PRP$", "WP", "WP$"} else "nominal"


def add_document(total: CoreferenceScore, gold: Sequence[GoldMention], actors: Sequence[Actor]) -> None:
    """Count a document."""
    total.documents += 1
    taken = _taken_for(gold, actors)
    for form in total.antecedents:
        total.antecedents[form] += _antecedents(gold, taken, form)
    kept = [n for n, mention in enumerate(gold) if mention.kind in KINDS and (mention.form == "name" or mention.word in ANAPHORS)]
    wanted = _clusters((gold[n].entity, n) for n in kept)
    found = _clusters([*((taken[n], n) for n in kept if n in taken), *_unmatched(gold, actors)])
    for name, measure in (("MUC", _muc), ("B3", _b_cubed), ("CEAF-e", _ceaf)):
        total.chains[name] += measure(wanted, found)


def _taken_for(gold: Sequence[GoldMention], actors: Sequence[Actor]) -> dict[int, str]:
    """The id of the actor that each gold mention is taken for: that of the narrowest words found around its head."""
    found = sorted(
        ((m.start, m.end, actor.id) for actor in actors for m in actor.mentions), key=lambda place: place[1] - place[0], reverse=True
    )
    taken: dict[int, str] = {}
    for start, end, actor in found:
        inside = [n for n, mention in enumerate(gold) if start <= mention.start and mention.end <= end]
        if inside:
            taken[inside[-1]] = actor  # the head comes last in what is found: "Valdoria's minister Ivan Orlov"
    return taken


def _unmatched(gold: Sequence[GoldMention], actors: Sequence[Actor]) -> Iterable[tuple[str, int]]:
    """Names and pronouns found where gold has no mention, numbered apart: they make chains wrong, too."""
    number = -1
    for actor in actors:
        for mention in actor.mentions:
            if mention.form != "nominal" and not any(mention.start <= g.start and g.end <= mention.end for g in gold):
                yield actor.id, number
                number -= 1


def _antecedents(gold: Sequence[GoldMention], taken: dict[int, str], form: Form) -> Counts:
    """How many of one form go back to the right entity; those that have something with a noun to go back to are counted."""
    right = found = wanted = 0
    named: set[str] = set()
    last: dict[str, str] = {}
    for n, mention in enumerate(gold):
        asked = mention.form == form and mention.kind in KINDS and (form == "nominal" or mention.word in ANAPHORS)
        actor = taken.get(n)
        if asked and mention.entity in named:
            wanted += 1
            found += actor in last
            right += actor in last and last[actor] == mention.entity
        if mention.form != "pronoun":
            named.add(mention.entity)
            if actor is not None:
                last[actor] = mention.entity
    return Counts(right, found, wanted)


def _clusters(pairs: Iterable[tuple[str, int]]) -> list[frozenset[int]]:
    """Sets of mentions by their key; those of one mention are left out."""
    by_key: dict[str, set[int]] = {}
    for key, number in pairs:
        by_key.setdefault(key, set()).add(number)
    return [frozenset(numbers) for numbers in by_key.values() if len(numbers) > 1]


def _muc(wanted: Sequence[frozenset[int]], found: Sequence[frozenset[int]]) -> Chains:
    """Links kept (Vilain et al. 1995)."""
    return Chains(*_links(found, wanted), *_links(wanted, found))


def _links(these: Sequence[frozenset[int]], others: Sequence[frozenset[int]]) -> tuple[float, float]:
    home = {number: n for n, cluster in enumerate(others) for number in cluster}
    kept = 0
    for cluster in these:
        parts = {home[number] for number in cluster if number in home}
        kept += len(cluster) - len(parts) - sum(number not in home for number in cluster)
    return kept, sum(len(cluster) - 1 for cluster in these)


def _b_cubed(wanted: Sequence[frozenset[int]], found: Sequence[frozenset[int]]) -> Chains:
    """The share of each mention's cluster that is right (Bagga and Baldwin 1998)."""
    return Chains(*_shares(found, wanted), *_shares(wanted, found))


def _shares(these: Sequence[frozenset[int]], others: Sequence[frozenset[int]]) -> tuple[float, float]:
    home = {number: n for n, cluster in enumerate(others) for number in cluster}
    right = 0.0
    for cluster in these:
        for both in Counter(home[number] for number in cluster if number in home).values():
            right += both * both / len(cluster)
    return right, sum(len(cluster) for cluster in these)


def _ceaf(wanted: Sequence[frozenset[int]], found: Sequence[frozenset[int]]) -> Chains:
    """Clusters paired one to one as well as can be (Luo 2005, the entity-based measure)."""
    with needs("scipy", "train"):
        from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 (an extra)
    if not wanted or not found:
        return Chains(0.0, len(found), 0.0, len(wanted))
    like = [[2 * len(a & b) / (len(a) + len(b)) for b in found] for a in wanted]
    rows, columns = linear_sum_assignment(like, maximize=True)
    best = sum(like[row][column] for row, column in zip(rows, columns, strict=True))
    return Chains(best, len(found), best, len(wanted))
