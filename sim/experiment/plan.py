"""What of a study is to be run: blocks of trials of every point, less what is held already."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..errors import InputError
from .studies.study import Point

BLOCK = 10_000
"""Trials in a block: blocks begin at its multiples, so that parts cut alike fit together."""
MOST_PARTS = 1_000_000


class Task(NamedTuple):
    """Trials ``first`` to ``first + trials - 1`` of a point."""

    point: Point
    first: int
    trials: int


class Part(NamedTuple):
    """The part ``number`` of ``of``, counted from 1."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @staticmethod
    def read(text: str) -> "Part":
        """A part as it is written: 3/40.

        Raises
        ------
        InputError
            If it is not written so.
        """
        number, slash, of = text.partition("/")
        if slash and number.strip().isdecimal() and of.strip().isdecimal():
            part = Part(int(number), int(of))
            if 1 <= part.number <= part.of <= MOST_PARTS:
                return part
            raise InputError(
                f"--part {text}: parts are counted from 1 to as many as there are, {MOST_PARTS:,} at "
                "most; write 3/40 for the third of forty parts"
            )
        raise InputError(f"--part {text}: write 3/40 for the third of forty parts")


def blocks_of(points: Sequence[Point], trials: int, part: Part | None = None) -> list[Task]:
    """All blocks of all points in order, or those of one part: neighbours, as even as can be."""
    starts = range(0, trials, BLOCK)
    total = len(points) * len(starts)
    begin, end = 0, total
    if part is not None:
        begin, end = ((part.number + k) * total // part.of for k in (-1, 0))
    tasks = []
    for number in range(begin, end):
        point, block = divmod(number, len(starts))
        first = starts[block]
        tasks.append(Task(points[point], first, min(BLOCK, trials - first)))
    return tasks


Ranges = Mapping[str, Sequence[tuple[int, int]]]
"""First and one past the last trial of each stretch that is held, by key of the point, in order."""


def missing(tasks: Iterable[Task], held: Ranges) -> Iterator[Task]:
    """What of the tasks is not held, in their order."""
    for task in tasks:
        first, end = task.first, task.first + task.trials
        for start, stop in held.get(task.point.key, ()):
            if stop <= first:
                continue
            if start >= end:
                break
            if start > first:
                yield Task(task.point, first, start - first)
            first = stop
        if first < end:
            yield Task(task.point, first, end - first)


def joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of trials in order, those that touch made one."""
    result: list[tuple[int, int]] = []
    for first, end in sorted(stretches):
        if result and first <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((first, end))
    return result
