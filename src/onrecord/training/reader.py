"""The reader: a small BiLSTM over the sentence encoder's vectors that is told where two actors stand, and says what is between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from onrecord.nets.votes import Logs, log_softmax
from onrecord.training.export import directions
from onrecord.training.model import BiLSTM

PARTS = 4  # that are pooled: both actors, both verbs
LOOKS = 2  # of attention beside them
MEASURED = 500  # examples whose vectors say what to shift and scale by
LEAST_SPREAD = 0.5  # of the usual one: a width that hardly varies would else take all the range of int8


@dataclass(frozen=True, slots=True)
class Course:
    """How a reader is trained; swept on a part of DSE's training rows, and on PLV (docs/benchmarks.md)."""

    hidden: int = 160
    dropout: float = 0.3
    epochs: int = 8
    batch: int = 48
    rate: float = 1.5e-3
    smoothing: float = 0.05


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of actors as the reader sees it.

    Attributes:
        states: (words, width), the encoder's vectors in half precision.
        actors, verbs: `nets.pairs.places`.
    """

    states: NDArray[np.float16]
    actors: NDArray[np.int64]
    verbs: NDArray[np.int64]
    label: int
    weight: float = 1.0


class Reader(nn.Module):
    """The net: vectors, actors and verbs of a batch in, scores of labels out."""

    def __init__(self, shift: Tensor, scale: Tensor, labels: int, course: Course) -> None:
        """Make a net that reads vectors, which it shifts and scales first."""
        super().__init__()
        hidden, width = course.hidden, len(shift)
        self.shift: Tensor
        self.scale: Tensor
        self.register_buffer("shift", shift)
        self.register_buffer("scale", scale)
        self.drop = nn.Dropout(course.dropout)
        self.narrow = nn.Linear(width, hidden)
        self.actor = nn.Embedding(3, hidden)
        self.verb = nn.Embedding(4, hidden)
        self.layer = BiLSTM(hidden, hidden // 2)
        self.look = nn.Linear(hidden, LOOKS)
        self.join = nn.Linear((PARTS + LOOKS) * hidden, hidden)
        self.score = nn.Linear(hidden, labels)

    def forward(self, states: Tensor, actors: Tensor, verbs: Tensor, lengths: Tensor) -> Tensor:
        """Shape (batch, time, width), (batch, time), (batch, time), (batch,) to (batch, labels)."""
        x = functional.gelu(self.narrow(self.drop((states - self.shift) * self.scale)) + self.actor(actors) + self.verb(verbs))
        positions = torch.arange(states.shape[1])[None, :]
        inside = positions < lengths[:, None]
        x = self.drop(self.layer(self.drop(x), torch.where(inside, lengths[:, None] - 1 - positions, positions)))
        groups = (actors == 1, actors == 2, verbs % 2 == 1, verbs >= 2)  # noqa: PLR2004 (a verb has a bit for each actor)
        pools = [_mean(x, these & inside) for these in groups]
        looks = self.look(x).masked_fill(~inside[..., None], -1e4).softmax(1)
        pools += list((looks.transpose(1, 2) @ x).unbind(1))
        scores: Tensor = self.score(self.drop(functional.gelu(self.join(self.drop(torch.cat(pools, -1))))))
        return scores


def _mean(x: Tensor, these: Tensor) -> Tensor:
    share = these.float()[..., None]
    mean: Tensor = (x * share).sum(1) / share.sum(1).clamp(min=1)
    return mean


def train_reader(examples: Sequence[Example], labels: int, course: Course, *, seed: int) -> Reader:
    """Train a net: the same examples and seed give the same one."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    chance = np.random.default_rng(seed)
    some = np.concatenate([its.states for its in examples[:MEASURED]]).astype(np.float32)
    spread = some.std(0)
    scale = 1 / np.maximum(spread, LEAST_SPREAD * np.median(spread))
    net = Reader(torch.from_numpy(some.mean(0)), torch.from_numpy(scale), labels, course)
    steps = course.epochs * (len(examples) // course.batch + 2)
    optimizer = torch.optim.AdamW(net.parameters(), course.rate, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, course.rate, total_steps=steps)
    net.train()
    for _ in range(course.epochs):
        for batch in _batches(examples, course.batch, chance):
            with torch.autocast("cpu", torch.bfloat16):
                scores = net(*padded(batch)).float()
            gold, heavy = torch.tensor([its.label for its in batch]), torch.tensor([its.weight for its in batch])
            losses = functional.cross_entropy(scores, gold, reduction="none", label_smoothing=course.smoothing)
            optimizer.zero_grad()
            (losses * heavy).mean().backward()  # type: ignore[no-untyped-call] # torch's
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return net.eval()


def _batches(examples: Sequence[Example], size: int, chance: np.random.Generator) -> Iterator[list[Example]]:
    """All examples in a new order, those of like length together: padding is work, too."""
    order = [int(number) for number in chance.permutation(len(examples))]
    batches = []
    for first in range(0, len(order), 20 * size):
        chunk = sorted(order[first : first + 20 * size], key=lambda number: len(examples[number].actors))
        batches += [chunk[at : at + size] for at in range(0, len(chunk), size)]
    for number in chance.permutation(len(batches)):
        yield [examples[its] for its in batches[int(number)]]


def scores_of(net: Reader, examples: Sequence[Example]) -> list[Logs]:
    """The log probabilities of each label."""
    with torch.no_grad():
        return [log_softmax(net(*padded([its]))[0].double().numpy()) for its in examples]


def padded(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """A batch as the net takes it."""
    lengths = [len(its.actors) for its in batch]
    states = np.zeros((len(batch), max(lengths), batch[0].states.shape[1]), np.float32)
    actors, verbs = np.zeros((2, *states.shape[:2]), np.int64)
    for row, (its, length) in enumerate(zip(batch, lengths, strict=True)):
        states[row, :length], actors[row, :length], verbs[row, :length] = its.states, its.actors, its.verbs
    return torch.from_numpy(states), torch.from_numpy(actors), torch.from_numpy(verbs), torch.tensor(lengths)


def export_reader(net: Reader, target: Path) -> None:
    """Write the net for one sentence, int8: states, actors, verbs to scores."""
    whole = target.with_suffix(".fp32.onnx")
    onnx.save(graph(net), whole)
    quantize_dynamic(whole, target, op_types_to_quantize=["MatMul", "LSTM"], weight_type=QuantType.QInt8)
    whole.unlink()


def graph(net: Reader) -> onnx.ModelProto:
    """The net as an ONNX model; one sentence at a time, so that there is no padding."""
    weights = {name: tensor.detach().numpy() for name, tensor in net.state_dict().items()}
    hidden, width = weights["narrow.weight"].shape
    scale, shift = weights.pop("scale"), weights.pop("shift")
    weights["narrow.weight"] = weights["narrow.weight"] * scale
    weights["narrow.bias"] = weights["narrow.bias"] - weights["narrow.weight"] @ shift
    constants: dict[str, NDArray[Any]] = {f"{name}.bias": weights[f"{name}.bias"] for name in ("narrow", "look", "join", "score")}
    constants |= {f"{name}.weight": np.ascontiguousarray(weights[f"{name}.weight"].T) for name in ("narrow", "look", "join", "score")}
    constants |= {name: weights[f"{name}.weight"] for name in ("actor", "verb")}
    constants |= {"w": directions(weights, "layer", "weight_ih"), "r": directions(weights, "layer", "weight_hh")}
    constants["b"] = np.concatenate([directions(weights, "layer", "bias_ih"), directions(weights, "layer", "bias_hh")], axis=1)
    constants |= {"flat": np.array([0, hidden]), "second": np.array([1]), "row": np.array([1, -1])}
    constants |= {"half": np.array(0.5, np.float32), "one": np.array(1, np.float32), "root": np.array(2**-0.5, np.float32)}
    nodes: list[onnx.NodeProto] = []

    def add(kind: str, *given: str, to: str = "", **attributes: Any) -> str:  # noqa: ANN401 (what a node takes)
        name = to or f"n{len(nodes)}"
        nodes.append(helper.make_node(kind, list(given), [name], **attributes))
        return name

    def linear(x: str, name: str, to: str = "") -> str:
        return add("Add", add("MatMul", x, f"{name}.weight"), f"{name}.bias", to=to)

    def gelu(x: str) -> str:
        return add("Mul", add("Mul", x, "half"), add("Add", add("Erf", add("Mul", x, "root")), "one"))

    told = add("Add", add("Gather", "actor", "actors"), add("Gather", "verb", "verbs"))
    x = add("Unsqueeze", gelu(add("Add", linear("states", "narrow"), told)), "second")
    read = add("LSTM", x, "w", "r", "b", direction="bidirectional", hidden_size=hidden // 2)
    x = add("Reshape", add("Transpose", read, perm=[0, 2, 1, 3]), "flat")
    looks = add("Transpose", add("Softmax", linear(x, "look"), axis=0), perm=[1, 0])
    pools = add("Concat", add("MatMul", "pools", x), add("MatMul", looks, x), axis=0)
    linear(gelu(linear(add("Reshape", pools, "row"), "join")), "score", to="scores")
    given = [
        helper.make_tensor_value_info("states", TensorProto.FLOAT, ["time", width]),
        *(helper.make_tensor_value_info(name, TensorProto.INT64, ["time"]) for name in ("actors", "verbs")),
        helper.make_tensor_value_info("pools", TensorProto.FLOAT, [PARTS, "time"]),
    ]
    scores = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, "labels"])]
    stored = [numpy_helper.from_array(value, key) for key, value in constants.items()]
    built = helper.make_graph(nodes, "reader", given, scores, stored)
    model = helper.make_model(built, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    return model
