"""What the readers of single actors share: a checked actor from plain values, and days as people write them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from onrecord.data.known import KINDS, Known, Tenure
from onrecord.errors import ActorsError

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")
_OF = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?", re.IGNORECASE)


def day(text: str, where: str) -> date | None:
    """A day, or the first day of a month or year; None for no text.

    Raises:
        ActorsError: it is none of these.
    """
    if not text.strip():
        return None
    match = _DAY.fullmatch(text.strip())
    try:
        if match is not None:
            return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        pass
    raise ActorsError(f"{where}: {text!r} is no day; write YYYY-MM-DD, YYYY-MM or YYYY")


def tenure(role: str, affiliation: str, days: tuple[str, str], where: str, source: str) -> Tenure:
    """An office held.

    Raises:
        ActorsError: a day is none, or it ended before it began.
    """
    begins, ends = (day(text, where) for text in days)
    if begins is not None and ends is not None and begins >= ends:
        raise ActorsError(f"{where}: ends on {ends}, which is not after {begins}; 'until' is the first day that is no more of it")
    return Tenure(" ".join(role.split()).lower(), affiliation.strip(), begins, ends, source)


def known(name: str, kind: str, where: str, source: str, **more: object) -> Known:
    """An actor.

    Args:
        more: names, codes, tenures, id, family of `Known`, where they are given.

    Raises:
        ActorsError: it has no name, or its kind is none of ours.
    """
    name, kind = " ".join(name.split()), kind.strip().lower().replace("organization", "organisation") or "person"
    if not name:
        raise ActorsError(f"{where}: an actor without a name; fill in 'name'")
    if kind not in KINDS:
        raise ActorsError(f"{where}: kind {kind!r} is none of ours; write one of: {', '.join(KINDS)}")
    given: Iterable[str] = more.get("names") or ()  # type: ignore[assignment] # what the readers pass
    names = tuple(dict.fromkeys((name, *(" ".join(other.split()) for other in given if other.strip()))))
    codes: Mapping[str, str] = more.get("codes") or {}  # type: ignore[assignment]
    tenures: Iterable[Tenure] = more.get("tenures") or ()  # type: ignore[assignment]
    family = more.get("family")
    return Known(
        str(more.get("id") or f"{source}:{name}"), kind, name, names, dict(codes), tuple(tenures), source, str(family) if family else None
    )


def joined(actors: Iterable[Known]) -> tuple[Known, ...]:
    """Actors of one id as one, with the names, codes and offices of all."""
    found: dict[str, Known] = {}
    for actor in actors:
        before = found.get(actor.id)
        if before is not None:
            names = tuple(dict.fromkeys((*before.names, *actor.names)))
            tenures = tuple(dict.fromkeys((*before.tenures, *actor.tenures)))
            codes = {**actor.codes, **before.codes}
            actor = Known(before.id, before.kind, before.name, names, codes, tenures, before.source, before.family or actor.family)  # noqa: PLW2901
        found[actor.id] = actor
    return tuple(found.values())


def office(label: str, place: str) -> tuple[str, str]:
    """The role and the affiliation in the name of an office ("President of Valdoria"), which may be given beside it."""
    if place:
        match = re.fullmatch(rf"(.+?)\s+(?:of|for)\s+(?:the\s+)?{re.escape(place)}", label, re.IGNORECASE)
        return (match[1] if match else label), place
    found = list(_OF.finditer(label))
    return (label[: found[-1].start()], label[found[-1].end() :]) if found else (label, "")
