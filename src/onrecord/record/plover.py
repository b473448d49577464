"""What an event may be, by the codebook: for people who correct one."""

from collections.abc import Mapping

from onrecord.data import table


def modes() -> Mapping[str, Mapping[str, str]]:
    """The types of events, each with its modes and what they mean."""
    return {type_: its["modes"] for type_, its in table("plover")["types"].items()}
