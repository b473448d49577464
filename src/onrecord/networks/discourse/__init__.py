"""Discourse networks: actors and the concepts that they agree or disagree with, with the options of Discourse Network Analyzer."""

from onrecord.networks.discourse.graph import discourse_by_window, discourse_network, discourse_with_spells
from onrecord.networks.discourse.options import ActorVariable, DiscourseOptions, DiscourseRelation, Duplicates, Normalisation, Qualifier

__all__ = [
    "ActorVariable",
    "DiscourseOptions",
    "DiscourseRelation",
    "Duplicates",
    "Normalisation",
    "Qualifier",
    "discourse_by_window",
    "discourse_network",
    "discourse_with_spells",
]
