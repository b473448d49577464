"""A dossier: the answer to one question as a page to read, print and hand on. It is one file, and needs no network.

First how many statements in which month and by whom, then the statements by day, each in the paragraph where it stands,
with its speaker, its source and the marks of the report's own words.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from html import escape
from pathlib import Path, PurePath
from typing import TextIO

from onrecord.export.marking import layers_of, legend, marked
from onrecord.export.style import BASE, head
from onrecord.export.writing import new_file
from onrecord.record import Entry, Hit, Question, Record
from onrecord.schema.report import Report

REACH = 700  # characters of the paragraph that are shown before and after a statement
# Not strftime's names of months: these do not change with the machine's language.
_MONTHS = (*("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),)
_UNKNOWN = "Speaker unknown"
_WORDS = {"since": "from", "until": "to", "words": "the words"}
_STYLE = """
body { max-width: 48rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1rem; margin: 0; } h3 small { font-weight: normal; color: var(--faint); font-size: .9rem; }
article { margin: 1.25rem 0 1.75rem; } article .meta { margin: .1rem 0 .5rem; } a { color: inherit; text-underline-offset: .15em; }
blockquote { margin: 0; padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--line); white-space: pre-line; overflow-wrap: anywhere; }
.asked { font: .95rem/1.5 system-ui, sans-serif; } nav, .months { font: .85rem/1.5 system-ui, sans-serif; }
nav ul { list-style: none; margin: 0 0 1.5rem; padding: 0; columns: 2 18rem; column-gap: 2rem; } nav li { break-inside: avoid; }
nav li + li { margin-top: .4rem; } nav .days { color: var(--faint); } .months { width: auto; margin-bottom: 1.5rem; }
.months th, .months td { text-align: right; padding: .2rem .55rem; white-space: nowrap; }
.months th:first-child, caption { text-align: left; } .months caption { margin: 0; } .months .none { color: var(--line); }
.back { margin-left: .4rem; text-decoration: none; color: var(--faint); }
@media print { .back { display: none; } article { break-inside: avoid; } h2 { break-after: avoid; } a { text-decoration: none; } }
"""


def write(record: Record, target: Path, question: Question | None = None) -> None:
    """Write the dossier of a question under the title that its words make; without one, of the whole record."""
    question = question or Question()
    write_dossier(record, target, question, f"Statements: {asked}" if (asked := in_words(question)) else "All statements")


def write_dossier(record: Record, target: Path, question: Question, title: str) -> None:
    """Write the dossier; the statements stand in the order of time, whatever the question's order."""
    question = replace(question, order="date")
    with new_file(target) as path, record.snapshot(), path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(head("en", escape(title), BASE + _STYLE) + f"<body>\n<h1>{escape(title)}</h1>\n")
        count = record.count(question)
        asked = in_words(question)
        file.write(f'<p class="asked">{escape(f"Asked for: {asked}. " if asked else "")}{_counted(count, "statement")}.</p>\n')
        if count:
            _write_months(file, record.by_month(question))
            _write_speakers(file, record, question)
            file.write(legend(without="time") + "\n<main>\n")
            _write_statements(file, record, question)
            file.write("</main>\n")
        else:
            file.write("<p>No statement of the record answers this question.</p>\n")
        file.write("</body>\n</html>\n")


def in_words(question: Question) -> str:
    """What a question asks for, to be read; empty where it asks for everything."""
    given = ((field.name, getattr(question, field.name)) for field in fields(question) if field.name != "order")
    return ", ".join(f"{_WORDS.get(name, name)} {value}" for name, value in given if value is not None)


def _write_months(file: TextIO, counts: list[tuple[str, int]]) -> None:
    """A line a year, a cell a month."""
    by_month = dict(counts)
    years = sorted({month[:4] for month in by_month})
    if not years:
        return
    names = "".join(f'<th scope="col">{name[:3]}</th>' for name in _MONTHS)
    file.write('<table class="months"><caption class="meta">Statements by month</caption>\n')
    file.write(f'<thead><tr><th scope="col">Year</th>{names}<th scope="col">All</th></tr></thead>\n<tbody>\n')
    for year in years:
        cells = [by_month.get(f"{year}-{month:02}", 0) for month in range(1, 13)]
        row = "".join(f"<td>{cell}</td>" if cell else '<td class="none">·</td>' for cell in cells)
        file.write(f'<tr><th scope="row">{year}</th>{row}<td><b>{sum(cells)}</b></td></tr>\n')
    file.write("</tbody></table>\n")


def _write_speakers(file: TextIO, record: Record, question: Question) -> None:
    """Who spoke, from the one who did most, with each day on which they did, linked to the first statement of it."""
    found: dict[str, dict[date | None, list[int]]] = {}
    for number, hit in enumerate(record.search(question, limit=None), 1):
        found.setdefault(_name(hit.entry), {}).setdefault(hit.entry.day, []).append(number)
    counts = {name: sum(map(len, days.values())) for name, days in found.items()}
    file.write('<nav aria-label="Speakers" id="speakers">\n<ul>\n')
    for name in sorted(found, key=lambda name: (name == _UNKNOWN, -counts[name], name)):
        days = ", ".join(_day_link(day, numbers) for day, numbers in found[name].items())
        file.write(f'<li><b>{escape(name)}</b> ({counts[name]})<br><span class="days">{days}</span></li>\n')
    file.write("</ul>\n</nav>\n")


def _day_link(day: date | None, numbers: list[int]) -> str:
    many = f"&nbsp;×{len(numbers)}" if len(numbers) > 1 else ""
    return f'<a href="#s{numbers[0]}">{day.isoformat() if day else "no date"}</a>{many}'


def _write_statements(file: TextIO, record: Record, question: Question) -> None:
    before: date | str | None = ""
    report: Report | None = None
    for number, hit in enumerate(record.search(question, limit=None), 1):
        if report is None or report.id != hit.entry.report:
            report = record.report(hit.entry.report)
        if hit.entry.day != before:
            before = hit.entry.day
            file.write(f"<h2>{_day(before) if before else 'Date unknown'}</h2>\n")
        file.write(_article(number, hit, report))


def _article(number: int, hit: Hit, report: Report) -> str:
    speaker = hit.entry.statement.speaker
    written = f"“{speaker.name}”" if speaker and speaker.name != hit.entry.speaker_name else None
    role = ", ".join(part for part in (written, speaker.role, speaker.affiliation) if part) if speaker else ""
    back = '<a class="back" href="#speakers" aria-label="to the speakers">↑</a>'
    return (
        f'<article id="s{number}">\n<h3>{escape(_name(hit.entry))}{f" <small>{escape(role)}</small>" if role else ""}{back}</h3>\n'
        f'<p class="meta">{" · ".join(_meta(hit, report))}</p>\n'
        f"<blockquote>{_context(hit.entry, report)}</blockquote>\n</article>\n"
    )


def _meta(hit: Hit, report: Report) -> Iterator[str]:
    """Where it was published, what kind of statement it is, to whom it was made: what is known of these."""
    statement = hit.entry.statement
    title = escape(hit.title or PurePath(report.source or "").name or "untitled report")
    linked = hit.url is not None and hit.url.startswith(("https://", "http://"))
    if hit.publisher:
        yield f"<b>{escape(hit.publisher)}</b>"
    if hit.published:
        yield f"published {_day(hit.published)}"
    yield f'<a href="{escape(hit.url or "")}" rel="noreferrer">{title}</a>' if linked else f"<cite>{title}</cite>"
    yield f"{statement.kind}, {statement.stance}"
    if statement.addressee is not None:
        yield f"to {escape(statement.addressee.text)}"
    if hit.entry.standing != "read":
        yield f"{hit.entry.standing} by hand"
    yield from (f"{escape(name)}: {escape(value)}" for name, value in sorted(hit.entry.codes.items()) if value)


def _context(entry: Entry, report: Report) -> str:
    """The paragraph around a statement, from line end to line end, as far as REACH; a cut is shown by "…"."""
    spans = entry.statement.spans
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    text = report.text
    start = max(text.rfind("\n", 0, first) + 1, first - REACH)
    stop = min(end if (end := text.find("\n", last)) >= 0 else len(text), last + REACH)
    words = marked(text, list(layers_of(entry.statement)), start, stop)
    return ("" if start == 0 or text[start - 1] == "\n" else "… ") + words + ("" if stop == len(text) or text[stop] == "\n" else " …")


def _name(entry: Entry) -> str:
    return entry.speaker_name or _UNKNOWN


def _day(day: date | str) -> str:
    return day if isinstance(day, str) else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
