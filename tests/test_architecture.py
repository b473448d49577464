"""The import law of docs/flow.md: imports run down the table, never up."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "onrecord"

BASE = {"errors", "schema"}
STAGE = BASE | {"data", "nets"}
ALLOWED = {
    "errors": set(),
    "schema": {"errors"},
    "data": {"errors"},
    "nets": {"errors"},
    "intake": BASE | {"data"},
    "record": BASE | {"data"},
    "coding": BASE | {"data", "record"},
    "networks": BASE | {"record"},
    "export": BASE | {"data", "record", "networks"},
    "web": BASE | {"record", "networks", "export"},
    "scoring": BASE,
    "reading.segment": STAGE,
    "reading.tag": STAGE,
    "reading.attribute": STAGE,
    "reading.resolve": STAGE,
    "reading.interpret": STAGE,
    "reading.pipeline": {"schema", "data", "reading.segment", "reading.tag", "reading.attribute", "reading.resolve", "reading.interpret"},
    "cluster": STAGE | {"intake", "reading.pipeline"},
    "training": STAGE
    | {
        "intake",
        "export",
        "scoring",
        "reading.segment",
        "reading.tag",
        "reading.attribute",
        "reading.resolve",
        "reading.interpret",
        "reading.pipeline",
    },
}
FREE = {"cli", "__init__", "__main__"}
CEILING = 400  # lines of a file


def room_of(module: str) -> str:
    """The room of a module: its first name below onrecord, for reading the first two."""
    parts = module.split(".")[1:]
    if not parts:
        return "__init__"
    return ".".join(parts[:2]) if parts[0] == "reading" and len(parts) > 1 else parts[0]


def imports_of(path: Path) -> set[str]:
    """The modules of onrecord that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return {name for name in found if name.split(".")[0] == "onrecord"}


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_imports_only_what_its_room_may(path: Path) -> None:
    module = ".".join(("onrecord", *path.relative_to(PACKAGE).with_suffix("").parts))
    room = room_of(module.removesuffix(".__init__"))
    if room in FREE or room == "reading":
        return
    assert room in ALLOWED, f"{room} is not in the law; docs/flow.md has the table"
    for name in imports_of(path):
        assert room_of(name) == room or room_of(name) in ALLOWED[room], f"{path.name} ({room}) imports {name}"


def test_every_room_of_the_law_exists() -> None:
    rooms = {room_of(".".join(("onrecord", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")) for path in FILES}
    assert set(ALLOWED) <= rooms


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_file_is_longer_than_the_ceiling(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= CEILING
