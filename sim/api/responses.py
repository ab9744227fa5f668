"""``responses``: what each assumption that people compare does to conflict."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from ..limits import MOST_TRIALS
from .options import Draws, Off, Reported, ScenarioLike, Seed, Sets, Threads
from .request import Argument, Option, Request, verb

if TYPE_CHECKING:
    from .results.responses import Responses


@dataclass(frozen=True, kw_only=True)
class ResponsesRequest(Request["Responses"]):
    """Show what each assumption does to conflict.

    Each row runs the same trials with an assumption at its low and at its high end, which are the range
    that the scenario states; the values that a row sets are not drawn in it. Cells have 95% intervals,
    clustered by draw. Where every trial begins with an act that kills, as in crisis_start, P(armed
    attack) after it follows. The same request gives the same content hash.

    Returns
    -------
    Responses
        Every outcome at the high end minus at the low end, row by row.

    Raises
    ------
    ScenarioError, InputError
        If the scenario, a setting or a row can't be used, or a number is out of range.

    Examples
    --------
    >>> print(sim.responses("baseline", rows=["sanctions"]).summary())
    """

    scenario: Annotated[
        ScenarioLike | None,
        Argument(
            "A scenario file, or the name of a shipped scenario.",
            metavar="SCENARIO",
            kind="Scenario, str or Path",
            default="baseline, and in the command crisis_start too",
        ),
    ] = field(default=None, kw_only=False)
    trials: Annotated[int, Option("Matched trials of each end.", low=1, high=MOST_TRIALS)] = 2000
    rows: Annotated[
        Sequence[str], Option("A row of the table.", flag="--row", metavar="KEY", default="all")
    ] = ()
    off: Off = ()
    sets: Sets = ()
    draws: Draws = None
    seed: Seed = None
    threads: Threads = None
    progress: Reported = None

    def execute(self) -> "Responses":
        """Run every row and compare its ends."""
        from .results.responses import carry_out, plan

        return carry_out(plan(self), self.progress)


responses = verb(ResponsesRequest)
