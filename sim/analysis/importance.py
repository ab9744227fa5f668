"""Importance sampling: weights of draws from one distribution that stand for another, smoothed and judged.

Pareto smoothing: Vehtari, Simpson, Gelman, Yao & Gabry 2024, Journal of Machine Learning Research 25(72). A
shape above 0.7 says that the proposal misses part of the target and the weights can't be relied on.
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

RELIABLE = 0.7
"""Shape of the tail up to which weights are reliable."""
_FEWEST = 5
"""Fewest weights that a tail is fitted to."""


class Smoothed(NamedTuple):
    """Weights (draws,) that add up to 1, the shape of their tail, and how many equal draws they are worth."""

    weights: Floats
    shape: float
    effective: float


def effective_size(weights: Floats) -> float:
    """How many equally weighted draws give the same variance (Kish); weights need not add up to 1."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def smooth(log_weights: Floats) -> Smoothed:
    """Pareto-smoothed weights from the logarithms of raw ones.

    The shape is NaN where there are too few draws to fit a tail to; weights are then as they are.
    """
    raw = np.exp(log_weights - log_weights.max())
    tail = min(int(0.2 * raw.size), int(3 * math.sqrt(raw.size)))
    if tail < _FEWEST:
        return Smoothed(raw / raw.sum(), math.nan, effective_size(raw))
    order = np.argsort(raw, kind="stable")
    largest = order[-tail:]
    cutoff = raw[order[-tail - 1]]
    exceeding = raw[largest] - cutoff
    if exceeding[0] <= 0.0 or np.ptp(exceeding) == 0.0:
        return Smoothed(raw / raw.sum(), math.nan, effective_size(raw))
    shape, scale = pareto_fit(exceeding)
    share = (np.arange(tail) + 0.5) / tail
    stretched = -np.log1p(-share) if shape == 0.0 else ((1 - share) ** -shape - 1.0) / shape
    smoothed = raw.copy()
    smoothed[largest] = np.minimum(cutoff + scale * stretched, raw.max())
    return Smoothed(smoothed / smoothed.sum(), shape, effective_size(smoothed))


def pareto_fit(values: Floats) -> tuple[float, float]:
    """Shape and scale of a generalised Pareto distribution fitted to values above 0, smallest first.

    References
    ----------
    Zhang and Stephens 2009, doi:10.1198/tech.2009.08017; the shape is drawn towards 0.5 as if by ten
    more values, as Vehtari et al. do.
    """
    n = values.size
    grid = 30 + int(math.sqrt(n))
    quartile = values[max(0, int(n / 4 + 0.5) - 1)]
    steps = 1.0 - np.sqrt(grid / (np.arange(1, grid + 1) - 0.5))
    theta = 1.0 / values[-1] + steps / (3.0 * quartile)
    k = np.log1p(-theta[:, None] * values).mean(axis=1)
    profile = n * (np.log(-theta / k) - k - 1.0)
    weights = np.exp(profile - profile.max())
    weights /= weights.sum()
    middle = float(weights @ theta)
    found = float(np.log1p(-middle * values).mean())
    scale = -found / middle
    return (n * found + 5.0) / (n + 10.0), scale


def resample(weights: Floats, count: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Numbers of ``count`` draws taken in proportion to their weights, systematically, in order."""
    places = (np.arange(count) + rng.random()) / count
    found = np.searchsorted(np.cumsum(weights / weights.sum()), places)
    return np.minimum(found, weights.size - 1).astype(np.int64)
