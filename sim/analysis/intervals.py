"""Intervals of shares, of shares over repeated chances, and of means.

Never an estimate plus or minus two standard deviations: that is the spread of trials, not the
uncertainty of what they estimate.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from scipy.special import ndtri, stdtrit

from ..arrays import Floats

LEVEL = 0.95
ANY = (-math.inf, math.inf)
"""The range of values that have none."""


class Interval(NamedTuple):
    """An estimate and its interval; NaN where there is nothing to estimate from.

    ``method`` is "wilson", "bound" (one-sided: nothing, or everything, was seen), "score" (a mean
    within a range), "student" (a mean without one), a word for a bootstrap, or "".
    """

    estimate: float
    low: float
    high: float
    method: str


NOTHING = Interval(math.nan, math.nan, math.nan, "")


def wilson(count: Any, trials: Any, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Wilson score interval of a share.

    Parameters
    ----------
    count : number or array
        In how many trials something happened, from 0 to ``trials``.
    trials : number or array
        All trials, above 0; an effective number of them need not be whole.
    level : float
        Coverage, above 0 and below 1.

    Returns
    -------
    low, high : array of float
        Ends of the interval, in [0, 1].

    Raises
    ------
    ValueError
        If there are no trials or a count lies outside them.

    References
    ----------
    Wilson 1927, doi:10.1080/01621459.1927.10502953
    """
    counts, of = np.asarray(count, dtype=np.float64), np.asarray(trials, dtype=np.float64)
    if np.any(of <= 0):
        raise ValueError("a share needs at least one trial")
    if np.any(counts < 0) or np.any(counts > of):
        raise ValueError("a count must lie between 0 and the number of trials")
    z = float(ndtri(0.5 + level / 2.0))
    share = counts / of
    scale = 1.0 + z * z / of
    centre = (share + z * z / (2.0 * of)) / scale
    half = z * np.sqrt(share * (1.0 - share) / of + (z / (2.0 * of)) ** 2) / scale
    low = np.where(counts == 0, 0.0, np.clip(centre - half, 0.0, 1.0))
    high = np.where(counts == of, 1.0, np.clip(centre + half, 0.0, 1.0))
    return low, high


def bound_of_none(trials: float, level: float = LEVEL) -> float:
    """Largest share under which seeing none in ``trials`` trials is not yet too rare.

    One minus (1 - level) to the power 1 / trials, close to 3 / trials at 95%: the rule of three.

    References
    ----------
    Hanley & Lippman-Hand 1983, doi:10.1001/jama.1983.03330370053031
    """
    if trials <= 0:
        raise ValueError("a bound needs at least one trial")
    return -math.expm1(math.log1p(-level) / trials)


def share(count: float, trials: float, level: float = LEVEL) -> Interval:
    """A share with its Wilson interval; none or all of the trials give a one-sided bound."""
    if trials == 0:
        return NOTHING
    if count == 0:
        return Interval(0.0, 0.0, bound_of_none(trials, level), "bound")
    if count == trials:
        return Interval(1.0, 1.0 - bound_of_none(trials, level), 1.0, "bound")
    low, high = wilson(count, trials, level)
    return Interval(count / trials, float(low), float(high), "wilson")


def repeated_share(
    count: Any, chances: Any, level: float = LEVEL, freedom: float = math.inf
) -> Interval:
    """Share of chances taken where a trial may hold several, which need not be independent.

    The Wilson interval of the share, with the chances counted at their effective number: the
    number of independent ones that would give the variance seen between trials. Where none, or
    all, were taken, the trials that held any chance are what was independent, and bound the share.

    Parameters
    ----------
    count, chances : array, shape (trials,)
        Chances taken and chances held by each trial, ``count`` at most ``chances``.
    freedom : float
        Degrees of freedom of the variance seen, where they are few: Student's quantile takes the
        normal one's place.

    References
    ----------
    Korn & Graubard 1998, Survey Methodology 24(2), 193-201
    """
    taken, held = np.asarray(count, dtype=np.float64), np.asarray(chances, dtype=np.float64)
    trials = int(np.count_nonzero(held))
    total = float(held.sum())
    if trials == 0:
        return NOTHING
    estimate = float(taken.sum()) / total
    if estimate in (0.0, 1.0):
        return share(estimate * trials, trials, level)
    # In place, since there may be ten million trials.
    with_any = held > 0
    residual = estimate * held[with_any]
    np.subtract(taken[with_any], residual, out=residual)
    residual *= residual
    spread = float(np.sum(residual)) * trials / max(1, trials - 1)
    effective = total if spread == 0.0 else estimate * (1.0 - estimate) * total * total / spread
    if freedom < math.inf:
        normal, student = ndtri(0.5 + level / 2.0), stdtrit(freedom, 0.5 + level / 2.0)
        effective *= float(normal / student) ** 2
    effective = min(total, effective)
    low, high = wilson(estimate * effective, effective, level)
    return Interval(estimate, float(low), float(high), "wilson")


def mean(values: Any, level: float = LEVEL, within: tuple[float, float] = ANY) -> Interval:
    """A mean with its interval; missing values are left out.

    A single value, or values that are all equal, have no interval of their own: it is NaN.

    Parameters
    ----------
    within : pair of float
        Least and largest value that there can be, as ``mean_within`` takes them.
    """
    numbers = np.asarray(values, dtype=np.float64)
    missing = np.isnan(numbers)
    if missing.any():
        numbers = numbers[~missing]
    if numbers.size == 0:
        return NOTHING
    estimate = float(numbers.mean())
    squares = numbers - estimate
    squares *= squares
    total, fourths = float(squares.sum()), float(squares @ squares)
    error = math.sqrt(total / max(1, numbers.size - 1) / numbers.size)
    return mean_within(estimate, error, freedom_of(total, fourths, numbers.size), level, within)


def freedom_of(squares: float, fourths: float, number: int) -> float:
    """Degrees of freedom of a variance that is estimated from values whose tails may be heavy.

    A few large values carry most of such a variance, which is then known as badly as from a few
    values. The degrees of freedom are those at which a variance of normal values would vary as much
    as this one does, by the kurtosis seen; never more than the values less one.

    Parameters
    ----------
    squares, fourths : float
        Sums of the second and fourth powers of the values' deviations from their mean.
    number : int
        How many values there are.

    References
    ----------
    Satterthwaite 1946, doi:10.2307/3002019; Kenney & Keeping 1951, Mathematics of Statistics, part
    2, p. 164, on the variance of a variance
    """
    if number < 2 or squares <= 0.0:
        return float(number - 1)
    # At least 1 / number; squares of tiny deviations vanish and would divide by 0.
    share = max(fourths / squares / squares, 1.0 / number) if squares > 1e-150 else 1.0 / number
    least = (number - 3.0) / (number * (number - 1.0))
    return min(number - 1.0, 2.0 / (share - least))


def mean_within(
    estimate: float, error: float, freedom: float, level: float, within: tuple[float, float] = ANY
) -> Interval:
    """The interval of a mean from its standard error; it never leaves the range of the values.

    Student's interval asks which means lie within t standard errors of the estimate, with one
    error for all of them. Where values have a range, the variance must shrink as the mean nears an
    end of it, so here a mean m is given the variance that it would have if the variance were in
    proportion to m's distance from the end (from both ends, multiplied), and as large as seen at
    the estimate. With both ends known this is Wilson's interval of a share with the effective
    number of trials; with many trials it is Student's.

    Parameters
    ----------
    error : float
        Standard error of the estimate; 0 gives no interval.
    freedom : float
        Degrees of freedom of that error.
    within : pair of float
        Least and largest value that there can be; infinite where there is no end.

    References
    ----------
    Student 1908, doi:10.1093/biomet/6.1.1; Wilson 1927, doi:10.1080/01621459.1927.10502953;
    Wedderburn 1974, doi:10.1093/biomet/61.3.439 (variances that are a function of the mean)
    """
    if error == 0.0 or freedom < 1:
        return Interval(estimate, math.nan, math.nan, "")
    low, high = within
    half = float(stdtrit(freedom, 0.5 + level / 2.0)) * error
    above, below = estimate - low, high - estimate
    if math.isinf(above) and math.isinf(below):
        return Interval(estimate, estimate - half, estimate + half, "student")
    if math.isinf(below):
        left, right = _distances(above, half)
        return Interval(estimate, low + left, low + right, "score")
    if math.isinf(above):
        left, right = _distances(below, half)
        return Interval(estimate, high - right, high - left, "score")
    width = high - low
    z = float(ndtri(0.5 + level / 2.0))
    effective = above * below * (z / half) ** 2
    lowest, highest = wilson(above / width * effective, effective, level)
    return Interval(estimate, low + width * float(lowest), low + width * float(highest), "score")


def _distances(distance: float, half: float) -> tuple[float, float]:
    """Distances from the only end whose score interval holds an estimate at ``distance`` from it."""
    step = half * half / (2.0 * distance)
    reach = math.sqrt(half * half + step * step)
    right = distance + step + reach
    # The product of both is the square of the distance, which loses nothing near the end.
    return distance * distance / right, right
