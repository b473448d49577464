"""A reading as a page: the report with every span coloured by its role, and the statements beside it. It needs no network."""

from html import escape
from pathlib import PurePath

from onrecord.export.marking import layers_of, legend, marked
from onrecord.export.style import head
from onrecord.schema.reading import Reading


def page(reading: Reading) -> str:
    """The page of one reading."""
    report = reading.report
    title = escape(report.title or PurePath(report.source or "Report").name)
    meta = escape(" · ".join(str(part) for part in (report.publisher, report.published, report.author) if part))
    count = len(reading.statements)
    layers = [layer for statement in reading.statements for layer in layers_of(statement)]
    layers += [("time", when) for when in reading.times]
    table = _table(reading) if count else "<p>No statement was found in this report.</p>"
    return (
        head(escape(report.language), title)
        + f'<body>\n<h1>{title}</h1>\n<p class="meta">{meta}{" · " if meta else ""}{count} statement{"" if count == 1 else "s"}</p>\n'
        f'{legend()}\n<div class="report">{marked(report.text, layers)}</div>\n{table}\n</body>\n</html>\n'
    )


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
    names = "".join(f"<th>{name}</th>" for name in ("", "speaker", "kind", "when", "to", "statement"))
    return f'<div class="scroll"><table><thead><tr>{names}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
