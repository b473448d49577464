"""Pages from templates: everything that is printed is escaped, whatever it is."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.schema.words import EVENT_TYPES
from onrecord.web.desk import desk_of

# Not strftime's names of months: these do not change with the machine's language.
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
GLOBALS = ("desk", "here", "path")
"""What templates may use beside the fields of their page: the desk, the address with its question, and without."""


def rendered(request: Request, page: Any, status: int = 200) -> HTMLResponse:  # noqa: ANN401 (a dataclass of web/pages)
    """A page by its template, whose name is in the page's class."""
    values = {field.name: getattr(page, field.name) for field in fields(page)}
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    more = {"desk": desk_of(request), "here": here, "path": request.url.path}
    return HTMLResponse(environment().get_template(page.template).render(values | more), status)


@cache
def environment() -> Environment:
    """The templates; a name that a page does not have is an error and no blank."""
    made = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": day, "month": month, "number": number, "percent": percent, "plural": plural, "web": web_address, "part": part}
    made.filters["verbatim"] = verbatim
    made.globals |= {"address": address, "EVENT_TYPES": EVENT_TYPES}
    return made


def prepare() -> None:
    """Make all templates ready: the first page of each kind would wait for it otherwise, a tenth of a second and more."""
    for name in environment().list_templates():
        environment().get_template(name)


def day(value: str | date | None) -> str:
    """A day, a month or a year as people write it: 2 March 2023."""
    parts = str(value or "").split("-")
    if not (parts[0].isdecimal() and all(p[:2].isdecimal() for p in parts[1:])):
        return str(value or "")
    names = [MONTHS[int(parts[1]) - 1]] if len(parts) > 1 and 1 <= int(parts[1]) <= len(MONTHS) else []
    return " ".join([*(str(int(p[:2])) for p in parts[2:3]), *names, parts[0]])


def month(value: str) -> str:
    """A month in short: Mar 2023."""
    year, _, number_ = value.partition("-")
    return f"{MONTHS[int(number_) - 1][:3]} {year}" if number_.isdecimal() and 1 <= int(number_) <= len(MONTHS) else value


def number(value: int) -> str:
    """A number with its thousands parted."""
    return f"{value:,}"


def percent(value: float) -> str:
    """A share in whole percent."""
    return f"{round(100 * value)} %"


def plural(count: int, noun: str, many: str | None = None) -> str:
    """A number with its noun: 1 report, 2 reports."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def web_address(value: str | None) -> str | None:
    """An address that may be a link: of the web, and of nothing else (javascript:, data:)."""
    try:
        parts = urlsplit(value or "")
    except ValueError:
        return None
    if parts.scheme.lower() in ("http", "https") and parts.netloc:
        return value
    return None


def verbatim(words: str) -> Markup:
    """Words of a report so that a browser keeps each code point: it would take a carriage return for a line feed."""
    safe = escape(words)
    return safe.replace("\r", Markup("&#13;")) if "\r" in words else safe  # few texts have any, and a page has thousands of runs


def part(value: str) -> str:
    """A value as one part of a path."""
    return quote(value, safe="")


def address(path: str, pairs: Iterable[tuple[str, object]] = (), changes: Mapping[str, object] | None = None, /, **more: object) -> str:
    """An address with its question: pairs, then what is changed in them; what is None or empty is left out."""
    values = {**dict(pairs), **(changes or {}), **more}
    kept = [(name, value) for name, value in values.items() if value not in (None, "")]
    return f"{path}?{urlencode(kept)}" if kept else path
