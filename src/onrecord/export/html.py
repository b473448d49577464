"""A reading as a page: the report with every span coloured by its role, and the statements beside it. It needs no network."""

from collections.abc import Iterable
from html import escape
from itertools import pairwise
from pathlib import PurePath

from onrecord.schema.reading import Reading
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

_LEGEND = {
    "source": "source: who says it",
    "cue": "cue: the words of saying",
    "content": "content: what is said",
    "inner": "a statement inside a statement",
    "addressee": "addressee: to whom",
    "insertion": "the editor's words",
    "time": "time",
}

_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1a1a1a; --faint: #666; --line: #ddd;
  --source: #c8e6c9; --cue: #ffd8a8; --content: #dbe9ff; --inner: #b8d0f7; --addressee: #eac8f0; --time: #8a8a8a; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181c; --ink: #e8e8e8; --faint: #a0a0a0; --line: #3a3d44;
  --source: #1f4d2b; --cue: #6b4310; --content: #1d3557; --inner: #2f5288; --addressee: #552a5e; --time: #9a9a9a; } }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
.meta, .legend, table { font: .85rem/1.45 system-ui, sans-serif; }
.meta { color: var(--faint); margin: 0 0 1rem; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem 1rem; padding: .5rem 0; margin: 0 0 1rem;
  border-block: 1px solid var(--line); }
.report { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 0 2rem; }
.content { background: var(--content); } .inner { background: var(--inner); } .source { background: var(--source); }
.cue { background: var(--cue); } .addressee { background: var(--addressee); }
.insertion { font-style: italic; color: var(--faint); } .time { border-bottom: 2px dotted var(--time); }
.content, .inner, .source, .cue, .addressee { padding-block: .1em; border-radius: 2px; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--faint); font-weight: 600; } tr.nested td:nth-child(2) { padding-left: 1.25rem; }
td:first-child, td:nth-child(4) { white-space: nowrap; }
td:first-child { color: var(--faint); }
"""


def page(reading: Reading) -> str:
    """The page of one reading."""
    report = reading.report
    title = escape(report.title or PurePath(report.source or "Report").name)
    meta = escape(" · ".join(str(part) for part in (report.publisher, report.published, report.author) if part))
    legend = "".join(f'<li><span class="{role}">{escape(words)}</span></li>' for role, words in _LEGEND.items())
    count = len(reading.statements)
    table = _table(reading) if count else "<p>No statement was found in this report.</p>"
    return (
        f'<!doctype html>\n<html lang="{escape(report.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n'
        f'<body>\n<h1>{title}</h1>\n<p class="meta">{meta}{" · " if meta else ""}{count} statement{"" if count == 1 else "s"}</p>\n'
        f'<ul class="legend" aria-label="Legend">{legend}</ul>\n<div class="report">{_marked(reading)}</div>\n{table}\n</body>\n</html>\n'
    )


def _marked(reading: Reading) -> str:
    """The report's text, each stretch between two bounds of spans with the classes of the spans around it."""
    layers = [layer for statement in reading.statements for layer in _layers(statement)]
    layers += [("time", when) for when in reading.times]
    opening: dict[int, list[tuple[int, str]]] = {}
    closing: dict[int, list[tuple[int, str]]] = {}
    for number, (role, span) in enumerate(layers):
        opening.setdefault(span.start, []).append((number, role))
        closing.setdefault(span.end, []).append((number, role))
    text = reading.report.text
    bounds = sorted({0, len(text), *opening, *closing})
    around: dict[int, str] = {}
    parts = []
    for start, end in pairwise(bounds):
        for number, _ in closing.get(start, ()):
            around.pop(number, None)
        around.update(opening.get(start, ()))
        words = escape(text[start:end], quote=False)
        parts.append(f'<span class="{_classes(around.values())}">{words}</span>' if around else words)
    return "".join(parts)


def _layers(statement: Statement) -> Iterable[tuple[str, Span]]:
    inner = statement.parent is not None
    for span in statement.content:
        yield ("inner" if inner else "content"), span
    for role, found in (("source", statement.source), ("cue", statement.cue), ("addressee", statement.addressee)):
        if found is not None:
            yield role, found
    for span in statement.insertions:
        yield "insertion", span


def _classes(roles: Iterable[str]) -> str:
    """The classes of a stretch, in the order of the legend; of the background roles the narrowest one only."""
    present = set(roles)
    background = next((role for role in ("cue", "source", "addressee", "inner", "content") if role in present), None)
    return " ".join(role for role in _LEGEND if role in present and (role == background or role in {"insertion", "time"}))


def _table(reading: Reading) -> str:
    numbers = {statement.id: number for number, statement in enumerate(reading.statements, 1)}
    rows = []
    for statement in reading.statements:
        speaker = statement.speaker
        role = ", ".join(part for part in (speaker.role, speaker.affiliation) if part) if speaker else ""
        who = (
            (speaker.name + (f" ({role})" if role else ""))
            if speaker
            else "unknown: " + statement.reasons.get("speaker", "no reason known")
        )
        cells = (
            str(numbers[statement.id]),
            who,
            f"{statement.kind}, {statement.type}, {statement.stance}"
            + (f", inside {numbers[statement.parent]}" if statement.parent else ""),
            statement.date or "",
            statement.addressee.text if statement.addressee else "",
            " … ".join(span.text for span in statement.content),
        )
        nested = ' class="nested"' if statement.parent else ""
        rows.append(f"<tr{nested}>" + "".join(f"<td>{escape(cell, quote=False)}</td>" for cell in cells) + "</tr>")
    head = "".join(f"<th>{name}</th>" for name in ("", "speaker", "kind", "when", "to", "statement"))
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
