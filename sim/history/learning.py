"""Learning: priors of parameters, draws of them, and the normal distribution around which draws move.

Parameters live in scores: how many of its prior's standard deviations a parameter lies from the
prior's middle, of its logarithm where it must be positive. Draws from the priors are standard normal.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..analysis.importance import effective_size
from ..analysis.pcn import Reference
from ..arrays import Floats
from ..engine.parameter_index import spots
from ..scenario.scenario import Scenario

WIDER = 1.2
"""Variance of the surroundings over that of the draws."""


class Prior(NamedTuple):
    """What is held of a parameter before the record: a normal, of its logarithm if ``logarithmic``.

    ``centre`` is the median in the parameter's own unit.
    """

    path: str
    centre: float
    spread: float
    logarithmic: bool = False


def values(priors: Sequence[Prior], scores: Floats, scenario: Scenario) -> dict[str, Floats]:
    """Parameter values at scores (draws, parameters) by path, kept within what the language allows."""
    known = spots(scenario)
    found = {}
    for prior, of in zip(priors, scores.T, strict=True):
        if prior.logarithmic:
            column = np.exp(math.log(prior.centre) + prior.spread * of)
        else:
            column = prior.centre + prior.spread * of
        leaf = known[prior.path].leaf
        found[prior.path] = np.clip(column, leaf.low, leaf.high)
    return found


def surroundings(scores: Floats, weights: Floats) -> Reference:
    """The normal distribution of weighed draws, as well as so few of them can tell.

    The prior counts as one more draw. Correlations of many parameters among few draws are mostly
    noise, and a covariance that believes them is too narrow in some direction, from which a population never
    recovers: all are shrunk towards 0 by one factor, the share of their squares that noise explains
    (Schäfer & Strimmer 2005, doi:10.2202/1544-6115.1175). The whole is ``WIDER`` than the draws, so that
    a population that has become too narrow by chance widens again.

    Parameters
    ----------
    scores, weights : arrays (draws, parameters), (draws,)
        Weights add up to 1.
    """
    draws = effective_size(weights)
    parameters = scores.shape[1]
    off = scores - weights @ scores
    covariance = (weights[:, None] * off).T @ off
    covariance = (draws * covariance + np.eye(parameters)) / (draws + 1.0)
    spread = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(spread, spread)
    pairs = ~np.eye(parameters, dtype=np.bool_)
    squares = float((correlation[pairs] ** 2).sum())
    noise = float(((1.0 - correlation[pairs] ** 2) ** 2).sum()) / draws
    kept = max(0.0, 1.0 - noise / squares) if squares > 0.0 else 0.0
    shrunk = np.where(pairs, kept * correlation, 1.0) * np.outer(spread, spread)
    mean = draws * (weights @ scores) / (draws + 1.0)
    return Reference(np.asarray(mean), np.linalg.cholesky(WIDER * shrunk))
