"""A back-test: forecasts from the end of every month, scored beside baselines."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from ...errors import InputError
from ...history.backtest import Backtest, backtest, comparison, record
from ...history.filtering import WORLDS
from ...history.hindcast import SCENARIO
from ...history.variants import VARIANTS
from ...scenario.nearest import did_you_mean
from ..backtest import BacktestRequest
from ..sources import prepare


class Effort(NamedTuple):
    """How much is run: particles in all and for each draw, trials of each origin, months between."""

    particles: int
    worlds: int
    trials: int
    step: int


QUICK = Effort(48, 8, 48, 24)


class BacktestResult(NamedTuple):
    """What a back-test yielded.

    Attributes
    ----------
    found : Backtest
        Scores by origin, months by variant and weights, as ``sim.history.backtest`` says.
    comparison : DataFrame
        Mean scores of each forecaster, and their differences from the baselines.
    effort : Effort
        How much was run.
    """

    found: Backtest
    comparison: pd.DataFrame
    effort: Effort


def carry_out(
    request: BacktestRequest, tell: Callable[[int, int], None] | None = None
) -> BacktestResult:
    """Run a back-test; ``tell`` is told how many months are lived through, and of how many.

    Raises
    ------
    InputError
        If there is no variant of a name.
    """
    for name in request.variants:
        if name not in VARIANTS:
            near = did_you_mean(name, VARIANTS)
            raise InputError(f"no variant {name!r}; there are {', '.join(VARIANTS)}{near}")
    effort = Effort(request.particles, WORLDS, request.trials, request.step)
    if request.quick:
        effort = QUICK
    found = backtest(
        prepare(SCENARIO),
        record(),
        particles=effort.particles,
        worlds=effort.worlds,
        trials=effort.trials,
        variants=tuple(dict.fromkeys(request.variants)) or tuple(VARIANTS),
        step=effort.step,
        lag=request.lag,
        threads=request.threads,
        tell=tell,
    )
    return BacktestResult(found, comparison(found.scores, effort.step), effort)
