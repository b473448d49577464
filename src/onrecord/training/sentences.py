"""The sentence encoder as it ships: a small BiLSTM that has learned to say what a large encoder says (distillation, Hinton et al. 2015).

Each step leaves a file in the folder of the runs, and is not done again where that is there.
"""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from rich.console import Console

from onrecord.nets.encode import FEATURES, Vocabulary, features
from onrecord.training.lectures import make_parts, read_part
from onrecord.training.pupil import Lessons, Pupil, graph, train_pupil
from onrecord.training.teacher import LAYERS, SHA256, Teacher

LESSONS = Lessons()
MOST = {"word": 20_000, "prefix": 3000, "suffix3": 3000, "suffix4": 6000, "shape": 300}  # strings that are known, the commonest
LEAST = 3  # times that a string must stand in the lectures to be known
VERSION = "2"
_say = Console(stderr=True).print


def make_sentences(wheel: Path, shared: Path, runs: Path, into: Path, *, seed: int = 1) -> None:
    """Write `sentences.onnx`, `sentences.vocabulary` and their manifest.

    Raises:
        InputError: the wheel is not the one that is meant.
    """
    torch.set_num_threads(1)
    lectures = [read_part(path) for path in make_parts(Teacher(wheel), shared, runs / "lectures")]
    vocabulary = known(word for part in lectures for sentence in part.sentences for word in sentence)
    net = Pupil([vocabulary.size(name) for name in FEATURES], LESSONS)
    if not (made := runs / f"sentences-{seed}.pt").exists():
        torch.save(train_pupil(lectures, vocabulary, LESSONS, seed=seed).state_dict(), made)
    net.load_state_dict(torch.load(made, weights_only=True))
    export_sentences(net, vocabulary, into, seed=seed)


def known(words: Iterable[str]) -> Vocabulary:
    """The strings that the encoder knows, for each feature of words."""
    found = {name: Counter[str]() for name in FEATURES}
    for word, count in Counter(words).items():
        for name, string in zip(FEATURES, features(word), strict=True):
            found[name][string] += count
    return Vocabulary({name: tuple(_commonest(found[name], MOST[name])) for name in FEATURES})


def _commonest(counts: Counter[str], most: int) -> list[str]:
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [string for string, count in order[:most] if count >= LEAST]


def export_sentences(net: Pupil, vocabulary: Vocabulary, into: Path, *, seed: int) -> None:
    """Write the net in int8, its vocabulary and its manifest."""
    into.mkdir(parents=True, exist_ok=True)
    whole = into / "sentences.fp32.onnx"
    onnx.save(graph(net), whole)
    quantize_dynamic(whole, into / "sentences.onnx", op_types_to_quantize=["MatMul", "LSTM", "Gather"], weight_type=QuantType.QInt8)
    whole.unlink()
    strings = json.dumps(vocabulary.strings, ensure_ascii=False, separators=(",", ":")).encode()
    (into / "sentences.vocabulary").write_bytes(zlib.compress(strings, 9))
    files = ("sentences.onnx", "sentences.vocabulary")
    manifest = {
        "version": VERSION,
        "labels": {},
        "transitions": {},
        "calibration": [],
        "corpora": [
            "wio; of abp the agencies and one in 20 of the other articles; DSE, training part, without its labels",
            "taught by sentence-transformers/all-MiniLM-L6-v2, Apache-2.0, which does not ship",
        ],
        "recipe": {**asdict(LESSONS), "layers of the teacher": LAYERS, "teacher": SHA256, "seed": seed, "int8": True},
        "scores": {},
        "sha256": {file: hashlib.sha256((into / file).read_bytes()).hexdigest() for file in files},
    }
    (into / "sentences.manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    _say(f"sentences.onnx: {(into / 'sentences.onnx').stat().st_size / 1e6:.1f} MB")
