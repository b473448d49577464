"""How sure an event is by both votes: logistic regression (Platt 1999) on events of news that were checked by hand.

The rules were written on the sentences of gold/ and the annotated reports, where next to all that they find is right; so these can't say
how sure an event of other news is.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from onrecord.reading.interpret.voting import evidence
from onrecord.reading.pipeline import read_report
from onrecord.scoring.checked import Checked, checked_events

SAMPLE = Path("gold/events-checked.jsonl")
FILE = "confidence.json"
PENALTY = 1.0  # of the squares of the weights but the constant; 3 is as good by ten-fold cross-validation
CONSTANT = "one"


def train_confidence(shared: Path, into: Path, sample: Path = SAMPLE, add: Sequence[Path] = ()) -> None:
    """Write the weights; `add` are further files of checked events, as `onrecord export --to training` writes them.

    Raises:
        CorpusError: the sample or its articles can't be read.
    """
    checked = [each for file in (sample, *add) for each in checked_events(file, shared, read_report)]
    (into / FILE).write_text(json.dumps(fitted(checked), indent=1) + "\n", "utf-8")


def fitted(checked: Sequence[Checked]) -> dict[str, float]:
    """The weights of the evidence in the logarithm of the odds that an event is right as a whole."""
    seen = [evidence(each.event.votes) for each in checked]
    names = sorted({name for its in seen for name in its})
    x = np.array([[its.get(name, 0.0) for name in names] for its in seen])
    right = np.array([each.verdict == "right" for each in checked])
    heavy = np.array([each.weight for each in checked])
    heavy /= heavy.mean()
    shrunk = np.array([PENALTY * (name != CONSTANT) for name in names])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = x @ weights
        pull = heavy * (1 / (1 + np.exp(-odds)) - right)
        value = heavy @ (np.logaddexp(0, odds) - right * odds) + shrunk @ weights**2 / 2
        return float(value), x.T @ pull + shrunk * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(weight), 3) for name, weight in zip(names, found, strict=True)}
