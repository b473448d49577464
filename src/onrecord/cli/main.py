"""The command line: one file a command; errors are caught here, once, and end in one line and status 2."""

import sys

import typer
from rich.console import Console

from onrecord.cli import (
    actors,
    ask,
    bench,
    build,
    concepts,
    evaluate,
    event_scores,
    events,
    export,
    position_scores,
    positions,
    read,
    search,
    serve,
    train,
    verify,
)
from onrecord.errors import OnrecordError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Who said what, to whom and when.")
app.command("read")(read.command)
app.command("build")(build.command)
app.command("search")(search.command)
app.command("positions")(positions.command)
app.command("serve")(serve.command)
app.command("export")(export.command)
app.command("import")(export.take_back)
app.command("verify")(verify.verify)
app.command("refused")(verify.refused)
app.command("bench")(bench.command)
app.add_typer(actors.app, name="actors")
app.add_typer(ask.app, name="ask")
app.add_typer(concepts.app, name="concepts")
evaluate.app.command("events")(event_scores.events)
evaluate.app.command("positions")(position_scores.positions)
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(events.app, name="events")
app.add_typer(train.app, name="train")


@app.callback(invoke_without_command=True)
def version(show: bool = typer.Option(False, "--version", help="Print the version.")) -> None:
    """Who said what, to whom and when: onrecord reads news reports and keeps the record."""
    if show:
        from onrecord import __version__  # noqa: PLC0415 (an extra, or not always needed)

        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line."""
    try:
        app()
    except OnrecordError as error:
        complain(error)
        sys.exit(2)
    except BrokenPipeError:  # `onrecord read ... | head`
        sys.stderr.close()
        sys.exit(0)


def complain(error: OnrecordError) -> None:
    """One line on standard error."""
    Console(stderr=True, soft_wrap=True, highlight=False).print(f"onrecord: {error}", markup=False)
