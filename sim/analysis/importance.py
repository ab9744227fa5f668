"""Importance weights: how many draws they are worth, and taking draws in proportion to them."""

import numpy as np

from ..arrays import Floats, Integers


def effective_size(weights: Floats) -> float:
    """How many equally weighted draws give the same variance (Kish); weights need not add up to 1."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def systematic(weights: Floats, count: int, start: float) -> Integers:
    """Numbers of ``count`` draws taken in proportion to their weights, systematically, in order.

    Weights need not add up to 1; ``start`` is uniform on 0 to 1.
    """
    edges = np.cumsum(weights)
    places = (start + np.arange(count)) / count * edges[-1]
    found = np.searchsorted(edges, places, side="right")
    return np.asarray(np.minimum(found, weights.size - 1), dtype=np.int64)
