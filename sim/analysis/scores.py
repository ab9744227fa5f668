"""Scores of forecasts of counts: how far a predictive distribution lies from what came.

A distribution is given as it is stored: ``{"kind": "counts", "counts": [trials with 0, with 1, ...]}``,
``{"kind": "poisson", "mean": m}`` or ``{"kind": "negative_binomial", "mean": m, "size": k}``, whose
variance is m + m**2 / k. Scores are losses: less is better.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.stats import nbinom, poisson

from ..arrays import Floats

Distribution = Mapping[str, Any]

TAIL = 1e-12
"""Probability beyond the last count that is looked at."""
PSEUDO_TRIALS = 0.5
"""Trials' worth of probability that the log score spreads over counts no trial had."""


def probabilities(of: Distribution, least: int = 0) -> Floats:
    """Probability of 0, 1, ... up to where nothing remains, and at least up to ``least``.

    Raises
    ------
    ValueError
        If the distribution is not one of those above, or its numbers are out of range.
    """
    if of.get("kind") == "counts":
        counts = np.asarray(of["counts"], dtype=np.float64)
        if counts.ndim != 1 or counts.size == 0 or counts.min() < 0 or counts.sum() <= 0:
            raise ValueError("counts must be numbers of trials, 0 or more, not all 0")
        held = np.zeros(max(counts.size, least + 1))
        held[: counts.size] = counts / counts.sum()
        return held
    known = _frozen(of)
    last = max(int(known.ppf(1.0 - TAIL)), least)
    return np.asarray(known.pmf(np.arange(last + 1)), dtype=np.float64)


def mean(of: Distribution) -> float:
    """Expected count."""
    if of.get("kind") != "counts":
        return float(_frozen(of).mean())
    held = probabilities(of)
    return float(held @ np.arange(held.size))


def quantiles(of: Distribution, levels: Sequence[float]) -> list[int]:
    """Least counts that at least these shares of the probability do not exceed; levels below 1."""
    cumulative = np.cumsum(probabilities(of))
    return [int(np.searchsorted(cumulative, level - 1e-12)) for level in levels]


def crps(of: Distribution, came: int) -> float:
    """Continuous ranked probability score: for counts, the sum of (F(k) - [came <= k])**2 over k.

    References
    ----------
    Gneiting and Raftery 2007, doi:10.1198/016214506000001437; Czado, Gneiting and Held 2009,
    doi:10.1111/j.1541-0420.2009.01191.x
    """
    cumulative = np.minimum(np.cumsum(probabilities(of, came)), 1.0)
    step = np.arange(cumulative.size) >= came
    return float(np.sum((cumulative - step) ** 2))


def log_score(of: Distribution, came: int) -> float:
    """Minus the natural logarithm of the probability of what came.

    Counts of trials give no probability to what no trial had; ``PSEUDO_TRIALS`` are therefore spread
    over all counts as a geometric distribution with the trials' mean plus a half.
    """
    if of.get("kind") != "counts":
        return float(-_frozen(of).logpmf(came))
    held = probabilities(of, came)
    trials = float(np.sum(of["counts"]))
    spread = 1.0 / (1.5 + mean(of))
    beyond = PSEUDO_TRIALS * spread * (1.0 - spread) ** came
    return -math.log((held[came] * trials + beyond) / (trials + PSEUDO_TRIALS))


def pit(of: Distribution, came: int) -> tuple[float, float]:
    """Probability of less than what came, and of no more than it: the ends of its PIT interval."""
    cumulative = np.minimum(np.cumsum(probabilities(of, came)), 1.0)
    below = float(cumulative[came - 1]) if came > 0 else 0.0
    return below, max(below, float(cumulative[came]))


def pit_histogram(intervals: Sequence[tuple[float, float]], bins: int = 10) -> Floats:
    """Share of the probability integral transform in each of ``bins`` equal parts of 0 to 1.

    Not randomized: each count spreads evenly over its interval, and one of no width, which the
    distribution held impossible, over the parts that it borders on. A calibrated forecast is flat.

    References
    ----------
    Czado, Gneiting and Held 2009, doi:10.1111/j.1541-0420.2009.01191.x
    """
    edges = np.linspace(0.0, 1.0, bins + 1)
    total = np.zeros(bins + 1)
    for below, upto in intervals:
        if upto - below > TAIL:
            total += np.clip((edges - below) / (upto - below), 0.0, 1.0)
        else:
            total += np.where(edges > upto + TAIL, 1.0, np.where(edges < below - TAIL, 0.0, 0.5))
            total[0] -= 0.5 if below <= TAIL else 0.0
            total[-1] += 0.5 if upto >= 1.0 - TAIL else 0.0
    return np.diff(total) / max(1, len(intervals))


def _frozen(of: Distribution) -> Any:
    average = float(of.get("mean", math.nan))
    if of.get("kind") == "poisson" and average >= 0:
        return poisson(average)
    if of.get("kind") == "negative_binomial" and average >= 0:
        size = float(of.get("size", math.nan))
        if size > 0:
            return nbinom(size, size / (size + average))
    raise ValueError(f"no distribution of counts: {dict(of)}")
