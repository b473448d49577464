"""Stage 2 without its net: contents are read again as sentences, and doubtful attributions are left out."""

import numpy as np
import pytest

from onrecord.nets.decode import RoleSpan
from onrecord.nets.names import Entity
from onrecord.nets.session import Attribution, WindowTags
from onrecord.reading import tag as stage
from onrecord.reading.tag import LEAST, by_itself, tag
from onrecord.schema.tags import TaggedAttribution
from tests.conftest import cut

OUTSIDE, OPEN, INSIDE, CLOSE = range(4)


def test_a_content_is_read_again_as_a_sentence() -> None:
    assert by_itself(["it", "rained"], [OUTSIDE, OUTSIDE]) == (["It", "rained", "."], [OUTSIDE] * 3)


def test_a_whole_quotation_is_read_as_its_speakers_own_text() -> None:
    assert by_itself(["It", "rained"], [INSIDE, INSIDE])[1] == [OUTSIDE] * 3


def test_quotations_inside_a_content_stay_quotations() -> None:
    words, states = ["it", "“", "rained", "”"], [OUTSIDE, OPEN, INSIDE, CLOSE]
    assert by_itself(words, states)[1] == [*states, OUTSIDE]


class OneWindow:
    """A tagger that says the same of any window: a cue with its content, and how likely they belong together."""

    def __init__(self, probability: float) -> None:
        """Be so sure."""
        self.probability = probability
        self.names: tuple[Entity, ...] = ()
        self.manifest = type("Manifest", (), {"labels": {"speech": ("NN",)}})

    def tag(self, words: list[list[str]], quotes: list[list[int]], sentences: list[list[int]]) -> list[WindowTags]:
        """One window's tags, without a tree."""
        assert len(sentences) == len(words)
        ((window,), _) = words, quotes
        cue, content = RoleSpan("cue", 1, 2, 0.9), RoleSpan("content", 2, 4, 0.9)
        found = Attribution(cue, RoleSpan("source", 0, 1, 0.9), (content,), (), self.probability)
        return [WindowTags((cue, content), (found,), self.names, np.zeros(len(window), np.intp))]


def attributions(monkeypatch: pytest.MonkeyPatch, probability: float) -> tuple[TaggedAttribution, ...]:
    monkeypatch.setattr(stage, "tagger", lambda: OneWindow(probability))
    return tag(cut("She said it rained.")).attributions


def test_a_likely_attribution_stands_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert attributions(monkeypatch, LEAST) == (TaggedAttribution((0, 1), (1, 2), ((2, 4),), LEAST),)


def test_of_a_doubtful_one_only_the_content_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert attributions(monkeypatch, LEAST - 0.01) == (TaggedAttribution(None, None, ((2, 4),), 0.9),)
