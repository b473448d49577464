"""The tagger as a torch module: embeddings, BiLSTM layers, and a linear head for each of OUTPUTS."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn

from onrecord.nets.decode import barred
from onrecord.nets.encode import BREAK, FEATURES, PAD, UNKNOWN
from onrecord.nets.labels import ENTITY_TAGS, PART_TAGS, ROLE_TAGS
from onrecord.nets.relation import DISTANCES
from onrecord.schema.segments import QuoteState

WIDTHS = {"word": 100, "prefix": 16, "suffix3": 24, "suffix4": 32, "shape": 16}
QUOTE_WIDTH = 8
PART_WIDTH = 96
ARC_WIDTH = 64


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the net that the recipe may vary."""

    hidden: int = 160
    layers: int = 2
    dropout: float = 0.4
    word_dropout: float = 0.05


class Outputs(NamedTuple):
    """What each head says of each token, shape (batch, time, its width).

    Attributes:
        roles: scores of the role tags.
        token, cue: vectors of the token as a part of some attribution and as the cue of one, for `Tagger.parts`.
        entities, speech: scores of name classes and of parts of speech.
        arcs: two vectors, of the token as a dependent and as a head; their product says whether one hangs on the other.
        dependencies: scores of the dependency relations to the head.
    """

    roles: Tensor
    token: Tensor
    cue: Tensor
    entities: Tensor
    speech: Tensor
    arcs: Tensor
    dependencies: Tensor


class SharedDropout(nn.Module):
    """Dropout with one mask for all positions of a sequence (Gal and Ghahramani 2016)."""

    def __init__(self, rate: float) -> None:
        """Drop at this rate."""
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """Shape (batch, time, width) in and out."""
        if not self.training or not self.rate:
            return x
        mask = torch.empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - self.rate) / (1 - self.rate)
        return x * mask


class BiLSTM(nn.Module):
    """A bidirectional layer: each direction runs over padded windows, the second over each window turned round in place.

    That is the same as packing the sequences, at a quarter of its time on a CPU. Products are in bfloat16 while the net is trained:
    half the time, and no difference in what is learned.
    """

    def __init__(self, width: int, hidden: int) -> None:
        """Read vectors of this width, keep this many units a direction."""
        super().__init__()
        self.ahead = nn.LSTM(width, hidden, batch_first=True)
        self.back = nn.LSTM(width, hidden, batch_first=True)

    def forward(self, x: Tensor, reverse: Tensor) -> Tensor:
        """Shape (batch, time, width) to (batch, time, 2 hidden); `reverse` holds each window's positions turned round."""

        def turned(y: Tensor) -> Tensor:
            return y.gather(1, reverse.unsqueeze(-1).expand(-1, -1, y.shape[-1]))

        with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            return torch.cat([self.ahead(x)[0], turned(self.back(turned(x))[0])], dim=-1).float()


class Tagger(nn.Module):
    """The net: a batch of windows in, `Outputs` out."""

    def __init__(self, sizes: Mapping[str, int], speech_tags: int, dependencies: int, shape: Shape) -> None:
        """Make a net for a vocabulary of these sizes, by feature."""
        super().__init__()
        self.shape = shape
        self.embeddings = nn.ModuleDict({name: nn.Embedding(sizes[name], WIDTHS[name], padding_idx=PAD) for name in FEATURES})
        self.quote = nn.Embedding(len(QuoteState), QUOTE_WIDTH)
        self.dropout = SharedDropout(shape.dropout)
        width = sum(WIDTHS.values()) + QUOTE_WIDTH
        self.layers = nn.ModuleList(BiLSTM(width if layer == 0 else 2 * shape.hidden, shape.hidden) for layer in range(shape.layers))
        widths = {
            "roles": len(ROLE_TAGS),
            "token": PART_WIDTH,
            "cue": PART_WIDTH,
            "entities": len(ENTITY_TAGS),
            "speech": speech_tags,
            "arcs": 2 * ARC_WIDTH,
            "dependencies": dependencies,
        }
        self.heads = nn.ModuleDict({name: nn.Linear(2 * shape.hidden, wide) for name, wide in widths.items()})
        self.transitions = nn.Parameter(torch.zeros(len(ROLE_TAGS), len(ROLE_TAGS)))
        self.distance = nn.Embedding(DISTANCES, PART_WIDTH)
        self.part = nn.Linear(PART_WIDTH, len(PART_TAGS))
        self.part_transitions = nn.Parameter(torch.zeros(len(PART_TAGS), len(PART_TAGS)))
        self.barred_roles: Tensor
        self.barred_parts: Tensor
        self.register_buffer("barred_roles", torch.from_numpy(barred(ROLE_TAGS)), persistent=False)
        self.register_buffer("barred_parts", torch.from_numpy(barred(PART_TAGS)), persistent=False)

    def forward(self, ids: Tensor, quotes: Tensor, lengths: Tensor) -> Outputs:
        """Score a batch.

        Args:
            ids: int, (batch, time, features), zero-padded.
            quotes: int, (batch, time), a QuoteState each.
            lengths: int, (batch,), the number of tokens of each window.
        """
        words = ids[..., 0]
        if self.training and self.shape.word_dropout:
            dropped = (torch.rand(words.shape) < self.shape.word_dropout) & (words > BREAK)
            words = words.masked_fill(dropped, UNKNOWN)
        parts = [self.embeddings["word"](words)]
        parts += [self.embeddings[name](ids[..., i]) for i, name in enumerate(FEATURES) if i]
        x = self.dropout(torch.cat([*parts, self.quote(quotes)], dim=-1))
        positions = torch.arange(ids.shape[1])[None, :]
        reverse = torch.where(positions < lengths[:, None], lengths[:, None] - 1 - positions, positions)
        for layer in self.layers:
            x = self.dropout(layer(x, reverse))
        return Outputs(*(self.heads[name](x) for name in Outputs._fields))

    def parts(self, token: Tensor, cue: Tensor, distance: Tensor) -> Tensor:
        """Scores of the part tags of each token, given one cue.

        Args:
            token: (cues, time, width), the vectors of the window's tokens.
            cue: (cues, width), those of the cues' first tokens.
            distance: int, (cues, time), as `nets.relation` counts it.
        """
        scores: Tensor = self.part(torch.relu(token + cue[:, None] + self.distance(distance)))
        return scores
