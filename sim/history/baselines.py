"""Baselines: forecasts of counts that need no model, each from the counts before it.

Those of a month to come are stored in a forecast; ``SUMS`` forecast the sum of the next months.
"""

import math
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.stats import nbinom

from ..arrays import Floats

WINDOW = 12
PATHS = 2000
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
    return last_year_sum(counts, 1)


def last_year_sum(counts: Floats, months: int) -> dict[str, Any]:
    """As ``last_year``, of the sum of the next ``months``, with the dispersion of such sums."""
    average = months * recent_mean(counts)
    return {"kind": "negative_binomial", "mean": average, "size": _size(counts, months)}


def climatology_sum(counts: Floats, months: int) -> dict[str, Any]:
    """How often each sum of ``months`` in a row was seen so far."""
    return climatology(sums(counts, months))


def sums(counts: Floats, months: int) -> Floats:
    """Sums of every ``months`` in a row, in order of their first month."""
    so_far = np.concatenate([[0.0], np.cumsum(counts)])
    return np.asarray(so_far[months:] - so_far[:-months])


def autoregressive(counts: Floats, months: int) -> dict[str, Any]:
    """A negative binomial whose mean is a + b times the month before, by maximum likelihood.

    The sum of more months than one is that of ``PATHS`` simulated paths, the same whenever it is made.
    """
    base, carry, size = _fit_autoregressive(tuple(counts.tolist()))
    if months == 1:
        average = base + carry * float(counts[-1])
        return {"kind": "negative_binomial", "mean": average, "size": size}
    rng = np.random.default_rng(counts.size)
    latest = np.full(PATHS, counts[-1])
    total = np.zeros(PATHS)
    for _ in range(months):
        latest = rng.negative_binomial(size, size / (size + base + carry * latest)).astype(float)
        total += latest
    return {"kind": "counts", "counts": np.bincount(total.astype(np.int64)).tolist()}


@lru_cache(maxsize=4096)
def _fit_autoregressive(counts: tuple[float, ...]) -> tuple[float, float, float]:
    """Mean without an event before, mean added by each event before, and size; the same for any sum."""
    before, came = np.array(counts[:-1]), np.array(counts[1:])

    def loss(x: Floats) -> float:
        size = math.exp(x[2])
        average = math.exp(x[0]) + x[1] * before
        return -float(np.sum(nbinom.logpmf(came, size, size / (size + average))))

    start = np.array([math.log(max(0.02, 0.6 * float(came.mean()))), 0.4, 0.0])
    bounds = [(math.log(1e-3), math.log(50.0)), (0.0, 0.98), (math.log(0.02), math.log(MOST_EVEN))]
    found = minimize(loss, start, method="L-BFGS-B", bounds=bounds)
    return math.exp(found.x[0]), float(found.x[1]), math.exp(found.x[2])


def _size(counts: Floats, months: int) -> float:
    came = sums(counts[WINDOW:], months) if counts.size >= WINDOW + months else np.zeros(0)
    if came.size == 0:
        return 1.0
    means = months * np.array([recent_mean(counts[:m]) for m in range(WINDOW, WINDOW + came.size)])

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

SUMS = {
    "climatology": climatology_sum,
    "last_12": last_year_sum,
    "autoregressive": autoregressive,
}
"""Baselines of the sum of the next months, by name."""
