"""What a file's name tells: "{publisher}_{published}_{title}" read off "Tarn Courier_2024-05-16_Rain"."""

import re
from functools import lru_cache
from pathlib import PurePosixPath

from onrecord.errors import InputError

NAMED = ("title", "published", "publisher", "section", "author", "language")
SKIPPED = "_"  # {_}: something stands here that we don't want


@lru_cache(maxsize=16)
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern as a regular expression.

    Raises:
        InputError: it names no field, one that there isn't, or one twice.
    """
    parts = re.split(r"\{([^{}]*)\}", pattern)
    names = [name for name in parts[1::2] if name != SKIPPED]
    for name in names:
        if name not in NAMED:
            raise InputError(f"--pattern {pattern}: there is no field {{{name}}}; there are {', '.join(NAMED)}, and {{_}} for anything")
    if not names or len(set(names)) < len(names):
        raise InputError(f"--pattern {pattern}: name each field once, e.g. {{publisher}}_{{published}}_{{title}}")
    if any(part == "" for part in parts[2:-1:2]):
        raise InputError(f"--pattern {pattern}: put something between two fields, e.g. {{publisher}}_{{published}}")
    expression = ""
    for i, part in enumerate(parts):
        if i % 2 == 0:
            expression += re.escape(part)
        else:
            expression += r"[^/]+?" if part == SKIPPED else rf"(?P<{part}>[^/]+?)"
    return re.compile(expression)


def facts_of_name(name: str, pattern: str) -> dict[str, str] | None:
    """The facts in a file's name; None where it does not fit the pattern.

    Args:
        name: relative to the folder or archive that was given, with "/" between folders.
        pattern: without a "/" it is held against the file's own name, with one against as many folders as it names; the ending
            (".txt") is left away.
    """
    path = PurePosixPath(name)
    parts = (*path.parts[:-1], _stem(path.name))[-(pattern.count("/") + 1) :]
    fit = compiled(pattern).fullmatch("/".join(parts))
    return None if fit is None else {field: value.strip() for field, value in fit.groupdict().items()}


def _stem(name: str) -> str:
    """A file's name without its ending; a dot inside the name ("3.5 million") is no ending."""
    return re.sub(r"(?:\.[A-Za-z]\w{0,7}){1,2}$", "", name) or name
