"""Trials that share a parameter draw: intervals clustered by draw, and variance split in two.

Trials of one draw resemble each other, so the draws are what is independent. Everything here works
on totals by draw, which add up over blocks of trials, and takes draws of unequal numbers of trials.
"""

import math
from typing import NamedTuple

import numpy as np

from ..arrays import Floats, Integers
from .intervals import ANY, LEVEL, NOTHING, Interval, freedom_of, mean_within, repeated_share

RESAMPLES = 400
"""Resamples of the bootstrap over draws."""


class Totals(NamedTuple):
    """Trials, sum and sum of squares of an outcome by draw, each of shape (draws,)."""

    counts: Floats
    sums: Floats
    squares: Floats


class Parts(NamedTuple):
    """The variance of a trial's outcome in two parts; NaN where no draw has two trials.

    ``parameters`` is the variance between draws, what we do not know; ``chance`` that within a draw.
    ``share`` is that of the parameters in both, ``low`` to ``high`` its interval by a bootstrap over
    draws.
    """

    parameters: float
    chance: float
    share: float
    low: float
    high: float


UNDIVIDED = Parts(*[math.nan] * 5)


def totals(values: Floats, draw: Integers, draws: int) -> Totals:
    """Totals by draw of the values of trials, NaN left out.

    Parameters
    ----------
    values : array of float, shape (trials,)
    draw : array of int, shape (trials,)
        Number of each trial's draw, from 0.
    draws : int
        How many draws there are.
    """
    there = ~np.isnan(values)
    values, draw = values[there], draw[there]
    return Totals(
        *(
            np.bincount(draw, weights=weights, minlength=draws).astype(np.float64)
            for weights in (None, values, values * values)
        )
    )


def plus(one: Totals, other: Totals) -> Totals:
    """Totals of the trials of both."""
    return Totals(*(a + b for a, b in zip(one, other, strict=True)))


def clustered_share(of: Totals, level: float = LEVEL) -> Interval:
    """A share with its interval, clustered by draw, from totals of 0 and 1.

    Wilson's interval at the effective number of trials: that of independent trials which would give
    the variance seen between draws, with Student's quantile for the draws; never more than the
    trials there are. Where none or all of the trials show it, nothing is seen of how draws differ,
    and the draws that were tried bound the share, by the rule of three: a share of the draws could
    show it always.

    References
    ----------
    Korn & Graubard 1998, Survey Methodology 24(2); Dean & Pagano 2015, doi:10.1093/jssam/smv024
    """
    freedom = max(1, int(np.count_nonzero(of.counts)) - 1)
    return repeated_share(of.sums, of.counts, level, freedom)


def clustered_mean(of: Totals, level: float = LEVEL, within: tuple[float, float] = ANY) -> Interval:
    """A mean with its interval, clustered by draw, and no narrower than without clusters.

    ``within`` is the range that values can have, as ``mean_within`` takes it.

    References
    ----------
    Liang & Zeger 1986, doi:10.1093/biomet/73.1.13
    """
    draws, trials = int(np.count_nonzero(of.counts)), float(of.counts.sum())
    if trials == 0:
        return NOTHING
    estimate = float(of.sums.sum()) / trials
    freedom = clustered_freedom(of) if draws > 1 else 0.0
    return mean_within(estimate, standard_error(of), freedom, level, within)


def clustered_freedom(of: Totals) -> float:
    """Degrees of freedom of the standard error of a mean over clustered trials."""
    squares = (of.sums - of.sums.sum() / of.counts.sum() * of.counts)[of.counts > 0] ** 2
    return freedom_of(float(squares.sum()), float(squares @ squares), squares.size)


def standard_error(of: Totals) -> float:
    """Standard error of a mean over clustered trials; at least that of independent ones."""
    draws, trials = int(np.count_nonzero(of.counts)), float(of.counts.sum())
    if draws < 2:
        return 0.0
    estimate = float(of.sums.sum()) / trials
    residual = of.sums - estimate * of.counts
    clustered = float(residual @ residual) * draws / (draws - 1)
    spread = float(of.squares.sum()) - trials * estimate * estimate
    # What cancels to less than rounding is no spread.
    if spread <= 1e-12 * float(of.squares.sum()):
        return 0.0
    independent = spread * trials / (trials - 1)
    return math.sqrt(max(clustered, independent)) / trials


def parts(of: Totals, level: float = LEVEL, resamples: int = RESAMPLES, seed: int = 0) -> Parts:
    """The variance of an outcome between and within draws, by one-way random-effects analysis.

    Mean squares with draws of unequal size give the components, a negative one counting as 0. The
    interval is a percentile bootstrap over draws.

    References
    ----------
    Searle, Casella & McCulloch 1992, doi:10.1002/9780470316856, section 3.6; Davison & Hinkley
    1997, doi:10.1017/CBO9780511802843
    """
    held = of.counts > 0
    counts, sums, squares = (column[held] for column in of)
    if counts.size < 2 or counts.sum() <= counts.size:
        return UNDIVIDED
    # Counted from the mean, squares of large amounts don't drown what differs.
    origin = sums.sum() / counts.sum()
    squares = np.maximum(squares - 2.0 * origin * sums + origin * origin * counts, 0.0)
    sums = sums - origin * counts
    table = np.stack((np.ones_like(counts), counts, counts**2, sums, sums**2 / counts, squares))
    parameters, chance = (float(part) for part in _components(table.sum(axis=1)))
    if parameters + chance <= 0.0:
        return Parts(0.0, 0.0, math.nan, math.nan, math.nan)
    rng = np.random.default_rng(seed)
    again = rng.multinomial(counts.size, np.full(counts.size, 1.0 / counts.size), resamples)
    sums_again = (again.astype(np.float64) @ table.T).T
    # A resample of none but draws of one trial says nothing of chance.
    between, within = _components(sums_again[:, sums_again[1] > sums_again[0]])
    whole = between + within
    shares = between[whole > 0] / whole[whole > 0]
    low = high = math.nan
    if shares.size:
        low, high = np.quantile(shares, (0.5 - level / 2.0, 0.5 + level / 2.0))
    return Parts(parameters, chance, parameters / (parameters + chance), float(low), float(high))


def _components(sums: Floats) -> tuple[Floats, Floats]:
    """Variances between and within draws from the sums over draws, shape (6,) or (6, resamples)."""
    draws, trials, square_counts, total, between, squares = sums
    mean_square_between = (between - total**2 / trials) / (draws - 1.0)
    mean_square_within = np.maximum(squares - between, 0.0) / (trials - draws)
    typical = (trials - square_counts / trials) / (draws - 1.0)
    apart = mean_square_between - mean_square_within
    # What rounding leaves of equal mean squares is no difference between draws.
    apart = np.where(apart > 1e-9 * mean_square_between, apart, 0.0)
    parameters = apart / typical
    return np.asarray(parameters), np.asarray(mean_square_within)
