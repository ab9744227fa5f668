"""``discover``: within which limits of parameters an outcome is frequent."""

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
    from .results.discovery import Discovered


@dataclass(frozen=True, kw_only=True)
class DiscoverRequest(Request["Discovered"]):
    """Find limits of parameters within which an outcome is frequent.

    Parameters are drawn from the scenario's own ranges and distributions, or those of ``params`` or of a
    study, anew for each trial; the folder of a sweep is analysed as it is. Boxes are found by PRIM and
    CART on one half of the trials and measured on the other. At least 50 cases are needed.

    Returns
    -------
    Discovered
        The boxes, the trials behind them, and a figure.

    Raises
    ------
    ScenarioError
        If the scenario can't be used.
    InputError, FolderError
        If the request can't be carried out, cases are too few, or the folder can't be used.

    Examples
    --------
    >>> found = sim.discover("baseline", outcome="events>250")
    >>> found.summary()
    """

    source: SourceNamed = field(kw_only=False)
    outcome: Annotated[
        str,
        Option(
            "What a case is: a share such as first_war, or an amount and a number: 'events>200'.",
            metavar="CONDITION",
        ),
    ]
    params: Params = ()
    trials: Annotated[
        int | None,
        Option("Trials, each with a draw of its own.", low=1, high=MOST_TRIALS, default="4,000"),
    ] = None
    coverage: Annotated[
        float,
        Option("Share of the cases that the box must hold.", metavar="C", above=0, high=1),
    ] = 0.5
    off: Off = ()
    sets: Sets = ()
    seed: Seed = None
    threads: Threads = None
    out: Annotated[OutFolder, result_folder("results/discover-...")] = None
    resume: Resume = False
    progress: Reported = None

    def execute(self) -> "Discovered":
        """Run the trials and look for boxes, and keep them if a folder is named."""
        from .results.discovery import carry_out, plan

        return carry_out(plan(self), self.progress)


discover = verb(DiscoverRequest)
