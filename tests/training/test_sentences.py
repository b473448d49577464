"""The sentence encoder's making: lectures come back as they were written, the pupil learns them, its export says what it says."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the extra [train]")

import torch

from onrecord.nets.encode import FEATURES
from onrecord.nets.sentences import Encoder
from onrecord.training.lectures import Components, Part, _write, components, read_part
from onrecord.training.pupil import Lessons, Pupil, train_pupil
from onrecord.training.sentences import export_sentences, known

LESSONS = Lessons(hidden=8, width=128, epochs=10, batch=4, rate=1e-2)
SENTENCES = [["Rain", "fell", "in", "Ruritania", "."], ["The", "sun", "came", "back", "to", "Ruritania", "."]] * 10
CHANCE = np.random.default_rng(1)
SAID = {word: CHANCE.standard_normal(128).astype(np.float16) for its in SENTENCES for word in its}


def part() -> Part:
    return Part(SENTENCES, np.stack([SAID[word] for its in SENTENCES for word in its]))


def test_components_keep_distances_of_standardised_widths() -> None:
    vectors = CHANCE.standard_normal((500, 6)).astype(np.float32) * np.array([1, 2, 3, 1, 2, 0], np.float32)
    found = components(vectors).of(vectors)
    straight = (vectors - vectors.mean(0))[:, :5] / vectors.std(0)[:5]
    assert (found**2).sum() == pytest.approx((straight**2).sum(), rel=1e-3)
    spread = found.std(0)
    assert list(spread) == sorted(spread, reverse=True)


def test_lectures_come_back_as_they_were_written(tmp_path: Path) -> None:
    class Says:
        def vectors(self, sentences: list[list[str]]) -> list[np.ndarray]:
            return [np.stack([SAID[word] for word in its]) for its in sentences]

    same = Components(np.zeros(128, np.float32), np.eye(128, dtype=np.float32))
    _write(SENTENCES, Says(), same, tmp_path / "part-0.npz")  # type: ignore[arg-type] # a teacher in all that counts
    found = read_part(tmp_path / "part-0.npz")
    assert found.sentences == SENTENCES
    assert np.array_equal(found.said, part().said)


def test_the_pupil_learns_and_its_export_says_the_same(tmp_path: Path) -> None:
    vocabulary = known(word for its in SENTENCES for word in its)
    net = train_pupil([part()], vocabulary, LESSONS, seed=1)
    words = SENTENCES[0]
    with torch.no_grad():
        ids = torch.from_numpy(vocabulary.encode(words).copy())[None]
        mine = net(ids, torch.tensor([len(words)]))[0].numpy()
    right = np.stack([SAID[word] for word in words]).astype(np.float32)
    assert ((mine - right) ** 2).sum() < 0.5 * (right**2).sum()
    export_sentences(net, vocabulary, tmp_path, seed=1)
    found = Encoder(tmp_path).states([words])[0]
    assert np.abs(found - mine).mean() < 0.1 * np.abs(mine).mean()


def test_the_same_seed_gives_the_same_pupil() -> None:
    vocabulary = known(word for its in SENTENCES for word in its)
    one, other = (train_pupil([part()], vocabulary, LESSONS, seed=2).state_dict() for _ in range(2))
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_words_that_are_rare_are_not_known() -> None:
    found = known(["Rain", "rain", "rain", "sun"])
    assert found.strings["word"] == ("rain",)
    assert found.strings["shape"] == ()


def test_a_word_begins_as_the_mean_of_what_is_said_of_it() -> None:
    vocabulary = known(word for its in SENTENCES for word in its)
    net = Pupil([vocabulary.size(name) for name in FEATURES], LESSONS)
    ids = vocabulary.encode(["Rain", "rain", "sun"])
    net.know(ids, np.array([[1] * 128, [3] * 128, [5] * 128], np.float16))
    table = net.words.detach()
    assert float(table[ids[0, 0], 0]) / float(table[ids[2, 0], 0]) == pytest.approx(2 / 5)
