"""``sensitivity``: which parameters an outcome depends on."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from ..limits import MOST_TRIALS
from .options import (
    Off,
    OutFolder,
    Params,
    Reported,
    Resume,
    Seed,
    Sets,
    SourceNamed,
    Threads,
    result_folder,
)
from .request import Option, Request, verb

if TYPE_CHECKING:
    from .results.sensitivity import Sensitivity


@dataclass(frozen=True, kw_only=True)
class SensitivityRequest(Request["Sensitivity"]):
    """Rank parameters by their influence on an outcome.

    All numbers to which the scenario gives a range or distribution are varied at once, or those of
    ``params`` or of a study; the share of chance is estimated apart. Sobol' runs (parameters + 2) x
    points, Morris (parameters + 1) x points, PAWN points, with ``trials`` each. Of the folder of a sweep
    the points are analysed as they are, by PAWN, and nothing is run.

    Returns
    -------
    Sensitivity
        Indices of every parameter with their intervals, the share of chance, and a figure.

    Raises
    ------
    ScenarioError
        If the scenario can't be used.
    InputError, FolderError
        If the request can't be carried out, or the folder can't be used.

    Examples
    --------
    >>> found = sim.sensitivity("baseline", outcome="first_force", params=["mechanisms.tension"])
    >>> found.summary()
    """

    source: SourceNamed = field(kw_only=False)
    outcome: Annotated[
        str,
        Option(
            "A share such as first_force or general_war, or an amount such as events; "
            "amount:first_war is the months before it.",
            metavar="NAME",
        ),
    ]
    method: Annotated[
        str | None,
        Option(
            "sobol: shares of variance; morris: elementary effects, for a first look at many "
            "parameters; pawn: distances of distributions.",
            choices=("sobol", "morris", "pawn"),
            default="sobol, of a sweep pawn",
        ),
    ] = None
    params: Params = ()
    points: Annotated[
        int | None,
        Option(
            "Base points of sobol (a power of two), trajectories of morris, points of pawn.",
            low=1,
            high=MOST_TRIALS,
            default="64, 20, 512",
        ),
    ] = None
    trials: Annotated[
        int | None,
        Option("Trials of each point, in multiples of 8.", low=1, high=MOST_TRIALS, default="64"),
    ] = None
    second_order: Annotated[bool, Option("Pairs of parameters too, by sobol.")] = False
    off: Off = ()
    sets: Sets = ()
    seed: Seed = None
    threads: Threads = None
    out: Annotated[OutFolder, result_folder("results/sensitivity-...")] = None
    resume: Resume = False
    progress: Reported = None

    def execute(self) -> "Sensitivity":
        """Run the points and analyse them, and keep the analysis if a folder is named."""
        from .results.sensitivity import carry_out, plan

        return carry_out(plan(self), self.progress)


sensitivity = verb(SensitivityRequest)
