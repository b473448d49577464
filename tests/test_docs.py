"""The docs say what is so: their commands, links, figures and names are looked up in the project itself."""

import re
import shlex
from pathlib import Path

import pytest

from onrecord import errors
from onrecord.cli.main import app
from onrecord.schema.statement import Statement
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
BENCHMARKS = (ROOT / "docs" / "benchmarks.md").read_text("utf-8")


def commands() -> set[str]:
    """Each command of the command line, groups with their members."""
    found = {command.name for command in app.registered_commands if command.name}
    for group in app.registered_groups:
        assert group.typer_instance is not None
        for command in group.typer_instance.registered_commands:
            assert command.callback is not None
            found.add(f"{group.name} {command.name or command.callback.__name__}")
    return found


def test_each_command_stands_in_the_docs() -> None:
    pages = "".join(page.read_text("utf-8") for page in PAGES)
    for command in commands():
        assert f"onrecord {command}" in pages, f"onrecord {command} is not in the docs"


def test_each_command_in_the_docs_is_one_of_ours() -> None:
    known = {command.split()[0] for command in commands()}
    for page in PAGES:
        for block in re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for word in re.findall(r"\bonrecord (\w+)", block):
                assert word in known, f"{page.name}: onrecord {word}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_paths_named_in_the_map_exist() -> None:
    flow = (ROOT / "docs" / "flow.md").read_text("utf-8")
    rooms = "resources|generate|data|coding|reading|nets|training|cli|export|scoring|intake|record|networks|cluster|web"
    for path in re.findall(rf"`((?:{rooms})/[\w./]*)`", flow):
        places = [ROOT / path, ROOT / "src" / "onrecord" / path]
        assert any(place.exists() or place.with_suffix(".py").exists() for place in places) or path == "reading/interpret", path


def test_figures_of_the_readme_stand_in_the_benchmarks() -> None:
    table = README.split("## How well")[1].split("The commands")[0]
    figures = [row.split("|")[3].strip() for row in table.splitlines() if row.startswith("|")][2:]
    assert len(figures) >= 8
    for figure in figures:
        assert re.fullmatch(r"[\d.,]+(?: %)?", figure), figure
        assert figure.removesuffix(" %") in BENCHMARKS, f"{figure} is not in docs/benchmarks.md"


def test_the_two_commands_of_the_readme() -> None:
    first, second = (line for line in README.splitlines() if line.startswith("python3 -m venv"))
    words = shlex.split(first)
    for command in ("read", "build"):
        assert (ROOT / words[words.index(command) + 1]).exists()
    install = second.split("&& ")[1].split("install ")[1]
    extras = "'.[dev,train]'"
    assert extras in install
    assert '".[dev,train]"' in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_tree_of_errors_is_whole() -> None:
    assert errors.__doc__ is not None
    assert {name for name in errors.__all__ if name.endswith("Error")} == set(re.findall(r"\w+Error", errors.__doc__))


def test_each_part_of_a_statement_is_explained() -> None:
    book = (ROOT / "docs" / "codebook.md").read_text("utf-8").lower()
    for name in ("source", "cue", "content", "addressee", "kind", "type", "stance", "speaker", "date", "reasons"):
        assert name in Statement.__slots__
        assert name in book


def test_no_address_of_a_registry_and_no_pinned_url() -> None:
    for path in (ROOT / "constraints.txt", ROOT / "pyproject.toml", ROOT / ".ci" / "run"):
        assert "://" not in path.read_text("utf-8")
