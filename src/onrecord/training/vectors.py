"""Word vectors from unlabelled news: skip-gram with negative sampling (Mikolov et al. 2013), by gensim.

One worker thread, a fixed seed and a fixed hash, so that the same texts give the same vectors.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import zstandard
from gensim.models import Word2Vec
from gensim.models.callbacks import CallbackAny2Vec
from rich.console import Console

from onrecord.nets.encode import normal
from onrecord.reading.segment.tokens import tokens

DIMENSIONS = 100
VOCABULARY = 40_000
EPOCHS = 2
WINDOW = 4  # a narrow window: vectors that group words by how they are used, not by topic


@dataclass(frozen=True)
class Sentences:
    """The paragraphs of JSON lines files (.jsonl.zst) as lists of normal words; can be read again and again."""

    cache: Path

    def __iter__(self) -> Iterator[list[str]]:
        with self.cache.open(encoding="utf-8") as lines:
            for line in lines:
                yield line.split()


def tokenize(corpora: list[Path], cache: Path) -> None:
    """Write each paragraph of the corpora as a line of normal words, once."""
    if cache.exists():
        return
    part = cache.with_suffix(".part")
    with part.open("w", encoding="utf-8") as out:
        for corpus in corpora:
            with zstandard.open(corpus, "rt", encoding="utf-8") as lines:
                for line in lines:
                    for paragraph in json.loads(line)["text"].split("\n"):
                        if words := [normal(token.text) for token in tokens(paragraph)]:
                            out.write(" ".join(words) + "\n")
    part.replace(cache)


class _Progress(CallbackAny2Vec):  # type: ignore[misc] # gensim has no types
    def on_epoch_end(self, model: Any) -> None:  # noqa: ANN401, ARG002 (gensim has no types)
        Console(stderr=True).print("vectors: an epoch is done")


def train_vectors(corpora: list[Path], into: Path, *, seed: int = 1) -> None:
    """Train vectors on the corpora and write them to `into` (.npz: words, vectors as float16), with a cache beside it."""
    into.parent.mkdir(parents=True, exist_ok=True)
    cache = into.with_suffix(".txt")
    tokenize(corpora, cache)
    model = Word2Vec(
        Sentences(cache),
        vector_size=DIMENSIONS,
        window=WINDOW,
        sg=1,
        negative=5,
        sample=1e-4,
        min_count=5,
        max_final_vocab=VOCABULARY,
        epochs=EPOCHS,
        workers=1,
        seed=seed,
        hashfxn=lambda word: zlib.crc32(word.encode()),
        callbacks=[_Progress()],
    )
    np.savez(into, words=np.array(model.wv.index_to_key), vectors=model.wv.vectors.astype(np.float16))
