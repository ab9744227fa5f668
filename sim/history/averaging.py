"""Averaging forecasts of several models by how well each has forecast so far.

Pseudo-BMA+ weights: each model's summed log scores, made into weights as likelihoods are, and averaged
over Bayesian bootstrap draws of the months, so that a lead which rests on few months counts for less.
Yao, Vehtari, Simpson & Gelman 2018, doi:10.1214/17-BA1091.
"""

from collections.abc import Sequence

import numpy as np

from ..arrays import Floats

DRAWS = 1000


def pseudo_bma(log_scores: Floats, seed: int = 0) -> Floats:
    """Weights of models (models,), which add up to 1.

    Parameters
    ----------
    log_scores : array (months, models)
        Logarithm of the probability that each model gave each month; no months, equal weights.
    """
    months, models = log_scores.shape
    if months == 0:
        return np.full(models, 1.0 / models)
    share = np.random.default_rng(seed).dirichlet(np.ones(months), DRAWS)
    total = months * (share @ log_scores)
    likely = np.exp(total - total.max(axis=1, keepdims=True))
    return np.asarray((likely / likely.sum(axis=1, keepdims=True)).mean(axis=0))


def mixed(counts: Sequence[Sequence[float]], weights: Floats) -> list[float]:
    """Trials by count of a mixture, from those of each model."""
    found = np.zeros(max(len(of) for of in counts))
    trials = max(sum(of) for of in counts)
    for of, weight in zip(counts, weights, strict=True):
        found[: len(of)] += weight * trials * np.asarray(of, dtype=np.float64) / sum(of)
    return [float(value) for value in found]
