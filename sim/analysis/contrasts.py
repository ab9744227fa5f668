"""Contrasts of two arms of matched trials: differences and ratios with paired and unpaired intervals.

Everywhere the contrast is of B against A: a difference is B minus A, a ratio B over A. The paired
interval uses that trial k of both arms shares its draws; the unpaired one is what the same numbers
would support had the arms been run apart.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from scipy.special import ndtri, stdtrit

from ..arrays import Floats, Truths
from .intervals import LEVEL

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
    """Moments of an amount over matched trials: variances of A, of B and of B minus A (n - 1).

    ``freedom_a`` to ``freedom_difference`` are the degrees of freedom of each variance, by
    ``intervals.freedom_of``.
    """

    pairs: int
    mean_a: float
    mean_b: float
    variance_a: float
    variance_b: float
    variance_difference: float
    freedom_a: float
    freedom_b: float
    freedom_difference: float


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
    found = Contrast(
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
    return within_unpaired(found)


def of_means(moments: Moments, ratio: bool, level: float = LEVEL) -> Contrast:
    """Contrast of two means: Student's interval of the paired differences, Welch's beside it.

    Their degrees of freedom are those of the variances, few where few trials differ. Amounts that
    differ by the same in every trial, or a single trial, have no interval. Fieller's interval of
    the ratio holds 1 just where that of the difference holds 0.

    Parameters
    ----------
    ratio : bool
        Whether a ratio means anything: the amounts are never negative.

    References
    ----------
    Student 1908, doi:10.1093/biomet/6.1.1; Welch 1947, doi:10.1093/biomet/34.1-2.28; Fieller 1954,
    doi:10.1111/j.2517-6161.1954.tb00159.x
    """
    n, a, b, var_a, var_b, var_d, free_a, free_b, free_d = moments
    difference = b - a
    unpaired = var_a + var_b
    quantile = _student(free_d, level) if var_d > 0 else math.nan
    half = quantile * math.sqrt(var_d / n)
    welch = math.nan
    if unpaired > 0 and min(free_a, free_b) > 0:
        parts = (var_a / unpaired) ** 2 / free_a + (var_b / unpaired) ** 2 / free_b
        welch = _student(1.0 / parts, level)
    wide = welch * math.sqrt(unpaired / n)
    times = b / a if ratio and a > 0 else math.nan
    paired_ends = unpaired_ends = (math.nan, math.nan)
    if ratio and a > 0:
        errors = var_a / n, var_b / n
        paired_ends = _fieller(a, b, *errors, (unpaired - var_d) / 2.0 / n, quantile)
        unpaired_ends = _fieller(a, b, *errors, 0.0, welch)
    found = Contrast(
        difference=difference,
        low=difference - half,
        high=difference + half,
        unpaired_low=difference - wide,
        unpaired_high=difference + wide,
        ratio=times,
        ratio_low=paired_ends[0],
        ratio_high=paired_ends[1],
        ratio_unpaired_low=unpaired_ends[0],
        ratio_unpaired_high=unpaired_ends[1],
        variance_factor=_ratio(unpaired, var_d),
        method="student" if var_d > 0 else "",
    )
    return within_unpaired(found)


def within_unpaired(found: Contrast) -> Contrast:
    """The contrast with paired intervals no wider than the unpaired ones, where matching helped.

    Where matched arms vary together their difference varies no more than that of arms run apart,
    so that the unpaired intervals hold for it too; where few trials differ they can be shorter.
    """
    if not found.variance_factor >= 1.0:
        return found

    def nearer(pick: Callable[[float, float], float], own: str, other: str) -> float:
        ends = getattr(found, own), getattr(found, other)
        return ends[0] if math.isnan(sum(ends)) else pick(*ends)

    return found._replace(
        low=nearer(max, "low", "unpaired_low"),
        high=nearer(min, "high", "unpaired_high"),
        ratio_low=nearer(max, "ratio_low", "ratio_unpaired_low"),
        ratio_high=nearer(min, "ratio_high", "ratio_unpaired_high"),
    )


def _fieller(
    a: float, b: float, error_a: float, error_b: float, covariance: float, quantile: float
) -> tuple[float, float]:
    """Ratios r of B over A, both positive, at which B - r A lies within its error of 0.

    ``error_a``, ``error_b`` and ``covariance`` are the variances of both means and their covariance.
    Where A is hardly known from 0 the ratio has no upper end.
    """
    if math.isnan(quantile):
        return math.nan, math.nan
    t2 = quantile * quantile
    square = a * a - t2 * error_a
    middle = a * b - t2 * covariance
    last = b * b - t2 * error_b
    root = math.sqrt(max(0.0, middle * middle - square * last))
    if square > 0.0:
        return max(0.0, (middle - root) / square), (middle + root) / square
    if square == 0.0:
        return (max(0.0, last / (2.0 * middle)) if middle > 0.0 else 0.0), math.inf
    # What holds lies outside of two ends; the estimate lies beyond the upper or below the lower one.
    lower, upper = (middle + root) / square, (middle - root) / square
    if root == 0.0 or upper <= 0.0:
        return 0.0, math.inf
    # Both sides are kept where 1 lies on the other one: the difference then holds 0.
    if b / a >= upper:
        return (0.0 if lower >= 1.0 else upper), math.inf
    return 0.0, (math.inf if upper <= 1.0 else lower)


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

    def inside(delta: Floats) -> Truths:
        slope = -b - c + (2.0 * n - b + c) * delta
        root = np.sqrt(np.maximum(0.0, slope**2 + 8.0 * n * c * delta * (1.0 - delta)))
        # Likeliest share of A only under this difference.
        share = (root - slope) / (4.0 * n)
        variance = n * (2.0 * share + delta * (1.0 - delta))
        return np.asarray((b - c - n * delta) ** 2 <= z2 * variance)

    return _search(inside, (b - c) / n, -1.0, 1.0)


def unpaired_difference(a: Any, b: Any, trials: Any, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Score interval of the difference of shares of two independent arms of equal size.

    It holds 0 just where that of their ratio holds 1.

    Parameters
    ----------
    a, b : number or array
        Trials in which the outcome held, in each arm.

    References
    ----------
    Mee 1984, Biometrics 40(4), 1175-1176; Miettinen & Nurminen 1985, doi:10.1002/sim.4780040211,
    for the likeliest shares under a difference
    """
    of_a, of_b, n = _floats(a, b, trials)
    z2 = _z(level) ** 2

    def inside(delta: Floats) -> Truths:
        share_a = _likeliest_of_a(of_a, of_b, n, delta)
        share_b = np.clip(share_a + delta, 0.0, 1.0)
        variance = (share_a * (1.0 - share_a) + share_b * (1.0 - share_b)) * n
        return np.asarray((of_b - of_a - n * delta) ** 2 <= z2 * variance)

    return _search(inside, (of_b - of_a) / n, -1.0, 1.0)


def _likeliest_of_a(of_a: Floats, of_b: Floats, n: Floats, delta: Floats) -> Floats:
    """Likeliest share of A where that of B is larger by ``delta``: the root of a cubic."""
    cube = 2.0 * n
    square = 3.0 * n * delta - 2.0 * n - of_a - of_b
    linear = (n * delta - 2.0 * n - 2.0 * of_a) * delta + of_a + of_b
    last = of_a * delta * (1.0 - delta)
    q = (square / (3.0 * cube)) ** 3 - square * linear / (6.0 * cube**2) + last / (2.0 * cube)
    p = np.sqrt(np.maximum(0.0, (square / (3.0 * cube)) ** 2 - linear / (3.0 * cube)))
    p = np.where(q < 0, -p, p)
    # Where p is 0 the three roots are one.
    turn = np.clip(np.divide(q, p**3, out=np.ones_like(q), where=p != 0.0), -1.0, 1.0)
    share = 2.0 * p * np.cos((math.pi + np.arccos(turn)) / 3.0) - square / (3.0 * cube)
    within = np.clip(share, np.maximum(0.0, -delta), np.minimum(1.0, 1.0 - delta))
    return np.asarray(within, dtype=np.float64)


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

    def inside(theta: Floats) -> Truths:
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

    def inside(theta: Floats) -> Truths:
        slope = n * (1.0 + theta) + of_b + of_a * theta
        root = np.sqrt(np.maximum(0.0, slope**2 - 8.0 * n * theta * (of_a + of_b)))
        share_a = np.minimum(1.0, 2.0 * (of_a + of_b) / (slope + root))
        share_b = np.minimum(1.0, theta * share_a)
        variance = (share_b * (1.0 - share_b) + theta**2 * share_a * (1.0 - share_a)) * n
        return np.asarray((of_b - theta * of_a) ** 2 <= z2 * variance)

    return _search_ratio(inside, of_a, of_b)


def _search(
    inside: Callable[[Floats], Truths], centre: Floats, lowest: float, highest: float
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
    inside: Callable[[Floats], Truths], of_a: Floats, of_b: Floats
) -> tuple[Floats, Floats]:
    """Ends of an interval of a ratio, sought over ratio / (1 + ratio) so that it can be infinite."""
    none = of_a + of_b == 0
    total = np.where(none, 1.0, of_a + of_b)
    below_one = np.nextafter(1.0, 0.0)

    def within(t: Floats) -> Truths:
        t = np.minimum(t, below_one)
        return inside(t / (1.0 - t))

    low, high = _search(within, np.where(none, 0.5, of_b / total), 0.0, 1.0)
    low = np.where(of_b == 0, 0.0, low / (1.0 - np.minimum(low, below_one)))
    high = np.where(of_a == 0, np.inf, high / (1.0 - np.minimum(high, below_one)))
    return np.where(none, np.nan, low), np.where(none, np.nan, high)


def _student(freedom: float, level: float) -> float:
    """Student's quantile; NaN without degrees of freedom."""
    return float(stdtrit(freedom, 0.5 + level / 2.0)) if freedom > 0 else math.nan


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
