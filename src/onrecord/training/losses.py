"""What the net is trained to make small, and what it is measured by on dev."""

from collections import Counter
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from onrecord.nets.decode import FORBIDDEN, best_paths
from onrecord.nets.labels import PART_TAGS, ROLE_TAGS, ROLES
from onrecord.training.batches import Batch
from onrecord.training.crf import crf_loss
from onrecord.training.data import IGNORE
from onrecord.training.model import Tagger

SIDE_WEIGHT = 0.2  # of parts of speech and entities, per token, beside the roles
TREE_WEIGHT = 0.1  # of heads and dependencies, likewise


def arc_scores(arcs: Tensor, lengths: Tensor) -> Tensor:
    """For each token the score of each token of its window as its head: (batch, time, time)."""
    dependent, head = arcs.chunk(2, dim=-1)
    beyond = torch.arange(arcs.shape[1])[None, :] >= lengths[:, None]
    return (dependent @ head.transpose(1, 2)).masked_fill(beyond[:, None, :], float(FORBIDDEN))


def loss_of(net: Tagger, batch: Batch) -> Tensor:
    """The sum of all heads' losses, per window."""

    def loss(scores: Tensor, labels: Tensor) -> Tensor:
        return cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORE, reduction="sum")

    out = net(batch.ids, batch.quotes, batch.lengths)
    total = SIDE_WEIGHT * (loss(out.entities, batch.entities) + loss(out.speech, batch.speech))
    tree = loss(arc_scores(out.arcs, batch.lengths), batch.heads) + loss(out.dependencies, batch.dependencies)
    total = total + TREE_WEIGHT * tree
    if batch.roles is not None:
        total = total + crf_loss(out.roles, net.transitions + net.barred_roles, batch.roles, batch.lengths)
    its = batch.relations
    if its is not None and len(its.rows):
        parts = net.parts(out.token[its.rows], out.cue[its.rows, its.cues], its.distance)
        total = total + crf_loss(parts, net.part_transitions + net.barred_parts, its.parts, its.lengths)
    return total / len(batch.lengths)


def spans_of(path: Sequence[int], tags: Sequence[str]) -> set[tuple[str, int, int]]:
    """Role, first and last token of each span of a tag path."""
    found = set()
    for begin, tag in enumerate(path):
        if tag % 2:
            end = begin + 1
            while end < len(path) and path[end] == tag + 1:
                end += 1
            found.add((tags[tag][2:], begin, end))
    return found


def _f1(right: int, predicted: int, gold: int) -> float:
    return round(200 * right / max(1, predicted + gold), 2)


@torch.no_grad()
def scores_of(net: Tagger, batches: Sequence[Batch]) -> dict[str, float]:
    """Exact F1 of each role over the windows, and of whole attributions given their cue, in percent."""
    net.eval()
    right, predicted, gold = Counter[str](), Counter[str](), Counter[str]()
    whole = relations = 0
    for batch in batches:
        out = net(batch.ids, batch.quotes, batch.lengths)
        paths = best_paths(out.roles.numpy(), batch.lengths.tolist(), (net.transitions + net.barred_roles).numpy())
        for path, example in zip(paths, batch.examples, strict=True):
            found, truth = spans_of(path.tolist(), ROLE_TAGS), spans_of(example.roles, ROLE_TAGS)
            predicted.update(span[0] for span in found)
            gold.update(span[0] for span in truth)
            right.update(span[0] for span in found & truth)
        its = batch.relations
        if its is not None and len(its.rows):
            scores = net.parts(out.token[its.rows], out.cue[its.rows, its.cues], its.distance).numpy()
            paths = best_paths(scores, its.lengths.tolist(), (net.part_transitions + net.barred_parts).numpy())
            truth_tags = its.parts.tags.argmax(-1)
            relations += len(paths)
            whole += sum(
                spans_of(path.tolist(), PART_TAGS) == spans_of(tags[: len(path)].tolist(), PART_TAGS)
                for path, tags in zip(paths, truth_tags, strict=True)
            )
    return {role: _f1(right[role], predicted[role], gold[role]) for role in ROLES} | {"parts": round(100 * whole / max(1, relations), 2)}
