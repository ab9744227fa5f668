"""``replay``: one trial as a chronicle."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from ..limits import MOST_TRIALS
from .options import Draws, Off, ScenarioNamed, Seed, Sets
from .request import Option, Request, verb

if TYPE_CHECKING:
    from .results.replays import Replay


@dataclass(frozen=True, kw_only=True)
class ReplayRequest(Request["Replay"]):
    """Tell one trial in plain sentences.

    They say who did what, why, and with which probability: brackets hold the probability with which
    something was drawn, and what raised and lowered it most. The trial is that of a run with the same
    number.

    Returns
    -------
    Replay
        The trial with all its decisions, and its chronicle.

    Raises
    ------
    ScenarioError, InputError
        If the scenario can't be used, or there is no such trial.

    Examples
    --------
    >>> print(sim.replay("baseline", typical="first_war").summary())
    """

    scenario: ScenarioNamed = field(kw_only=False)
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
    typical: Annotated[
        str | None,
        Option(
            "The most typical trial with an outcome, such as first_war or events>200.",
            metavar="OUTCOME",
        ),
    ] = None
    trials: Annotated[
        int, Option("Among how many trials ``typical`` looks.", low=1, high=MOST_TRIALS)
    ] = 1000
    seed: Seed = None
    sets: Sets = ()
    off: Off = ()
    draws: Draws = None

    def execute(self) -> "Replay":
        """Trace the trial and tell it."""
        from .results.replays import carry_out

        return carry_out(self)


replay = verb(ReplayRequest)
