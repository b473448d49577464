"""The names net: it reads the tagger's layers, and says where persons, organisations, places and peoples are named or meant."""

import os
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from typing import Literal

import numpy as np
import onnxruntime

from onrecord.errors import NetError
from onrecord.nets.decode import Scores, barred, best_paths
from onrecord.nets.labels import NAME_TAGS
from onrecord.nets.manifest import WEIGHTS, read_file, read_manifest

Entity = tuple[int, int, str]
"""First token, last (exclusive) and kind of a name or a mention."""

LAYERS = ("embedded", "states0", "states")
"""The tagger's outputs that it reads: what its words are embedded as, and the states of its two layers."""

Head = Literal["names", "outer", "inner"]
HEADS: tuple[Head, ...] = ("names", "outer", "inner")
"""What it may be asked for: names; mentions of any form (a name with its description, a common noun, a pronoun), the outermost
ones and those inside them."""

VARIABLE = "ONRECORD_NAMES"
NETS = {"": "names", "open": "names-open"}
"""The nets that ship, by the value of the variable: the default, and one that saw openly licensed corpora only (docs/model-card.md)."""

_STEP = barred(NAME_TAGS)


class Names:
    """A names net; not a dataclass, because it holds a running session."""

    def __init__(self, name: str = "names", folder: Traversable = WEIGHTS) -> None:
        """Load the net of that name from its folder.

        Raises:
            NetError: its files are missing or damaged.
        """
        self.manifest = read_manifest(name, folder)
        data = read_file(self.manifest, f"{name}.onnx", folder)
        self._session = onnxruntime.InferenceSession(data, options(), providers=["CPUExecutionProvider"])

    def scores(self, layers: Sequence[Scores], lengths: Sequence[int], heads: Sequence[Head]) -> list[Scores]:
        """The scores of the name tags, (windows, time, tags), of each head.

        Args:
            layers: the tagger's outputs LAYERS.
        """
        feed = {**dict(zip(LAYERS, layers, strict=True)), "lengths": np.array(lengths, np.int32)}
        found: list[Scores] = self._session.run(heads, feed, _ONLY)
        return found


def chosen() -> str:
    """The names net that the environment asks for.

    Raises:
        NetError: there is no such net.
    """
    value = os.environ.get(VARIABLE, "")
    if value not in NETS:
        raise NetError(f"{VARIABLE}={value}: there is no such names net; set it to 'open', or not at all")
    return NETS[value]


def entities(scores: Scores, lengths: Sequence[int]) -> list[tuple[Entity, ...]]:
    """The entities on the best path of each window."""
    return [tuple(_entities(path.tolist())) for path in best_paths(scores, lengths, _STEP)]


def _entities(path: list[int]) -> list[Entity]:
    found = []
    ends = [*path, 0]
    for begin, tag in enumerate(path):
        if tag % 2:
            end = begin + 1
            while ends[end] == tag + 1:
                end += 1
            found.append((begin, end, NAME_TAGS[tag][2:]))
    return found


_ONLY = onnxruntime.RunOptions()
_ONLY.only_execute_path_to_fetches = True  # only what is asked for is computed


def options() -> onnxruntime.SessionOptions:
    """How every net is run: a reading is one core's work, because a build runs one a core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options
