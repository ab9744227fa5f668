"""Approximate Bayesian computation: draws weighted by how near they came, moved to where the data lie.

Draws of parameters with the statistics that each produced are regressed on those statistics near the
observed ones; each draw is moved by what the regression expects of the difference, and its residual is
scaled by how the spread changes on the way. A parameter that statistics explain no better than chance
would keeps its draws. Local-linear adjustment: Beaumont, Zhang & Balding 2002,
doi:10.1093/genetics/162.4.2025; heteroscedastic: Blum & Francois 2010, doi:10.1007/s11222-009-9116-0.
"""

from typing import NamedTuple

import numpy as np
from scipy.stats import chi2

from ..arrays import Floats, Integers

RIDGE = 1e-3
"""Ridge of the regressions, as a share of the statistics' (unit) variances."""
MOST_SCALING = 2.0
"""Factor by which a residual is stretched or shrunk at most."""
BY_CHANCE = 0.001
"""Probability below which what statistics explain of a parameter is not put down to chance."""


class Adjusted(NamedTuple):
    """Draws moved to the observed statistics.

    ``draws`` (accepted, parameters) with ``weights`` (accepted,) that add up to 1; ``accepted`` are
    their numbers; ``explained`` (parameters,) is the share of each parameter's variance, near the
    observed statistics, that these explain.
    """

    draws: Floats
    weights: Floats
    accepted: Integers
    explained: Floats


def standardised(statistics: Floats, observed: Floats) -> tuple[Floats, Floats]:
    """Statistics (draws, statistics) and observed ones (statistics,) in standard deviations of the draws.

    Statistics that do not vary are left at zero.
    """
    spread = statistics.std(axis=0)
    scale = np.where(spread > 0.0, spread, np.inf)
    middle = statistics.mean(axis=0)
    return (statistics - middle) / scale, (observed - middle) / scale


def adjust(
    draws: Floats, statistics: Floats, observed: Floats, share: float, scaling: bool = True
) -> Adjusted:
    """Posterior draws of parameters whose statistics came near the observed ones.

    Parameters
    ----------
    draws : array (draws, parameters)
        Unbounded, such as standard normal scores.
    statistics : array (draws, statistics)
    observed : array (statistics,)
    share : float
        Share of the draws that is accepted, above 0 and at most 1.
    scaling : bool
        Whether to scale residuals by the change of their spread.

    Raises
    ------
    ValueError
        If fewer draws are accepted than there are statistics to regress on.
    """
    known, seen = standardised(statistics, observed)
    distance = np.sqrt(((known - seen) ** 2).sum(axis=1))
    count = max(1, round(share * len(draws)))
    if count <= known.shape[1] + 1:
        raise ValueError(
            f"{count} accepted draws can't be regressed on {known.shape[1]} statistics"
        )
    accepted = np.sort(np.argsort(distance, kind="stable")[:count])
    bandwidth = distance[accepted].max()
    # Epanechnikov's kernel; with all draws at one distance there is nothing to weigh.
    weights = np.ones(count)
    if bandwidth > 0.0:
        weights = np.maximum(1.0 - (distance[accepted] / bandwidth) ** 2, 1e-6)
    weights /= weights.sum()
    near, off = draws[accepted], known[accepted] - seen
    # Explained by chance alone, a share of variance times the draws is chi-squared by the statistics.
    chance = chi2.isf(BY_CHANCE, known.shape[1]) * (weights**2).sum()
    fitted, centre = _regress(off, near, weights)
    explained = _explained(near, near - fitted, weights)
    moved = explained > chance
    left = near - np.where(moved, fitted, 0.0)
    if scaling:
        log_square = np.log(np.maximum((near - fitted) ** 2, 1e-12))
        spread, at_observed = _regress(off, log_square, weights)
        scaled = _explained(log_square, log_square - spread, weights) > chance
        factor = np.exp(np.where(scaled, 0.5 * (at_observed - spread), 0.0))
        left = left * np.clip(factor, 1.0 / MOST_SCALING, MOST_SCALING)
    return Adjusted(np.where(moved, centre, 0.0) + left, weights, accepted, explained)


def _explained(values: Floats, left: Floats, weights: Floats) -> Floats:
    """Share of variance that is not left, between 0 and 1; 0 where there is none."""
    total = _variance(values, weights)
    share = np.where(total > 0.0, 1.0 - _variance(left, weights) / np.maximum(total, 1e-300), 0.0)
    return np.clip(share, 0.0, 1.0)


def _regress(off: Floats, targets: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Fitted values (draws, targets) of a weighted linear regression, and those at no difference."""
    design = np.column_stack([np.ones(len(off)), off])
    weighted = design * weights[:, None]
    penalty = RIDGE * np.eye(design.shape[1])
    penalty[0, 0] = 0.0
    slopes = np.linalg.solve(design.T @ weighted + penalty, weighted.T @ targets)
    return design @ slopes, slopes[0]


def _variance(values: Floats, weights: Floats) -> Floats:
    middle = weights @ values
    return np.asarray(weights @ (values - middle) ** 2)
