"""Importance weights: how many draws they are worth, and taking draws in proportion to them."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def effective_size(weights: Floats) -> float:
    """How many equally weighted draws give the same variance (Kish); weights need not add up to 1."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def resample(weights: Floats, count: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Numbers of ``count`` draws taken in proportion to their weights, systematically, in order."""
    places = (np.arange(count) + rng.random()) / count
    found = np.searchsorted(np.cumsum(weights / weights.sum()), places)
    return np.minimum(found, weights.size - 1).astype(np.int64)
