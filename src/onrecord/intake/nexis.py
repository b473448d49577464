"""Newspaper databases' exports (LexisNexis): many articles in a file, each with its head and its trailer.

Two layouts are read. The older, plain text: "3 of 10 DOCUMENTS", the publication and the day in the middle of the line, the title,
fields in capitals (BYLINE, SECTION, LENGTH), the body wrapped at 80 characters, a trailer of more fields. The newer, DOCX or text:
title, publication, day, fields, the line "Body", the body, "End of Document". Both exist in the languages of the database's windows.
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.intake.blob import Blob
from onrecord.intake.days import day_of
from onrecord.intake.item import FactName, Item
from onrecord.intake.options import LARGEST_DOCUMENT, Options
from onrecord.intake.plain import decoded
from onrecord.schema.refusal import Refusal

_NUMBERED = re.compile(
    r"^[ \t]*(?:\d+ (?:of|von|de|van|di) \d+ (?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTOS?|DOCUMENTI|DOCUMENTEN)"
    r"|(?:Dokument|Document|Documento) \d+ (?:von|de|van|di) \d+)[ \t\r]*$",
    re.MULTILINE,
)
BODY = frozenset(("body", "volltext", "corps", "cuerpo", "corpo", "inhalt", "tekst", "hoofdtekst"))
END = frozenset(
    (
        *("end of document", "ende des dokuments", "fin du document", "fin de documento", "fin del documento", "einde van document"),
        *("fine documento", "fine del documento", "fim do documento"),
    )
)
HEAD: dict[str, FactName | None] = {  # fields before the body, with the fact that each is
    **dict.fromkeys(("byline", "author", "autor", "auteur", "autore", "door"), "author"),
    **dict.fromkeys(("section", "rubrik", "rubrique", "sección", "seccion", "sectie", "sezione", "secção"), "section"),
    **dict.fromkeys(("length", "länge", "longueur", "longitud", "lengte", "lunghezza", "extensão", "dateline", "highlight"), None),
    **dict.fromkeys(("headline", "schlagzeile"), "title"),
    **dict.fromkeys(("series", "column", "body", "ortsmarke", "edition", "ausgabe"), None),
}
LENGTHS = frozenset(("length", "länge", "longueur", "longitud", "lengte", "lunghezza", "extensão"))
TRAILER = frozenset(  # fields after it
    (
        *("load-date", "update", "language", "sprache", "langue", "idioma", "taal", "lingua", "graphic", "grafik", "graphique", "gráfico"),
        *("publication-type", "publication type", "publikationstyp", "type de publication", "type-publication", "journal-code"),
        *("journal code", "zeitungs-code", "code-journal", "subject", "company", "organization", "organisation", "person", "geographic"),
        *("industry", "ticker", "country", "state", "city", "notes", "correction", "correction-date", "document-type", "url", "acc-no"),
        *("enhancement", "date-chargement", "classification", "chargement-date", "laaddatum", "fecha-carga"),
    )
)
_FIELD = re.compile(r"([^\W\d_][\w -]{2,24}?)[ \xa0]*:[ \xa0]*(.*)", re.DOTALL)
_COPYRIGHT = re.compile(r"\s*(?:Copyright\b|©|\(c\) ?\d{4}|All Rights Reserved|Alle Rechte vorbehalten|Tous droits)", re.IGNORECASE)
_CENTRED = 10  # blanks before a line that stands in the middle
_HEAD_BLOCKS = 12  # in which the day is looked for


def is_export(text: str) -> bool:
    """Whether a text is such an export."""
    lines = {line.strip().lower() for line in text.splitlines()}
    return bool(_NUMBERED.search(text)) or bool(lines & BODY and (lines & END or any(line.startswith("length:") for line in lines)))


def items_in(blob: Blob, options: Options) -> Iterator[Item | Refusal]:
    """The articles of an export in plain text."""
    text = decoded(blob.whole(LARGEST_DOCUMENT), options.encoding).replace("\r\n", "\n")
    starts = list(_NUMBERED.finditer(text))
    if not starts:
        yield from articles(blob.source, text.splitlines())
        return
    ends = [*(start.start() for start in starts[1:]), len(text)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        blocks = [block for block in re.split(r"\n[ \t]*\n", text[start.end() : end]) if block.strip()]
        yield _item(f"{blob.source}#{number}", *_printed(blocks))


def articles(source: str, lines: Sequence[str]) -> Iterator[Item | Refusal]:
    """The articles of an export in the newer layout, from its lines or paragraphs."""
    chunk: list[str] = []
    number = 0
    for line in (*lines, "end of document"):
        if line.strip().lower() not in END:
            chunk.append(line)
            continue
        if any(line.strip().lower() in BODY for line in chunk):
            number += 1
            yield _item(f"{source}#{number}", *_listed([line for line in chunk if line.strip()]))
        chunk = []


def _item(source: str, facts: dict[FactName, str], body: Sequence[str]) -> Item | Refusal:
    text = "\n\n".join(body)
    if not text.strip():
        return Refusal(source, "is an article without a body: a picture or a table")
    return Item(source, "text", text.encode("utf-8", "surrogatepass"), facts)


def _field(block: str, *, capitals: bool) -> tuple[str, str] | None:
    """A field's name in small letters and its value; None where a block is none."""
    fit = _FIELD.fullmatch(block.strip())
    if fit is None or (capitals and not fit[1].isupper()) or fit[1].lower() not in HEAD.keys() | TRAILER:
        return None
    return fit[1].lower(), _joined(fit[2])


def _printed(blocks: list[str]) -> tuple[dict[FactName, str], list[str]]:
    """An article in the older layout: its facts and the paragraphs of its body."""
    facts: dict[FactName, str] = {}
    blocks = [block for block in blocks if not _COPYRIGHT.match(block)]
    dated = next((i for i, block in enumerate(blocks[:_HEAD_BLOCKS]) if _day_in(block)), None)
    if dated is None:
        begin = 0
    else:
        facts["published"] = _day_in(blocks[dated])
        above = [_joined(block) for block in blocks[:dated]] or [_joined(blocks[dated].split(facts["published"])[0])]
        facts["publisher"] = above[-1]
        begin = dated + 1
    while begin < len(blocks) and all(line.startswith(" " * _CENTRED) for line in blocks[begin].splitlines() if line.strip()):
        begin += 1  # the edition
    fields = [_field(block, capitals=True) for block in blocks]
    lengths = [i for i, field in enumerate(fields) if field and field[0] in LENGTHS]
    body = _head_end(fields, begin, lengths[0] if lengths else None)
    for i in range(begin, body):
        _take(facts, fields[i], blocks[i])
    return facts, _body(blocks[body:], fields[body:])


def _head_end(fields: Sequence[tuple[str, str] | None], begin: int, length: int | None) -> int:
    """Where the body begins: after the length and the fields that follow it, or else after the title and its fields."""
    at = begin + 1 if length is None else length
    while at < len(fields) and (field := fields[at]) is not None and field[0] in HEAD:
        at += 1
    return min(at, len(fields))


def _take(facts: dict[FactName, str], field: tuple[str, str] | None, block: str) -> None:
    """Note what a block of the head says; the first that is no field is the title."""
    if field is None:
        facts.setdefault("title", _joined(block))
    elif (name := HEAD.get(field[0])) and field[1]:
        facts[name] = field[1].removeprefix("BY ") if name == "author" else field[1].partition(";")[0]


def _body(blocks: Sequence[str], fields: Sequence[tuple[str, str] | None]) -> list[str]:
    """The paragraphs up to the trailer, their lines joined."""
    last = next((i for i, field in enumerate(fields) if field and field[0] in TRAILER), len(blocks))
    return [_joined(block) for block in blocks[:last] if not _COPYRIGHT.match(block)]


def _listed(lines: list[str]) -> tuple[dict[FactName, str], list[str]]:
    """An article in the newer layout: its facts and the paragraphs of its body."""
    middle = next(i for i, line in enumerate(lines) if line.strip().lower() in BODY)
    head, rest = lines[:middle], lines[middle + 1 :]
    facts: dict[FactName, str] = {}
    dated = next((i for i in range(len(head) - 1, -1, -1) if _field(head[i], capitals=False) is None and _day_in(head[i])), None)
    if dated is not None:
        facts["published"] = _day_in(head[dated])
        before = [_joined(line) for line in head[:dated]]
        facts |= {"publisher": before[-1]} if before else {}
        facts |= {"title": before[-2]} if len(before) > 1 else {}
    for line in head[0 if dated is None else dated + 1 :]:
        if field := _field(line, capitals=False):
            _take(facts, field, line)
    stop = next((i for i, line in enumerate(rest) if line.strip().lower() in TRAILER), len(rest))
    return facts, _body(rest[:stop], [_field(line, capitals=False) for line in rest[:stop]])


def _day_in(block: str) -> str:
    """The line of a block that names a day; "" where none does. A long line is no line of a head."""
    longest = 60
    return next((line.strip() for line in block.splitlines() if len(line.strip()) <= longest and day_of(line.strip())), "")


def _joined(block: str) -> str:
    return " ".join(block.split())
