"""Trials of a scenario from either engine, block by block or all in memory."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..arrays import Words
from ..engine.build import Compiled, build
from ..engine.ensemble import Block, block_size, blocks, default_threads
from ..engine.jit_warmup import ensure_compiled
from ..engine.table import (
    Column,
    ContentHash,
    positions_of,
    trajectory_columns,
    trajectory_words,
    trial_columns,
    trial_words,
)
from ..errors import InputError, ScenarioError
from ..kernel.jit import plain_python
from ..limits import MOST_THREADS, MOST_TRIALS
from ..scenario.scenario import Scenario
from .draws import Draws, DrawSource, with_draws
from .frames import to_frame, to_series

if TYPE_CHECKING:
    import pandas as pd

ENGINES = ("compiled", "mesa")
_MESA_BLOCK = 8
_PATHS_BYTES = 16 * 2**20
"""Most memory that the trajectories of a block may take."""

Progress = Callable[[int], None]


class Request(NamedTuple):
    """What is to be run.

    ``recorded`` are the positions of the words that trajectories hold, None for no trajectories;
    ``engine`` is one of ``ENGINES``; ``threads`` counts only with the compiled engine. ``draws`` is
    the table of draws that is applied to the scenario, None for none; ``compiled`` has them.
    """

    compiled: Compiled
    trials: int
    threads: int
    engine: str
    recorded: tuple[int, ...] | None
    draws: Draws | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Collected:
    """Trials in memory: columns and exact values of trials and perhaps of trajectories.

    ``draws`` are the parameter draws that were laid, if any were.
    """

    columns: tuple[Column, ...]
    table: Words
    path_columns: tuple[Column, ...]
    paths: Words | None
    content_hash: str
    draws: Draws | None = None

    @property
    def count(self) -> int:
        """How many trials there are."""
        return len(self.table)

    def series(self, name: str) -> "pd.Series[Any]":
        """One column of the table of trials; KeyError if there is none of this name."""
        for position, column in enumerate(self.columns):
            if column.name == name:
                return to_series(column, self.table[:, position])
        raise KeyError(name)

    def each(self, names: Sequence[str]) -> "Iterator[pd.Series[Any]]":
        """Columns of the table of trials, one after the other; KeyError if there is none of a name."""
        return map(self.series, names)

    def frame(self) -> "pd.DataFrame":
        """The table of trials."""
        return to_frame(self.columns, self.table)

    def trajectories(self, names: Sequence[str] | None = None) -> "pd.DataFrame | None":
        """The table of trajectories, or some of its columns; None where none were asked for."""
        if self.paths is None:
            return None
        every = to_frame(self.path_columns, self.paths)
        return every if names is None else every[list(names)]


def check_within(name: str, value: int | None, least: int, most: int) -> None:
    """See that a number that was asked for, if one was, lies in its range.

    Raises
    ------
    InputError
        If it does not.
    """
    if value is not None and not least <= value <= most:
        raise InputError(f"{name} must be from {least} to {most:,}, not {value:,}")


def request(
    scenario: Scenario,
    trials: int,
    threads: int | None = None,
    engine: str = "compiled",
    trajectories: bool | Sequence[str] = False,
    draws: DrawSource | None = None,
) -> Request:
    """A checked request.

    Parameters
    ----------
    trials : int
        1 to 2**32.
    threads : int or None
        1 to 256; None for the processors at hand.
    trajectories : bool or sequence of str
        True for every variable each month, or the names or paths of those wanted.
    draws : DrawSource or None
        Where parameter draws come from; those that apply to the scenario are.

    Raises
    ------
    ScenarioError
        If a draw makes no scenario.
    InputError
        If a number is out of range, an engine or variable is unknown, or the seed gives two pairs
        of states one key.
    """
    check_within("trials", trials, 1, MOST_TRIALS)
    check_within("threads", threads, 1, MOST_THREADS)
    if engine not in ENGINES:
        raise InputError(f"there is no engine {engine!r}; allowed: {', '.join(ENGINES)}")
    recorded: tuple[int, ...] | None = None
    try:
        compiled, laid = with_draws(build(scenario), draws)
        if trajectories is True:
            recorded = tuple(range(len(compiled.words)))
        elif trajectories:
            recorded = positions_of(scenario, list(trajectories))
    except KeyError as error:
        raise InputError(
            f"the scenario has no variable {error.args[0]!r}; see peninsula codebook"
        ) from None
    except ScenarioError:
        raise
    except ValueError as error:
        raise InputError(str(error)) from error
    workers = default_threads() if threads is None else threads
    return Request(compiled, trials, workers, engine, recorded, laid)


def warm(wanted: Request) -> str:
    """Compile the rules, or fetch them compiled, and say which in a sentence."""
    if wanted.engine == "mesa" and not plain_python():
        return "rules called by Mesa agents"
    return str(ensure_compiled(wanted.compiled))


def trial_blocks(wanted: Request, first: int) -> Generator[Block]:
    """Blocks of trials ``first`` to the last, in order."""
    count = wanted.trials - first
    paths = False if wanted.recorded is None else wanted.recorded
    if wanted.engine == "mesa":
        from ..engine.model import run_trials as run_agents

        for start in range(first, wanted.trials, _MESA_BLOCK):
            yield run_agents(wanted.compiled, start, min(_MESA_BLOCK, wanted.trials - start), paths)
        return
    yield from blocks(wanted.compiled, first, count, wanted.threads, paths, _size(wanted))


def _size(wanted: Request) -> int:
    size = block_size(wanted.compiled.months)
    if wanted.recorded is None:
        return size
    bytes_a_trial = 8 * wanted.compiled.months * max(1, len(wanted.recorded))
    return max(1, min(size, _PATHS_BYTES // bytes_a_trial))


def collect(wanted: Request, progress: Progress | None = None) -> Collected:
    """Run all trials and keep them in memory; ``progress`` is told how many are done."""
    scenario = wanted.compiled.scenario
    rows, paths = [], []
    for block in trial_blocks(wanted, 0):
        rows.append(block.rows)
        if wanted.recorded is not None:
            paths.append(trajectory_words(block.first, block.trajectories))
        if progress is not None:
            progress(block.first + block.rows.shape[0])
    draws = wanted.draws
    columns = trial_columns(scenario, draws is not None)
    table = trial_words(scenario, 0, np.concatenate(rows), 0 if draws is None else draws.rows)
    content = ContentHash(scenario, columns, "" if draws is None else draws.digest)
    content.add(table)
    recorded = wanted.recorded
    return Collected(
        columns,
        table,
        () if recorded is None else trajectory_columns(scenario, recorded),
        None if recorded is None else np.concatenate(paths),
        content.hexdigest(),
        draws,
    )
