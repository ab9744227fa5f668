"""A quadratic emulator of a log density that is costly and noisy to work out.

Draws around a first guess, in coordinates in which that guess is a standard normal, are regressed on
what the log density lies above the guess: a constant, and a slope and a curvature along each
coordinate, drawn to zero by a normal prior, so that few draws change the guess little. Noise that
differs from draw to draw averages out, which weights of single draws cannot do. Curvatures across
coordinates are left as guessed: there are too many of them for the draws that can be had.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SLOPES, CURVATURES = 1.0, 0.3
"""Prior standard deviations of what the guess lacks in slopes and in curvatures."""
FLATTEST, STEEPEST = 0.5, 4.0
"""Bounds of precisions, in those of the guess."""
LEFT_OUT = 0.15
"""Share of the draws, those of the lowest density, that is not looked at."""
ROUNDS = 10


class Normal(NamedTuple):
    """A normal distribution, and the standard deviation of what the quadratic leaves unexplained."""

    mean: Floats
    covariance: Floats
    left: float


def emulate(at: Floats, log_density: Floats) -> Normal:
    """The normal distribution whose log density is nearest to a noisy one.

    Parameters
    ----------
    at : array (draws, dimensions)
        In coordinates in which the first guess is a standard normal.
    log_density : array (draws,)
        Up to a constant.
    """
    # Where a density has no weight, its shape says nothing of its shape where it has.
    kept_draws = log_density >= np.quantile(log_density, LEFT_OUT)
    at, log_density = at[kept_draws], log_density[kept_draws]
    draws, size = at.shape
    design = np.column_stack([np.ones(draws), at, 0.5 * at**2])
    above = log_density + 0.5 * (at**2).sum(axis=1)
    precision = np.full(design.shape[1], 1.0 / CURVATURES**2)
    precision[0], precision[1 : 1 + size] = 1e-8, 1.0 / SLOPES**2
    variance = max(float(above.var()), 1e-6)
    solved = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        information = design.T @ design / variance + np.diag(precision)
        inverse = np.linalg.inv(information)
        solved = inverse @ (design.T @ above) / variance
        used = float((design.T * (inverse @ design.T)).sum()) / variance
        left = above - design @ solved
        # Degrees of freedom that the regression has used are no longer there to judge the noise by.
        variance = max(float(left @ left) / max(1.0, draws - used), 1e-6)
    kept = np.clip(1.0 - solved[1 + size :], FLATTEST, STEEPEST)
    return Normal(solved[1 : 1 + size] / kept, np.diag(1.0 / kept), float(np.sqrt(variance)))
