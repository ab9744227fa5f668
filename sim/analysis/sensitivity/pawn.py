"""PAWN: how far the distribution of an outcome moves when one parameter is held within a slice.

Pianosi & Wagener 2018, doi:10.1016/j.envsoft.2018.07.019: Kolmogorov and Smirnov's distance between
the outcome of the points in a slice of the parameter and that of all points, the median over slices.
"""

from typing import Any

import numpy as np
import pandas as pd

from ...arrays import Floats
from .designs import Design
from .resampling import ends

SLICES = 10
RESAMPLES = 200
MEDIAN = "median distance"


def indices(design: Design, values: Floats, seed: int) -> pd.DataFrame:
    """Median distance of each parameter, over ``SLICES`` slices of equal share.

    Parameters
    ----------
    values : array (points, batches)
        Means of the outcome over batches of trials.

    Returns
    -------
    DataFrame
        ``name``, ``index``, ``estimate`` by SALib with ``low`` to ``high`` (bootstrap over points,
        moved by the bias that it shows), ``raw`` (the same) and ``floor``: the distance below which
        19 of 20 parameters without any effect lie.
    """
    means = values.mean(axis=1)
    # SALib leaves the highest value of a grid out of all slices, and warns of means all equal.
    own = design.shared or np.ptp(means) == 0.0
    estimate = distances(design.shares, means) if own else _by_salib(design, means)
    random = np.random.default_rng([seed, len(means)])
    resampled = np.empty((RESAMPLES, len(design.names)))
    for k in range(RESAMPLES):
        some = random.integers(0, len(means), len(means))
        drawn = means
        if design.shared:
            # Luck that points share is in all their means alike, so it is drawn again for all alike.
            drawn = values[:, random.integers(0, values.shape[1], values.shape[1])].mean(axis=1)
        resampled[k] = distances(design.shares[some], drawn[some])
    low, high = ends(resampled + (estimate - resampled.mean(axis=0)))
    floor = _floors(design, means, random)
    return pd.DataFrame(
        {
            "name": design.names,
            "with": "",
            "index": MEDIAN,
            "estimate": estimate,
            "low": np.maximum(low, 0.0),
            "high": np.minimum(high, 1.0),
            "raw": estimate,
            "floor": floor,
        }
    )


def _floors(design: Design, means: Floats, random: np.random.Generator) -> list[float]:
    """The floor of each parameter; one for all where all have as many different values."""
    found: dict[int, float] = {}
    kinds = [len(np.unique(column)) for column in design.shares.T]
    for kind, column in zip(kinds, design.shares.T, strict=True):
        if kind not in found:
            dummies = np.stack([random.permutation(column) for _ in range(RESAMPLES)], axis=1)
            found[kind] = float(np.quantile(distances(dummies, means), 0.95))
    return [found[kind] for kind in kinds]


def distances(shares: Floats, means: Floats) -> Floats:
    """Median distance over the slices of each column of ``shares``, shape (points, columns).

    Up to ``SLICES`` different values of a column make a slice each.
    """
    known, place = np.unique(means, return_inverse=True)
    size = len(known)
    whole = np.cumsum(np.bincount(place, minlength=size)) / len(means)
    cuts = np.quantile(shares, np.linspace(0.0, 1.0, SLICES + 1), axis=0)
    found = np.full((SLICES, shares.shape[1]), np.nan)
    for j in range(shares.shape[1]):
        column = shares[:, j]
        # As SALib does, the largest value of a parameter is in no slice.
        slice_of = np.searchsorted(cuts[:, j], column, side="right") - 1
        levels, level_of = np.unique(column, return_inverse=True)
        if len(levels) <= SLICES:
            slice_of = level_of
        inside = slice_of < SLICES
        counts = np.bincount(slice_of[inside] * size + place[inside], minlength=SLICES * size)
        below = np.cumsum(counts.reshape(SLICES, size), axis=1).astype(np.float64)
        filled = below[:, -1] > 0
        apart = np.abs(below[filled] / below[filled, -1:] - whole)
        found[filled, j] = apart.max(axis=1)
    return np.asarray(np.nanmedian(found, axis=0))


def _by_salib(design: Design, means: Floats) -> Floats:
    from SALib.analyze import pawn

    found: Any = pawn.analyze(design.problem, design.shares, means, S=SLICES)
    return np.asarray(found["median"], dtype=np.float64)
