"""Who speaks about whom, to whom, and beside whom: the record as networkx graphs (extra `graph`)."""

from onrecord.networks.graph import network, ties
from onrecord.networks.measures import Standing, standings
from onrecord.networks.options import Every, Once, Options, Relation
from onrecord.networks.rows import actor_ids
from onrecord.networks.windows import Window, network_by_window, network_with_spells

__all__ = [
    "Every",
    "Once",
    "Options",
    "Relation",
    "Standing",
    "Window",
    "actor_ids",
    "network",
    "network_by_window",
    "network_with_spells",
    "standings",
    "ties",
]
