"""What stands in each picture: the same numbers for the drawing, the table beside it, and its CSV."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.record import Question, Record, Stand
from onrecord.schema.plain import Plain
from onrecord.web.counts import bars

WIDE, NARROW = 800, 360  # as wide as the page has room, so that letters keep their size
ROW, COLUMN = 24, 30  # of the matrix, in pixels
BESIDE, ABOVE = 330, 220  # what names and the legend take
Rows = Sequence[Mapping[str, Plain]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What pictures are to show; all that is given must hold.

    Attributes:
        speaker: words of the name of whoever speaks, or takes a position.
        least: statements or positions that a pair of actors needs.
        most: actors.
    """

    since: date | None = None
    until: date | None = None
    publisher: str | None = None
    speaker: str | None = None
    least: int = 1
    most: int = 25


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A position between two actors, each by id and name across reports; `day` may be a month or a year."""

    day: str | None
    actor: str
    actor_name: str
    target: str
    target_name: str
    stance: str
    publisher: str | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A circle in a picture that leads to a page of the desk."""

    address: str
    name: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture before it is drawn.

    Attributes:
        name: of its chart.
        rows: its numbers, as the table and the CSV have them.
        datasets: as the chart names them.
        more: how many rows were left out because of `Wanted.most`.
        spots: what leads somewhere.
    """

    name: str
    rows: Rows
    datasets: Mapping[str, Rows]
    width: int
    height: int
    more: int = 0
    spots: tuple[Spot, ...] = ()


def volume(record: Record, wanted: Wanted, width: int = WIDE) -> Picture:
    """How many statements were made when."""
    asked = Question(speaker=wanted.speaker, publisher=wanted.publisher, since=wanted.since, until=wanted.until)
    rows = [{"label": bar.label, "from": bar.since, "to": bar.until, "statements": bar.count} for bar in bars(record.by_month(asked))]
    return Picture("volume", rows, {"months": rows}, width, 240)


def matrix(record: Record, wanted: Wanted) -> Picture:
    """Who stands where towards whom: the actors with most positions, from the one with most."""
    return matrix_of(standpoints_of(record.positions(since=wanted.since, until=wanted.until)), wanted)


def standpoints_of(stands: Iterable[Stand]) -> Iterator[Standpoint]:
    """The positions towards actors; those towards claims have no column to stand in."""
    for stand in stands:
        actor, target = stand.identity or stand.position.actor, stand.target_identity or stand.position.target
        if target is not None:
            day = None if stand.day is None else stand.day.isoformat()
            yield Standpoint(day, actor.id, actor.name, target.id, target.name, stand.position.stance, stand.publisher)


def matrix_of(standpoints: Iterable[Standpoint], wanted: Wanted) -> Picture:
    """The matrix of these standpoints; actors and targets both stand in the order of how many positions they have in it."""
    pairs: dict[tuple[str, str], Counter[str]] = {}
    names: dict[str, str] = {}
    for stand in standpoints:
        if _asked(stand, wanted):
            pairs.setdefault((stand.actor, stand.target), Counter())[stand.stance] += 1
            names |= {stand.actor: stand.actor_name, stand.target: stand.target_name}
    all_ = {pair: counts for pair, counts in pairs.items() if counts.total() >= wanted.least}
    actors = _foremost(all_, 0, names)[: wanted.most]
    kept = {pair: counts for pair, counts in all_.items() if pair[0] in actors}
    targets = _foremost(kept, 1, names)[: wanted.most]
    kept = {pair: counts for pair, counts in kept.items() if pair[1] in targets}
    order = sorted(kept, key=lambda pair: (actors.index(pair[0]), targets.index(pair[1])))
    label = _labels(names, {*actors, *targets})
    rows = [_row(pair, kept[pair], label) for pair in order]
    cells = [
        row | {"actor_place": actors.index(pair[0]), "target_place": targets.index(pair[1]), **_sign(kept[pair])}
        for row, pair in zip(rows, order, strict=True)
    ]
    columns = len({target for _, target in kept})
    height = ABOVE + ROW * len({actor for actor, _ in kept})
    return Picture("positions", rows, {"cells": cells}, min(WIDE, BESIDE + COLUMN * columns), height, len(all_) - len(kept))


def _asked(stand: Standpoint, wanted: Wanted) -> bool:
    day = stand.day or ""
    since, until = (None if end is None else end.isoformat()[: len(day)] for end in (wanted.since, wanted.until))
    if (since or until) and not day:
        return False
    return (
        (since is None or since <= day)
        and (until is None or day <= until)
        and has_words(stand.publisher, wanted.publisher)
        and has_words(stand.actor_name, wanted.speaker)
    )


def has_words(name: str | None, words: str | None) -> bool:
    """Whether all these words stand in a name."""
    return all(word in (name or "").casefold() for word in (words or "").casefold().split())


def _foremost(pairs: Mapping[tuple[str, str], Counter[str]], end: int, names: Mapping[str, str]) -> list[str]:
    counted: Counter[str] = Counter()
    for pair, counts in pairs.items():
        counted[pair[end]] += counts.total()
    return sorted(counted, key=lambda id_: (-counted[id_], names[id_], id_))


def _labels(names: Mapping[str, str], ids: Iterable[str]) -> dict[str, str]:
    """A name for each, and no two the same: an axis would take them for one."""
    found: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for id_ in sorted(ids):
        seen[names[id_]] += 1
        found[id_] = names[id_] if seen[names[id_]] == 1 else f"{names[id_]} ({seen[names[id_]]})"
    return found


def _row(pair: tuple[str, str], counts: Counter[str], label: Mapping[str, str]) -> dict[str, Plain]:
    actor, target = pair
    ends: dict[str, Plain] = {"actor_id": actor, "actor": label[actor], "target_id": target, "target": label[target]}
    return ends | {stance: counts[stance] for stance in ("support", "oppose", "neutral")}


def _sign(counts: Counter[str]) -> dict[str, Plain]:
    """The words in a cell, so that none needs colours to read it, and the balance from -1 to 1."""
    support, oppose = counts["support"], counts["oppose"]
    words = f"{support}:{oppose}" if support and oppose else f"+{support}" if support else f"−{oppose}" if oppose else "0"
    return {"sign": words, "balance": (support - oppose) / counts.total()}
