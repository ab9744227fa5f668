"""Blocks of a plan on the workers of a Dask cluster, one block a task.

A block that is lost with its worker is run again by another: trials depend on their numbers alone.
Workers send rows compressed, and this process writes them, so no disk need be shared.
"""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from ...arrays import Words
from ...engine.build import Compiled
from ...errors import InputError
from ...kernel.jit import source_digest
from ...scenario.scenario import Scenario
from ..draws import Draws
from ..plan import Task
from ..studies.study import Study, Values
from . import Done, Executor
from .points import in_words, made_ready, rows_of

CONNECT_SECONDS = 20
AHEAD = 2
"""Blocks submitted for each thread of the cluster."""


class Packed(NamedTuple):
    """Raw rows of a block, compressed for the way back."""

    shape: tuple[int, ...]
    data: bytes

    @staticmethod
    def of(rows: Words) -> "Packed":
        """Rows made small."""
        return Packed(rows.shape, pa.compress(rows.tobytes(), codec="zstd", asbytes=True))

    def rows(self) -> Words:
        """The rows as they were."""
        size = int(np.prod(self.shape)) * np.dtype(np.int64).itemsize
        raw = pa.decompress(self.data, size, codec="zstd", asbytes=True)
        return np.frombuffer(raw, dtype=np.int64).reshape(self.shape)


@contextmanager
def cluster_of(workers: int | None, address: str | None) -> Iterator[Executor]:
    """An executor on so many workers of this machine, or on a scheduler that runs already.

    Workers of this machine are reached through its loopback alone and end with the executor.

    Raises
    ------
    InputError
        If Dask is not installed, a number is out of range, or the scheduler can't be reached.
    """
    try:
        dask: Any = import_module("dask.distributed")
    except ImportError:
        raise InputError(
            "Dask is not installed; pip install 'peninsula-sim[cluster]' installs it"
        ) from None
    if workers is not None:
        if not 1 <= workers <= 1024:
            raise InputError(f"workers must be from 1 to 1,024, not {workers:,}")
        local = dask.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
        )
        with local, dask.Client(local) as client:
            yield on_cluster(client)
        return
    try:
        client = dask.Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise InputError(f"no Dask scheduler at {address}: {in_words(error)}") from error
    with client:
        yield on_cluster(client)


def on_cluster(client: Any) -> Executor:
    """An executor on the cluster of a ``dask.distributed.Client``.

    Raises
    ------
    InputError
        While it runs, if a worker has another version of the program.
    """

    def run(study: Study, tasks: Iterable[Task]) -> Generator[Done]:
        from distributed.scheduler import KilledWorker

        # A task of its own, not scattered data: lost with a worker, it is made again.
        bases = [client.submit(_as_it_is, base, pure=False) for base in study.bases]
        tables = [
            client.submit(_as_it_is, study.laid(number), pure=False)
            for number in range(len(study.bases))
        ]
        rules = source_digest()
        waiting: deque[tuple[Task, Any]] = deque()

        def result() -> Done:
            task, future = waiting.popleft()
            try:
                found = future.result()
            except KilledWorker as error:
                return Done(task, None, f"its workers died: {in_words(error)}")
            if isinstance(found, str):
                return Done(task, None, found)
            return Done(task, found.rows())

        try:
            for task in tasks:
                number = task.point.base
                asked = (task.point.values, tables[number], task.first, task.trials, rules)
                future = client.submit(run_block, bases[number], *asked, pure=False)
                waiting.append((task, future))
                if len(waiting) >= AHEAD * max(1, sum(client.nthreads().values())):
                    yield result()
            while waiting:
                yield result()
        finally:
            client.cancel([future for _, future in waiting])

    return run


def run_block(
    base: Scenario, values: Values, draws: Draws | None, first: int, trials: int, rules: str
) -> Packed | str:
    """Run a block on a worker: its rows, or in words why there are none.

    Raises
    ------
    InputError
        If the worker has another version of the program than the one that asks.
    """
    if rules != source_digest():
        raise InputError(
            "a worker has another version of the program or its packages; install the same everywhere"
        )
    compiled = _compiled(base, values, draws)
    if isinstance(compiled, str):
        return compiled
    rows = rows_of(compiled, first, trials)
    return rows if isinstance(rows, str) else Packed.of(rows)


@lru_cache(maxsize=8)
def _compiled(base: Scenario, values: Values, draws: Draws | None) -> Compiled | str:
    return made_ready(base, values, draws)


def _as_it_is[T](given: T) -> T:
    return given
