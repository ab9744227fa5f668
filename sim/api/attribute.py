"""``attribute``: which assumption a difference comes from, which mechanism it depends on."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from ..limits import MOST_TRIALS
from .options import (
    Draws,
    FirstScenario,
    Off,
    OutFolder,
    Reported,
    Resume,
    SecondScenario,
    Sets,
    SharedSeed,
    Threads,
    result_folder,
)
from .request import Option, Request, verb

if TYPE_CHECKING:
    from .results.attribution import Attribution


@dataclass(frozen=True, kw_only=True)
class AttributeRequest(Request["Attribution"]):
    """Attribute a difference between two scenarios to their assumptions.

    Assumptions are grouped by what they belong to. Each group is applied to A alone, left out of B, and
    given its Shapley share, on the same trials: exactly up to 8 groups, which runs 256 scenarios, and by
    sampled orders beyond. ``off`` and ``sets`` are applied to both scenarios, or make the second where
    one is named. ``claims`` attributes what the claims of a scenario add, each by itself, to the same
    scenario without any of them.

    Returns
    -------
    Attribution
        Shares of every group of assumptions, or what each mechanism changes.

    Raises
    ------
    ScenarioError
        If a scenario or setting can't be used.
    InputError, FolderError
        If the request can't be carried out, or the folder can't be used.

    Examples
    --------
    >>> sim.attribute("baseline", "us_retrenchment").shares
    """

    a: FirstScenario = field(kw_only=False)
    b: SecondScenario = field(default=None, kw_only=False)
    ablate: Annotated[bool, Option("Switch every mechanism off in turn; A alone will do.")] = False
    claims: Annotated[
        bool, Option("Attribute what the claims of A add to it without them; A alone.")
    ] = False
    trials: Annotated[int, Option("How many matched trials.", low=1, high=MOST_TRIALS)] = 1000
    off: Off = ()
    draws: Draws = None
    sets: Sets = ()
    seed: SharedSeed = None
    threads: Threads = None
    out: Annotated[OutFolder, result_folder("results/attribute-...")] = None
    resume: Resume = False
    progress: Reported = None

    def execute(self) -> "Attribution":
        """Run all coalitions or ablations, and keep the tables if a folder is named."""
        from .results.attribution import carry_out, plan

        return carry_out(plan(self), self.progress)


attribute = verb(AttributeRequest)
