"""Blocks of a plan on the threads of this process, without a pause between points."""

from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial

from ...engine.build import Compiled
from ...engine.ensemble import block_size
from ...kernel.ordered_map import in_order
from ..plan import Task
from ..studies.study import Study
from . import Done, Executor
from .points import made_ready, rows_of


def on_threads(threads: int) -> Executor:
    """An executor of so many threads, at least 1."""

    def run(study: Study, tasks: Iterable[Task]) -> Generator[Done]:
        yield from in_order(_calls(study, tasks), threads)

    return run


def _calls(study: Study, tasks: Iterable[Task]) -> Iterator[Callable[[], Done]]:
    """A call for every small piece of every task: threads are busy across the ends of points."""
    key = ""
    made: Compiled | str = ""
    for task in tasks:
        if task.point.key != key:
            key = task.point.key
            base = study.bases[task.point.base]
            made = made_ready(base, task.point.values, study.laid(task.point.base))
        if isinstance(made, str):
            yield partial(Done, task, None, made)
            continue
        step = block_size(made.months)
        end = task.first + task.trials
        for first in range(task.first, end, step):
            yield partial(_piece, made, Task(task.point, first, min(step, end - first)))


def _piece(compiled: Compiled, piece: Task) -> Done:
    found = rows_of(compiled, piece.first, piece.trials)
    return Done(piece, None, found) if isinstance(found, str) else Done(piece, found)
