"""``sweep``: every point of a study on the same trials."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ..limits import MOST_TRIALS
from .options import (
    Draws,
    MostTrials,
    OutFolder,
    PreciseOutcomes,
    Precision,
    Reported,
    Threads,
    result_folder,
)
from .request import Argument, Keyword, Option, Request, verb

if TYPE_CHECKING:
    from ..experiment.executors import Executor
    from ..experiment.studies.study import Study
    from .results.sweeps import Sweep

type StudyLike = Study | str | Path
type RunBy = Executor | None


@dataclass(frozen=True, kw_only=True)
class SweepRequest(Request["Sweep"]):
    """Run every point of a study on the same trials.

    A point that can't be run is recorded with its reason and the rest goes on. With ``resume``, points
    and trials that the folder holds are never run again, so a study with more of them only adds to it.

    With ``precision`` all points get trials until the half-width of every contrast that the study
    declares is at most P, by a confidence sequence that holds although one looks again and again.

    Returns
    -------
    Sweep
        Tables of points, their outcomes and contrasts, and a figure.

    Raises
    ------
    ScenarioError
        If the study can't be used.
    InputError, FolderError
        If a number is out of range, or the folder can't be used.

    Examples
    --------
    >>> found = sim.sweep("alliance_commitment", trials=500)
    >>> found.summary()
    """

    study: Annotated[
        StudyLike,
        Argument(
            "A study file, or the name of a shipped study.",
            metavar="STUDY",
            kind="Study, str or Path",
        ),
    ] = field(kw_only=False)
    trials: Annotated[
        int | None,
        Option("Trials of every point.", low=1, high=MOST_TRIALS, default="the study's"),
    ] = None
    precision: Precision = None
    outcomes: PreciseOutcomes = ()
    most: MostTrials = 1_000_000
    draws: Draws = None
    threads: Threads = None
    out: Annotated[OutFolder, result_folder("results/sweep-NAME")] = None
    resume: Annotated[bool, Option("Go on from what the folder holds, or add to it.")] = False
    part: Annotated[
        str | None, Option("Run one part of the study, for peninsula merge.", metavar="I/N")
    ] = None
    workers: Annotated[
        int | None, Option("Run on so many Dask workers of this machine.", low=1)
    ] = None
    cluster: Annotated[
        str | None, Option("Run on a Dask cluster: tcp://HOST:PORT.", metavar="ADDRESS")
    ] = None
    executor: Annotated[
        RunBy, Keyword("Who runs the trials instead of threads.", kind="Executor")
    ] = None
    progress: Reported = None

    def execute(self) -> "Sweep":
        """Run the points, and keep the tables if a folder is named."""
        from .results.sweeps import carry_out, plan

        return carry_out(plan(self), self.progress)


sweep = verb(SweepRequest)
