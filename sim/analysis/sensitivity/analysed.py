"""Indices of any method from the means that a design's points gave."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ...arrays import Floats
from . import morris, pawn, sobol
from .chance import Shares, error, shares, shares_of_sweep
from .designs import Design

_METHODS = {"sobol": sobol.indices, "morris": morris.indices, "pawn": pawn.indices}


class Found(NamedTuple):
    """Indices as the method's ``indices`` gives them, and where the variance comes from."""

    indices: pd.DataFrame
    chance: Shares


def analyse(design: Design, values: Floats, trials: int, seed: int = 0) -> Found:
    """Indices of an outcome, and the share of chance in it.

    Where all values are equal there is nothing to say of any parameter: all that is found is NaN.
    An interval whose ends are equal is NaN too.

    Parameters
    ----------
    values : array (points, batches)
        Means of the outcome over equal batches of trials, in the design's order.
    trials : int
        Trials of a point, all batches together.
    seed : int
        Of the bootstrap.

    Raises
    ------
    ValueError
        If there are not as many points as the design has.
    """
    if len(values) != len(design.shares):
        raise ValueError(f"{len(values)} values do not fit {len(design.shares)} points")
    indices = _METHODS[design.method](design, values, seed)
    if np.ptp(values) == 0.0:
        # Trials that are all alike, few or many, don't say what would make them differ.
        indices[["estimate", "raw", "low", "high"]] = np.nan
        if "floor" in indices:
            indices["floor"] = np.nan
        return Found(indices, Shares(np.nan, np.nan, trials))
    # Resamples that are all alike come of too few rows that differ: they bound nothing.
    indices.loc[indices["low"] == indices["high"], ["low", "high"]] = np.nan
    if design.shared:
        return Found(indices, shares_of_sweep(values, trials))
    if design.method == "sobol":
        parameters = sobol.variance(design, values)
    else:
        parameters = float(values.mean(axis=1).var(ddof=1) - error(values).mean())
    return Found(indices, shares(values, parameters, trials))
