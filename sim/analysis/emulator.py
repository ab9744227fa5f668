"""A quadratic emulator of a log density that is costly and noisy to work out.

Draws around a first guess, in coordinates in which that guess is a standard normal, are regressed on
what the log density lies above the guess: a constant, slopes and curvatures, each drawn to zero by a
normal prior, so that few draws change the guess little. Noise that differs from draw to draw averages
out, which weights of single draws cannot do.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SLOPES, CURVATURES = 1.0, 0.3
"""Prior standard deviations of what the guess lacks in slopes and in curvatures."""
FLATTEST, STEEPEST = 0.25, 4.0
"""Bounds of precisions, in those of the guess."""
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
    draws, size = at.shape
    first, second = np.triu_indices(size)
    curved = at[:, first] * at[:, second] * np.where(first == second, 0.5, 1.0)
    design = np.column_stack([np.ones(draws), at, curved])
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
    bend = np.zeros((size, size))
    bend[first, second] = solved[1 + size :]
    bend[second, first] = solved[1 + size :]
    values, vectors = np.linalg.eigh(np.eye(size) - bend)
    kept = np.clip(values, FLATTEST, STEEPEST)
    covariance = (vectors / kept) @ vectors.T
    return Normal(covariance @ solved[1 : 1 + size], covariance, float(np.sqrt(variance)))
