"""Invented statements, coded by hand before the first run: how many concepts are found, and on which side."""

import csv
import json
from dataclasses import dataclass, replace

from onrecord.coding.codebook import read_codebook
from onrecord.coding.coder import Coder
from onrecord.schema.report import Report
from tests.conftest import ROOT
from tests.record.conftest import statement

NAMES = {"wind": "The wind park should be built", "rent": "Rents should be capped", "cars": "Cars should stay out of the old town"}


@dataclass(frozen=True)
class Score:
    """How many codings people made, and of ours how many there are, are on the right concept, and on its right side too."""

    gold: int = 0
    ours: int = 0
    found: int = 0
    right: int = 0


def score() -> Score:
    coder = Coder(read_codebook(ROOT / "gold" / "concepts.yaml"))
    total = Score()
    with (ROOT / "gold" / "concepts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            report = Report(f"Lund {row['cue']} {row['content']}")
            said = statement(report, row["content"], "Lund", cue=row["cue"], kind="indirect", stance=row["stance"])
            sides = {coding.concept: coding.agreement for coding in coder.code(report, [said])}
            wanted = NAMES.get(row["concept"])
            found = wanted in sides
            right = wanted is not None and found and sides[wanted] == (row["agreement"] == "1")
            gold, ours = total.gold + (wanted is not None), total.ours + len(sides)
            total = replace(total, gold=gold, ours=ours, found=total.found + found, right=total.right + right)
    return total


def test_concepts_are_found_and_on_the_right_side() -> None:
    """Docs/benchmarks.md has the figures; no change may lower them unsaid."""
    found, floor = score(), json.loads((ROOT / "gold" / "floors.json").read_text("utf-8"))["concepts"]
    assert found.gold == floor["codings"]
    assert found.found >= floor["found"]
    assert found.right >= floor["right side"]
    assert found.ours - found.found <= floor["spurious"]
