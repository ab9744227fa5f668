"""Intervals of means of series whose neighbours are not independent."""

import math

import numpy as np
import numpy.typing as npt

from .intervals import Interval


def block_mean(
    values: npt.ArrayLike, block: int, level: float = 0.9, resamples: int = 4000, seed: int = 0
) -> Interval:
    """Mean of a series with an interval by circular block bootstrap.

    A series shorter than two blocks has no interval of its own: it is NaN.

    Parameters
    ----------
    values : array (times,)
        In order of time.
    block : int
        Values in a block, at least 1; as long as dependence reaches.

    References
    ----------
    Politis and Romano 1992, A circular block-resampling procedure for stationary data
    """
    series = np.asarray(values, dtype=np.float64)
    if block < 1:
        raise ValueError(f"a block must hold at least 1 value, not {block}")
    if series.size == 0:
        return Interval(math.nan, math.nan, math.nan, "")
    if series.size < 2 * block:
        return Interval(float(series.mean()), math.nan, math.nan, "")
    blocks = math.ceil(series.size / block)
    starts = np.random.default_rng(seed).integers(0, series.size, (resamples, blocks))
    places = (starts[:, :, None] + np.arange(block)) % series.size
    means = series[places.reshape(resamples, -1)[:, : series.size]].mean(axis=1)
    low, high = np.quantile(means, (0.5 - level / 2.0, 0.5 + level / 2.0))
    return Interval(float(series.mean()), float(low), float(high), "block bootstrap")
