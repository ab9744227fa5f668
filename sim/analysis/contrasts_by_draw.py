"""Contrasts of matched trials that share parameter draws: intervals clustered by draw.

The intervals are those of ``contrasts`` at the effective number of trials: that of independent
matched trials which would give the variance seen between draws, with Student's quantile for the
draws, and never more than there are. Matched arms share their draws, so that what moves both alike
cancels; the unpaired intervals are of arms with draws of their own.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri, stdtrit

from ..arrays import Floats
from .clusters import Totals, clustered_freedom, parts, standard_error
from .contrasts import (
    Contrast,
    around_paired,
    of_shares,
    paired_difference,
    paired_ratio,
    unpaired_difference,
    unpaired_ratio,
)
from .contrasts_of_means import Mean, Moments, of_means
from .intervals import ANY, LEVEL


class Errors(NamedTuple):
    """``between_draws`` is the standard deviation of the true difference over draws; ``chance`` and
    ``parameters`` are the parts of the standard error of its estimate. NaN without draws.
    """

    between_draws: float
    chance: float
    parameters: float


NO_ERRORS = Errors(math.nan, math.nan, math.nan)


def errors_of(difference: Totals) -> Errors:
    """The parts of the error of a mean difference, from its totals by draw."""
    found = parts(difference, resamples=1)
    trials = float(difference.counts.sum())
    chance = math.sqrt(found.chance / trials)
    unequal = float(np.sum(difference.counts**2)) / trials**2
    return Errors(math.sqrt(found.parameters), chance, math.sqrt(found.parameters * unequal))


def difference_by_draw(cells: Floats, level: float) -> tuple[float, float]:
    """Paired interval of the difference of two shares, as in ``shares_by_draw``, and nothing else."""
    _, a_only, b_only, _ = cells.T
    trials = cells.sum(axis=1)
    difference = Totals(trials, b_only - a_only, a_only + b_only)
    f = effective_part(difference, level)
    apart, together, n = (float(f * count.sum()) for count in (a_only, b_only, trials))
    low, high = paired_difference(apart, together, n, level)
    return float(low), float(high)


def shares_by_draw(cells: Floats, level: float) -> Contrast:
    """Contrast of two shares from the four counts of matched trials of each draw.

    Parameters
    ----------
    cells : array, shape (draws, 4)
        Trials in which the outcome held in both arms, in A only, in B only, in neither.

    References
    ----------
    Korn & Graubard 1998, Survey Methodology 24(2), 193-201, on effective numbers
    """
    both, a_only, b_only, neither = (float(count) for count in cells.sum(axis=0))
    plain = of_shares(both, a_only, b_only, neither, level)
    trials = cells.sum(axis=1)
    n = float(trials.sum())
    in_a, in_b = cells[:, 0] + cells[:, 1], cells[:, 0] + cells[:, 2]
    difference = Totals(trials, cells[:, 2] - cells[:, 1], cells[:, 1] + cells[:, 2])
    of_a, of_b = Totals(trials, in_a, in_a), Totals(trials, in_b, in_b)
    low, high = difference_by_draw(cells, level)
    apart = min(effective_part(of_a, level), effective_part(of_b, level))
    a, b = apart * (both + a_only), apart * (both + b_only)
    unpaired_low, unpaired_high = unpaired_difference(a, b, apart * n, level)
    wide_low, wide_high = unpaired_ratio(a, b, apart * n, level)
    f = effective_part(difference, level)
    # One effective number for both, or the ratio could hold 1 where the difference excludes 0.
    ratio_low, ratio_high = paired_ratio(f * both, f * a_only, f * b_only, f * n, level)
    paired = standard_error(difference) ** 2
    unpaired = standard_error(of_a) ** 2 + standard_error(of_b) ** 2
    found = plain._replace(
        low=low,
        high=high,
        unpaired_low=float(unpaired_low),
        unpaired_high=float(unpaired_high),
        ratio_low=float(ratio_low),
        ratio_high=float(ratio_high),
        ratio_unpaired_low=float(wide_low),
        ratio_unpaired_high=float(wide_high),
        variance_factor=unpaired / paired if paired > 0 else plain.variance_factor,
    )
    return around_paired(found)


def means_by_draw(
    by_draw: Sequence[Totals],
    estimates: Sequence[float],
    ratio: bool,
    within: Sequence[tuple[float, float]] = (ANY, ANY),
    level: float = LEVEL,
) -> Contrast:
    """Contrast of two means from totals by draw.

    Parameters
    ----------
    by_draw : sequence of Totals
        Of A, B, B minus A, and its gains and losses, as ``of_means`` takes them; the last two as
        they are, the others counted from any origin.
    estimates : sequence of float
        The means of A, B, gains and losses.
    within : pair of pairs of float
        The ranges of A and of B.

    References
    ----------
    Liang & Zeger 1986, doi:10.1093/biomet/73.1.13
    """
    of_a, of_b, difference, gains, losses = by_draw
    a, b, gain, loss = (
        Mean(estimate, standard_error(of), clustered_freedom(of), reach)
        for estimate, of, reach in zip(
            estimates, (of_a, of_b, gains, losses), (*within, ANY, ANY), strict=True
        )
    )
    differing = int(np.count_nonzero(gains.squares + losses.squares))
    return of_means(Moments(a, b, gain, loss, standard_error(difference), differing), ratio, level)


def effective_part(of: Totals, level: float) -> float:
    """Effective number of trials over their number, above 0 and at most 1."""
    draws, trials = int(np.count_nonzero(of.counts)), float(of.counts.sum())
    if draws < 2:
        return 1.0
    estimate = float(of.sums.sum()) / trials
    independent = float(of.squares.sum()) - trials * estimate**2
    error = standard_error(of)
    if error == 0.0 or independent <= 0.0:
        # Nothing is seen of how draws differ: the draws that were tried are what counts.
        return draws / trials
    quantiles = float(ndtri(0.5 + level / 2.0) / stdtrit(draws - 1, 0.5 + level / 2.0))
    return min(1.0, independent / (error * trials) ** 2 * quantiles**2)
