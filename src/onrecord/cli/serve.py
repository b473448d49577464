"""`onrecord serve`: the desk, in a browser."""

import gc
import ipaddress
import socket
import webbrowser
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer
from rich.console import Console

from onrecord.cli.desk_reader import DeskReader
from onrecord.cli.question import RecordFile
from onrecord.cli.reader import reader
from onrecord.errors import InputError, ReportError, needs
from onrecord.intake import Options as IntakeOptions
from onrecord.intake import items, report_of
from onrecord.record import Record
from onrecord.schema.refusal import Refusal
from onrecord.schema.report import Report

PORT = 8765
Host = Annotated[str, typer.Option(help="The address to listen at; any other than this machine's own needs --token.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")]
Token = Annotated[str | None, typer.Option(envvar="ONRECORD_TOKEN", help="A word that visitors must give; better in the environment.")]
ReadOnly = Annotated[bool, typer.Option("--read-only", help="Nothing can be changed: for publishing.")]
Name = Annotated[
    list[str] | None,
    typer.Option("--name", help="A host name by which the desk is called too, e.g. by a proxy; may be given several times."),
]
Open = Annotated[bool, typer.Option("--open", help="Open it in the browser.")]


def command(
    record: RecordFile,
    host: Host = "127.0.0.1",
    port: Port = PORT,
    token: Token = None,
    read_only: ReadOnly = False,
    name: Name = None,
    open_it: Open = False,
) -> None:
    """Look at a record in a browser: read, ask, correct. Everything stays on this machine."""
    serve(record, host, port, token=token, read_only=read_only, names=name or [], open_it=open_it)


def serve(record: Path, host: str, port: int, *, token: str | None, read_only: bool, names: list[str], open_it: bool) -> None:
    """Serve a record until Ctrl-C.

    Raises:
        InputError: others could reach it, and no token is given; or the port is taken.
        ExtraError: FastAPI or uvicorn is not installed.
    """
    with needs("FastAPI and uvicorn", "web"):
        import fastapi  # noqa: F401, PLC0415 (an extra)
        import uvicorn  # noqa: PLC0415 (an extra)
    from onrecord.web.app import create  # noqa: PLC0415 (an extra)
    from onrecord.web.desk import LOOPBACK, Intake, Options  # noqa: PLC0415 (an extra)

    token, read = token or None, DeskReader()
    if token is None and not is_loopback(host):
        raise InputError(f"--host {host}: others could read the record there; give --token WORD too, or leave --host out")
    Record(record, write=not read_only).close()  # an older record is brought to its present shape; no record is refused at once
    app = create(
        record,
        Options(read_only=read_only, token=token, hosts=(*LOOPBACK, *(n.lower() for n in names)), read=read, intake=Intake(reader, found)),
    )
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)
    listening = bound(host, port)
    address = f"http://{'[' + host + ']' if ':' in host else host}:{listening.getsockname()[1]}/"
    console = Console(soft_wrap=True, highlight=False)
    console.print(f"{record} is at {address} (Ctrl-C ends it)", markup=False)
    if open_it:
        webbrowser.open(address + (f"?token={quote(token)}" if token else ""))
    settle()
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        read.close()


def settle() -> None:
    """Let the garbage collector overlook what stays: looking through all modules again costs a page now and then 50 ms and more."""
    gc.collect()
    gc.freeze()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def bound(host: str, port: int) -> socket.socket:
    """A socket at an address.

    Raises:
        InputError: it can't be had: taken, or not this machine's.
    """
    # TCP by name: asyncio leaves Nagle's algorithm on otherwise, and each page of a kept connection waits 40 ms
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise InputError(
            f"--host {host} --port {port}: can't listen there ({error.strerror}); try --port 0 for any that is free"
        ) from error
    return listening


def found(inputs: Sequence[str], published: date | None) -> Iterator[Report | Refusal]:
    """The reports in files and folders, as the desk asks for them; what can't be one is a Refusal."""
    options = IntakeOptions(published=published)
    for item in items(inputs, options):
        if isinstance(item, Refusal):
            yield item
            continue
        try:
            yield report_of(item, options)
        except ReportError as error:
            yield Refusal(item.source, str(error).removeprefix(f"{item.source}: "))
