"""Many trials: a compiled loop over trials, in blocks, on plain threads.

Each block owns its world and writes its own rows; the compiled code releases the interpreter lock. A
trial depends on its number alone, so blocks, threads and their order change nothing.
"""

import os
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from ..arrays import Integers
from ..kernel.jit import rule
from ..kernel.ordered_map import in_order
from ..rulebook.month import begin_trial, end_trial, month
from .build import Compiled, Patch
from .overrides import open_copy
from .world import new_world

BLOCK_TRIALS_AT_60_MONTHS = 256
"""Trials of 60 months in a block: about a tenth of a second of work."""
BLOCKS_AHEAD = 16
"""Blocks a thread that may be under way or waiting, so that threads work on while a shard is written.

Two where trajectories are kept: those of a block take megabytes.
"""

_NO_WORDS = np.zeros(0, dtype=np.int64)
_NO_DRAWS = Patch(_NO_WORDS, np.zeros((0, 0), dtype=np.int64))


class Block(NamedTuple):
    """Results of consecutive trials.

    ``rows`` is (trials, 1 + columns): the terminal class and the words of the outcome columns, as raw
    64-bit words. ``trajectories`` is (trials, months, recorded words), or has no trials if not asked for.
    """

    first: int
    rows: Integers
    trajectories: Integers


@rule
def run_block(
    p: Any,
    w: Any,
    initial: Any,
    months: int,
    start: int,
    first: int,
    columns: Any,
    rows: Any,
    recorded: Any,
    trajectories: Any,
    held: Any,
    positions: Any,
    draws: Any,
) -> None:
    """Run ``rows.shape[0]`` trials from number ``first`` and fill their rows and trajectories.

    ``recorded`` are the positions of the words that trajectories hold. ``held`` is the run of words
    whose views ``p`` and ``initial`` are, where there are ``draws`` to lay on it at ``positions``.
    """
    for k in range(rows.shape[0]):
        if draws.shape[0] > 0:
            row = (first + k) % draws.shape[0]
            for c in range(positions.shape[0]):
                held[positions[c]] = draws[row, c]
        begin_trial(p, w, initial, first + k)
        for m in range(months):
            month(p, w, m, (start + m) % 12)
            if trajectories.shape[0] > 0:
                for c in range(recorded.shape[0]):
                    trajectories[k, m, c] = w.integers[recorded[c]]
        rows[k, 0] = end_trial(p, w, months)
        for c in range(columns.shape[0]):
            rows[k, 1 + c] = w.integers[columns[c]]


def block_size(months: int) -> int:
    """Trials in a block: enough work to be worth a thread's while, little enough to stop at once."""
    return max(1, BLOCK_TRIALS_AT_60_MONTHS * 60 // max(1, months))


def default_threads() -> int:
    """Threads used when none are asked for: the processors this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_trials(
    compiled: Compiled, first: int, count: int, trajectories: bool | Sequence[int] = False
) -> Block:
    """Run ``count`` trials from number ``first`` in this thread, each with its draw if there are any.

    ``trajectories`` is True for all words each month, or the positions of those wanted.
    """
    draws = _NO_DRAWS if compiled.draws is None else compiled.draws
    held = _NO_WORDS
    if compiled.draws is not None:
        # Each block lays draws on a copy of its own: others run beside it.
        compiled, held = open_copy(compiled)
    world = new_world(compiled)
    rows = np.zeros((count, 1 + compiled.columns.shape[0]), dtype=np.int64)
    wanted = range(compiled.initial.shape[0]) if isinstance(trajectories, bool) else trajectories
    recorded = np.array(wanted, dtype=np.int64)
    paths = np.zeros((count if trajectories else 0, compiled.months, len(recorded)), dtype=np.int64)
    run_block(
        compiled.parameters,
        world,
        compiled.initial,
        compiled.months,
        compiled.start,
        first,
        compiled.columns,
        rows,
        recorded,
        paths,
        held,
        draws.positions,
        draws.words,
    )
    return Block(first, rows, paths)


def blocks(
    compiled: Compiled,
    first: int,
    count: int,
    threads: int | None = None,
    trajectories: bool | Sequence[int] = False,
    size: int | None = None,
) -> Iterator[Block]:
    """Run trials ``first`` to ``first + count - 1`` and yield their blocks in order.

    At most ``BLOCKS_AHEAD`` blocks a thread are under way or waiting, so memory does not grow with
    ``count``.
    ``threads`` defaults to the processors at hand; ``size`` to ``block_size``.
    """
    workers = default_threads() if threads is None else threads
    if workers < 1:
        raise ValueError(f"threads must be at least 1, not {workers}")
    step = block_size(compiled.months) if size is None else size
    starts = range(first, first + count, step)
    end = first + count
    yield from in_order(
        (
            partial(run_trials, compiled, start, min(step, end - start), trajectories)
            for start in starts
        ),
        workers,
        2 if trajectories else BLOCKS_AHEAD,
    )
