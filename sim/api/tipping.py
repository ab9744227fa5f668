"""``tipping``: where the likeliest outcome changes over two parameters."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from ..limits import MOST_TRIALS
from .options import (
    Off,
    OutFolder,
    Reported,
    Resume,
    ScenarioNamed,
    Seed,
    Sets,
    Threads,
    result_folder,
)
from .request import Option, Request, verb

if TYPE_CHECKING:
    from .results.tipping import TippingMap


@dataclass(frozen=True, kw_only=True)
class TippingRequest(Request["TippingMap"]):
    """Map the likeliest end of a trial over two parameters.

    All cells run the same trials on the same draws. Cells in which another end is the likeliest in
    more than 1 of 20 resamples of the trials are undecided, and hatched on the map.

    Returns
    -------
    TippingMap
        The share of each end in every cell, how sure its boundary is, and a figure.

    Raises
    ------
    ScenarioError
        If the scenario can't be used.
    InputError, FolderError
        If the request can't be carried out, or the folder can't be used.

    Examples
    --------
    >>> weight, commitment = "mechanisms.tension.weight", "alliances.us-rok.commitment=0.1,0.95"
    >>> sim.tipping("baseline", x=weight, y=commitment).summary()
    """

    scenario: ScenarioNamed = field(kw_only=False)
    x: Annotated[str, Option("The parameter across the map.", metavar="PATH[=LOW,HIGH]")]
    y: Annotated[str, Option("The parameter up the map.", metavar="PATH[=LOW,HIGH]")]
    outcome: Annotated[
        str,
        Option(
            "Map where cases pass ``threshold``, such as first_war or 'events>200'.",
            metavar="CONDITION",
            default="the likeliest terminal class",
        ),
    ] = ""
    threshold: Annotated[
        float, Option("Share of trials, with ``outcome``.", metavar="S", low=0, below=1)
    ] = 0.5
    grid: Annotated[int, Option("Cells a side.", low=2, high=200)] = 12
    trials: Annotated[int, Option("Trials of each cell.", low=1, high=MOST_TRIALS)] = 200
    off: Off = ()
    sets: Sets = ()
    seed: Seed = None
    threads: Threads = None
    out: Annotated[OutFolder, result_folder("results/tipping-...")] = None
    resume: Resume = False
    progress: Reported = None

    def execute(self) -> "TippingMap":
        """Run the cells, and keep the map if a folder is named."""
        from .results.tipping import carry_out, plan

        return carry_out(plan(self), self.progress)


tipping = verb(TippingRequest)
