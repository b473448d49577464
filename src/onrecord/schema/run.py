"""With what reports were read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """With what reports were read: the version of onrecord, the SHA-256 of the net's weights, the options as JSON."""

    version: str
    net: str = ""
    options: str = "{}"
