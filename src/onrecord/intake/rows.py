"""Rows of tables, whatever file they stand in, into items."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from onrecord.intake.columns import chosen, facts_of, worded
from onrecord.intake.days import order_of, settled
from onrecord.intake.item import Item
from onrecord.intake.marked import is_marked
from onrecord.intake.options import Options
from onrecord.schema.refusal import Refusal

WINDOW = 1_000  # rows that are looked at before the first is passed on: for the columns, and for the order of day and month
WINDOW_SIZE = 4_000_000  # characters of them
Row = Mapping[str, object]


def items_of(rows: Iterable[tuple[str, Row] | Refusal], names: list[str], options: Options) -> Iterator[Item | Refusal]:
    """The reports of a table whose rows all have the same columns.

    Args:
        rows: each with its address; a refused one is passed on.
        names: of the columns.

    Raises:
        ReportError: no column is the text.
    """
    stream = iter(rows)
    first = window(stream)
    sample = [row[1] for row in first if not isinstance(row, Refusal)]
    columns = chosen(names, options.columns, sample)
    order = day_order(sample, columns, options)
    for row in chain(first, stream):
        yield row if isinstance(row, Refusal) else item_of(*row, columns, order)


def window(rows: Iterator[tuple[str, Row] | Refusal]) -> list[tuple[str, Row] | Refusal]:
    """The first rows, as many as are looked at before anything is decided."""
    found: list[tuple[str, Row] | Refusal] = []
    size = 0
    for row in rows:
        found.append(row)
        size += 0 if isinstance(row, Refusal) else sum(len(value) for value in row[1].values() if isinstance(value, str))
        if len(found) >= WINDOW or size >= WINDOW_SIZE:
            break
    return found


def day_order(sample: Iterable[Row], columns: Mapping[str, str], options: Options) -> bool | None:
    """Whether days stand before months in this table; None where it does not show."""
    if options.dayfirst is not None or "published" not in columns:
        return options.dayfirst
    return order_of(worded(row.get(columns["published"])) for row in sample)


def _text(value: object) -> str:
    """A text as it stands; a list of texts is one of paragraphs. Numbers and objects are none."""
    if isinstance(value, list):
        return "\n\n".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def item_of(source: str, row: Row, columns: Mapping[str, str], order: bool | None) -> Item | Refusal:
    """A row as an item; its text may be written in HTML."""
    text = _text(row.get(columns["text"]))
    if not text.strip():
        return Refusal(source, "is empty; a report needs words")
    facts = facts_of(row, columns)
    if "published" in facts:
        facts["published"] = settled(facts["published"], order)
    return Item(source, "fragment" if is_marked(text) else "text", text.encode("utf-8", "surrogatepass"), facts)
