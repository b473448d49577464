"""With what this onrecord reads: its version and its nets; the record keeps it, to know what is to be read anew."""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from onrecord.data.knowledge import known_with
from onrecord.nets.manifest import read_manifest
from onrecord.nets.names import chosen
from onrecord.schema.run import Run

ACTORS = "A file of actors of your own (CSV, YAML, FollowTheMoney, Wikidata JSON, PETRARCH); may be given several times."


def reader(actors: Sequence[str] = ()) -> Run:
    """What reports are read with here.

    Args:
        actors: files of the user's own actors; their content is part of it.
    """
    from onrecord import __version__  # noqa: PLC0415 (onrecord itself imports the record)

    digests = [hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in actors]
    options = {"actors": digests} if digests else {}
    nets = [read_manifest(name).sha256[f"{name}.onnx"] for name in ("tagger", chosen())]
    return Run(__version__, hashlib.sha256("".join(nets).encode()).hexdigest(), json.dumps(options))


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
