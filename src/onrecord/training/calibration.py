"""How likely an attribution is right, from how sure the net is of its parts: logistic regression (Platt 1999) on dev windows."""

import json
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from onrecord.nets.labels import PART_TAGS
from onrecord.nets.session import Attribution, Tagger
from onrecord.training.data import Example
from onrecord.training.losses import spans_of

OVERLAP = 0.8  # of the tokens of the larger of two parts, for them to be the same
_STEPS = 200
_DECAY = 1e-3  # of the weights, so that rare evidence does not run away

Parts = dict[str, set[int]]
"""The tokens of source, cue and content."""


def calibrate(net: Path, dev: Sequence[Example]) -> None:
    """Fit the calibration of the exported net in this folder, and write it into its manifest."""
    found = Tagger(net).tag([example.words for example in dev], [example.quotes for example in dev])
    evidence: list[tuple[float, ...]] = []
    right: list[bool] = []
    for example, tagged in zip(dev, found, strict=True):
        whole = [attribution for attribution in tagged.attributions if attribution.contents]
        evidence += [attribution.evidence for attribution in whole]
        right += agreeing(whole, example)
    if not evidence:
        return
    path = net / "tagger.manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["calibration"] = [round(weight, 4) for weight in fitted(torch.tensor(evidence), torch.tensor(right).float())]
    path.write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


def agreeing(found: Sequence[Attribution], example: Example) -> list[bool]:
    """Which of the attributions agree with one of the gold's in all parts; a gold one counts once."""
    gold = [_gold_parts(relation.cue, relation.cue_end, relation.parts) for relation in example.relations]
    right = []
    for attribution in found:
        parts = _parts(attribution)
        same = next((truth for truth in gold if all(_agree(parts[role], truth[role]) for role in truth)), None)
        right.append(same is not None)
        if same is not None:
            gold.remove(same)
    return right


def _parts(attribution: Attribution) -> Parts:
    source = () if attribution.source is None else range(attribution.source.first, attribution.source.last)
    contents = {token for content in attribution.contents for token in range(content.first, content.last)}
    return {"source": set(source), "cue": set(range(attribution.cue.first, attribution.cue.last)), "content": contents}


def _gold_parts(cue: int, cue_end: int, tags: Sequence[int]) -> Parts:
    parts: Parts = {"source": set(), "cue": set(range(cue, cue_end)), "content": set()}
    for role, first, last in spans_of(tags, PART_TAGS):
        parts[role].update(range(first, last))
    return parts


def _agree(a: set[int], b: set[int]) -> bool:
    return len(a & b) >= OVERLAP * max(len(a), len(b))


def fitted(evidence: Tensor, right: Tensor) -> list[float]:
    """The weights of a logistic regression without a constant: evidence (attributions, kinds), and whether each was right."""
    weights = torch.zeros(evidence.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=_STEPS)

    def loss() -> Tensor:
        optimizer.zero_grad()
        value = binary_cross_entropy_with_logits(evidence @ weights, right) + _DECAY * (weights**2).sum()
        value.backward()  # type: ignore[no-untyped-call] # torch's
        return value

    optimizer.step(loss)  # type: ignore[no-untyped-call] # torch's
    found: list[float] = weights.tolist()
    return found
