"""``diverge``: where two scenarios part in one trial."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from ..limits import MOST_TRIALS
from .options import Draws, FirstScenario, Off, SecondScenario, Sets, SharedSeed, Threads
from .request import Option, Request, verb

if TYPE_CHECKING:
    from .results.divergences import Divergence


@dataclass(frozen=True, kw_only=True)
class DivergeRequest(Request["Divergence"]):
    """Find the first decision that differs between two scenarios in one trial.

    ``off`` and ``sets`` are applied to both scenarios, or make the second where one is named.

    Returns
    -------
    Divergence
        The trial in both scenarios, and the decision on which they part.

    Raises
    ------
    ScenarioError, InputError
        If a scenario can't be used, there is only one, or there is no such trial.

    Examples
    --------
    >>> sim.diverge("baseline", "no_pact", typical=True).parting
    """

    a: FirstScenario = field(kw_only=False)
    b: SecondScenario = field(default=None, kw_only=False)
    trial: Annotated[
        int | None,
        Option(
            "Number of the trial, the first is 0.",
            metavar="K",
            low=0,
            high=MOST_TRIALS - 1,
            default="0",
        ),
    ] = None
    typical: Annotated[bool, Option("The most typical of the trials that end differently.")] = False
    trials: Annotated[
        int, Option("Among how many trials ``typical`` looks.", low=1, high=MOST_TRIALS)
    ] = 1000
    off: Off = ()
    draws: Draws = None
    sets: Sets = ()
    seed: SharedSeed = None
    threads: Threads = None

    def execute(self) -> "Divergence":
        """Trace the trial in both scenarios."""
        from .results.divergences import carry_out

        return carry_out(self)


diverge = verb(DivergeRequest)
