"""The same stance of the same actor to the same target, told several times in a report, is one position."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.schema.draft import PositionDraft
from onrecord.schema.segments import Segments

_ORDER = ("weak", "moderate", "strong")


def merged(segments: Segments, found: Sequence[PositionDraft]) -> list[PositionDraft]:
    """Each position once, with all its evidence; the first telling stands, and the strongest counts."""
    by_key: dict[tuple[object, ...], PositionDraft] = {}
    for position in sorted(found, key=lambda each: (each.trigger, each.actor, each.target or 0)):
        claim = None if position.claim is None else segments.span(*position.claim).text.casefold()
        key: tuple[object, ...] = (position.actor, position.target, claim, position.stance, position.type)
        by_key[key] = _both(by_key[key], position) if key in by_key else position
    _join_overlapping(by_key)
    typed = {key[:-1]: key for key in by_key if key[-1] is not None}
    for key in [key for key in by_key if key[-1] is None and key[:-1] in typed]:  # said in other words, too
        by_key[typed[key[:-1]]] = _both(by_key[typed[key[:-1]]], by_key.pop(key))
    return list(by_key.values())


def _both(a: PositionDraft, b: PositionDraft) -> PositionDraft:
    again = {place for place in (*a.again, b.trigger, *b.again) if place != a.trigger}
    return replace(
        a,
        strength=max(a.strength, b.strength, key=_ORDER.index),
        date=a.date or b.date,
        statements=tuple(sorted({*a.statements, *b.statements})),
        events=tuple(sorted({*a.events, *b.events})),
        conditions=tuple(sorted({*a.conditions, *b.conditions})),
        again=tuple(sorted(again)),
    )


def _join_overlapping(by_key: dict[tuple[object, ...], PositionDraft]) -> None:
    """Two claims by the same words of stance of which one holds the other are one, told by two rules."""
    kept: list[tuple[tuple[object, ...], PositionDraft]] = []
    for key, position in list(by_key.items()):
        same = next((other for other, its in kept if _same_claim(its, position)), None)
        if same is None:
            kept.append((key, position))
        else:
            by_key[same] = _both(by_key[same], by_key.pop(key))


def _same_claim(a: PositionDraft, b: PositionDraft) -> bool:
    if a.claim is None or b.claim is None or (a.actor, a.stance) != (b.actor, b.stance):
        return False
    return all(x[0] < y[1] and y[0] < x[1] for x, y in ((a.claim, b.claim), (a.trigger, b.trigger)))
