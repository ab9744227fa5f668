"""Estimates from the values of trials: clustered by parameter draw where trials have draws."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..arrays import Floats, Integers, Truths
from .clusters import UNDIVIDED, Parts, Totals, clustered_mean, clustered_share, parts, totals
from .intervals import ANY, LEVEL, Interval, mean, repeated_share, share


class Found(NamedTuple):
    """What is estimated of an outcome: its interval, and its variance in two parts."""

    interval: Interval
    parts: Parts


class Estimator:
    """Estimates from the values of trials; clustered by draw where trials have draws.

    Parameters
    ----------
    draw : array of int, shape (trials,), or None
        Number of each trial's parameter draw, from 0.
    """

    def __init__(self, draw: Integers | None, level: float = LEVEL) -> None:
        self._totals = None if draw is None else by_draw(draw)
        self._level = level

    def share(self, holds: Truths, among: Truths | None) -> Found:
        """Of a truth, among some of the trials."""
        if self._totals is None:
            held = holds if among is None else holds[among]
            return Found(share(int(held.sum()), int(held.size), self._level), UNDIVIDED)
        values = holds.astype(np.float64)
        of = self._totals(values if among is None else np.where(among, values, np.nan))
        return Found(clustered_share(of, self._level), parts(of, self._level))

    def repeated(self, taken: Floats, held: Floats) -> Found:
        """Of chances taken, of which a trial may hold several; their variance is not split."""
        if self._totals is None:
            return Found(repeated_share(taken, held, self._level), UNDIVIDED)
        sums, counts = self._totals(taken).sums, self._totals(held).sums
        return Found(clustered_share(Totals(counts, sums, sums), self._level), UNDIVIDED)

    def mean(self, values: Floats, within: tuple[float, float] = ANY) -> Found:
        """Of an amount, NaN where there is none; ``within`` is the range that it can have."""
        if self._totals is None:
            return Found(mean(values, self._level, within), UNDIVIDED)
        of = self._totals(values)
        return Found(clustered_mean(of, self._level, within), parts(of, self._level))


def by_draw(draw: Integers) -> Callable[[Floats], Totals]:
    """What makes totals by draw of values of the trials that have these draws."""
    draws = int(draw.max()) + 1 if draw.size else 0
    return lambda values: totals(values, draw, draws)
