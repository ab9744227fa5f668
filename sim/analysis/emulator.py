"""A quadratic emulator of a log density that is costly and noisy to work out.

Draws around a first guess, in coordinates in which that guess is a standard normal, are regressed on
what the log density lies above the guess: a constant, and a slope and a curvature along each
coordinate and across pairs, drawn to zero by a normal prior, so that few draws change the guess little.
Noise that differs from draw to draw averages out, which weights of single draws cannot do. Coordinates
of which little is expected may be given slopes alone: there are too many curvatures to find them all.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SLOPES, CURVATURES, CROSSED, SLIGHT = 1.0, 0.3, 0.1, 0.3
"""Prior standard deviations of what the guess lacks in slopes, in curvatures along and across coordinates,
and in slopes of coordinates that are given nothing else."""
FLATTEST, STEEPEST = 0.25, 4.0
"""Bounds of precisions, in those of the guess."""
LEFT_OUT = 0.15
"""Share of the draws, those of the lowest density, that is not looked at."""
ROUNDS = 10


class Normal(NamedTuple):
    """A normal distribution, and the standard deviation of what the quadratic leaves unexplained."""

    mean: Floats
    covariance: Floats
    left: float


def emulate(at: Floats, log_density: Floats, bent: int | None = None) -> Normal:
    """The normal distribution whose log density is nearest to a noisy one.

    Parameters
    ----------
    at : array (draws, dimensions)
        In coordinates in which the first guess is a standard normal.
    log_density : array (draws,)
        Up to a constant.
    bent : int, optional
        How many of the dimensions, from the first on, are given curvatures; by default all. The others are
        independent with the guess's variance.
    """
    # Where a density has no weight, its shape says nothing of its shape where it has.
    kept_draws = log_density >= np.quantile(log_density, LEFT_OUT)
    at, log_density = at[kept_draws], log_density[kept_draws]
    draws, size = at.shape
    curved = size if bent is None else bent
    first, second = np.triu_indices(curved, 1)
    columns = [np.ones((draws, 1)), at, 0.5 * at[:, :curved] ** 2, at[:, first] * at[:, second]]
    design = np.column_stack(columns)
    spreads = [1e4] + [SLOPES] * curved + [SLIGHT] * (size - curved)
    spreads += [CURVATURES] * curved + [CROSSED] * first.size
    precision = np.array(spreads) ** -2.0
    above = log_density + 0.5 * (at**2).sum(axis=1)
    variance = max(float(above.var()), 1e-6)
    solved = np.zeros(design.shape[1])
    product, towards = design.T @ design, design.T @ above
    for _ in range(ROUNDS):
        inverse = np.linalg.inv(product / variance + np.diag(precision))
        solved = inverse @ towards / variance
        used = float((product * inverse).sum()) / variance
        left = above - design @ solved
        # Degrees of freedom that the regression has used are no longer there to judge the noise by.
        variance = max(float(left @ left) / max(1.0, draws - used), 1e-6)
    slopes, bends = solved[1 : 1 + size], solved[1 + size :]
    lacking = np.zeros((curved, curved))
    lacking[first, second] = bends[curved:]
    values, vectors = np.linalg.eigh(np.eye(curved) - np.diag(bends[:curved]) - lacking - lacking.T)
    covariance = np.eye(size)
    kept = np.clip(values, FLATTEST, STEEPEST)
    covariance[:curved, :curved] = (vectors / kept) @ vectors.T
    return Normal(covariance @ slopes, covariance, float(np.sqrt(variance)))
