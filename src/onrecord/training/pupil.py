"""The sentence encoder as a torch module: the features of words in, the teacher's vectors out; and its training, and its graph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper
from rich.console import Console
from torch import Tensor, nn

from onrecord.nets.encode import FEATURES, PAD, RESERVED, UNKNOWN, Vocabulary
from onrecord.training.export import checked, directions
from onrecord.training.lectures import Part
from onrecord.training.model import BiLSTM

WIDTHS = {"word": 128, "prefix": 16, "suffix3": 16, "suffix4": 24, "shape": 8}
_say = Console(stderr=True).print


@dataclass(frozen=True, slots=True)
class Lessons:
    """How the pupil is trained.

    Attributes:
        hidden: units of each direction.
        width: components that it is taught.
        given: components that it gives, the first; swept on PLV (docs/benchmarks.md).
        unknown: how often a word is hidden from it, so that it learns from prefix, suffix and shape.
    """

    hidden: int = 160
    layers: int = 2
    width: int = 256
    given: int = 128
    epochs: int = 2
    batch: int = 64
    rate: float = 2e-3
    unknown: float = 0.03


class Pupil(nn.Module):
    """The net: embeddings, BiLSTM layers, and one linear head over all of them."""

    def __init__(self, sizes: Sequence[int], lessons: Lessons) -> None:
        """Make a net for a vocabulary of these sizes, in the order of FEATURES."""
        super().__init__()
        self.lessons = lessons
        self.embeddings = nn.ModuleList(
            nn.Embedding(size, WIDTHS[name], padding_idx=PAD) for name, size in zip(FEATURES, sizes, strict=True)
        )
        embedded, both = sum(WIDTHS.values()), 2 * lessons.hidden
        self.layers = nn.ModuleList(BiLSTM(both if layer else embedded, lessons.hidden) for layer in range(lessons.layers))
        self.given = nn.Linear(embedded + lessons.layers * both, lessons.width)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """Shape (batch, time, features), (batch,) to (batch, time, width)."""
        words = ids[..., 0]
        if self.training:
            words = words.masked_fill((torch.rand(words.shape) < self.lessons.unknown) & (words >= RESERVED), UNKNOWN)
        x = torch.cat([table(words if not i else ids[..., i]) for i, table in enumerate(self.embeddings)], -1)
        positions = torch.arange(ids.shape[1])[None, :]
        reverse = torch.where(positions < lengths[:, None], lengths[:, None] - 1 - positions, positions)
        seen = [x]
        for layer in self.layers:
            seen.append(layer(seen[-1], reverse))
        given: Tensor = self.given(torch.cat(seen, -1))
        return given

    @property
    def words(self) -> Tensor:
        """The vectors of words, before they are read."""
        weight = self.embeddings[0].weight
        assert isinstance(weight, Tensor)  # noqa: S101 (torch does not say what a module's parts are)
        return weight

    def know(self, ids: NDArray[np.int32], said: NDArray[np.float16]) -> None:
        """Begin with each word's vector as the mean of what the teacher says of it, and give that out.

        Args:
            ids: (words, features).
            said: (words, width).
        """
        table, wide = self.words.data, WIDTHS["word"]
        sums, counts = np.zeros((len(table), wide)), np.bincount(ids[:, 0], minlength=len(table))
        np.add.at(sums, ids[:, 0], said[:, :wide].astype(np.float32))
        scale = float(said[:, :wide].astype(np.float32).std())
        table.copy_(torch.from_numpy(sums / np.maximum(counts, 1)[:, None] / scale))
        with torch.no_grad():
            self.given.weight *= 0.3
            self.given.weight[:wide, :wide] += scale * torch.eye(wide)


def train_pupil(parts: Sequence[Part], vocabulary: Vocabulary, lessons: Lessons, *, seed: int) -> Pupil:
    """Train a net: the same lectures and seed give the same one."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    net = Pupil([vocabulary.size(name) for name in FEATURES], lessons)
    first = parts[0]
    net.know(vocabulary.encode(word for its in first.sentences for word in its), first.said)
    optimizer = torch.optim.AdamW(net.parameters(), lessons.rate, weight_decay=0.01)
    steps = lessons.epochs * sum(-(-len(part.sentences) // lessons.batch) for part in parts)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, lessons.rate, total_steps=steps, pct_start=0.1)
    net.train()
    for epoch in range(lessons.epochs):
        for number in chance.permutation(len(parts)):
            whole, unsaid = 0.0, 0.0
            for ids, said, lengths in _batches(parts[int(number)], vocabulary, lessons, chance):
                inside = torch.arange(ids.shape[1])[None, :] < lengths[:, None]
                off = ((net(ids, lengths) - said) ** 2)[inside].sum(-1).mean()
                optimizer.zero_grad()
                off.backward()
                nn.utils.clip_grad_norm_(net.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                whole, unsaid = whole + float((said[inside] ** 2).sum(-1).mean()), unsaid + float(off.detach())
            _say(f"pupil: epoch {epoch}, part {number}: {100 * (1 - unsaid / whole):.1f} % of the variance")
    return net.eval()


def _batches(part: Part, vocabulary: Vocabulary, lessons: Lessons, chance: np.random.Generator) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Ids, targets and lengths of a part's sentences in a new order, those of like length together."""
    sizes = np.array([len(its) for its in part.sentences])
    starts = np.cumsum(sizes) - sizes
    order = np.argsort(sizes + chance.random(len(sizes)), kind="stable")
    batches = np.array_split(order, -(-len(order) // lessons.batch))
    for number in chance.permutation(len(batches)):
        its = batches[int(number)]
        longest = int(sizes[its].max())
        ids = np.zeros((len(its), longest, len(FEATURES)), np.int32)
        said = np.zeros((len(its), longest, lessons.width), np.float32)
        for row, sentence in enumerate(its):
            start, size = starts[sentence], sizes[sentence]
            ids[row, :size] = vocabulary.encode(part.sentences[sentence])
            said[row, :size] = part.said[start : start + size, : lessons.width]
        yield torch.from_numpy(ids), torch.from_numpy(said), torch.from_numpy(sizes[its])


def graph(net: Pupil) -> onnx.ModelProto:
    """The net as an ONNX model, for one sentence: ids (time, features) to states (time, given)."""
    weights = {name: tensor.detach().numpy() for name, tensor in net.state_dict().items()}
    constants: dict[str, NDArray[Any]] = {
        "flat": np.array([0, -1]),
        "second": np.array([1]),
        "given": np.ascontiguousarray(weights["given.weight"][: net.lessons.given].T),
    }
    constants["bias"] = weights["given.bias"][: net.lessons.given]
    nodes = []
    for number, name in enumerate(FEATURES):
        constants |= {f"{name}_table": weights[f"embeddings.{number}.weight"], f"{name}_column": np.array(number)}
        nodes.append(helper.make_node("Gather", ["ids", f"{name}_column"], [f"{name}_ids"], axis=1))
        nodes.append(helper.make_node("Gather", [f"{name}_table", f"{name}_ids"], [f"{name}_vectors"]))
    nodes.append(helper.make_node("Concat", [f"{name}_vectors" for name in FEATURES], ["x0"], axis=1))
    for layer in range(len(net.layers)):
        name = f"layers.{layer}"
        hidden = weights[f"{name}.ahead.weight_hh_l0"].shape[1]
        constants |= {f"w{layer}": directions(weights, name, "weight_ih"), f"r{layer}": directions(weights, name, "weight_hh")}
        constants[f"b{layer}"] = np.concatenate([directions(weights, name, "bias_ih"), directions(weights, name, "bias_hh")], axis=1)
        nodes.append(helper.make_node("Unsqueeze", [f"x{layer}", "second"], [f"row{layer}"]))
        inputs = [f"row{layer}", f"w{layer}", f"r{layer}", f"b{layer}"]
        nodes.append(helper.make_node("LSTM", inputs, [f"y{layer}"], direction="bidirectional", hidden_size=hidden))
        nodes.append(helper.make_node("Reshape", [f"y{layer}", "flat"], [f"x{layer + 1}"]))
    nodes.append(helper.make_node("Concat", [f"x{layer}" for layer in range(len(net.layers) + 1)], ["seen"], axis=1))
    nodes.append(helper.make_node("MatMul", ["seen", "given"], ["product"]))
    nodes.append(helper.make_node("Add", ["product", "bias"], ["states"]))
    inputs_info = [helper.make_tensor_value_info("ids", TensorProto.INT32, ["time", len(FEATURES)])]
    outputs = [helper.make_tensor_value_info("states", TensorProto.FLOAT, ["time", len(constants["bias"])])]
    return checked("sentences", nodes, inputs_info, outputs, constants)
