"""With what this onrecord reads: its version and its net; the record keeps it, to know what is to be read anew."""

from onrecord.nets.manifest import read_manifest
from onrecord.schema.run import Run


def reader() -> Run:
    """What reports are read with here."""
    from onrecord import __version__  # noqa: PLC0415 (onrecord itself imports the record)

    return Run(__version__, read_manifest("tagger").sha256["tagger.onnx"])
