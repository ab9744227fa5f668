"""Intervals that hold whenever one stops: confidence sequences of means of bounded values.

An interval for a fixed number of trials covers 95% of the time at that number. Who looks again and
again and stops when it is narrow has chosen the number by looking, and is covered less often. A
confidence sequence covers the truth at all times at once with its probability, so it may be looked
at after every trial and stopped for any reason; it pays with width.

The method is the empirical-Bernstein sequence of Howard, Ramdas, McAuliffe & Sekhon 2021,
doi:10.1214/20-AOS1991, Theorem 4, with the gamma-exponential mixture of their Proposition 9 as its
boundary. It adapts to the variance, and it bounds the running mean of conditional expectations, so
values need not have one expectation: where they come in whole cycles over a table of draws, it covers
the mean over the table.
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import gammainc, gammaln, ndtri

from .intervals import LEVEL

METHOD = "sequence"
"""Word for such an interval in a table."""
NEAR = 0.25
"""How far from the middle a value may be foretold, as a share of the way to a bound.

The boundary pays for how far a value can lie from what foretold it, so this keeps it low where means
are small beside their bounds, as differences are. Any other choice would be valid too.
"""


def tuned_for(precision: float) -> float:
    """Sum of squares at which to have the boundary narrowest, to reach this half-width soonest.

    About that of a difference of two shares, once known to ``precision``, of which one trial in
    twenty differs. The boundary is valid at any other, and not much wider at ten times as much.
    """
    return max(4.0, (0.15 / precision) ** 2)


class Reading(NamedTuple):
    """What a sequence says after ``number`` values.

    ``half`` is half the width of ``low`` to ``high``; ``fixed`` is that of the usual interval, which
    would hold if the number had been fixed beforehand.
    """

    number: int
    mean: float
    low: float
    high: float
    half: float
    fixed: float


class MeanSequence:
    """Confidence sequence of the mean of values within known bounds, fed in their order.

    Parameters
    ----------
    low, high : float
        Bounds of every value, ``low`` below ``high``.
    level : float
        Coverage at all times at once, above 0 and below 1.
    precision : float
        Half-width that is aimed at, as a share of half the distance of the bounds.

    Raises
    ------
    ValueError
        If the bounds or the level can't be.
    """

    def __init__(
        self, low: float = -1.0, high: float = 1.0, level: float = LEVEL, precision: float = 0.005
    ) -> None:
        if not low < high:
            raise ValueError(f"the bounds {low:g} and {high:g} hold nothing between them")
        if not 0.0 < level < 1.0:
            raise ValueError(f"a level lies between 0 and 1, not at {level:g}")
        self.low, self.high, self.level = low, high, level
        self._middle, self._reach = (low + high) / 2.0, (high - low) / 2.0
        self._tuned = tuned_for(precision)
        self._number = 0
        self._sum = 0.0
        self._squares = 0.0
        self._deviations = 0.0

    def add(self, values: npt.ArrayLike) -> None:
        """Add values, in order.

        Raises
        ------
        ValueError
            If one lies outside the bounds, or is missing.
        """
        x = np.asarray(values, dtype=np.float64)
        if x.size == 0:
            return
        if not (x.min() >= self.low and x.max() <= self.high):
            raise ValueError(f"a value lies outside {self.low:g} to {self.high:g}")
        x = (x - self._middle) / self._reach
        before = self._sum + np.concatenate(([0.0], np.cumsum(x)[:-1]))
        seen = self._number + np.arange(x.size)
        # Each value is foretold by those before it; the middle counts as one of them.
        foretold = np.clip(before / (seen + 1.0), -NEAR, NEAR)
        self._deviations += float(np.sum((x - foretold) ** 2))
        self._number += x.size
        self._sum += float(x.sum())
        self._squares += float(np.sum(x * x))

    def reading(self) -> Reading:
        """The interval as it stands; the bounds themselves before the first value."""
        n = self._number
        if n == 0:
            return Reading(0, math.nan, self.low, self.high, self._reach, math.nan)
        alpha = (1.0 - self.level) / 2.0
        mean = self._sum / n
        half = boundary(self._deviations, alpha, 1.0 + NEAR, self._tuned) / n
        variance = max(0.0, self._squares / n - mean * mean)
        fixed = float(ndtri(0.5 + self.level / 2.0)) * math.sqrt(variance / n) * self._reach
        low = self._middle + max(-1.0, mean - half) * self._reach
        high = self._middle + min(1.0, mean + half) * self._reach
        return Reading(n, self._middle + mean * self._reach, low, high, (high - low) / 2.0, fixed)


def boundary(squares: float, alpha: float, scale: float, tuned: float) -> float:
    """Height that a sum of centred values has no more than a chance ``alpha`` of ever passing.

    Parameters
    ----------
    squares : float
        Sum of squared distances of the values from what foretold them, at least 0.
    alpha : float
        Chance, above 0 and below 1.
    scale : float
        How far a value can lie from what foretold it, above 0.
    tuned : float
        Sum of squares at which the boundary is narrowest.
    """
    limit = -math.log(alpha)

    def over(height: float) -> float:
        return _log_mixture(height, squares, alpha, scale, tuned) - limit

    top = scale
    while over(top) < 0.0:
        top *= 2.0
    return float(brentq(over, 0.0, top, xtol=1e-9, rtol=1e-11))


def _log_mixture(height: float, squares: float, alpha: float, scale: float, tuned: float) -> float:
    """Logarithm of the mixture supermartingale at a sum and a sum of squares (Proposition 9)."""
    square = scale * scale
    # The weights that are best at ``tuned``, by the normal mixture that the boundary comes close to.
    twice = 2.0 * math.log(1.0 / (2.0 * alpha))
    rho = tuned / (twice + math.log1p(twice)) / square
    shape = squares / square + rho
    rate = height / scale + shape
    start = rho * math.log(rho) - gammaln(rho) - math.log(gammainc(rho, rho))
    return float(
        start
        + gammaln(shape)
        + math.log(gammainc(shape, rate))
        - shape * math.log(rate)
        + height / scale
        + squares / square
    )
