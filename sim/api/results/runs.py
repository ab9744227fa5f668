"""The simulation from Python: load a scenario, run it, look at what came out."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...engine.table import DRAW
from ...errors import InputError
from ...experiment import resolved
from ...experiment.draws_requested import Asked, draws_for
from ...experiment.folder import run_into
from ...experiment.run import Collected, Progress, collect, request
from ...experiment.stored import Stored
from ...scenario.scenario import Scenario
from ..sources import prepare
from .showing import html, line
from .tables import keep, tables_of_run

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

RESUME_WITHOUT = "resume goes on from what a folder keeps: name it with out"
SAMPLE = 1000
"""Trials whose months are shown in figures where no trajectories were kept."""
MOST_DRAWN = 200_000
"""Trials that figures show at most: more would move no line by its own width, and fill the memory."""


class Result:
    """What a run yielded.

    Attributes
    ----------
    scenario : Scenario
        What was run.
    columns : tuple of Column
        What the columns of ``trials`` are called, hold and mean.
    content_hash : str
        Hash of the declared columns and their exact values, equal for equal results.
    folder : Path or None
        Where the result is kept, if it is.
    draws : Draws or None
        The parameter draws that were applied, if any were: trial k has row k modulo the rows.
    """

    def __init__(self, scenario: Scenario, source: Collected | Stored) -> None:
        self.scenario = scenario
        self.columns = source.columns
        self.content_hash = source.content_hash
        self.folder = source.folder if isinstance(source, Stored) else None
        self.draws = source.draws
        self._source = source

    @cached_property
    def trials(self) -> "pd.DataFrame":
        """One row a trial, each column of its declared type."""
        return self._source.frame()

    @cached_property
    def trajectories(self) -> "pd.DataFrame | None":
        """One row a trial and month, or None where trajectories were not asked for."""
        return self._source.trajectories()

    def column(self, name: str) -> "pd.Series[Any]":
        """One column of ``trials``, read or converted alone.

        Raises
        ------
        KeyError
            If there is no such column.
        """
        return self._source.series(name)

    def summary(self) -> "pd.DataFrame":
        """One row an outcome: estimate, 95% interval, quantiles and the trials behind it."""
        from ...analysis.summary import summarise

        return summarise(self.scenario, self.columns, self._source.each)

    def __repr__(self) -> str:
        made = "" if self.draws is None else f", {self.draws.rows:,} parameter draws"
        told = (
            f"{self.scenario.name}: {self._source.count:,} trials, seed {self.scenario.seed}{made}",
            f"content hash {self.content_hash}",
        )
        return line("Result", told, self.folder)

    def _repr_html_(self) -> str:
        table = self.summary()
        shown = table[table["section"].isin(("class", "ever", "own", "amount"))]
        return html(repr(self), shown[["label", "unit", "estimate", "low", "high", "method"]])

    def monthly(self, names: Sequence[str], trials: int = SAMPLE) -> "pd.DataFrame":
        """Some variables month by month: as kept, or else of the first trials, run again for this.

        Trial k is the same whenever it is run, so this is part of the same result.

        Parameters
        ----------
        names : sequence of str
            Names or paths of variables, as the codebook lists them.
        trials : int
            How many trials are run again at most, at least 1.

        Raises
        ------
        InputError
            If a variable is unknown.
        """
        wanted = list(dict.fromkeys(names))
        if set(wanted) <= {column.name for column in self._source.path_columns}:
            kept = self._source.trajectories(["trial", "month", *wanted])
            if kept is not None:
                return kept
        count = min(trials, len(self.column("trial")))
        wanted_again = request(self.scenario, count, trajectories=wanted, draws=self.draws)
        again = collect(wanted_again).trajectories()
        if again is None:
            raise ValueError("name at least one variable")
        return again

    def plot(self, kind: str = "headline") -> "Figure":
        """A figure of the result.

        Parameters
        ----------
        kind : str
            "headline", "terminal_classes", "highest_rung", "time_to_first", "monthly_fans" or
            "technology_tracks".

        Raises
        ------
        ValueError
            If there is no figure of this kind.
        """
        from ...report.figures import draw

        return draw(Drawn(self), kind)

    def save_figures(self, folder: str | Path) -> list[Path]:
        """Draw every figure and write each into ``folder`` as PNG and PDF; the files written."""
        from ...report.figures import all_figures

        return all_figures(Drawn(self), folder)


class Drawn:
    """As much of a result as figures need: some columns, of no more than ``MOST_DRAWN`` trials."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self.scenario = result.scenario

    @cached_property
    def trials(self) -> "pd.DataFrame":
        """The columns of classes, rungs and months, and of draws where there are any."""
        import pandas as pd

        names = [
            c.name
            for c in self._result.columns
            if c.dtype in ("category", "Int64") or c.name == DRAW
        ]
        return pd.DataFrame({name: self._result.column(name)[:MOST_DRAWN] for name in names})

    def monthly(self, names: Sequence[str]) -> "pd.DataFrame":
        """Some variables month by month."""
        return self._result.monthly(names)


def run(
    scenario: Scenario | str | Path,
    trials: int = 10_000,
    seed: int | None = None,
    threads: int | None = None,
    engine: str = "compiled",
    trajectories: bool | Sequence[str] = False,
    *,
    draws: Asked = None,
    sets: Iterable[str] = (),
    out: str | Path | None = None,
    resume: bool = False,
    progress: Progress | None = None,
) -> Result:
    """Run a scenario many times.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A loaded scenario, a shipped scenario's name or the path of a file.
    trials : int
        How many trials, 1 to 2**32.
    seed : int, optional
        Seed of all draws; None is the scenario's own. 0 is a seed like any other.
    threads : int, optional
        1 to 256; None is the processors at hand. They change no result.
    engine : str
        "compiled", or "mesa" for the same rules called by Mesa agents.
    trajectories : bool or sequence of str
        True keeps every variable each month, names keep those.
    draws : str, Path, Draws or DataFrame, optional
        Parameter draws, one a trial: "posterior", the default, for the shipped posterior where the
        record informs a parameter and the scenario's own ranges and distributions elsewhere; "prior"
        for these alone; a CSV file or a table with a column a path; "none" for the point values.
    sets : iterable of str
        Settings ``path=value`` laid over the scenario.
    out : str or Path, optional
        A folder to keep the result in; None keeps it in memory.
    resume : bool
        Go on from what the folder holds, or add trials to it.
    progress : callable, optional
        Told now and then how many trials are done.

    Raises
    ------
    ScenarioError
        If the scenario can't be used.
    InputError, FolderError
        If a number is out of range, or the folder can't be used.
    """
    found = prepare(scenario, seed, sets)
    wanted = request(found, trials, threads, engine, trajectories, draws_for(draws, found))
    if out is not None:
        result = Result(found, run_into(wanted, Path(out), resume=resume, progress=progress))
        keep(Path(out), tables_of_run(result.summary()))
        return result
    if resume:
        raise InputError(RESUME_WITHOUT)
    return Result(found, collect(wanted, progress))


def opened(folder: Path) -> Result:
    """The result of the run that a folder keeps.

    Raises
    ------
    FolderError
        If it holds none.
    ScenarioError
        If its scenario is no longer one.
    """
    stored = Stored(folder)
    return Result(resolved.read(stored.folder), stored)
