"""What several tests need: the folder of shared data, where it is, and values built by hand."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import settings

from onrecord.reading.segment import segment
from onrecord.schema.report import Report
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Name, Phrase, Tags

# No deadline: a machine may be busy. In CI the same examples every time, elsewhere new ones.
settings.register_profile("onrecord", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("onrecord")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests that need the shared data where it is missing."""
    skip = pytest.mark.skip(reason="needs ../shared, which is no part of the project")
    for item in items:
        if "shared" in item.keywords and not SHARED.exists():
            item.add_marker(skip)


@pytest.fixture
def shared() -> Path:
    return SHARED


def cut(text: str) -> Segments:
    """A text as segments."""
    return segment(Report(text))


def place(segments: Segments, words: str, occurrence: int = 0) -> tuple[int, int]:
    """The tokens of these words in the report."""
    edge = r"(?<!\w)" if words[0].isalnum() else ""
    start = [match.start() for match in re.finditer(edge + re.escape(words), segments.report.text)][occurrence]
    inside = [i for i, token in enumerate(segments.tokens) if start <= token.start < start + len(words)]
    return inside[0], inside[-1] + 1


def tags(segments: Segments, *, speech: str = "", names: dict[str, str] | None = None, phrases: tuple[str, ...] = ()) -> Tags:
    """Tags built by hand: parts of speech for each token, names by their words, noun phrases by their words."""
    parts = tuple(speech.split()) if speech else ("NN",) * len(segments.tokens)
    assert len(parts) == len(segments.tokens), list(zip(segments.words(0, len(segments.tokens)), parts, strict=False))
    named = tuple(sorted((Name(*place(segments, words), kind) for words, kind in (names or {}).items()), key=lambda n: n.first))  # type: ignore[arg-type]
    found = []
    for words in phrases:
        first, last = place(segments, words)
        found.append(Phrase(first, last, last - 1))
    return Tags((), (), named, tuple(sorted(found, key=lambda p: p.first)), parts)
