"""Networks through time, and the laws that hold between networks of one record."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.networks import Every, Options, Relation, Window, network, network_by_window, network_with_spells
from onrecord.record import Record, Run
from tests.networks.conftest import PEOPLE, Add, Said, reading

ADA, BOB, TARN = "Ada (person)", "Bob (person)", "Tarn (country)"


@pytest.fixture
def months(record: Record, add: Add) -> Record:
    """Ada speaks of Tarn in January, February and April, Bob in February."""
    add(Said("Ada", "Tarn"), published="2024-01-15")
    add(Said("Ada", "Tarn"), Said("Bob", "Tarn"), published="2024-02-29")
    add(Said("Ada", "Tarn"), published="2024-04-01")
    return record


def sums(record: Record, every: Every) -> list[tuple[str, int]]:
    graphs = network_by_window(record, "about", every)
    return [(window.begins.isoformat(), int(graph.size("weight"))) for window, graph in graphs]


def test_a_network_for_each_month_the_empty_ones_too(months: Record) -> None:
    assert sums(months, "month") == [("2024-01-15", 1), ("2024-02-01", 2), ("2024-03-01", 0), ("2024-04-01", 1)]
    assert sums(months, "quarter") == [("2024-01-15", 3), ("2024-04-01", 1)]
    assert sums(months, "year") == [("2024-01-15", 4)]
    assert sums(months, 40) == [("2024-01-15", 1), ("2024-02-24", 3)]


def test_december_is_followed_by_january(record: Record, add: Add) -> None:
    for published in ("2023-12-31", "2024-01-01"):
        add(Said("Ada", "Tarn"), published=published)
    assert [window for window, _ in network_by_window(record, "about", "quarter")] == [
        Window(date(2023, 12, 31), date(2024, 1, 1)),
        Window(date(2024, 1, 1), date(2024, 1, 2)),
    ]


def test_spells_join_the_windows_that_follow_each_other(months: Record, tmp_path: Path) -> None:
    graph = network_with_spells(months, "about", "month")
    assert graph.edges[ADA, TARN]["spells"] == [("2024-01-15", "2024-02-29"), ("2024-04-01", "2024-04-01")]
    assert graph.nodes[BOB]["spells"] == [("2024-02-01", "2024-02-29")]
    nx.write_gexf(graph, tmp_path / "dynamic.gexf")
    again = nx.read_gexf(tmp_path / "dynamic.gexf")
    assert again.edges[ADA, TARN]["spells"] == graph.edges[ADA, TARN]["spells"]


def test_a_wrong_day_does_not_make_thousands_of_windows(record: Record, add: Add) -> None:
    add(Said("Ada", "Tarn"), published="1601-01-01")
    add(Said("Ada", "Tarn"), published="2024-01-01")
    with pytest.raises(InputError, match="over 2000 windows"):
        list(network_by_window(record, "about", "month"))
    with pytest.raises(InputError, match="windows of 0 days"):
        list(network_by_window(record, "about", 0))


def test_the_last_day_of_the_calendar_is_no_error(record: Record, add: Add) -> None:
    add(Said("Ada", "Tarn"), published="9999-12-31")
    assert len(list(network_by_window(record, "about", "year"))) <= 1


def test_nothing_gives_no_windows(record: Record) -> None:
    assert list(network_by_window(record, "beside", "year")) == []
    assert len(network_with_spells(record, "beside", "year")) == 0


NAMES = st.sampled_from(sorted(PEOPLE))
DAYS = st.dates(date(2023, 11, 1), date(2024, 3, 1)).map(date.isoformat)
SAID = st.builds(Said, st.none() | NAMES, st.none() | NAMES, st.none() | NAMES, st.none() | DAYS)
REPORTS = st.lists(st.tuples(st.lists(SAID, max_size=6), DAYS), max_size=5)
FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def test_laws() -> None:
    """What holds for any record."""

    @FEW
    @given(REPORTS, st.sampled_from(["about", "to", "beside"]), st.sampled_from(["month", "quarter", "year", 30]))
    def holds(reports: list[tuple[list[Said], str]], relation: Relation, every: Every) -> None:
        with TemporaryDirectory() as folder, Record(Path(folder) / "record.db", make=True) as record:
            run = record.run(Run("0.1"), "2026-01-01T00:00:00Z")
            for number, (said, published) in enumerate(reports):
                record.add(reading(said, published=published, title=str(number)), run)
            whole = network(record, relation)
            assert whole.size("weight") == (_pairs(reports, relation))
            parts = [graph for _, graph in network_by_window(record, relation, every)]
            assert sum(graph.size("weight") for graph in parts) == whole.size("weight")
            assert sum(node for graph in parts for _, node in graph.nodes(data="frequency")) <= sum(len(said) for said, _ in reports)
            for once in ("document", "day", "quote"):
                fewer = network(record, relation, Options(once=once))
                assert set(fewer.edges) == set(whole.edges)
                assert all(1 <= fewer.edges[edge]["weight"] <= whole.edges[edge]["weight"] for edge in whole.edges)

    holds()


def _pairs(reports: list[tuple[list[Said], str]], relation: Relation) -> int:
    """The pairs of named actors, counted without the record."""
    named = {name for name, kind in PEOPLE.items() if not kind.startswith("unnamed")}
    if relation == "beside":
        crowds = [{one.speaker for one in said} & named for said, _ in reports]
        return sum(len(crowd) * (len(crowd) - 1) // 2 for crowd in crowds)
    found = [(one.speaker, one.about if relation == "about" else one.to) for said, _ in reports for one in said]
    return sum(one in named and other in named and one != other for one, other in found)


def test_days_between_windows_are_never_lost(months: Record) -> None:
    windows = [window for window, _ in network_by_window(months, "about", 7)]
    assert all(a.ends == b.begins for a, b in pairwise(windows))
    assert windows[-1].ends == date(2024, 4, 1) + timedelta(days=1)
