"""``forecast``: what a scenario expects of each month, to be scored later."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from .options import Draws, Off, OutFolder, ScenarioLike, Seed, Sets, Threads
from .request import Argument, Option, Request, verb

if TYPE_CHECKING:
    from .results.forecasts import Forecast

NAMED = "forecast-NAME-MONTH-HASH.json"


@dataclass(frozen=True, kw_only=True)
class ForecastRequest(Request["Forecast"]):
    """Write a dated, hashed forecast of events and first acts.

    Trials begin where the record ends after particles have been filtered through it month by month, and
    with the parameters that it supports. Scenarios that use what became known only afterwards are
    refused, and so is a file that exists.

    Returns
    -------
    Forecast
        Distributions of events by class and month, and shares of first acts.

    Raises
    ------
    ScenarioError, InputError
        If a number is out of range, the scenario knows too much, or the file exists.

    Examples
    --------
    >>> sim.forecast(months=12).events
    """

    scenario: Annotated[
        ScenarioLike | None,
        Argument(
            "A scenario file or name.",
            metavar="SCENARIO",
            kind="Scenario, str or Path",
            default="baseline; september_2024, which knows a month less, for a first month of "
            "October 2024",
        ),
    ] = field(default=None, kw_only=False)
    first: Annotated[
        str | None,
        Option("First month.", flag="--from", metavar="YYYY-MM", default="the scenario's start"),
    ] = None
    months: Annotated[int, Option("How many months.", low=1, high=120)] = 24
    trials: Annotated[int, Option("How many trials.", low=1, high=100_000)] = 10_000
    particles: Annotated[
        int,
        Option(
            "Worlds that live through the record first, 24 for each draw of parameters; 0 starts as "
            "the scenario states.",
            low=0,
            high=100_000,
        ),
    ] = 2304
    seed: Seed = None
    sets: Sets = ()
    off: Off = ()
    draws: Draws = None
    threads: Threads = None
    out: Annotated[
        OutFolder,
        Option(
            "File.",
            metavar="FILE",
            kind="str, Path or True",
            python=f"True names it {NAMED}, and nothing writes no file.",
            default=NAMED,
            untyped=True,
        ),
    ] = None

    def execute(self) -> "Forecast":
        """Make the forecast, and write it if a file is named."""
        from .results.forecasts import carry_out, plan

        return carry_out(plan(self))


forecast = verb(ForecastRequest)
