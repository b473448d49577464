"""The tagger as a torch module: embeddings, two BiLSTM layers, a head each for roles, links, entities and parts of speech."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from onrecord.nets.encode import BREAK, FEATURES, PAD, UNKNOWN
from onrecord.nets.labels import ENTITY_TAGS, LINK_BLOCKS, ROLE_TAGS, allowed
from onrecord.schema.segments import QuoteState

FORBIDDEN = -1e4
WIDTHS = {"word": 100, "prefix": 16, "suffix3": 24, "suffix4": 32, "shape": 16}
QUOTE_WIDTH = 8
LINK_WIDTH = 32


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the net that the recipe may vary."""

    hidden: int = 160
    layers: int = 2
    dropout: float = 0.4
    word_dropout: float = 0.05


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

    That is the same as packing the sequences, at a quarter of its time on a CPU.
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

        return torch.cat([self.ahead(x)[0], turned(self.back(turned(x))[0])], dim=-1)


class Tagger(nn.Module):
    """The net. `forward` gives role scores, link vectors, entity scores and part-of-speech scores, each per token."""

    def __init__(self, sizes: Mapping[str, int], speech_tags: int, shape: Shape) -> None:
        """Make a net for a vocabulary of these sizes, by feature."""
        super().__init__()
        self.shape = shape
        self.embeddings = nn.ModuleDict({name: nn.Embedding(sizes[name], WIDTHS[name], padding_idx=PAD) for name in FEATURES})
        self.quote = nn.Embedding(len(QuoteState), QUOTE_WIDTH)
        self.dropout = SharedDropout(shape.dropout)
        width = sum(WIDTHS.values()) + QUOTE_WIDTH
        self.layers = nn.ModuleList(BiLSTM(width if layer == 0 else 2 * shape.hidden, shape.hidden) for layer in range(shape.layers))
        states = 2 * shape.hidden
        self.roles = nn.Linear(states, len(ROLE_TAGS))
        self.links = nn.Linear(states, LINK_WIDTH * len(LINK_BLOCKS))
        self.entities = nn.Linear(states, len(ENTITY_TAGS))
        self.speech = nn.Linear(states, speech_tags)
        self.transitions = nn.Parameter(torch.zeros(len(ROLE_TAGS), len(ROLE_TAGS)))
        self.banned: Tensor
        banned = torch.tensor([[0.0 if allowed(a, b) else FORBIDDEN for b in ROLE_TAGS] for a in ROLE_TAGS])
        self.register_buffer("banned", banned)

    def forward(self, ids: Tensor, quotes: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
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
        return self.roles(x), self.links(x), self.entities(x), self.speech(x)

    def role_loss(self, scores: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """The CRF's negative log-likelihood (Lafferty et al. 2001), summed over the windows."""
        step = self.transitions + self.banned
        start_banned = torch.tensor([FORBIDDEN if tag.startswith("I-") else 0.0 for tag in ROLE_TAGS])
        alpha = scores[:, 0] + start_banned
        gold = alpha.gather(1, tags[:, :1]).squeeze(1)
        for t in range(1, scores.shape[1]):
            live = (lengths > t).unsqueeze(1)
            following = torch.logsumexp(alpha.unsqueeze(2) + step, dim=1) + scores[:, t]
            alpha = torch.where(live, following, alpha)
            move = step[tags[:, t - 1], tags[:, t]] + scores[:, t].gather(1, tags[:, t : t + 1]).squeeze(1)
            gold = gold + torch.where(live.squeeze(1), move, torch.zeros_like(move))
        return (torch.logsumexp(alpha, dim=1) - gold).sum()
