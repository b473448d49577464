"""The example of docs/concepts.md, from the reports to who is on whose side."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.networks.discourse import DiscourseOptions, discourse_network
from onrecord.record import Record
from tests.conftest import ROOT

LAKE = ROOT / "examples" / "lake"


@pytest.mark.net
def test_the_sides_of_the_invented_debate_come_out(tmp_path: Path) -> None:
    record = str(tmp_path / "lake.db")
    for arguments in (
        ("build", str(LAKE / "reports.csv"), "--into", record, "--workers", "1"),
        ("concepts", "code", record, "--codebook", str(LAKE / "codebook.yaml")),
    ):
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, done.output
    with Record(record) as opened:
        graph = discourse_network(opened, "actor-actor", DiscourseOptions(duplicates="quote"))
    weights = {frozenset(label.split(" (")[0] for label in ends): weight for *ends, weight in graph.edges(data="weight")}
    assert weights[frozenset(("Bo Lund", "Cleo Marsh"))] > 0
    assert weights[frozenset(("Ada Wells", "Jonas Reck"))] > 0
    assert weights[frozenset(("Ada Wells", "Bo Lund"))] < 0
    assert weights[frozenset(("Cleo Marsh", "Jonas Reck"))] < 0
