"""Contrasts of two shares of matched trials: differences and ratios, paired and unpaired intervals.

Everywhere the contrast is of B against A: a difference is B minus A, a ratio B over A. The paired
interval uses that trial k of both arms shares its draws; the unpaired one is what the same numbers
would support had the arms been run apart.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from scipy.special import ndtri

from ..arrays import Floats, Truths
from .intervals import LEVEL

_HALVINGS = 70


class Contrast(NamedTuple):
    """One outcome of B against A; NaN where there is nothing to estimate from.

    ``low`` to ``high`` is the paired interval of ``difference``, ``unpaired_low`` to
    ``unpaired_high`` the unpaired one, and so for the ratio, which may be infinite.
    ``variance_factor`` is the variance of the difference between independent arms over that of
    matched ones: how many times as many unpaired trials would have been needed, below 1 where
    matching cost precision. ``method`` is "score"; "few" for means that differ in too few trials for
    their interval to hold; or "" where there is none.
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
        ratio=ratio_of(b, a),
        ratio_low=float(ratio_low),
        ratio_high=float(ratio_high),
        ratio_unpaired_low=float(wide_low),
        ratio_unpaired_high=float(wide_high),
        variance_factor=ratio_of(a * (1.0 - a) + b * (1.0 - b), paired),
        method="score",
    )
    return around_paired(found)


def around_paired(found: Contrast) -> Contrast:
    """The contrast with unpaired intervals no narrower than the paired ones, where matching helped.

    Arms that vary together know their difference at least as well as arms run apart would. Both
    kinds of interval are approximate, and where few trials differ the paired one can be wider.
    """
    if not found.variance_factor >= 1.0:
        return found

    def farther(pick: Callable[[float, float], float], own: str, other: str) -> float:
        ends = getattr(found, own), getattr(found, other)
        return ends[1] if math.isnan(sum(ends)) else pick(*ends)

    return found._replace(
        unpaired_low=farther(min, "low", "unpaired_low"),
        unpaired_high=farther(max, "high", "unpaired_high"),
        ratio_unpaired_low=farther(min, "ratio_low", "ratio_unpaired_low"),
        ratio_unpaired_high=farther(max, "ratio_high", "ratio_unpaired_high"),
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


def ratio_of(over: float, under: float) -> float:
    """A ratio of two numbers that are never negative; NaN of nothing to nothing."""
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
