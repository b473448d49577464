"""`onrecord train`: how the shipped net was made, in one command."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import CorpusError, InputError

app = typer.Typer(no_args_is_help=True, help="Train the nets; needs the extra 'train'.")

UNLABELLED = ("abp", "wio", "ungdc", "whbrief")


@app.command()
def tagger(
    shared: Annotated[Path, typer.Argument(help="The folder that holds attribution/polnear and news-unlabelled.")],
    runs: Annotated[
        Path, typer.Option(help="Where word vectors and checkpoints are kept; a broken-off training goes on from there.")
    ] = Path("runs"),
    into: Annotated[Path, typer.Option(help="Where the finished net goes.")] = Path("src/onrecord/nets/weights"),
    epochs: Annotated[int, typer.Option(help="How often the corpus is gone through.")] = 12,
    seed: Annotated[int, typer.Option(help="The seed of all chance.")] = 1,
) -> None:
    """Make the tagger: word vectors from unlabelled news, then the net from PolNeAR, then the int8 ONNX that ships."""
    try:
        from onrecord.training.export import export_tagger  # noqa: PLC0415 (an extra, or not always needed)
        from onrecord.training.tagger import Recipe, train_tagger  # noqa: PLC0415 (an extra, or not always needed)
        from onrecord.training.vectors import train_vectors  # noqa: PLC0415 (an extra, or not always needed)
    except ImportError as error:
        raise InputError(f"training needs {error.name}; install onrecord[train]") from error
    polnear = shared / "attribution" / "polnear"
    corpora = [shared / "news-unlabelled" / f"{name}.jsonl.zst" for name in UNLABELLED]
    for path in (polnear, *corpora):
        if not path.exists():
            raise CorpusError(f"{path}: is missing; the training needs it")
    vectors = runs / "vectors.npz"
    if not vectors.exists():
        train_vectors(corpora, vectors, seed=seed)
    run = runs / f"tagger-{seed}"
    train_tagger(polnear, vectors, run, Recipe(epochs=epochs, seed=seed))
    names = ["PolNeAR v1.0.0, train", *(f"{name} (word vectors)" for name in UNLABELLED)]
    export_tagger(run, into, names)
