"""A checkpoint becomes the net that ships: an ONNX graph in int8, its vocabulary, its manifest.

The graph is built node by node rather than traced, so that it does not change with torch's exporter: torch's gate order
(input, forget, cell, output) becomes ONNX's (input, output, forget, cell), and windows' lengths become `sequence_lens`.
"""

import hashlib
import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from onrecord.nets.encode import FEATURES
from onrecord.nets.labels import ENTITY_TAGS, PART_TAGS, ROLE_TAGS
from onrecord.nets.names import LAYERS
from onrecord.nets.session import EVIDENCE
from onrecord.training.model import Outputs

OPSET = 17
VERSION = "1"  # of the shipped tagger; a new one for each new set of weights

Weights = dict[str, NDArray[np.float32]]


def _gates(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows in torch's order of gates to ONNX's."""
    i, f, c, o = np.split(matrix, 4)
    return np.concatenate([i, o, f, c])


def directions(weights: Weights, layer: str, kind: str) -> NDArray[np.float32]:
    """The weights of both directions of a BiLSTM layer, stacked: shape (2, ...)."""
    return np.stack([_gates(weights[f"{layer}.{way}.{kind}_l0"]) for way in ("ahead", "back")])


def graph(weights: Weights, layers: int) -> onnx.ModelProto:
    """The net as an ONNX model: ids, quotes, lengths to `Outputs`, and to the layers that the names net reads."""
    constants: dict[str, NDArray[Any]] = {"axis": np.array([2], np.int64), "flat": np.array([0, 0, -1], np.int64)}
    nodes = []
    parts = []
    for number, name in enumerate(FEATURES):
        constants[f"{name}_table"] = weights[f"embeddings.{name}.weight"]
        constants[f"{name}_column"] = np.array(number, np.int64)
        nodes.append(helper.make_node("Gather", ["ids", f"{name}_column"], [f"{name}_ids"], axis=2))
        nodes.append(helper.make_node("Gather", [f"{name}_table", f"{name}_ids"], [f"{name}_vectors"]))
        parts.append(f"{name}_vectors")
    constants["quote_table"] = weights["quote.weight"]
    nodes.append(helper.make_node("Gather", ["quote_table", "quotes"], ["quote_vectors"]))
    nodes.append(helper.make_node("Concat", [*parts, "quote_vectors"], ["embedded"], axis=2))
    nodes.append(helper.make_node("Transpose", ["embedded"], ["x0"], perm=[1, 0, 2]))
    for layer in range(layers):
        hidden = weights[f"layers.{layer}.ahead.weight_hh_l0"].shape[1]
        name = f"layers.{layer}"
        constants[f"w{layer}"] = directions(weights, name, "weight_ih")
        constants[f"r{layer}"] = directions(weights, name, "weight_hh")
        constants[f"b{layer}"] = np.concatenate([directions(weights, name, "bias_ih"), directions(weights, name, "bias_hh")], axis=1)
        inputs = [f"x{layer}", f"w{layer}", f"r{layer}", f"b{layer}", "lengths"]
        nodes.append(helper.make_node("LSTM", inputs, [f"y{layer}"], direction="bidirectional", hidden_size=hidden))
        nodes.append(helper.make_node("Transpose", [f"y{layer}"], [f"t{layer}"], perm=[0, 2, 1, 3]))
        nodes.append(helper.make_node("Reshape", [f"t{layer}", "flat"], [f"x{layer + 1}"]))
    nodes.append(helper.make_node("Transpose", [f"x{layers}"], ["states"], perm=[1, 0, 2]))
    outputs = []
    for head in Outputs._fields:
        nodes += linear(constants, weights, f"heads.{head}", "states", head)
        outputs.append(helper.make_tensor_value_info(head, TensorProto.FLOAT, ["batch", "time", len(constants[f"{head}_bias"])]))
    nodes.append(helper.make_node("Transpose", ["x1"], ["states0"], perm=[1, 0, 2]))
    outputs += [helper.make_tensor_value_info(layer, TensorProto.FLOAT, ["batch", "time", "width"]) for layer in LAYERS]
    inputs_info = [
        helper.make_tensor_value_info("ids", TensorProto.INT32, ["batch", "time", len(FEATURES)]),
        helper.make_tensor_value_info("quotes", TensorProto.INT32, ["batch", "time"]),
        helper.make_tensor_value_info("lengths", TensorProto.INT32, ["batch"]),
    ]
    return checked("tagger", nodes, inputs_info, outputs, constants)


def relation_graph(weights: Weights) -> onnx.ModelProto:
    """What tags the parts of attributions given their cues (`Tagger.parts` in model.py) as an ONNX model."""
    constants: dict[str, NDArray[Any]] = {"distance_table": weights["distance.weight"], "axis": np.array([1], np.int64)}
    nodes = [
        helper.make_node("Gather", ["distance_table", "distance"], ["distance_vectors"]),
        helper.make_node("Unsqueeze", ["cue", "axis"], ["cue_vectors"]),
        helper.make_node("Sum", ["token", "cue_vectors", "distance_vectors"], ["sum"]),
        helper.make_node("Relu", ["sum"], ["hidden"]),
        *linear(constants, weights, "part", "hidden", "parts"),
    ]
    width = weights["distance.weight"].shape[1]
    inputs_info = [
        helper.make_tensor_value_info("token", TensorProto.FLOAT, ["cues", "time", width]),
        helper.make_tensor_value_info("cue", TensorProto.FLOAT, ["cues", width]),
        helper.make_tensor_value_info("distance", TensorProto.INT64, ["cues", "time"]),
    ]
    outputs = [helper.make_tensor_value_info("parts", TensorProto.FLOAT, ["cues", "time", len(PART_TAGS)])]
    return checked("parts", nodes, inputs_info, outputs, constants)


def linear(constants: dict[str, NDArray[Any]], weights: Weights, name: str, given: str, result: str) -> list[onnx.NodeProto]:
    """The nodes of torch's linear layer `name`."""
    constants[f"{result}_weight"] = np.ascontiguousarray(weights[f"{name}.weight"].T)
    constants[f"{result}_bias"] = weights[f"{name}.bias"]
    return [
        helper.make_node("MatMul", [given, f"{result}_weight"], [f"{result}_product"]),
        helper.make_node("Add", [f"{result}_product", f"{result}_bias"], [result]),
    ]


def checked(
    name: str,
    nodes: list[onnx.NodeProto],
    inputs: list[onnx.ValueInfoProto],
    outputs: list[onnx.ValueInfoProto],
    constants: dict[str, NDArray[Any]],
) -> onnx.ModelProto:
    """A checked model of these nodes."""
    stored = [numpy_helper.from_array(value, key) for key, value in constants.items()]
    built = helper.make_graph(nodes, name, inputs, outputs, stored)
    model = helper.make_model(built, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
    onnx.checker.check_model(model)
    return model


def export_tagger(run: Path, into: Path, corpora: list[str], *, int8: bool = True) -> None:
    """Write `tagger.onnx`, `tagger.vocabulary` and `tagger.manifest.json` from a training's folder.

    Args:
        run: the folder that `train_tagger` wrote.
        into: where the net goes, src/onrecord/nets/weights for the one that ships.
    """
    kept = torch.load(run / "best.pt", weights_only=True)
    weights = {name: tensor.numpy() for name, tensor in kept["net"].items()}
    into.mkdir(parents=True, exist_ok=True)
    target = into / "tagger.onnx"
    net = graph(weights, kept["recipe"]["shape"]["layers"])
    if int8:
        whole = run / "tagger.fp32.onnx"
        onnx.save(net, whole)
        quantize_dynamic(whole, target, op_types_to_quantize=["MatMul", "LSTM", "Gather"], weight_type=QuantType.QInt8)
    else:
        onnx.save(net, target)
    onnx.save(relation_graph(weights), into / "parts.onnx")
    vocabulary = json.loads((run / "vocabulary.json").read_text("utf-8"))
    strings = json.dumps(vocabulary["strings"], ensure_ascii=False, separators=(",", ":")).encode()
    (into / "tagger.vocabulary").write_bytes(zlib.compress(strings, 9))
    files = ("tagger.onnx", "parts.onnx", "tagger.vocabulary")
    manifest = {
        "version": VERSION,
        "labels": {
            "roles": list(ROLE_TAGS),
            "entities": list(ENTITY_TAGS),
            "speech": vocabulary["speech"],
            "dependencies": vocabulary["dependencies"],
        },
        "transitions": {"roles": _rounded(weights["transitions"]), "parts": _rounded(weights["part_transitions"])},
        "calibration": [1.0] * len(EVIDENCE),
        "corpora": corpora,
        "recipe": {**kept["recipe"], "int8": int8, "best_epoch": kept["epoch"]},
        "scores": {"exact F1 a window, PolNeAR dev, one annotation file an article, before int8": kept["scores"]},
        "sha256": {file: hashlib.sha256((into / file).read_bytes()).hexdigest() for file in files},
    }
    (into / "tagger.manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


def _rounded(matrix: NDArray[np.float32]) -> list[list[float]]:
    return [[round(float(x), 5) for x in row] for row in matrix]
