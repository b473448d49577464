"""Networks over a record made by hand, their weights counted by hand."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Literal, get_args

import networkx as nx
import pytest

from onrecord.errors import InputError
from onrecord.networks import Options, Relation, actor_ids, network, standings, ties
from onrecord.record import Record
from tests.networks.conftest import Add, Said

ADA, BOB, CLEO, TARN = "Ada (person)", "Bob (person)", "Cleo (person)", "Tarn (country)"


@pytest.fixture
def small(record: Record, add: Add) -> Record:
    """Two reports: Ada speaks of Tarn three times in the first and once in the second, Bob of Ada once, officials of Ada once."""
    of_tarn = (Said("Ada", "Tarn"), Said("Ada", "Tarn", to="Bob"), Said("Ada", "Tarn", stance="denies"))
    add(*of_tarn, Said("Bob", "Ada", to="Cleo"), published="2024-03-01", publisher="The Tarn Courier")
    add(Said("Ada", "Tarn", day="2024-02-29"), Said("officials", "Ada"), published="2024-03-02", publisher="Harbour Post")
    return record


def weights(graph: "nx.Graph[str]") -> dict[tuple[str, str], int]:
    return {(one, other): weight for one, other, weight in graph.edges(data="weight")}


def test_who_speaks_about_whom(small: Record) -> None:
    graph = network(small, "about")
    assert weights(graph) == {(ADA, TARN): 4, (BOB, ADA): 1}
    counts = {"weight": 4, "reports": 2, "first": "2024-02-29", "last": "2024-03-01", "statements": 4}
    stances = {"asserts": 3, "denies": 1, "rejects": 0, "asks": 0, "conditions": 0}
    assert graph.edges[ADA, TARN] == {**counts, **stances, "direct": 0, "indirect": 4, "mixed": 0}


def test_who_speaks_to_whom(small: Record) -> None:
    assert weights(network(small, "to")) == {(ADA, BOB): 1, (BOB, CLEO): 1}


def test_who_is_quoted_beside_whom(small: Record) -> None:
    graph = network(small, "beside")
    assert not graph.is_directed()
    assert weights(graph) == {(ADA, BOB): 1}
    assert graph.graph["crowded"] == 0


def test_a_node_says_how_often_it_speaks_and_is_mentioned_and_addressed(small: Record) -> None:
    graph = network(small, "about")
    days = {"first": "2024-02-29", "last": "2024-03-02"}
    assert graph.nodes[ADA] == {"label": "Ada", "kind": "person", "frequency": 4, "mentioned": 2, "addressed": 0, **days}
    assert graph.nodes[BOB]["addressed"] == 1


def test_officials_are_a_node_only_if_one_asks(small: Record) -> None:
    assert weights(network(small, "about", Options(unnamed=True)))["officials (unnamed group)", ADA] == 1


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (Options(since=date(2024, 3, 1)), {(ADA, TARN): 3, (BOB, ADA): 1}),
        (Options(until=date(2024, 2, 29)), {(ADA, TARN): 1}),
        (Options(publisher="courier TARN"), {(ADA, TARN): 3, (BOB, ADA): 1}),
        (Options(publisher="nobody"), {}),
        (Options(kinds=("direct",)), {}),
        (Options(actors=("person",)), {(BOB, ADA): 1}),
        (Options(once="document"), {(ADA, TARN): 2, (BOB, ADA): 1}),
        (Options(once="day"), {(ADA, TARN): 2, (BOB, ADA): 1}),
        (Options(least_weight=2), {(ADA, TARN): 4}),
        (Options(least_frequency=2), {(ADA, TARN): 4}),
    ],
)
def test_options_by_hand(small: Record, options: Options, expected: dict[tuple[str, str], int]) -> None:
    assert weights(network(small, "about", options)) == expected


def test_a_node_without_an_edge_stays_only_if_one_asks(small: Record) -> None:
    assert BOB not in network(small, "about", Options(least_weight=2))
    assert BOB in network(small, "about", Options(least_weight=2, isolates=True))


def test_an_utterance_counts_once_however_many_reports_quote_it(record: Record, add: Add) -> None:
    for published in ("2024-03-01", "2024-03-02", "2024-03-03"):
        add(Said("Ada", "Tarn"), published=published)
    keys = [key for (key,) in record.db.execute("SELECT key FROM statements ORDER BY key")]
    assert weights(network(record, "about", Options(once="quote"))) == {(ADA, TARN): 3}
    with record.writing():
        record.db.executemany("INSERT INTO variants VALUES (?, ?)", [(keys[1], keys[0])])
    assert weights(network(record, "about", Options(once="quote"))) == {(ADA, TARN): 2}


def test_the_same_words_in_copies_of_a_report_count_once(record: Record, add: Add) -> None:
    for published in ("2024-03-01", "2024-03-02"):
        add(Said("Ada", "Tarn"), Said("Bob", "Tarn"), published=published)
    one, other = (key for (key,) in record.db.execute("SELECT key FROM reports ORDER BY key"))
    with record.writing():
        record.db.execute("INSERT INTO duplicates VALUES (?, ?, 0.9)", (other, one))
    assert weights(network(record, "about", Options(once="quote"))) == {(ADA, TARN): 1, (BOB, TARN): 1}
    assert weights(network(record, "beside")) == {(ADA, BOB): 2}
    assert weights(network(record, "beside", Options(once="quote"))) == {(ADA, BOB): 1}


def test_a_report_with_a_crowd_of_speakers_gives_no_pairs_and_the_graph_says_so(small: Record) -> None:
    graph = network(small, "beside", Options(crowd=1))
    assert weights(graph) == {}
    assert graph.graph["crowded"] == 1


def test_what_a_person_rejected_does_not_count(small: Record) -> None:
    with small.writing():
        small.db.execute("UPDATE statements SET standing = 'rejected' WHERE stance = 'denies'")
    assert weights(network(small, "about"))[ADA, TARN] == 3


def test_an_undated_statement_counts_until_one_asks_for_days(record: Record, add: Add) -> None:
    add(Said("Ada", "Tarn"))
    graph = network(record, "about", Options(once="day"))
    assert weights(graph) == {(ADA, TARN): 1}
    assert "first" not in graph.edges[ADA, TARN]
    assert weights(network(record, "about", Options(since=date(1, 1, 1)))) == {}


def test_a_network_is_the_same_twice_and_its_keys_are_plain(small: Record, tmp_path: Path) -> None:
    written = []
    for number in range(2):
        for relation in get_args(Relation):
            graph = network(small, relation)
            assert list(graph) == sorted(graph)
            assert {type(value) for _, its in graph.nodes(data=True) for value in its.values()} <= {str, int}
            nx.write_graphml(graph, tmp_path / f"{relation}{number}.graphml")
        nx.write_gexf(graph, tmp_path / "one.gexf")
        written.append([(tmp_path / f"{relation}{number}.graphml").read_bytes() for relation in get_args(Relation)])
    assert written[0] == written[1]


def test_an_empty_record_gives_an_empty_network(record: Record) -> None:
    assert len(network(record, "about")) == 0


def test_standings_are_what_networkx_counts(small: Record) -> None:
    first, *_ = standings(network(small, "about"))
    assert (first.node, first.degree, first.strength, first.strength_in, first.strength_out) == (ADA, 2, 5, 1, 4)
    (ada, bob) = standings(network(small, "beside"))
    assert (ada.degree, ada.degree_in, bob.strength) == (1, None, 1)


@pytest.mark.parametrize("wrong", [{"crowd": 0}, {"least_weight": 0}, {"since": date(2024, 1, 2), "until": date(2024, 1, 1)}])
def test_options_that_can_not_be_meant_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(InputError):
        Options(**wrong)  # type: ignore[arg-type]


def test_without_networkx_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, record: Record) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(InputError, match=r"pip install 'onrecord\[graph\]'"):
        network(record, "about")


def test_the_room_opens_without_networkx() -> None:
    code = "import onrecord.networks, sys; sys.exit('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_node_leads_to_its_actor(small: Record) -> None:
    assert actor_ids(small, {"Ada", "Tarn"}) == {"Ada (person)": "Ada", "Tarn (country)": "Tarn"}
    assert actor_ids(small, ()) == {}


@pytest.mark.parametrize(
    "options", [Options(), Options(least_weight=2), Options(since=date(2024, 3, 1)), Options(unnamed=True), Options(publisher="Tarn")]
)
@pytest.mark.parametrize("relation", ["about", "to"])
def test_ties_are_the_network_without_what_pictures_do_not_show(small: Record, relation: Literal["about", "to"], options: Options) -> None:
    whole, light = network(small, relation, options), ties(small, relation, options)
    assert weights(light) == weights(whole)
    assert {node: (its["label"], its["kind"]) for node, its in light.nodes(data=True)} == {
        node: (its["label"], its["kind"]) for node, its in whole.nodes(data=True)
    }
