"""What a shipped net is: its files, labels, corpora, seed and scores, read from the manifest beside it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from onrecord.errors import NetError

WEIGHTS = files("onrecord.nets") / "weights"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of a net, `NAME.manifest.json`.

    Attributes:
        labels: the labels of each head, in the order of its scores.
        transitions: the CRFs' scores from one tag (row) to another (column), of roles and of parts.
        calibration: the weights of an attribution's evidence (`session.EVIDENCE`) in the logarithm of its odds.
        corpora: what it was trained on.
        scores: what it scored, and on what, when it was made.
        sha256: of each of its files.
    """

    name: str
    version: str
    labels: Mapping[str, tuple[str, ...]]
    transitions: Mapping[str, tuple[tuple[float, ...], ...]]
    calibration: tuple[float, ...]
    corpora: tuple[str, ...]
    recipe: Mapping[str, Any]
    scores: Mapping[str, Any]
    sha256: Mapping[str, str]


def read_manifest(name: str, folder: Traversable = WEIGHTS) -> Manifest:
    """The manifest of that name.

    Raises:
        NetError: it is missing or damaged.
    """
    path = folder / f"{name}.manifest.json"
    try:
        raw = json.loads(path.read_text("utf-8"))
        return Manifest(
            name,
            raw["version"],
            {head: tuple(labels) for head, labels in raw["labels"].items()},
            {name: tuple(tuple(row) for row in rows) for name, rows in raw["transitions"].items()},
            tuple(raw["calibration"]),
            tuple(raw["corpora"]),
            raw["recipe"],
            raw["scores"],
            raw["sha256"],
        )
    except (OSError, ValueError, KeyError) as error:
        raise NetError(f"net {name}: its manifest is missing or damaged ({error}); reinstall onrecord") from error


def read_file(manifest: Manifest, file: str, folder: Traversable = WEIGHTS) -> bytes:
    """One of the net's files, checked against the manifest.

    Raises:
        NetError: it is missing, or is not the file that the manifest names.
    """
    try:
        data = (folder / file).read_bytes()
    except OSError as error:
        raise NetError(f"net {manifest.name}: {file} is missing; reinstall onrecord") from error
    if hashlib.sha256(data).hexdigest() != manifest.sha256[file]:
        raise NetError(f"net {manifest.name}: {file} is not the file that its manifest names; reinstall onrecord")
    return data
