"""Baselines: forecasts of a month's count that need no model, each from the counts before it."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.stats import nbinom

Floats = npt.NDArray[np.float64]
WINDOW = 12
MOST_EVEN = 1e4
"""Size of a negative binomial that is as good as a Poisson."""


def climatology(counts: Floats) -> dict[str, Any]:
    """How often each count was seen in all months so far; the same for every month to come."""
    return {"kind": "counts", "counts": np.bincount(counts.astype(np.int64)).tolist()}


def recent_mean(counts: Floats) -> float:
    """Events a month over the last twelve, half an event added so that it is never 0."""
    return float((counts[-WINDOW:].sum() + 0.5) / min(WINDOW, counts.size))


def last_year_poisson(counts: Floats) -> dict[str, Any]:
    """A Poisson distribution with the mean of the last twelve months."""
    return {"kind": "poisson", "mean": recent_mean(counts)}


def last_year(counts: Floats) -> dict[str, Any]:
    """A negative binomial with the mean of the last twelve months and the record's dispersion.

    Its size is that under which each month so far was likeliest, given the twelve before it.
    """
    return {"kind": "negative_binomial", "mean": recent_mean(counts), "size": _size(counts)}


def _size(counts: Floats) -> float:
    if counts.size <= WINDOW:
        return 1.0
    means = np.array([recent_mean(counts[:m]) for m in range(WINDOW, counts.size)])
    came = counts[WINDOW:]

    def loss(logarithm: float) -> float:
        size = math.exp(logarithm)
        return -float(np.sum(nbinom.logpmf(came, size, size / (size + means))))

    found = minimize_scalar(loss, bounds=(math.log(0.02), math.log(MOST_EVEN)), method="bounded")
    return round(float(math.exp(found.x)), 6)


BASELINES = {
    "climatology": climatology,
    "last_12_poisson": last_year_poisson,
    "last_12_negative_binomial": last_year,
}
"""Baselines by name."""
