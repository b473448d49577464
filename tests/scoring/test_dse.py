"""DSE-shaped rows: brackets become places, numbers become stances."""

from pathlib import Path

import pytest

from onrecord.errors import CorpusError
from onrecord.scoring.dse import read_dse


def test_brackets_become_places(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("[Marsh] was cheered by [Lane]'s party [sic].\tMarsh\tLane\t2\n", "utf-8")
    row = read_dse(file)[0]
    assert row.text == "Marsh was cheered by Lane's party sic."
    assert [row.text[slice(*place)] for place in (row.first, row.second)] == ["Marsh", "Lane"]
    assert row.stance == "second supports first"


def test_another_file_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    for text in ("one column\n", "no brackets\ta\tb\t1\n", "[a] and [b]\ta\tb\t9\n"):
        file.write_text(text, "utf-8")
        with pytest.raises(CorpusError, match="not DSE's columns"):
            read_dse(file)
