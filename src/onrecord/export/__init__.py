"""Out of the book: readings and records in other formats, one file a format, and back again (`back`)."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from onrecord.export import brat, csv, dna, dna_csv, dossier, jsonl, labelstudio, parquet, plover, polecat, training, xlsx
from onrecord.record import Question, Record


class Format(NamedTuple):
    """How a record is written, and how the file's name ends; a format without an ending is a folder."""

    write: Callable[[Record, Path, Question | None], None]
    ending: str


FORMATS: Mapping[str, Format] = {
    "csv": Format(csv.write, ".csv"),
    "xlsx": Format(xlsx.write, ".xlsx"),
    "jsonl": Format(jsonl.write, ".jsonl"),
    "parquet": Format(parquet.write, ""),
    "html": Format(dossier.write, ".html"),
    "dna": Format(dna.write, ".dna"),
    "dna-csv": Format(dna_csv.write, ".csv"),
    "brat": Format(brat.write, ""),
    "labelstudio": Format(labelstudio.write, ".json"),
    "polecat": Format(polecat.write, ".tsv"),
    "plover": Format(plover.write, ".jsonl"),
    "training": Format(training.write, ""),
}
"""The formats of a record by their names; those of networks are `onrecord.export.graphs.GRAPHS`."""
