"""The names net in one command: corpora, the tagger's layers, two trainings, and the ONNX graphs that ship."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from onrecord.errors import CorpusError
from onrecord.nets.labels import NAME_TAGS
from onrecord.nets.names import HEADS, LAYERS
from onrecord.nets.session import Tagger
from onrecord.training.export import Weights, checked, directions, linear
from onrecord.training.marked import names_in_columns
from onrecord.training.names import CONLL_DEV, CORPORA, EPOCHS, NamesNet, Shape, scores_of, seen, train

VERSION = "1"  # of the shipped names nets; a new one for each new set of weights


def make_names(shared: Path, into: Path, *, seed: int = 1, epochs: int = EPOCHS) -> None:
    """Train both nets on the tagger in the folder `into` and write them beside it: `names`, and `names-open` without CoNLL++.

    Raises:
        CorpusError: a corpus is missing.
        NetError: the tagger is missing or damaged.
    """
    for path in (*(corpus.path for corpus in CORPORA), CONLL_DEV):
        if not (shared / path).exists():
            raise CorpusError(f"{shared / path}: is missing; the training needs it")
    tagger, shape = Tagger(into), Shape()
    windows = [seen(tagger, list(corpus.read(shared / corpus.path))) for corpus in CORPORA]
    dev = seen(tagger, list(names_in_columns(shared / CONLL_DEV)))
    for name in ("names", "names-open"):
        shares = [corpus.open_share if name == "names-open" else corpus.share for corpus in CORPORA]
        net = train([(its, share) for its, share in zip(windows, shares, strict=True) if share], shape, epochs=epochs, seed=seed)
        recipe = {"seed": seed, "epochs": epochs, "shape": asdict(shape)}
        scores = {"exact F1, CoNLL++ dev, by tokens, before int8": scores_of(net, dev)["names"]}
        corpora = [f"{corpus.name}, {share:g} times an epoch" for corpus, share in zip(CORPORA, shares, strict=True) if share]
        export_names(name, net, into, {"corpora": corpora, "recipe": recipe, "scores": scores})


def export_names(name: str, net: NamesNet, into: Path, about: Mapping[str, Any], *, int8: bool = True) -> None:
    """Write a net's `NAME.onnx` and `NAME.manifest.json`.

    Args:
        about: corpora, recipe and scores, for the manifest.
    """
    weights = {key: tensor.numpy() for key, tensor in net.state_dict().items()}
    target = into / f"{name}.onnx"
    onnx.save(graph(weights), target)
    if int8:
        quantize_dynamic(target, target, op_types_to_quantize=["MatMul", "LSTM"], weight_type=QuantType.QInt8)
    manifest = {
        "version": VERSION,
        "labels": {head: list(NAME_TAGS) for head in HEADS},
        "transitions": {},
        "calibration": [],
        **about,
        "sha256": {target.name: hashlib.sha256(target.read_bytes()).hexdigest()},
    }
    (into / f"{name}.manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


def graph(weights: Weights) -> onnx.ModelProto:
    """The net as an ONNX model: the tagger's LAYERS and the windows' lengths to the scores of HEADS."""
    hidden = weights["second.ahead.weight_hh_l0"].shape[1]
    constants: dict[str, NDArray[Any]] = {
        "flat": np.array([0, 0, -1], np.int64),
        "w": directions(weights, "second", "weight_ih"),
        "r": directions(weights, "second", "weight_hh"),
        "b": np.concatenate([directions(weights, "second", "bias_ih"), directions(weights, "second", "bias_hh")], axis=1),
    }
    nodes = [
        helper.make_node("Concat", [*LAYERS], ["layers"], axis=2),
        *linear(constants, weights, "first", "layers", "below"),
        helper.make_node("Relu", ["below"], ["first"]),
        helper.make_node("Transpose", ["first"], ["x"], perm=[1, 0, 2]),
        helper.make_node("LSTM", ["x", "w", "r", "b", "lengths"], ["y"], direction="bidirectional", hidden_size=hidden),
        helper.make_node("Transpose", ["y"], ["t"], perm=[2, 0, 1, 3]),
        helper.make_node("Reshape", ["t", "flat"], ["second"]),
    ]
    outputs = []
    for head in HEADS:
        nodes += linear(constants, weights, f"heads.{head}", "second", head)
        outputs.append(helper.make_tensor_value_info(head, TensorProto.FLOAT, ["batch", "time", len(NAME_TAGS)]))
    given = [helper.make_tensor_value_info(layer, TensorProto.FLOAT, ["batch", "time", "width"]) for layer in LAYERS]
    given.append(helper.make_tensor_value_info("lengths", TensorProto.INT32, ["batch"]))
    return checked("names", nodes, given, outputs, constants)
