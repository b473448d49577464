"""Networks through time: one graph a window, or one graph whose nodes and edges say in which windows they are there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from onrecord.errors import InputError
from onrecord.networks.graph import network
from onrecord.networks.options import Every, Options, Relation
from onrecord.networks.rows import days
from onrecord.record import Record
from onrecord.record.database import spoken

if TYPE_CHECKING:
    import networkx as nx

MOST_WINDOWS = 2_000  # a wrong day, 1601 for 2016, would make thousands of empty ones
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAY = timedelta(days=1)
Spell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open interval of days."""

    begins: date
    ends: date


def network_by_window(
    record: Record, relation: Relation, every: Every, options: Options | None = None
) -> Iterator[tuple[Window, "nx.Graph[str]"]]:
    """For each window its network, empty ones too: the same graph as with `since` and `until` at the window's ends.

    Windows of months, quarters and years are those of the calendar, cut at `since` and `until`; windows of days are counted
    from `since`, else from the first day that there is. What has no day is in none.

    Raises:
        InputError: the windows would be more than 2,000.
    """
    options = options or Options()
    for window in _windows(record, relation, every, options):
        yield window, network(record, relation, replace(options, since=window.begins, until=window.ends - DAY))


def network_with_spells(record: Record, relation: Relation, every: Every, options: Options | None = None) -> "nx.Graph[str]":
    """The network of all that has a day, whose nodes and edges have `spells`: the stretches of windows in which they are there.

    A spell is the first and the last day, inclusive, as GEXF has them, so `networkx.write_gexf` writes a dynamic graph;
    take `spells` off for formats that have plain attributes only. `least_weight` and `least_frequency` hold for the
    whole, not in each window.

    Raises:
        InputError: the windows would be more than 2,000.
    """
    options = options or Options()
    windows = _windows(record, relation, every, options)
    if not windows:
        return network(record, relation, options)
    graph = network(record, relation, replace(options, since=windows[0].begins, until=windows[-1].ends - DAY))
    each = replace(options, least_weight=1, least_frequency=1, since=windows[0].begins, until=windows[-1].ends - DAY)
    return spelled(graph, network_by_window(record, relation, every, each))


def spelled(graph: "nx.Graph[str]", parts: Iterable[tuple[Window, "nx.Graph[str]"]]) -> "nx.Graph[str]":
    """The graph, whose nodes and edges have `spells`: the windows in whose graphs they are."""
    graph.graph.update(mode="dynamic", timeformat="date")
    for window, part in parts:
        nodes = (graph.nodes[key] for key in part if key in graph)
        edges = (graph.edges[key] for key in part.edges if graph.has_edge(*key))
        for there in chain(nodes, edges):
            there["spells"] = _with(there.get("spells", []), window)
    return graph


def _with(spells: list[Spell], window: Window) -> list[Spell]:
    """The spells and one more window, joined to the last where it follows it."""
    begins, last = window.begins.isoformat(), (window.ends - DAY).isoformat()
    if spells and date.fromisoformat(spells[-1][1]) + DAY == window.begins:
        return [*spells[:-1], (spells[-1][0], last)]
    return [*spells, (begins, last)]


def _windows(record: Record, relation: Relation, every: Every, options: Options) -> list[Window]:
    with spoken(record.path):
        found = days(record, relation, options)
    return windows_between(found, every, options.since, options.until)


def windows_between(found: tuple[date, date] | None, every: Every, since: date | None, until: date | None) -> list[Window]:
    """The windows of all days that there are (`found`), cut at the first and the last that are wanted.

    Raises:
        InputError: the windows would be more than 2,000.
    """
    if isinstance(every, int) and every < 1:
        raise InputError(f"windows of {every} days: they need 1 or more")
    if found is None:
        return []
    first, stop = since or found[0], _next(until or found[1], 1)
    windows: list[Window] = []
    begins = first
    while begins < stop:
        if len(windows) == MOST_WINDOWS:
            raise InputError(f"{first} to {stop - DAY} is over {MOST_WINDOWS} windows; name the first day, or take longer windows")
        ends = min(_next(begins, every), stop)
        windows.append(Window(begins, ends))
        begins = ends
    return windows


def _next(day: date, every: Every) -> date:
    """The first day of the window after the one that holds this day."""
    try:
        if isinstance(every, int):
            return day + every * DAY
        length = _MONTHS[every]
        months = 12 * day.year + (day.month - 1) // length * length + length
        return date(months // 12, months % 12 + 1, 1)
    except (OverflowError, ValueError):  # after the year 9999
        return date.max
