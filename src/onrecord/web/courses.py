"""Where somebody stands over time, target by target, and where that changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.record import Change, Stand
from onrecord.record.stands import towards


@dataclass(frozen=True, slots=True)
class Course:
    """The positions towards one target, an actor or a claim, in order of time.

    Attributes:
        target: the actor's id; None of a claim, whose words are the name.
        changes: where it turned, each with both positions.
    """

    target: str | None
    target_name: str
    stands: tuple[Stand, ...]
    changes: tuple[Change, ...]

    def turned(self, stand: Stand) -> bool:
        """Whether a change leads to this position."""
        return any(change.after == stand for change in self.changes)


def courses(stands: Iterable[Stand], changes: Sequence[Change]) -> tuple[Course, ...]:
    """One course a target: first those that changed, then from the one with the most positions, from the earliest."""
    by_target: dict[tuple[str, ...], list[Stand]] = {}
    for stand in stands:
        by_target.setdefault(towards(stand), []).append(stand)
    turns = {key: tuple(change for change in changes if towards(change.after) == key) for key in by_target}
    found = [Course(_target(its[0]), its[0].target_name, tuple(its), turns[key]) for key, its in by_target.items()]
    return tuple(sorted(found, key=lambda course: (-len(course.changes), -len(course.stands))))


def _target(stand: Stand) -> str | None:
    target = stand.target_identity or stand.position.target
    return None if target is None else target.id
