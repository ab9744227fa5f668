"""Contrasts of two arms of matched trials: differences and ratios with paired and unpaired intervals.

Everywhere the contrast is of B against A: a difference is B minus A, a ratio B over A. The paired
interval uses that trial k of both arms shares its draws; the unpaired one is what the same numbers
would support had the arms been run apart.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri, stdtrit

from .intervals import LEVEL, wilson

Floats = npt.NDArray[np.float64]
_HALVINGS = 70


class Contrast(NamedTuple):
    """One outcome of B against A; NaN where there is nothing to estimate from.

    ``low`` to ``high`` is the paired interval of ``difference``, ``unpaired_low`` to
    ``unpaired_high`` the unpaired one, and so for the ratio, which may be infinite.
    ``variance_factor`` is the variance of the difference between independent arms over that of
    matched ones: how many times as many unpaired trials would have been needed, below 1 where
    matching cost precision. ``method`` is "score" (shares), "student" (means) or "".
    """

    difference: float
    low: float
    high: float
    unpaired_low: float
    unpaired_high: float
    ratio: float
    ratio_low: float
    ratio_high: float
    ratio_unpaired_low: float
    ratio_unpaired_high: float
    variance_factor: float
    method: str


class Moments(NamedTuple):
    """Moments of an amount over matched trials: variances of A, of B and of B minus A (n - 1)."""

    pairs: int
    mean_a: float
    mean_b: float
    variance_a: float
    variance_b: float
    variance_difference: float


def of_shares(
    both: float, a_only: float, b_only: float, neither: float, level: float = LEVEL
) -> Contrast:
    """Contrast of two shares from the four counts of matched trials.

    Parameters
    ----------
    both, a_only, b_only, neither : number
        Trials in which the outcome held in both arms, in A only, in B only, in neither.
    level : float
        Coverage, above 0 and below 1.

    Raises
    ------
    ValueError
        If there are no trials.
    """
    n = both + a_only + b_only + neither
    if n <= 0:
        raise ValueError("a contrast needs at least one matched trial")
    a, b = (both + a_only) / n, (both + b_only) / n
    difference = (b_only - a_only) / n
    paired = (a_only + b_only) / n - difference**2
    low, high = paired_difference(a_only, b_only, n, level)
    unpaired_low, unpaired_high = unpaired_difference(both + a_only, both + b_only, n, level)
    ratio_low, ratio_high = paired_ratio(both, a_only, b_only, n, level)
    wide_low, wide_high = unpaired_ratio(both + a_only, both + b_only, n, level)
    return Contrast(
        difference=difference,
        low=float(low),
        high=float(high),
        unpaired_low=float(unpaired_low),
        unpaired_high=float(unpaired_high),
        ratio=_ratio(b, a),
        ratio_low=float(ratio_low),
        ratio_high=float(ratio_high),
        ratio_unpaired_low=float(wide_low),
        ratio_unpaired_high=float(wide_high),
        variance_factor=_ratio(a * (1.0 - a) + b * (1.0 - b), paired),
        method="score",
    )


def of_means(
    moments: Moments, ratio: bool, level: float = LEVEL, freedom: int | None = None
) -> Contrast:
    """Contrast of two means: Student's interval of the paired differences, Welch's beside it.

    Amounts that differ by the same in every trial, or a single trial, have no interval. The ratio
    has one by the delta method on its logarithm.

    Parameters
    ----------
    ratio : bool
        Whether a ratio means anything: the amounts are never negative.
    freedom : int, optional
        Degrees of freedom of each variance; None for the trials less one.

    References
    ----------
    Student 1908, doi:10.1093/biomet/6.1.1; Welch 1947, doi:10.1093/biomet/34.1-2.28
    """
    n, a, b, var_a, var_b, var_d = moments
    degrees = n - 1 if freedom is None else freedom
    difference = b - a
    unpaired = var_a + var_b
    half = _half(degrees, var_d, n, level)
    welch = degrees * unpaired**2 / (var_a**2 + var_b**2) if unpaired > 0 else 0.0
    wide = _half(welch, unpaired, n, level)
    times = b / a if ratio and a > 0 else math.nan
    spread = wide_spread = math.nan
    if ratio and a > 0 and b > 0:
        apart = var_a / a**2 + var_b / b**2
        covariance = (unpaired - var_d) / 2.0
        together = max(0.0, apart - 2.0 * covariance / (a * b)) if var_d > 0 else 0.0
        spread = math.exp(_half(degrees, together, n, level))
        wide_spread = math.exp(_half(welch, apart, n, level))
    return Contrast(
        difference=difference,
        low=difference - half,
        high=difference + half,
        unpaired_low=difference - wide,
        unpaired_high=difference + wide,
        ratio=times,
        ratio_low=times / spread,
        ratio_high=times * spread,
        ratio_unpaired_low=times / wide_spread,
        ratio_unpaired_high=times * wide_spread,
        variance_factor=_ratio(unpaired, var_d),
        method="student" if var_d > 0 else "",
    )


def paired_difference(
    a_only: Any, b_only: Any, trials: Any, level: float = LEVEL
) -> tuple[Floats, Floats]:
    """Score interval of the difference of two shares of matched trials.

    Parameters
    ----------
    a_only, b_only : number or array
        Trials in which the outcome held in one arm alone.
    trials : number or array
        All matched trials, above 0.

    References
    ----------
    Tango 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B
    """
    c, b, n = _floats(a_only, b_only, trials)
    z2 = _z(level) ** 2

    def inside(delta: Floats) -> npt.NDArray[np.bool_]:
        slope = -b - c + (2.0 * n - b + c) * delta
        root = np.sqrt(np.maximum(0.0, slope**2 + 8.0 * n * c * delta * (1.0 - delta)))
        # Likeliest share of A only under this difference.
        share = (root - slope) / (4.0 * n)
        variance = n * (2.0 * share + delta * (1.0 - delta))
        return np.asarray((b - c - n * delta) ** 2 <= z2 * variance)

    return _search(inside, (b - c) / n, -1.0, 1.0)


def unpaired_difference(a: Any, b: Any, trials: Any, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Hybrid score interval of the difference of shares of two independent arms of equal size.

    Parameters
    ----------
    a, b : number or array
        Trials in which the outcome held, in each arm.

    References
    ----------
    Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I
    """
    of_a, of_b, n = _floats(a, b, trials)
    low_a, high_a = wilson(of_a, n, level)
    low_b, high_b = wilson(of_b, n, level)
    share_a, share_b = of_a / n, of_b / n
    difference = share_b - share_a
    down = np.sqrt((share_b - low_b) ** 2 + (high_a - share_a) ** 2)
    up = np.sqrt((high_b - share_b) ** 2 + (share_a - low_a) ** 2)
    return difference - down, difference + up


def paired_ratio(
    both: Any, a_only: Any, b_only: Any, trials: Any, level: float = LEVEL
) -> tuple[Floats, Floats]:
    """Score interval of the ratio of two shares of matched trials, in [0, inf]; NaN if both are 0.

    References
    ----------
    Nam & Blackwelder 2002, doi:10.1002/sim.1017; Tang, Tang & Chan 2003, doi:10.1002/sim.1213
    """
    x11, x21, x12, n = _floats(both, a_only, b_only, trials)
    any_arm = x11 + x12 + x21
    z2 = _z(level) ** 2

    def inside(theta: Floats) -> npt.NDArray[np.bool_]:
        square = n * (1.0 + theta)
        slope = (x11 + x21) * theta**2 - (x11 + x12 + 2.0 * x21)
        free = x21 * (1.0 - theta) * any_arm / n
        root = np.sqrt(np.maximum(0.0, slope**2 - 4.0 * square * free))
        # Likeliest share of A only under this ratio.
        share = np.maximum(0.0, root - slope) / (2.0 * square)
        variance = np.maximum(0.0, any_arm * (theta - 1.0) + square * share)
        return np.asarray((x11 + x12 - theta * (x11 + x21)) ** 2 <= z2 * variance)

    return _search_ratio(inside, x11 + x21, x11 + x12)


def unpaired_ratio(a: Any, b: Any, trials: Any, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Score interval of the ratio of shares of two independent arms of equal size.

    References
    ----------
    Koopman 1984, doi:10.2307/2531551
    """
    of_a, of_b, n = _floats(a, b, trials)
    z2 = _z(level) ** 2

    def inside(theta: Floats) -> npt.NDArray[np.bool_]:
        slope = n * (1.0 + theta) + of_b + of_a * theta
        root = np.sqrt(np.maximum(0.0, slope**2 - 8.0 * n * theta * (of_a + of_b)))
        share_a = np.minimum(1.0, 2.0 * (of_a + of_b) / (slope + root))
        share_b = np.minimum(1.0, theta * share_a)
        variance = (share_b * (1.0 - share_b) + theta**2 * share_a * (1.0 - share_a)) * n
        return np.asarray((of_b - theta * of_a) ** 2 <= z2 * variance)

    return _search_ratio(inside, of_a, of_b)


def _search(
    inside: Callable[[Floats], npt.NDArray[np.bool_]], centre: Floats, lowest: float, highest: float
) -> tuple[Floats, Floats]:
    """Ends of the interval around ``centre`` within which ``inside`` holds, by halving."""
    ends = []
    for bound in (lowest, highest):
        within, beyond = centre.copy(), np.full_like(centre, bound)
        for _ in range(_HALVINGS):
            middle = (within + beyond) / 2.0
            holds = inside(middle)
            within, beyond = np.where(holds, middle, within), np.where(holds, beyond, middle)
        ends.append(within)
    return ends[0], ends[1]


def _search_ratio(
    inside: Callable[[Floats], npt.NDArray[np.bool_]], of_a: Floats, of_b: Floats
) -> tuple[Floats, Floats]:
    """Ends of an interval of a ratio, sought over ratio / (1 + ratio) so that it can be infinite."""
    none = of_a + of_b == 0
    total = np.where(none, 1.0, of_a + of_b)
    below_one = np.nextafter(1.0, 0.0)

    def within(t: Floats) -> npt.NDArray[np.bool_]:
        t = np.minimum(t, below_one)
        return inside(t / (1.0 - t))

    low, high = _search(within, np.where(none, 0.5, of_b / total), 0.0, 1.0)
    low = np.where(of_b == 0, 0.0, low / (1.0 - np.minimum(low, below_one)))
    high = np.where(of_a == 0, np.inf, high / (1.0 - np.minimum(high, below_one)))
    return np.where(none, np.nan, low), np.where(none, np.nan, high)


def _half(freedom: float, variance: float, trials: int, level: float) -> float:
    """Half the width of Student's interval of a mean, NaN where the variance is 0."""
    if variance <= 0 or freedom <= 0:
        return math.nan
    return float(stdtrit(freedom, 0.5 + level / 2.0)) * math.sqrt(variance / trials)


def _ratio(over: float, under: float) -> float:
    if under == 0:
        return math.inf if over > 0 else math.nan
    return over / under


def _floats(*values: Any) -> tuple[Floats, ...]:
    arrays = np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in values))
    if np.any(arrays[-1] <= 0):
        raise ValueError("a contrast needs at least one matched trial")
    return tuple(np.array(array) for array in arrays)


def _z(level: float) -> float:
    return float(ndtri(0.5 + level / 2.0))
