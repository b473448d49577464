"""`onrecord evaluate`: readings against gold, one command a benchmark."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.table import Table

from onrecord.reading.pipeline import kinds_in, mentions_in, names_in, read_report, role_spans, tagged_attributions, words_in
from onrecord.schema.words import Kind
from onrecord.scoring.attribution import AttributionScore, score_attributions, score_spans
from onrecord.scoring.conllu import Word
from onrecord.scoring.coreference import score_coreference
from onrecord.scoring.counts import Counts, interval
from onrecord.scoring.entities import score_entities, score_links
from onrecord.scoring.reports import ReportScore, score_reports
from onrecord.scoring.speakers import score_speakers
from onrecord.scoring.syntax import score_syntax
from onrecord.scoring.times import Part, TimesScore, score_times
from onrecord.scoring.tokens import TokenScore, score_tokens

app = typer.Typer(no_args_is_help=True, help="Score readings against gold annotations.")
CONFIDENCES = (0.5, 0.6, 0.7, 0.8, 0.9)  # at which precision and coverage are shown
Folder = Annotated[Path, typer.Argument(help="The folder with the texts and their annotations.")]
AllFiles = Annotated[bool, typer.Option("--all-files", help="Count every annotation file, not one an article.")]


@app.command()
def spans(
    gold: Annotated[Path, typer.Argument(help="A PolNeAR-style folder (text/, attributions/), or JSON lines of tokens, labels and id.")],
    all_files: AllFiles = False,
) -> None:
    """The tagger's spans: source, cue and content by themselves; of JSON lines with the figures of CofeNet's table."""
    if gold.is_dir():
        _print(score_spans(gold, role_spans, one_each=not all_files), f"Spans in {gold}")
    else:
        _print_tokens(score_tokens(gold, role_spans), gold)


@app.command()
def attribution(folder: Folder, all_files: AllFiles = False) -> None:
    """Whole readings of raw text on a PolNeAR-style folder: the spans of the outermost statements, and whole relations."""
    score = score_attributions(folder, read_report, tagged_attributions, kinds_in, one_each=not all_files)
    _print(score, f"Attributions in {folder}")
    parts = Table(title="Whole attributions, 80 % overlap", title_justify="left", show_edge=False)
    for column in ("", "gold", "found", "P", "R", "F1"):
        parts.add_column(column, justify="right" if column else "left")
    rows: list[tuple[str, Counts]] = [(kind, score.kinds.get(kind, Counts())) for kind in get_args(Kind)]
    rows += [(f"confidence {least:.1f} and above", score.above(least)) for least in CONFIDENCES]
    for name, counts in rows:
        parts.add_row(name, str(counts.gold), str(counts.found), *_three(counts))
    console = Console()
    console.print(parts)
    share = 100 * score.unresolved / max(1, score.with_source)
    console.print(f"speaker not known: {score.unresolved} of {score.with_source} statements with a source ({share:.1f} %)", soft_wrap=True)


@app.command()
def syntax(treebank: Annotated[Path, typer.Argument(help="A treebank: CoNLL-U, gzipped.")]) -> None:
    """Parts of speech and dependency trees, on raw text."""
    score = score_syntax(treebank, lambda report: [Word(*word) for word in words_in(report)])
    shown = Table(title=f"Syntax of {treebank.name}", title_justify="left", show_edge=False)
    for column in ("", "of all words", "of those cut alike"):
        shown.add_column(column, justify="right" if column else "left")
    for name, counts in (("part of speech", score.speech), ("head (UAS)", score.heads), ("head and relation (LAS)", score.trees)):
        shown.add_row(name, f"{counts.recall:.1f}", f"{counts.precision:.1f}")
    Console().print(shown)


@app.command()
def reports(folder: Folder) -> None:
    """Annotated reports (NAME.txt with NAME.gold.json): statements found, speakers, kind, type, addressee, date; positions."""
    table = Table(title=f"Statements in {folder} (content overlaps by 70 %)", title_justify="left", show_edge=False)
    table.add_column("report", max_width=24, no_wrap=True)
    for column in ("gold", "found", "right", "P", "R", "F1", "speaker"):
        table.add_column(column, justify="right")
    total = ReportScore()
    for name, score in score_reports(folder, read_report):
        table.add_row(name, *_cells(score))
        total += score
    table.add_section()
    table.add_row("all", *_cells(total))
    console = Console()
    console.print(table)
    parts = Table(title="All reports, in parts", title_justify="left", show_edge=False)
    for column in ("", "right", "of", "%"):
        parts.add_column(column, justify="left" if not column else "right")
    for name, counts in (
        ("outermost statements found", total.outer),
        ("statements inside statements found", total.nested),
        ("source, cue and content overlap by 80 %, speaker right", total.strict),
    ):
        parts.add_row(name, str(counts.right), str(counts.gold), f"{counts.recall:.1f}")
    if total.positions.gold:
        parts.add_row("positions found", str(total.positions.right), str(total.positions.gold), f"{total.positions.recall:.1f}")
        parts.add_row("positions beside these", str(total.positions.found - total.positions.right), "", "")
    for name, (right, of) in total.attributes.items():
        parts.add_row(f"{name} right, of statements found", str(right), str(of), f"{100 * right / max(of, 1):.1f}")
    console.print(parts)


def _cells(score: ReportScore) -> list[str]:
    counts = score.statements
    right, of = score.attributes["speaker"]
    percent = [f"{value:.1f}" for value in (counts.precision, counts.recall, counts.f1, 100 * right / max(of, 1))]
    return [str(counts.gold), str(counts.found), str(counts.right), *percent]


def _print(score: AttributionScore, title: str) -> None:
    table = Table(title=f"{title}: {score.articles} annotation files", title_justify="left", show_edge=False)
    table.add_column("", no_wrap=True)
    for match in ("exact", "80 %"):
        for column in ("P", "R", "F1", "±"):
            table.add_column(f"{match}\n{column}", justify="right")
    for name in score.exact:
        exact, overlap = zip(*score.by_article[name], strict=True)
        table.add_row(name, *_three(score.exact[name]), _between(exact), *_three(score.overlap[name]), _between(overlap))
    console = Console()
    console.print(table)
    console.print("80 %: overlap; ±: half the 95 % interval of F1, articles drawn with replacement", soft_wrap=True)


def _between(articles: Sequence[Counts]) -> str:
    low, high = interval(articles)
    return f"{(high - low) / 2:.1f}"


def _print_tokens(score: TokenScore, path: Path) -> None:
    table = Table(title=f"Spans in {path}: {score.instances} lines", title_justify="left", show_edge=False)
    for column in ("", "exact\nP", "exact\nR", "exact\nF1", "begin\nF1", "Jaccard"):
        table.add_column(column, justify="right" if column else "left")
    for role, exact in score.exact.items():
        table.add_row(role, *_three(exact), f"{score.begin[role].f1:.1f}", f"{score.jaccard(role):.1f}")
    Console().print(table)


def _three(counts: Counts) -> list[str]:
    return [f"{value:.1f}" for value in (counts.precision, counts.recall, counts.f1)]


@app.command()
def coreference(treebank: Annotated[Path, typer.Argument(help="A treebank with GUM's entities: CoNLL-U, gzipped.")]) -> None:
    """Whom pronouns and descriptions go back to, and the chains of names and pronouns, on raw text."""
    score = score_coreference(treebank, lambda report: read_report(report).actors)
    shown = Table(title=f"Coreference in {treebank.name}: {score.documents} documents", title_justify="left", show_edge=False)
    for column in ("", "P", "R", "F1"):
        shown.add_column(column, justify="right" if column else "left")
    for form, counts in score.antecedents.items():
        shown.add_row(f"antecedent of a {form} ({counts.gold})", *_three(counts))
    shown.add_section()
    for name, chains in score.chains.items():
        shown.add_row(name, f"{chains.precision:.1f}", f"{chains.recall:.1f}", f"{chains.f1:.1f}")
    shown.add_row("CoNLL F1, names and pronouns", "", "", f"{score.conll:.1f}")
    Console().print(shown)


@app.command()
def speakers(
    sample: Annotated[Path, typer.Argument(help="Sources with their speakers, as offsets: gold/speakers.json.")],
    texts: Annotated[Path, typer.Argument(help="The folder of the articles, PolNeAR's dev/text.")],
) -> None:
    """Who speaks, on a sample checked by hand."""
    verdicts = score_speakers(sample, texts, read_report)
    found = verdicts.total() - verdicts["not found"]
    shown = Table(title=f"Speakers of {verdicts.total()} sampled sources, {found} of them still with a statement", title_justify="left")
    for column in ("", "sources", "%"):
        shown.add_column(column, justify="right" if column else "left")
    for name in ("right", "wrong", "unknown"):
        shown.add_row(name, str(verdicts[name]), f"{100 * verdicts[name] / max(1, found):.1f}")
    Console().print(shown)


@app.command()
def times(
    corpus: Annotated[Path, typer.Argument(help="TimeML: a folder of .tml files, or a .tar.gz of one.")],
    part: Annotated[Part, typer.Option("--part", help="Of each folder, sorted by name, every third document is held out.")] = "all",
) -> None:
    """Times (TIMEX3) of raw texts, as TempEval-3 counts them: their bounds, and type and value of those that overlap."""
    scores = score_times(corpus, lambda report: read_report(report).times, part)
    table = Table(title=f"Times in {corpus}, {part}", title_justify="left", box=None, padding=(0, 1, 0, 0))  # ten columns in 80 characters
    table.add_column("", no_wrap=True)
    table.add_column("texts", justify="right")
    for match in ("strict", "relaxed"):
        for column in ("P", "R", "F1"):
            table.add_column(f"{match}\n{column}", justify="right")
    for column in ("type\nF1", "value\nF1"):
        table.add_column(column, justify="right")
    for name, score in [*scores.items(), ("all", sum(scores.values(), TimesScore()))]:
        found = (*_three(score.strict), *_three(score.relaxed), f"{score.type.f1:.1f}", f"{score.value.f1:.1f}")
        table.add_row(name, str(score.documents), *found)
    Console().print(table)


@app.command()
def actors(
    corpus: Annotated[Path, typer.Argument(help="Columns as CoNLL 2003 has them, or a re3d folder (documents.jsonl, entities.jsonl).")],
) -> None:
    """Names against columns, or mentions of any form against the held-back third of re3d: place and kind right."""
    score = score_entities(corpus, names_in, mentions_in)
    table = Table(title=f"Actors in {corpus}: {score.texts} texts", title_justify="left", show_edge=False)
    table.add_column("")
    for column in ("gold", "found", *(f"{match}\n{figure}" for match in ("exact", "relaxed") for figure in ("P", "R", "F1"))):
        table.add_column(column, justify="right")
    total = [sum(counts.values(), Counts()) for counts in (score.exact, score.relaxed)]
    for name, (exact, relaxed) in [*((kind, (score.exact[kind], score.relaxed[kind])) for kind in score.kinds), ("all", total)]:
        table.add_row(name, str(exact.gold), str(exact.found), *_three(exact), *_three(relaxed))
    console = Console()
    console.print(table)
    console.print("exact: the same words; relaxed: any overlap; the kind is right in both", soft_wrap=True)
    if (corpus / "relations.jsonl").exists():
        links = score_links(corpus, lambda report: read_report(report).actors)
        console.print(
            f"linking: of {links.gold} pairs of words for the same one, {links.right} ({links.recall:.1f} %) are one actor", soft_wrap=True
        )
