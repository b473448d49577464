"""Trees are found word by word, so a misread one may go round in a circle: whoever walks it comes to an end."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from onrecord.reading.interpret.clauses import Clauses
from onrecord.reading.interpret.positions.norms import Norms
from onrecord.reading.segment import segment
from onrecord.schema.report import Report
from onrecord.schema.tags import Tags


def circle(relation: str, speech: str) -> Clauses:
    """Two words that hang on each other."""
    return Clauses(segment(Report("gone taken")), Tags((), (), (), (), (speech, speech), (1, 0), (relation, relation)))


@pytest.mark.parametrize("verb", [0, 1])
def test_a_circle_of_participles_has_a_voice(verb: int) -> None:
    assert circle("conj", "VBN").passive(verb)


@pytest.mark.parametrize("verb", [0, 1])
def test_a_circle_of_clauses_is_left(verb: int) -> None:
    ground = SimpleNamespace(clauses=circle("ccomp", "VB"), parties=None, told=lambda _: None)
    assert Norms(cast("Any", ground))._is_main(verb)
