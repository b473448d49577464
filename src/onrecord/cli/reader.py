"""With what this onrecord reads: its version and its nets; the record keeps it, to know what is to be read anew."""

import hashlib

from onrecord.nets.manifest import read_manifest
from onrecord.nets.names import chosen
from onrecord.schema.run import Run


def reader() -> Run:
    """What reports are read with here."""
    from onrecord import __version__  # noqa: PLC0415 (onrecord itself imports the record)

    files = [read_manifest(name).sha256[f"{name}.onnx"] for name in ("tagger", chosen())]
    return Run(__version__, hashlib.sha256("".join(files).encode()).hexdigest())
