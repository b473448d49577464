"""A folder of tiny corpora of our own, laid out like ../shared."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
import zstandard

POLNEAR = Path("attribution/polnear")
TEXT = "It rained, Ada Wells said.\n\nShe told us to leave."
SPANS = {
    "T1": ("Content", 0, 9),
    "T2": ("Source", 11, 20),
    "T3": ("Cue", 21, 25),
    "T4": ("Source", 28, 31),
    "T5": ("Cue", 32, 36),
    "T6": ("Content", 40, 48),
}
LAYERS = [
    "# newdoc id = a",
    "1\tIt\tit\t_\tPRP\t_\t2\tnsubjpass\t_\tB=0|E=2",
    "2\train\train\t_\tVBD\t_\t0\troot\t_\tB=3|E=9",
    "4\tAda\tada\t_\tNNP\t_\t2\tx\t_\tB=11|E=14|NER=PERSON",
]
TREE = "# newdoc id = b\n1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n"


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """A folder like ../shared with a PolNeAR of one text, other corpora hardly larger, and vectors of two words."""
    for part in ("train", "dev"):
        folder = tmp_path / POLNEAR / part
        (folder / "text").mkdir(parents=True)
        (folder / "attributions").mkdir()
        (folder / "text" / "a.txt").write_text(TEXT, "utf-8")
        lines = [f"{key}\t{kind} {start} {end}\t{TEXT[start:end]}" for key, (kind, start, end) in SPANS.items()]
        lines += ["E1\tAttribution:T9 Source:T2 Cue:T3 Content:T1", "E2\tAttribution:T9 Source:T4 Cue:T5 Content:T6"]
        (folder / "attributions" / "a_x.ann").write_text("\n".join(lines), "utf-8")
        with gzip.open(folder / "corenlp.conllu.gz", "wt", encoding="utf-8") as out:
            out.write("\n".join(LAYERS) + "\n")
    for name in ("gum", "ewt"):
        (tmp_path / "syntax" / name).mkdir(parents=True)
        with gzip.open(tmp_path / "syntax" / name / f"{name}-train.conllu.gz", "wt", encoding="utf-8") as out:
            out.write(TREE)
    (tmp_path / "ner" / "wikigold").mkdir(parents=True)
    (tmp_path / "ner" / "wikigold" / "wikigold.conll.txt").write_text("Ada I-PER\nleft O\n", "utf-8")
    (tmp_path / "news-unlabelled").mkdir()
    for name in ("abp", "wio", "ungdc", "whbrief"):
        with zstandard.open(tmp_path / "news-unlabelled" / f"{name}.jsonl.zst", "wt", encoding="utf-8") as out:
            out.write(f"{json.dumps({'text': TEXT})}\n" * 40)
    np.savez(tmp_path / "vectors.npz", words=np.array(["rained", "said"]), vectors=np.ones((2, 100), np.float16) * [[1], [2]])
    return tmp_path
