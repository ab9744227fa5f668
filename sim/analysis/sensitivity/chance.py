"""Chance told apart from parameters: products of means without the error that both share.

A point's mean over trials is what the parameters make of it plus the error of so many trials. Squares
and products of means hold the variance of that error, which sensitivity indices then count as an
effect of parameters. With the trials in batches, products of *different* batches hold none of it.
"""

from typing import NamedTuple

import numpy as np

from ...arrays import Floats


class Shares(NamedTuple):
    """Where variance comes from.

    ``single`` is the share of chance in the variance of a single trial at a point drawn at random,
    ``means`` the share of chance in that of the means over trials; ``trials`` is how many these are.
    """

    single: float
    means: float
    trials: int


def product(u: Floats, v: Floats) -> Floats:
    """What the product of two expectations is, unbiased, from batches of both.

    The mean of u_r v_s over all batches r and s that differ. Errors of one batch may go together,
    those of different batches must not. One batch alone is taken as known without error.

    Parameters
    ----------
    u, v : array (..., batches)
    """
    batches = u.shape[-1]
    if batches == 1:
        return np.asarray(u[..., 0] * v[..., 0])
    whole = u.sum(axis=-1) * v.sum(axis=-1)
    return np.asarray((whole - (u * v).sum(axis=-1)) / (batches * (batches - 1)))


def error(u: Floats) -> Floats:
    """Variance of the error of the mean over batches, (...,); 0 of one batch."""
    if u.shape[-1] == 1:
        return np.zeros(u.shape[:-1])
    return np.asarray(u.var(axis=-1, ddof=1) / u.shape[-1])


def shares(points: Floats, parameters: float, trials: int) -> Shares:
    """Shares of chance in the variance.

    Parameters
    ----------
    points : array (points, batches)
        Means over batches of trials.
    parameters : float
        Variance that parameters make, estimated without the error of means; none where negative.
    """
    of_mean = float(error(points).mean())
    single, parameters = of_mean * trials, max(0.0, parameters)
    if parameters + single == 0.0:
        return Shares(0.0, 0.0, trials)
    return Shares(single / (parameters + single), of_mean / (parameters + of_mean), trials)


def shares_of_sweep(points: Floats, trials: int) -> Shares:
    """Shares of chance where all points run the same trials with the same random numbers.

    Luck that works alike at every point moves no point against another, so ``means`` counts what is
    left of it between points alone; ``single`` counts all of it.

    Parameters
    ----------
    points : array (points, batches)
        Means over batches of trials.
    """
    apart = points - points.mean(axis=0)
    count = len(points)
    parameters = max(0.0, float(product(apart, apart).mean()) * count / (count - 1))
    single = float(error(points).mean()) * trials
    of_mean = float(error(apart).mean()) * count / (count - 1)
    if parameters + single == 0.0:
        return Shares(0.0, 0.0, trials)
    return Shares(single / (parameters + single), of_mean / (parameters + of_mean), trials)
