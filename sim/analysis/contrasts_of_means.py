"""Contrasts of two means of matched trials: score intervals that hold where few trials differ.

Most matched trials do not differ at all, and those that do may differ by much. Their mean difference
is then that of a few large amounts, whose estimate is skewed and whose variance changes with it, so
that an estimate plus or minus some standard errors misses it too often on one side.
"""

import math
from typing import NamedTuple

from scipy.optimize import brentq
from scipy.special import stdtrit

from .contrasts import Contrast, around_paired, ratio_of
from .intervals import ANY, LEVEL, mean_within

FEW = 20
"""Fewer trials (or draws) that differ show too little of how much trials differ by."""


class Mean(NamedTuple):
    """An estimated mean, its standard error and that error's degrees of freedom.

    ``within`` is the range of the values, as ``intervals.mean_within`` takes it.
    """

    estimate: float
    error: float
    freedom: float
    within: tuple[float, float] = ANY


class Moments(NamedTuple):
    """What matched trials show of an amount in A and in B.

    ``gains`` and ``losses`` are by how much B exceeds A and A exceeds B, each 0 in trials where it
    does not; ``error`` is the standard error of the difference; ``differing`` is how many trials
    differ or, with parameter draws, how many draws have any that do.
    """

    a: Mean
    b: Mean
    gains: Mean
    losses: Mean
    error: float
    differing: int


def of_means(moments: Moments, ratio: bool, level: float = LEVEL) -> Contrast:
    """Contrast of two means; without an interval where no trial, or every one alike, differs.

    The paired interval is that of ``paired_mean_difference``. The unpaired one joins the intervals
    of both means: the distances from the estimates to their ends are added as squares (MOVER).
    Fieller's interval of the ratio takes from each how many standard errors it reaches to either
    side, so that it holds 1 just where that of the difference holds 0.

    Parameters
    ----------
    ratio : bool
        Whether a ratio means anything: the amounts are never negative.

    References
    ----------
    Zou & Donner 2008, doi:10.1002/sim.3095; Fieller 1954,
    doi:10.1111/j.2517-6161.1954.tb00159.x
    """
    a, b, gains, losses, error, differing = moments
    difference = b.estimate - a.estimate
    apart = math.hypot(a.error, b.error)
    low, high = paired_mean_difference(gains, losses, error, level)
    wide_low, wide_high = _unpaired(a, b, level)
    times = b.estimate / a.estimate if ratio and a.estimate > 0 else math.nan
    paired_ends = unpaired_ends = (math.nan, math.nan)
    if not math.isnan(times):
        shared = (apart**2 - error**2) / 2.0
        paired_ends = _fieller(a, b, shared, (difference - low, high - difference), error)
        unpaired_ends = _fieller(a, b, 0.0, (difference - wide_low, wide_high - difference), apart)
    found = Contrast(
        difference=difference,
        low=low,
        high=high,
        unpaired_low=wide_low,
        unpaired_high=wide_high,
        ratio=times,
        ratio_low=paired_ends[0],
        ratio_high=paired_ends[1],
        ratio_unpaired_low=unpaired_ends[0],
        ratio_unpaired_high=unpaired_ends[1],
        variance_factor=ratio_of(apart**2, error**2),
        method="" if math.isnan(low) else "few" if differing < FEW else "score",
    )
    return around_paired(found)


def paired_mean_difference(
    gains: Mean, losses: Mean, error: float, level: float = LEVEL
) -> tuple[float, float]:
    """Score interval of the mean of gains less that of losses; NaN where nothing varies.

    Tango's interval of a difference of shares, carried over to amounts as Wilson's is in
    ``mean_within``. It holds each difference that lies within Student's quantile of standard errors
    of the estimate, by the error that there would be if that were the true difference. The variances
    of gains and of losses are taken to be in proportion to their means, and as large as seen at the
    estimate. Under a difference the means are the likeliest ones: of two quasi-Poisson counts. Where
    no gains, or no losses, are seen they would vary as the others do. Degrees of freedom are those
    of the sum of both variances. Of differences by 1 these are Tango's intervals, but for Student's
    quantile and for the square of the difference, which is small where few trials differ; where
    many do, both are Student's.

    Returns
    -------
    low, high : float

    References
    ----------
    Tango 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B; Wedderburn
    1974, doi:10.1093/biomet/61.3.439, on quasi-likelihood; Satterthwaite 1946, doi:10.2307/3002019
    """
    spread = gains.error**2 + losses.error**2
    if error == 0.0 or spread == 0.0:
        return math.nan, math.nan
    up, down = (
        (own.error**2 / own.estimate * error**2 / spread, own.freedom)
        for own in (gains if gains.error > 0 else losses, losses if losses.error > 0 else gains)
    )
    estimate = gains.estimate - losses.estimate

    def reach(difference: float) -> float:
        """Square of the distance from the estimate at which this difference is just held."""
        if difference >= 0:
            more, less, of_more, of_less = gains.estimate, losses.estimate, up, down
        else:
            more, less, of_more, of_less = losses.estimate, gains.estimate, down, up
        distance = abs(difference)
        fewer = _likeliest(more, less, distance, of_more[0], of_less[0])
        variances = of_more[0] * (fewer + distance), of_less[0] * fewer
        total = sum(variances)
        if total == 0.0:
            return 0.0
        freedom = total**2 / (variances[0] ** 2 / of_more[1] + variances[1] ** 2 / of_less[1])
        return float(stdtrit(freedom, 0.5 + level / 2.0)) ** 2 * total

    # No difference farther off can be held: its variance is at most this, plus this per distance.
    per_unit = max(up[0], down[0]) * float(stdtrit(min(up[1], down[1]), 0.5 + level / 2.0)) ** 2
    fixed = per_unit * 3.0 * (gains.estimate + losses.estimate)
    farthest = per_unit + math.sqrt(per_unit**2 + fixed)

    def end(sign: float) -> float:
        distance: float = brentq(
            lambda d: d * d - reach(estimate + sign * d), 0.0, farthest, xtol=1e-12 * farthest
        )
        return estimate + sign * distance

    return end(-1.0), end(1.0)


def _likeliest(more: float, less: float, distance: float, of_more: float, of_less: float) -> float:
    """Likeliest smaller mean where the larger one is ``distance`` above it, from both estimates.

    ``of_more`` and ``of_less`` are the variances over the means.
    """
    weight, other = 1.0 / of_more, 1.0 / of_less
    middle = weight * (more - distance) + other * (less - distance)
    root = math.sqrt(middle**2 + 4.0 * (weight + other) * other * less * distance)
    return max(0.0, (middle + root) / (2.0 * (weight + other)))


def _unpaired(a: Mean, b: Mean, level: float) -> tuple[float, float]:
    """Interval of the difference of two means of independent arms; NaN where neither varies."""
    if a.error == b.error == 0.0:
        return math.nan, math.nan
    (a_low, a_high), (b_low, b_high) = (_ends(one, level) for one in (a, b))
    difference = b.estimate - a.estimate
    return (
        difference - math.hypot(b.estimate - b_low, a_high - a.estimate),
        difference + math.hypot(b_high - b.estimate, a.estimate - a_low),
    )


def _ends(one: Mean, level: float) -> tuple[float, float]:
    """Both ends of a mean's interval; what does not vary is its own."""
    if one.error == 0.0:
        return one.estimate, one.estimate
    found = mean_within(one.estimate, one.error, one.freedom, level, one.within)
    return found.low, found.high


def _fieller(
    a: Mean, b: Mean, covariance: float, reach: tuple[float, float], error: float
) -> tuple[float, float]:
    """Ratios r of B over A, both positive, at which B - r A lies close enough to 0.

    Parameters
    ----------
    covariance : float
        Of both means.
    reach : pair of float
        How far the interval of the difference reaches below and above its estimate.
    error : float
        Standard error of the difference.
    """
    if error == 0.0 or math.isnan(sum(reach)):
        return math.nan, math.nan
    below, above = (_fieller_ends(a, b, covariance, (one / error) ** 2) for one in reach)
    return below[0], above[1]


def _fieller_ends(a: Mean, b: Mean, covariance: float, t2: float) -> tuple[float, float]:
    """Ratios r at which the square of B - r A is at most ``t2`` times its variance.

    Where A is hardly known from 0 the ratio has no upper end.
    """
    square = a.estimate**2 - t2 * a.error**2
    middle = a.estimate * b.estimate - t2 * covariance
    last = b.estimate**2 - t2 * b.error**2
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
    if b.estimate / a.estimate >= upper:
        return (0.0 if lower >= 1.0 else upper), math.inf
    return 0.0, (math.inf if upper <= 1.0 else lower)
