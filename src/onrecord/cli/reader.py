"""With what this onrecord reads: its version and its nets; the record keeps it, to know what is to be read anew."""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from onrecord.data.knowledge import known_with
from onrecord.data.verbs import Verbs, dictionary
from onrecord.errors import InputError
from onrecord.nets.manifest import read_manifest
from onrecord.nets.names import chosen
from onrecord.schema.run import Run

ACTORS = "A file of actors of your own (CSV, YAML, FollowTheMoney, Wikidata JSON, PETRARCH); may be given several times."

VERBS = "A verb dictionary of PETRARCH-2; it codes the events instead of our codebook (docs/verbs.md)."
TABLE = "With --verbs: a table from CAMEO's codes to PLOVER, instead of ours."
BESIDE = "With --verbs: our codebook too, for what the dictionary has no verb for."

LEAST_EVENT_CONFIDENCE = "From 0 to 1: leave out events that are less sure than this (docs/codebook.md)."


def reader(actors: Sequence[str] = (), verbs: Verbs | None = None, least_event_confidence: float = 0.0) -> Run:
    """What reports are read with here.

    Args:
        actors: files of the user's own actors; their content is part of it.
        verbs: the user's own dictionary of verbs, likewise.
        least_event_confidence: that events need to be given.
    """
    from onrecord import __version__  # noqa: PLC0415 (onrecord itself imports the record)

    options: dict[str, object] = {"actors": [_digest(path) for path in actors]} if actors else {}
    if verbs is not None:
        options["verbs"] = [*(_digest(path) for path in (verbs.path, verbs.table) if path is not None), verbs.beside]
    if least_event_confidence:
        options["least event confidence"] = least_event_confidence
    nets = [read_manifest(name).sha256[f"{name}.onnx"] for name in ("tagger", chosen(), "sentences", "events")]
    return Run(__version__, hashlib.sha256("".join(nets).encode()).hexdigest(), json.dumps(options))


def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def verbs_of(path: str | None, table: str | None, *, beside: bool, errors: Console) -> Verbs | None:
    """The dictionary of verbs that is asked for, read once here; what is run of it is told in one line.

    Raises:
        VerbsError: a file is missing or not what it should be.
        InputError: an option that only counts with --verbs.
    """
    if path is None:
        if table is not None or beside:
            raise InputError(f"--{'with-codebook' if table is None else 'cameo2plover'}: counts only with --verbs FILE; add it")
        return None
    verbs = Verbs(os.path.abspath(path), None if table is None else os.path.abspath(table), beside)  # noqa: PTH100 (text in, text out)
    errors.print(f"onrecord: {dictionary(verbs).summary(path)}", markup=False)
    return verbs


def checked(actors: Sequence[str], errors: Console) -> tuple[str, ...]:
    """The files of actors by their whole paths, read once here, so that what is wrong with them is told before anything is done.

    Raises:
        ActorsError: a file is missing or is in none of the formats.
    """
    paths = tuple(os.path.abspath(path) for path in actors)  # noqa: PTH100 (text in, text out)
    if paths:
        for fault in known_with(paths).faults:
            errors.print(f"onrecord: {fault}; left out", markup=False)
    return paths
