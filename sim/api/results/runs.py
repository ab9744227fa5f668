"""A run: many trials of a scenario, in memory or in a folder, and what can be looked at afterwards."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ...engine.table import DRAW
from ...errors import InputError
from ...experiment import resolved
from ...experiment.decisions import add_decisions
from ...experiment.draws import DrawSource, applied
from ...experiment.draws_requested import draws_for
from ...experiment.folder import run_into
from ...experiment.run import Collected, Progress, Request, collect
from ...experiment.run import request as experiment_request
from ...experiment.store import read_manifest
from ...experiment.stored import Stored
from ...scenario.scenario import Scenario
from ..run import RunRequest
from ..sources import prepare
from .folders import folder_of, named_after
from .plotting import Plotted, refuse_outcomes
from .showing import html, line
from .tables import keep, tables_of_run

if TYPE_CHECKING:
    import pandas as pd

    from ...presentation.figures import Drawable

TRIALS = 10_000
"""Trials where no number is requested."""
SAMPLE = 1000
"""Trials whose months are shown in figures where no trajectories were kept."""
MOST_DRAWN = 200_000
"""Trials that figures show at most: more would move no line by its own width, and fill the memory."""


class Result(Plotted):
    """What a run yielded.

    Attributes
    ----------
    scenario : Scenario
        What was run.
    columns : tuple of Column
        What the columns of ``trials`` are called, hold and mean.
    content_hash : str
        Hash of the declared columns and their exact values, equal for equal results.
    trajectory_hash : str
        The same of the months; empty where none are kept in a folder.
    folder : Path or None
        Where the result is kept, if it is.
    draws : Draws or None
        The parameter draws that were applied, if any were: trial k has row k modulo the rows.
    """

    def __init__(self, scenario: Scenario, source: Collected | Stored) -> None:
        self.scenario = scenario
        self.columns = source.columns
        self.content_hash = source.content_hash
        kept = source if isinstance(source, Stored) else None
        self.folder = None if kept is None else kept.folder
        self.trajectory_hash = "" if kept is None else str(kept.manifest["trajectory_hash"] or "")
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
        return self._summary.copy()

    @cached_property
    def _summary(self) -> "pd.DataFrame":
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
        once_more = experiment_request(self.scenario, count, trajectories=wanted, draws=self.draws)
        again = collect(once_more).trajectories()
        if again is None:
            raise ValueError("name at least one variable")
        return again

    def figures(self, outcomes: Sequence[str] | None = None) -> "dict[str, Drawable]":
        """Figures by name; no outcome can be chosen."""
        from ...presentation.figures import figures_of_run

        refuse_outcomes(outcomes)

        return figures_of_run(Drawn(self))

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """What was run."""
        return (self.scenario,)

    def save_figures(self, folder: str | Path) -> list[Path]:
        """Draw every figure and write each into ``folder`` as PNG and PDF; the files written."""
        from ...presentation.figures import all_figures

        return all_figures(self.figures(), folder)


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


class Plan(NamedTuple):
    """A run as it was requested, checked; ``folder`` is None where it is kept in memory alone."""

    request: RunRequest
    scenario: Scenario
    draws: DrawSource | None
    wanted: Request
    folder: Path | None


def plan(request: RunRequest) -> Plan:
    """Check all that can be wrong with a request before anything is run.

    Raises
    ------
    ScenarioError
        If the scenario can't be used.
    InputError, FolderError
        If something can't be done as it is requested.
    """
    scenario = prepare(request.scenario, request.seed, request.sets, request.off)
    draws = draws_for(request.draws, scenario)
    folder = folder_of(request.out, request.resume, lambda: _usual_folder(scenario, draws))
    if request.decisions and folder is None:
        raise InputError("decisions are kept in a folder: name it with out")
    wanted = experiment_request(
        scenario,
        _trials(request, folder),
        request.threads,
        request.engine,
        request.trajectories,
        draws,
    )
    return Plan(request, scenario, draws, wanted, folder)


def carry_out(
    made: Plan,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    command: Sequence[str] = (),
) -> Result:
    """Run the trials, and write the folder with its summary and decisions, if there is one.

    Parameters
    ----------
    stop : callable, optional
        Asked now and then whether to stop, which raises ``Interrupted``.
    command : sequence of str
        What was typed, for the folder's manifest.
    """
    if made.folder is None:
        return Result(made.scenario, collect(made.wanted, progress))
    resume = made.request.resume
    stored = run_into(
        made.wanted, made.folder, resume=resume, command=command, progress=progress, stop=stop
    )
    if made.request.decisions:
        add_decisions(stored, made.wanted.compiled, made.request.decisions)
    result = Result(made.scenario, stored)
    keep(made.folder, tables_of_run(result.summary()))
    return result


def kept_in(folder: Path) -> str:
    """How much of a run its folder keeps; empty where there is nothing to go on from."""
    try:
        manifest = read_manifest(folder)
    except ValueError:
        manifest = None
    if manifest is None:
        return ""
    return f"{manifest['finished']:,} of {manifest['trials']:,} trials are kept in {folder}"


def _trials(request: RunRequest, folder: Path | None) -> int:
    """Trials that are requested; with ``resume`` and none requested, those of the run to go on from."""
    if request.trials is not None:
        return request.trials
    manifest = read_manifest(folder) if request.resume and folder is not None else None
    return TRIALS if manifest is None else int(manifest["trials"])


def _usual_folder(scenario: Scenario, draws: DrawSource | None) -> Path:
    """Folder named by the scenario and by the draws that are applied to it."""
    table = applied(draws, scenario)
    drawn = "" if table is None else f"-{table.digest[:8]}"
    return named_after("", scenario.name, scenario.digest[:8] + drawn)


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
