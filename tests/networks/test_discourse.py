"""Discourse networks over codings made by hand, their weights counted by hand after DNA's definitions."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.networks.discourse import (
    DiscourseOptions,
    Normalisation,
    Qualifier,
    discourse_by_window,
    discourse_network,
    discourse_with_spells,
)
from onrecord.networks.discourse.weights import activity, shared, weight_between, weight_to
from onrecord.record import Decision, Record
from onrecord.record.concepts import Concepts
from onrecord.schema.coding import Coding, Sign
from tests.coding.made import filled, reading
from tests.networks.conftest import Said
from tests.networks.conftest import reading as told

WELLS, LUND, MARSH = "Wells (person)", "Lund (person)", "Marsh (person)"
DRAIN, ROAD = "drain (concept)", "road (concept)"


def code(record: Record, *sides: tuple[str, str, bool]) -> None:
    """Code statements that have these words: which concept, and whether they agree."""
    concepts = Concepts(record)
    concepts.keep([("drain", "", {}), ("road", "", {})])
    for report in list(record.reports()):
        codings: list[Coding] = []
        for entry in record.entries(report.id):
            content = entry.statement.content[0]
            codings.extend(
                Coding(entry.statement.id, concept, agrees, 0.8, (Sign("by hand", 1.0, (content,)),))
                for words, concept, agrees in sides
                if words in content.text
            )
        concepts.put(report, codings)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Wells: drain + + (two reports), road -. Lund: drain -, road -. Marsh: drain + -."""
    one = reading(1, ("Wells", "aye one"), ("Lund", "nay one"), ("Marsh", "aye two"), day=date(2021, 5, 4))
    two = reading(2, ("Wells", "aye three"), ("Wells", "no road"), ("Lund", "no road either"), ("Marsh", "nay two"), day=date(2021, 6, 1))
    with filled(tmp_path / "r.db", one, two) as made:
        code(made, ("aye", "drain", True), ("nay", "drain", False), ("no road", "road", False))
        yield made


def weights(graph: Any) -> dict[tuple[str, str], float]:
    return {pair(one, other): weight for one, other, weight in graph.edges(data="weight")}


def pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [
        ("ignore", {(WELLS, DRAIN): 2, (WELLS, ROAD): 1, (LUND, DRAIN): 1, (LUND, ROAD): 1, (MARSH, DRAIN): 2}),
        ("subtract", {(WELLS, DRAIN): 2, (WELLS, ROAD): -1, (LUND, DRAIN): -1, (LUND, ROAD): -1}),
        ("combine", {(WELLS, DRAIN): 1, (WELLS, ROAD): 2, (LUND, DRAIN): 2, (LUND, ROAD): 2, (MARSH, DRAIN): 3}),
        ("agree", {(WELLS, DRAIN): 2, (MARSH, DRAIN): 1}),
        ("disagree", {(WELLS, ROAD): 1, (LUND, DRAIN): 1, (LUND, ROAD): 1, (MARSH, DRAIN): 1}),
    ],
)
def test_who_speaks_of_what(record: Record, qualifier: Any, expected: dict[tuple[str, str], float]) -> None:
    graph = discourse_network(record, "actor-concept", DiscourseOptions(qualifier))
    assert weights(graph) == {pair(*ends): weight for ends, weight in expected.items()}
    assert graph.nodes[WELLS] == {
        "label": "Wells",
        "kind": "person",
        "variable": "actor",
        "bipartite": 0,
        "frequency": 3,
        "agree": 2,
        "disagree": 1,
        "first": "2021-05-04",
        "last": "2021-06-01",
    }
    assert graph.nodes[DRAIN]["bipartite"] == 1
    assert graph.nodes[DRAIN]["frequency"] == 5


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [
        # Wells-Lund: drain 2 x 1 on different sides, road 1 x 1 on one; Wells-Marsh: drain 2 x 1 and 2 x 1; Lund-Marsh: drain 1 and 1.
        ("ignore", {(LUND, WELLS): 3, (MARSH, WELLS): 4, (LUND, MARSH): 2}),
        ("congruence", {(LUND, WELLS): 1, (MARSH, WELLS): 2, (LUND, MARSH): 1}),
        ("conflict", {(LUND, WELLS): 2, (MARSH, WELLS): 2, (LUND, MARSH): 1}),
        ("subtract", {(LUND, WELLS): -1}),
    ],
)
def test_who_is_on_whose_side(record: Record, qualifier: Any, expected: dict[tuple[str, str], float]) -> None:
    assert weights(discourse_network(record, "actor-actor", DiscourseOptions(qualifier))) == expected


def test_concepts_by_the_actors_that_share_them(record: Record) -> None:
    # Wells: drain + +, road -; Lund: drain -, road -: two on different sides, one on one.
    (edge,) = discourse_network(record, "concept-concept", DiscourseOptions("conflict")).edges(data=True)
    assert edge[2] == {"weight": 2, "congruence": 1, "conflict": 2, "shared": 2}


@pytest.mark.parametrize(
    ("normalisation", "expected"),
    [
        ("average", 1 / ((3 + 2) / 2)),
        ("cosine", 1 / (3 * 2)),
        ("jaccard", 1 / (2 + 1 + 1)),  # Wells alone says drain + twice, Lund alone drain - once, both road -
    ],
)
def test_one_mode_normalisations(record: Record, normalisation: Any, expected: float) -> None:
    graph = discourse_network(record, "actor-actor", DiscourseOptions("congruence", normalisation))
    assert weights(graph)[LUND, WELLS] == pytest.approx(expected, abs=1e-6)
    assert graph.edges[LUND, WELLS]["congruence"] == 1


def test_two_mode_normalisations(record: Record) -> None:
    by_activity = weights(discourse_network(record, "actor-concept", DiscourseOptions("subtract", "activity")))
    assert by_activity[WELLS, DRAIN] if (WELLS, DRAIN) in by_activity else by_activity[pair(WELLS, DRAIN)] == pytest.approx(2 / 3)
    by_prominence = weights(discourse_network(record, "actor-concept", DiscourseOptions("ignore", "prominence")))
    assert by_prominence[pair(WELLS, DRAIN)] == pytest.approx(2 / 5)


@pytest.mark.parametrize(("duplicates", "count"), [("include", 5), ("document", 3), ("week", 2), ("month", 3), ("year", 2), ("range", 1)])
def test_duplicates_count_once(tmp_path: Path, duplicates: Any, count: int) -> None:
    said = [("Wells", "aye one"), ("Wells", "aye two")]
    days = (date(2020, 12, 31), date(2021, 1, 1), date(2021, 2, 1))  # the first two are in one week of 2020, by ISO 8601
    reports = [reading(n, *(said[:2] if n < 2 else said[:1]), day=day) for n, day in enumerate(days)]
    with filled(tmp_path / "d.db", *reports) as made:
        code(made, ("aye", "drain", True))
        graph = discourse_network(made, "actor-concept", DiscourseOptions("ignore", duplicates=duplicates))
        assert sum(weights(graph).values()) == count


def test_both_sides_are_no_duplicates(record: Record) -> None:
    graph = discourse_network(record, "actor-concept", DiscourseOptions("ignore", duplicates="range"))
    assert weights(graph)[pair(MARSH, DRAIN)] == 2


def test_organisations_are_those_that_speak_or_are_spoken_for(tmp_path: Path) -> None:
    """A statement that does not say whom its speaker speaks for counts for whom he mostly speaks for elsewhere."""
    one = reading(1, ("Ada Wells", "aye one"), ("Bo Lund", "nay one"))
    with filled(tmp_path / "o.db", one, reading(2, ("Ada Wells", "aye two"))) as made:
        code(made, ("aye", "drain", True), ("nay", "drain", False))
        made.db.execute("UPDATE statements SET affiliation = 'Town' WHERE content LIKE 'aye one%'")
        graph = discourse_network(made, "actor-concept", DiscourseOptions("ignore", actor="organisation"))
        assert weights(graph) == {pair("Town (organisation)", DRAIN): 2}


def test_what_coders_said_in_dna_counts_too(tmp_path: Path) -> None:
    one = reading(1, ("Wells", "aye one"))
    with filled(tmp_path / "c.db", one) as made:
        (entry,) = made.entries(one.report.id)
        codes = {"concept": "drain", "agreement": "0"}
        made.decide(Decision(one.report.id, "replace", entry.statement.id, entry.statement, "ann", "2021-06-01T00:00:00Z", codes=codes))
        assert weights(discourse_network(made, "actor-concept")) == {pair(WELLS, DRAIN): -1}


def test_unsure_codings_and_other_concepts_can_be_left_out(record: Record) -> None:
    assert discourse_network(record, "actor-concept", DiscourseOptions(least_confidence=0.9)).size() == 0
    only = discourse_network(record, "actor-concept", DiscourseOptions("ignore", concepts=("road",)))
    assert {other for _, other in weights(only)} | {one for one, _ in weights(only)} == {WELLS, LUND, ROAD}


def test_windows_add_up_to_the_whole(record: Record) -> None:
    options = DiscourseOptions("ignore")
    parts = list(discourse_by_window(record, "actor-concept", "month", options))
    assert [str(window.begins) for window, _ in parts] == ["2021-05-04", "2021-06-01"]
    whole = discourse_network(record, "actor-concept", options)
    assert sum(part.size("weight") for _, part in parts) == whole.size("weight")
    spelled = discourse_with_spells(record, "actor-concept", "month", options)
    assert spelled.nodes[WELLS]["spells"] == [("2021-05-04", "2021-06-01")]
    assert weights(spelled) == weights(whole)


@pytest.mark.parametrize(
    ("relation", "options", "said"),
    [
        ("actor-actor", DiscourseOptions("combine"), "actor-actor: has no qualifier 'combine'"),
        ("actor-concept", DiscourseOptions("congruence"), "has no qualifier 'congruence'"),
        ("actor-concept", DiscourseOptions(normalisation="jaccard"), "has no normalisation 'jaccard'"),
        ("actor-concept", DiscourseOptions("combine", "activity"), "names of combinations"),
    ],
)
def test_options_that_do_not_go_together_are_refused(record: Record, relation: Any, options: DiscourseOptions, said: str) -> None:
    with pytest.raises(InputError, match=said):
        discourse_network(record, relation, options)
    with pytest.raises(InputError, match="must not come after"):
        DiscourseOptions(since=date(2021, 2, 1), until=date(2021, 1, 1))


def test_nobody_coded_gives_an_empty_network(tmp_path: Path) -> None:
    with filled(tmp_path / "e.db", told([Said("Ada", "Tarn")])) as made:
        assert discourse_network(made, "actor-actor").size() == 0
        assert list(discourse_by_window(made, "actor-actor", "month")) == []


ROW = st.dictionaries(st.sampled_from("abcd"), st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(any), min_size=1)


@settings(max_examples=200)
@given(ROW, ROW)
def test_the_laws_of_one_mode_weights(one: dict[str, tuple[int, int]], other: dict[str, tuple[int, int]]) -> None:
    norms: tuple[Normalisation, ...] = ("no", "average", "jaccard", "cosine")
    qualifiers: tuple[Qualifier, ...] = ("congruence", "conflict", "subtract", "ignore")
    for norm in norms:
        congruence, conflict, subtract, ignore = (weight_between(one, other, qualifier, norm) for qualifier in qualifiers)
        assert subtract == pytest.approx(congruence - conflict)
        assert ignore == pytest.approx(congruence + conflict)
        assert congruence == pytest.approx(weight_between(other, one, "congruence", norm))
        if norm in ("jaccard", "cosine"):
            assert 0 <= congruence <= 1
    assert shared(one, other).nodes == len(one.keys() & other.keys())


@given(ROW)
def test_the_laws_of_two_mode_weights(row: dict[str, tuple[int, int]]) -> None:
    for sides in row.values():
        assert weight_to(sides, "agree") + weight_to(sides, "disagree") == weight_to(sides, "ignore")
        assert weight_to(sides, "agree") - weight_to(sides, "disagree") == weight_to(sides, "subtract")
    assert sum(weight_to(sides, "ignore") for sides in row.values()) == activity(row)
