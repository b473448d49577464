"""`onrecord concepts`: a codebook over a record, its codings, the review list, and what people decide about it."""

import csv
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.actors import Author, Reason, me
from onrecord.cli.question import RecordFile
from onrecord.coding import Server, adjudicate, code_record, read_codebook
from onrecord.coding import compare as compared
from onrecord.errors import InputError
from onrecord.record import Record
from onrecord.record.codings import CodingDecision
from onrecord.record.concepts import BY_HAND, Answer, Coded, Concepts

app = typer.Typer(no_args_is_help=True, help="Which statements agree or disagree with the concepts of a codebook.")
OfConcept = Annotated[str | None, typer.Option("--concept", help="Only of this concept: its name, or words that only it has.")]
ANSWERS: dict[str, Answer] = {"a": "accept", "t": "turn", "r": "reject"}
HEAD = ("id", "answer", "concept", "agreement", "confidence", "speaker", "day", "publisher", "cue", "words", "why", "statement", "report")
WIDE = 200


@app.command()
def code(
    record: RecordFile,
    codebook: Annotated[
        Path | None, typer.Option(help="The codebook, YAML; without it the one that the record was last coded with.")
    ] = None,
    adjudicator: Annotated[
        str | None, typer.Option(help="The address of a model server (chat completions) to be asked about the least certain codings.")
    ] = None,
    model: Annotated[str, typer.Option(help="With --adjudicator: the model's name there.")] = "default",
    doubtful: Annotated[int, typer.Option(min=1, help="With --adjudicator: about how many codings it is asked.")] = 20,
) -> None:
    """Code every statement of a record with a codebook; what people decided before holds, and is learned from."""
    server = None if adjudicator is None else Server(adjudicator, model)
    book = None if codebook is None else read_codebook(codebook)
    with Record(record, write=True) as opened:
        reports = code_record(opened, book)
        counts = Concepts(opened).listed()
        _say(f"{reports:,} reports coded: {sum(count.statements for count in counts):,} codings of {len(counts):,} concepts")
        if server is not None:
            asked = adjudicate(opened, server, doubtful)
            _say(
                f"{model}: asked about {asked.asked:,}, {asked.accepted:,} answers accepted; all of it: onrecord concepts opinions {record}"
            )
            if asked.problem is not None:
                _say(f"onrecord: {asked.problem}")


@app.command()
def compare(record: RecordFile, codebook: Annotated[Path, typer.Option(help="The codebook, YAML.")]) -> None:
    """Compare a codebook with what coders brought from DNA: of the statements that they coded, how many it codes alike."""
    book = read_codebook(codebook)
    table = Table(show_edge=False)
    for column in ("concept", "by people", "found too", "same side", "by the codebook only"):
        table.add_column(column, justify="left" if column == "concept" else "right", overflow="fold")
    with Record(record) as opened:
        for its in compared(opened, book):
            table.add_row(Text(its.concept), *(f"{n:,}" for n in (its.people, its.both, its.same, its.only_codebook)))
    Console(highlight=False, width=None if sys.stdout.isatty() else WIDE).print(table)


@app.command("list")
def list_(record: RecordFile) -> None:
    """List the concepts: how many statements speak of each, how many of these agree, who looked at them."""
    table = Table(show_edge=False)
    for column in ("concept", "statements", "agree", "disagree", "agree %", "speakers", "reports", "decided", "from", "to"):
        table.add_column(column, justify="left" if column in ("concept", "from", "to") else "right", overflow="fold")
    with Record(record) as opened:
        for its in Concepts(opened).listed():
            share = f"{100 * its.agree / its.statements:.0f}" if its.statements else ""
            numbers = [f"{n:,}" for n in (its.statements, its.agree, its.disagree)]
            more = [f"{n:,}" for n in (its.speakers, its.reports, its.decided)]
            table.add_row(Text(its.name), *numbers, share, *more, its.first or "", its.last or "")
    Console(highlight=False, width=None if sys.stdout.isatty() else WIDE).print(table)


@app.command()
def show(
    record: RecordFile,
    concept: Annotated[str, typer.Argument(help="Its name, or words that only it has.")],
    limit: Annotated[int, typer.Option(min=0, help="How many; 0 for all.")] = 0,
) -> None:
    """Show all statements that speak of a concept, by day, with the words that show it."""
    with Record(record) as opened:
        for coded in Concepts(opened).codings(concept, limit=limit or None):
            _print(coded)


@app.command()
def review(
    record: RecordFile,
    limit: Annotated[int, typer.Option(min=0, help="How many; 0 for all.")] = 20,
    concept: OfConcept = None,
    ask: Annotated[bool, typer.Option("--ask", help="Ask for an answer to each: accept, turn round, reject, skip or quit.")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write them as CSV, to be filled in and given to `decide --file`.")
    ] = None,
    author: Author = None,
) -> None:
    """The review list: the codings that are least certain and that nobody has decided about."""
    with Record(record, write=ask) as opened:
        concepts = Concepts(opened)
        found = concepts.codings(concept, limit=limit or None, doubtful=True)
        if output is not None:
            write_list(found, output)
            _say(f"wrote {output}: write accept, turn or reject into its column answer")
            _say(f"then: onrecord concepts decide {record} --file {output}")
            return
        for number, coded in enumerate(found, 1):
            _print(coded)
            if ask and not _asked(concepts, coded, f"{number}/{len(found)}", author):
                break
        if not found:
            _say("nothing to review: everything coded was decided about")


@app.command()
def decide(
    record: RecordFile,
    coding: Annotated[str | None, typer.Argument(help="The id of a coding, as `concepts review` prints it.")] = None,
    answer: Annotated[Answer | None, typer.Argument(help="Accept it, turn its agreement round, or reject it.")] = None,
    file: Annotated[Path | None, typer.Option(help="A filled-in list that `concepts review -o` wrote, in place of one coding.")] = None,
    reason: Reason = BY_HAND,
    author: Author = None,
) -> None:
    """Decide about a coding, or about all that a filled-in list has an answer for."""
    if (file is None) == (coding is None or answer is None):
        raise InputError("concepts decide: name a coding and accept, turn or reject; or a list: --file review.csv")
    with Record(record, write=True) as opened, opened.writing():
        concepts = Concepts(opened)
        answers = [(coding, answer, reason)] if file is None else read_list(file, reason)
        made = [concepts.decide(one, what, author or me(), why) for one, what, why in answers if one and what]
        for decision in (its for its in concepts.decisions() if its.id in set(made)):
            _say(_line(decision))


@app.command()
def add(
    record: RecordFile,
    statement: Annotated[str, typer.Argument(help="The id of a statement, as `onrecord search` prints it.")],
    concept: Annotated[str, typer.Argument(help="The concept: its name, or words that only it has.")],
    agree: Annotated[bool, typer.Option("--agree/--disagree", help="Whether the speaker agrees.")] = True,
    reason: Reason = BY_HAND,
    author: Author = None,
) -> None:
    """Say that a statement speaks of a concept, where the coding did not find it."""
    with Record(record, write=True) as opened:
        made = Concepts(opened).add(statement, concept, agreement=agree, author=author or me(), reason=reason)
        _say(_line(next(its for its in Concepts(opened).decisions() if its.id == made)))


@app.command()
def decisions(record: RecordFile) -> None:
    """List what people decided about codings, in its order."""
    with Record(record) as opened:
        for decision in Concepts(opened).decisions():
            Console(soft_wrap=True, highlight=False).print(_line(decision), markup=False)


@app.command()
def opinions(record: RecordFile) -> None:
    """List what model servers said of codings, accepted or not, and why."""
    console = Console(soft_wrap=True, highlight=False)
    with Record(record) as opened:
        for its in Concepts(opened).opinions():
            console.print(Text(f"{its.made}  {its.model}  statement {its.statement}  {its.concept}", style="bold"))
            console.print(Text(f"    asked: {its.prompt}", style="dim"))
            console.print(Text(f"    said: {' '.join((its.answer or 'nothing').split())}"))
            console.print(
                Text(f"    {'accepted' if its.accepted else 'not accepted'}: {its.reason}", style="green" if its.accepted else "red")
            )


@app.command()
def undo(
    record: RecordFile, decision: Annotated[str, typer.Argument(help="The id of a decision, as `concepts decisions` prints it.")]
) -> None:
    """Take a decision back; it stays in the list, marked."""
    with Record(record, write=True) as opened:
        Concepts(opened).undo(decision)
    _say(f"taken back: {decision}")


def write_list(found: list[Coded], target: Path) -> None:
    """The review list as CSV, with an empty column for the answers."""
    try:
        with target.open("w", encoding="utf-8-sig", newline="") as file:  # with a mark, by which Excel knows UTF-8
            out = csv.writer(file)
            out.writerow(HEAD)
            for its in found:
                coding, entry = its.coding, its.entry
                words = " ... ".join(span.text for span in entry.statement.content)
                what = (its.id, "", coding.concept, _agreement(its), coding.confidence, entry.speaker_name or "", entry.day or "")
                cue = "" if entry.statement.cue is None else entry.statement.cue.text
                out.writerow([*what, its.publisher or "", cue, words, _why(its), coding.statement, entry.report])
    except OSError as error:
        raise InputError(f"{target}: can't be written ({error.strerror or error}); name another place") from None


def read_list(source: Path, reason: str) -> list[tuple[str, Answer, str]]:
    """The answers of a filled-in list: the coding, what was decided, and why; the first letter is enough.

    Raises:
        InputError: it is no such list, or has an answer that is none.
    """
    try:
        text = source.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{source}: can't be read ({error}); save it as CSV in UTF-8") from None
    dialect = csv.excel
    dialect.delimiter = (
        ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    )  # as Excel saves it in some countries
    rows = csv.DictReader(text.splitlines(), dialect=dialect)
    if not {"id", "answer"} <= set(rows.fieldnames or ()):
        raise InputError(f"{source}: has no columns id and answer; give a list that onrecord concepts review -o wrote")
    found = []
    for number, row in enumerate(rows, 2):
        answer = (row["answer"] or "").strip().lower()
        if answer:
            whole = ANSWERS.get(answer[0])
            if whole is None or not whole.startswith(answer):
                raise InputError(f"{source}, row {number}: {answer!r} is no answer; write accept, turn, reject or nothing")
            found.append((row["id"], whole, reason))
    return found


def _asked(concepts: Concepts, coded: Coded, which: str, author: str | None) -> bool:
    """Ask about one coding; False to stop."""
    while True:
        answer = (
            typer.prompt(f"{which}  a accept, t turn round, r reject, s skip, q quit", default="s", show_default=False).strip().lower()[:1]
        )
        if answer in ANSWERS:
            concepts.decide(coded.id, ANSWERS[answer], author or me())
        if answer in (*ANSWERS, "s", "q"):
            return bool(answer != "q")


def _print(coded: Coded) -> None:
    console = Console(soft_wrap=True, highlight=False)
    coding, entry = coded.coding, coded.entry
    said = Text(f"{coding.confidence:.2f}  ", style="dim").append(_agreement(coded), style="green" if coding.agreement else "red")
    console.print(said.append(f"  {coding.concept}", style="bold").append(f"  {coded.id}  {coded.standing}", style="dim"))
    who = f"{entry.day or 'no date'}  {entry.speaker_name or 'unknown'}  {entry.statement.stance}"
    console.print(Text(f"    {who}  ", style="cyan").append(f"{coded.publisher or ''}  statement {coding.statement}", style="dim"))
    cue = entry.statement.cue
    console.print(Text("    ").append(f"{cue.text}: " if cue else "", style="dim").append(_marked(coded)))
    console.print(Text(f"    {_why(coded)}", style="dim"))


def _agreement(coded: Coded) -> str:
    return "agrees" if coded.coding.agreement else "disagrees"


def _marked(coded: Coded) -> Text:
    """The content with the words that show the coding in bold."""
    shown = Text()
    for n, span in enumerate(coded.entry.statement.content):
        part = Text((" ... " if n else "") + " ".join(span.text.split("\n")))
        ahead = len(part) - len(span.text)
        for sign in coded.coding.signs:
            for word in sign.spans:
                if span.covers(word) and word.text != span.text:
                    part.stylize("bold underline", word.start - span.start + ahead, word.end - span.start + ahead)
        shown.append(part)
    return shown


def _why(coded: Coded) -> str:
    """Each sign with its words and its weight."""
    found = []
    for sign in coded.coding.signs:
        words = ", ".join(f"“{span.text}”" for span in sign.spans if span not in coded.entry.statement.content)
        found.append(f"{sign.what}{f' {words}' if words else ''}{f' {sign.weight:+.2f}' if sign.weight else ''}")
    return "; ".join(found)


def _line(decision: CodingDecision) -> str:
    holds = {True: "agrees", False: "disagrees", None: "does not speak of it"}[decision.agreement]
    undone = "" if decision.undone is None else f"; taken back {decision.undone}"
    what = f"{decision.verb}  {decision.concept}: statement {decision.statement} {holds}"
    return f"{decision.id}  {decision.made}  {what} ({decision.author}: {decision.reason}{undone})"


def _say(line: str) -> None:
    Console(stderr=True, soft_wrap=True, highlight=False).print(line, markup=False)
