"""Markdown, with what stands between two lines of --- before it: the facts of the report; the body may be HTML."""

import html
import re

from onrecord.errors import ReportError
from onrecord.intake import marked
from onrecord.intake.columns import chosen, facts_of
from onrecord.intake.item import FactName, Item
from onrecord.intake.options import Options
from onrecord.intake.plain import decoded
from onrecord.schema.report import Report

_MATTER = re.compile(r"\ufeff?\s*---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_FOLDED = (">", "|", ">-", "|-")  # the value follows on lines of its own
_KEY = re.compile(r"([\w-]+)[ \t]*:[ \t]*(.*)")
_BLOCKS = re.compile(r"<(?:p|div|span|br)\b", re.IGNORECASE)
_CODE = re.compile(r"^(?:```|~~~).*$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+|^ {0,3}(?:>[ \t]?)+|^ {0,3}(?:[-*_][ \t]*){3,}$|^ {0,3}=+[ \t]*$", re.MULTILINE)
_ALONE = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}\.)?[ \t]*(?:!?\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}\)[ \t|·•,]*)+$", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,1000}\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{0,1000})\]\([^()\n]{0,2000}\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,2000}?)(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]{1,2000}?)(?<=\S)_(?!\w)")
_COMMENT = re.compile(r"<!--(?:(?!<!--|-->).)*-->", re.DOTALL)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")


def report_of_markdown(item: Item, options: Options) -> tuple[Report, dict[FactName, str]]:
    """The report in a file of Markdown, and the facts that stand before it."""
    text = decoded(item.data, options.encoding)
    facts: dict[FactName, str] = {}
    if matter := _MATTER.match(text):
        facts = _facts(matter[1], options)
        text = text[matter.end() :]
    body = marked.text_of(text) if marked.is_marked(text) and _BLOCKS.search(text) else unmarked(text)
    return Report(body), facts


def _facts(matter: str, options: Options) -> dict[FactName, str]:
    """What the front matter says, with characters that were written as entities."""
    keys = _keys(matter)
    keys["text"] = "-"  # stands below, whatever a key of that name says
    try:
        columns = chosen(list(keys), {**options.columns, "text": "text"}, [keys])
    except ReportError:  # the columns that the user names are those of a table given beside this file
        columns = chosen(list(keys), {"text": "text"}, [keys])
    return facts_of(keys, columns)


def _keys(matter: str) -> dict[str, str]:
    """The keys with their values: `key: value`, folded lines and lists joined."""
    keys: dict[str, str] = {}
    last = ""
    for line in matter.splitlines():
        if fit := _KEY.match(line):
            last = fit[1]
            keys[last] = "" if fit[2].strip() in _FOLDED else _bare(fit[2])
        elif last and line[:1] in " \t-" and line.strip():
            more = _bare(line.strip().removeprefix("- "))
            if more in _FOLDED:
                continue
            keys[last] = f"{keys[last]}, {more}" if line.lstrip().startswith("- ") and keys[last] else f"{keys[last]} {more}".strip()
    return {key: html.unescape(value) for key, value in keys.items()}


def _bare(value: str) -> str:
    """A value without its quotation marks or brackets."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
    elif value.startswith("[") and value.endswith("]"):
        value = ", ".join(part.strip().strip("\"'") for part in value[1:-1].split(","))
    return value


def unmarked(text: str) -> str:
    """A text without the marks of Markdown: links as their words, no images; lines that are nothing but links are dropped."""
    for pattern, instead in (
        (_COMMENT, ""),
        (_CODE, ""),
        (_ALONE, ""),
        (_IMAGE, ""),
        (_LINK, r"\1"),
        (_HEADING, ""),
        (re.compile(r"\*{4}|_{4}"), " "),
        (_STRONG, r"\2"),
        (_EMPHASIS, lambda fit: fit[1] or fit[2]),
        (_ESCAPE, r"\1"),
    ):
        text = pattern.sub(instead, text)
    return html.unescape(re.sub(r"\n{3,}", "\n\n", text.replace("\r\n", "\n"))).strip()
