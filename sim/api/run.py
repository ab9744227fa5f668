"""``run``: many trials of a scenario."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from ..limits import MOST_TRIALS
from .options import (
    Draws,
    Off,
    OutFolder,
    Reported,
    ScenarioNamed,
    Seed,
    Sets,
    Threads,
    result_folder,
)
from .request import Option, Request, verb

if TYPE_CHECKING:
    from .results.runs import Result


@dataclass(frozen=True, kw_only=True)
class RunRequest(Request["Result"]):
    """Run a scenario many times and keep the result.

    A folder that holds a result of the same scenario, settings and seed and of no more trials is
    written anew; any other is refused.

    Returns
    -------
    Result
        Tables of trials and, if they were kept, of months, a summary and figures.

    Raises
    ------
    ScenarioError
        If the scenario, a setting or a draw can't be used.
    InputError, FolderError
        If a number is out of range, or the folder can't be used.

    Examples
    --------
    >>> result = sim.run("baseline", trials=2000, seed=0)
    >>> result.summary()
    """

    scenario: ScenarioNamed = field(kw_only=False)
    trials: Annotated[
        int | None,
        Option(
            "How many trials.",
            low=1,
            high=MOST_TRIALS,
            default="10,000, or those of the run to resume",
        ),
    ] = None
    seed: Seed = None
    sets: Sets = ()
    off: Off = ()
    draws: Draws = None
    trajectories: Annotated[
        bool | Sequence[str],
        Option(
            "Keep every variable of every month.",
            kind="bool or sequence of str",
            python="Names of variables keep those alone.",
        ),
    ] = False
    decisions: Annotated[
        int, Option("Keep all decisions of the first N trials, in the folder.", low=0)
    ] = 0
    threads: Threads = None
    engine: Annotated[
        str,
        Option(
            "Mesa's agents give equal results, some hundred times slower.",
            choices=("compiled", "mesa"),
        ),
    ] = "compiled"
    out: Annotated[OutFolder, result_folder("results/NAME-DIGEST")] = None
    resume: Annotated[bool, Option("Go on from what the folder holds, or add trials to it.")] = (
        False
    )
    progress: Reported = None

    def execute(self) -> "Result":
        """Run the trials, and keep them if a folder is named."""
        from .results.runs import carry_out, plan

        return carry_out(plan(self), self.progress)


run = verb(RunRequest)
