"""Where somebody stands over time, target by target, and where that changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.record.portrait import Standpoint

SIDES = ("support", "oppose")


@dataclass(frozen=True, slots=True)
class Point:
    """A standpoint, and whether it is another one than the last before it that took sides."""

    standpoint: Standpoint
    changed: bool


@dataclass(frozen=True, slots=True)
class Course:
    """The standpoints towards one target, in order of time."""

    target: str
    target_name: str
    points: tuple[Point, ...]

    @property
    def changes(self) -> int:
        """How often it changed."""
        return sum(point.changed for point in self.points)


def courses(standpoints: Iterable[Standpoint]) -> tuple[Course, ...]:
    """One course a target, from the one with the most standpoints."""
    by_target: dict[str, list[Standpoint]] = {}
    for standpoint in standpoints:
        by_target.setdefault(standpoint.target, []).append(standpoint)
    found = [Course(target, its[0].target_name, _points(its)) for target, its in by_target.items()]
    return tuple(sorted(found, key=lambda course: (-len(course.points), course.target_name)))


def _points(standpoints: list[Standpoint]) -> tuple[Point, ...]:
    points, before = [], None
    for standpoint in standpoints:
        sided = standpoint.stance in SIDES
        points.append(Point(standpoint, sided and before is not None and before != standpoint.stance))
        before = standpoint.stance if sided else before
    return tuple(points)
