"""Who runs the blocks of a plan: threads of this process, or workers of a Dask cluster.

An executor takes a study and tasks and yields what came of each in the order of the tasks, with few
of them under way at once. Others use ``threads.on_threads``, ``cluster.on_cluster`` and ``Done``.
"""

from collections.abc import Callable, Generator, Iterable
from typing import NamedTuple

from ...arrays import Words
from ..plan import Task
from ..studies.study import Study


class Done(NamedTuple):
    """What came of a task or, in order, of a piece of one.

    ``rows`` are raw rows as the engine yields them, None where there are none for a ``reason``.
    """

    task: Task
    rows: Words | None
    reason: str = ""


Executor = Callable[[Study, Iterable[Task]], Generator[Done]]
