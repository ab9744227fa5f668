"""``backtest``: how forecasts from the end of every month since 2011 would have done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from ..errors import InputError
from .options import Threads
from .request import Option, Request, verb

if TYPE_CHECKING:
    from .results.backtests import BacktestResult

MOST_PARTICLES = 100_000


@dataclass(frozen=True, kw_only=True)
class BacktestRequest(Request["BacktestResult"]):
    """Forecast from the end of every month, and score it.

    Forecasts are of 1, 12 and 24 months and are scored beside baselines. At each origin the model has
    seen the record up to it, and learnt its parameters from nothing else.

    Returns
    -------
    BacktestResult
        Scores of every origin, and their means with differences from the baselines.

    Raises
    ------
    InputError
        If a number is out of range, or a variant is none of those known.

    Examples
    --------
    >>> sim.backtest(quick=True).comparison
    """

    quick: Annotated[
        bool,
        Option(
            "See that all parts work, from an origin every two years with few worlds; the scores "
            "mean nothing."
        ),
    ] = False
    particles: Annotated[
        int,
        Option(
            "Worlds that live through the record, 24 for each draw of parameters.",
            low=48,
            high=MOST_PARTICLES,
        ),
    ] = 2304
    trials: Annotated[
        int, Option("Worlds that go on from each origin.", low=1, high=MOST_PARTICLES)
    ] = 1000
    variants: Annotated[
        Sequence[str],
        Option("A variant of the model.", flag="--variant", metavar="NAME", default="all"),
    ] = ()
    step: Annotated[int, Option("Months between origins.", low=1, high=60)] = 1
    lag: Annotated[int, Option("Months by which the timeline is known later.", low=0, high=60)] = 0
    threads: Threads = None

    def __post_init__(self) -> None:
        """Check that no more worlds go on than there are."""
        super().__post_init__()
        if self.trials > self.particles:
            raise InputError(
                f"trials must be from 1 to {self.particles:,}, the particles, not {self.trials:,}"
            )

    def execute(self) -> "BacktestResult":
        """Score every origin."""
        from .results.backtests import carry_out

        return carry_out(self)


backtest = verb(BacktestRequest)
